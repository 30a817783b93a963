//! Ten thousand calls, sixty-four in flight, one in five failing at random: each comes to its own right end.
//!
//! What befalls a call follows from its number alone, and so does the outcome it must have. The service knows a call
//! by the role that it is to set, which holds the number.

use crate::calls::{IOT, config};
use crate::loopback::sigv4::Account;
use crate::loopback::{Answer, Seen, Server};
use aws_smithy_types::retry::RetryConfig;
use aws_types::region::Region;
use smithereen::Error;
use smithereen_aws::iot::{self, UpdatePackageConfigurationError, UpdatePackageConfigurationInput};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const CALLS: usize = 10_000;
const IN_FLIGHT: usize = 64;
/// A region of its own: the budget for retries is one for each service and region.
const ACCOUNT: Account = Account { region: "eu-load-1", ..IOT };

/// What befalls a call on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Fate {
    Fine,
    Busy,
    Reset,
    Throttled,
    /// Two faults, and an answer on the last attempt.
    Twice,
    Refused,
}

/// Of this call; the same in each run (SplitMix64).
fn fate(call: usize) -> Fate {
    let seed = (call as u64 + 42).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    match (mixed ^ (mixed >> 31)) % 25 {
        0 => Fate::Busy,
        1 => Fate::Reset,
        2 => Fate::Throttled,
        3 => Fate::Twice,
        4 => Fate::Refused,
        _ => Fate::Fine,
    }
}

impl Fate {
    fn attempts(self) -> usize {
        match self {
            Self::Fine | Self::Refused => 1,
            Self::Busy | Self::Reset | Self::Throttled => 2,
            Self::Twice => 3,
        }
    }

    /// The answer to the attempt, counted from one.
    fn answer(self, call: usize, attempt: usize) -> Answer {
        match (self, attempt) {
            (Self::Busy | Self::Twice, 1) => Answer::new(503, "<html>"),
            (Self::Reset, 1) => Answer::reset_first(),
            (Self::Throttled, 1) | (Self::Twice, 2) => Answer::error(429, "ThrottlingException", "{}"),
            (Self::Refused, 1) => {
                let body = serde_json::json!({ "message": call.to_string() });
                Answer::error(400, "ValidationException", body.to_string())
            }
            (_, attempt) if attempt == self.attempts() => Answer::ok(),
            // More attempts than there should be are an outcome that no call may have.
            _ => Answer::error(418, "OneAttemptTooMany", "{}"),
        }
    }
}

/// The number of the call that a request belongs to.
fn call_of(seen: &Seen) -> usize {
    let body = seen.json();
    body["versionUpdateByJobsConfig"]["roleArn"].as_str().unwrap().parse().unwrap()
}

fn serve() -> Server {
    let mut attempts = HashMap::new();
    Server::serving(ACCOUNT, move |_, seen| {
        let call = call_of(seen);
        let attempt = attempts.entry(call).or_insert(0);
        *attempt += 1;
        fate(call).answer(call, *attempt)
    })
}

fn input(call: usize) -> UpdatePackageConfigurationInput {
    let config = iot::VersionUpdateByJobsConfig::default().role_arn(call.to_string());
    UpdatePackageConfigurationInput::default().version_update_by_jobs_config(config)
}

/// Makes the call, and checks that it ends as it must.
async fn call(client: &iot::Client, call: usize) {
    let fate = fate(call);
    match (client.update_package_configuration(&input(call)).await, fate) {
        (Ok(_), Fate::Fine | Fate::Busy | Fate::Reset | Fate::Throttled | Fate::Twice) => {}
        (Err(Error::Service(error)), Fate::Refused) => match error.error() {
            UpdatePackageConfigurationError::ValidationException(found) => {
                assert_eq!(found.message, Some(call.to_string()), "the answer to another call");
            }
            other => panic!("{call}: {other:?}"),
        },
        (other, _) => panic!("{call}, {fate:?}: {other:?}"),
    }
}

/// As many workers as calls are to be in flight; says how many calls came to their end.
async fn call_all(client: &iot::Client) -> usize {
    let next = Arc::new(AtomicUsize::new(0));
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..IN_FLIGHT {
        let (client, next) = (client.clone(), Arc::clone(&next));
        workers.spawn(async move {
            let mut ended = 0;
            while let number @ 0..CALLS = next.fetch_add(1, Ordering::Relaxed) {
                call(&client, number).await;
                ended += 1;
            }
            ended
        });
    }
    workers.join_all().await.into_iter().sum()
}

/// Every call was made, as often as it had to be, each time as the same request, and no token is another call's.
fn assert_requests(server: &Server) {
    let mut calls: HashMap<usize, Vec<Seen>> = HashMap::new();
    for seen in server.seen() {
        assert_eq!(seen.fault, None);
        calls.entry(call_of(&seen)).or_default().push(seen);
    }
    let mut tokens = HashSet::new();
    for number in 0..CALLS {
        let attempts = calls.remove(&number).unwrap_or_else(|| panic!("{number} is lost"));
        assert_eq!(attempts.len(), fate(number).attempts(), "{number}, {:?}", fate(number));
        for attempt in &attempts {
            assert_eq!(
                (&attempt.target, &attempt.body),
                (&attempts[0].target, &attempts[0].body),
                "{number}"
            );
        }
        assert!(tokens.insert(attempts[0].query().to_owned()), "{number} has the token of another call");
    }
    assert!(calls.is_empty(), "nobody made these calls: {:?}", calls.keys());
}

#[tokio::test]
async fn ten_thousand_calls_of_which_one_in_five_meets_a_fault() {
    let unlucky = (0..CALLS).filter(|call| fate(*call) != Fate::Fine).count();
    assert!((CALLS / 6..CALLS / 4).contains(&unlucky), "one in five, more or less: {unlucky}");
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
    let server = serve();
    let config = config().endpoint_url(server.url()).retry_config(retries);
    let client = iot::Client::new(&config.region(Region::from_static(ACCOUNT.region)).build());
    let start = Instant::now();
    assert_eq!(call_all(&client).await, CALLS);
    println!("{CALLS} calls in {:?} on {} connections", start.elapsed(), server.connections());
    assert_requests(&server);
}
