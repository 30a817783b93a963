//! A load test: 1,000 calls, or as many as `LOAD_TEST_CALLS` says, 64 at a time, with faults in one of five. Each has to end with its own result.
//!
//! The number of a call determines its faults and its result. The server finds the number in the role of the input.

use crate::calls::{IOT, config};
use crate::loopback::sigv4::Account;
use crate::loopback::{CannedResponse, RecordedRequest, Server};
use aws_smithy_types::retry::RetryConfig;
use aws_types::region::Region;
use smithereen::Error;
use smithereen_aws::iot::{self, UpdatePackageConfigurationError, UpdatePackageConfigurationInput};
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

static CALLS: LazyLock<usize> = LazyLock::new(|| match std::env::var("LOAD_TEST_CALLS") {
    Ok(calls) => calls.parse().unwrap(),
    Err(_) => 1_000,
});
const IN_FLIGHT: usize = 64;
/// The retry quota is shared by all clients of a service and region, so this test has a region of its own.
const ACCOUNT: Account = Account { region: "eu-load-1", ..IOT };

/// The faults of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Faults {
    None,
    Busy,
    Reset,
    Throttled,
    /// Two faults before a success.
    Twice,
    Refused,
}

/// Returns the faults of a call, the same in each run (SplitMix64).
fn faults(call: usize) -> Faults {
    let seed = (call as u64 + 42).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    match (mixed ^ (mixed >> 31)) % 25 {
        0 => Faults::Busy,
        1 => Faults::Reset,
        2 => Faults::Throttled,
        3 => Faults::Twice,
        4 => Faults::Refused,
        _ => Faults::None,
    }
}

impl Faults {
    fn attempts(self) -> usize {
        match self {
            Self::None | Self::Refused => 1,
            Self::Busy | Self::Reset | Self::Throttled => 2,
            Self::Twice => 3,
        }
    }

    /// Returns the response to an attempt, counted from one.
    fn response(self, call: usize, attempt: usize) -> CannedResponse {
        match (self, attempt) {
            (Self::Busy | Self::Twice, 1) => CannedResponse::new(503, "<html>"),
            (Self::Reset, 1) => CannedResponse::reset_first(),
            (Self::Throttled, 1) | (Self::Twice, 2) => {
                CannedResponse::error(429, "ThrottlingException", "{}")
            }
            (Self::Refused, 1) => {
                let body = serde_json::json!({ "message": call.to_string() });
                CannedResponse::error(400, "ValidationException", body.to_string())
            }
            (_, attempt) if attempt == self.attempts() => CannedResponse::ok(),
            // Too many attempts are an error that no call may have.
            _ => CannedResponse::error(418, "OneAttemptTooMany", "{}"),
        }
    }
}

/// Returns the number of the call that a request belongs to.
fn call_of(seen: &RecordedRequest) -> usize {
    let body = seen.json();
    body["versionUpdateByJobsConfig"]["roleArn"].as_str().unwrap().parse().unwrap()
}

fn serve() -> Server {
    let mut attempts = HashMap::new();
    Server::serving(ACCOUNT, move |_, seen| {
        let call = call_of(seen);
        let attempt = attempts.entry(call).or_insert(0);
        *attempt += 1;
        faults(call).response(call, *attempt)
    })
}

fn input(call: usize) -> UpdatePackageConfigurationInput {
    let config = iot::VersionUpdateByJobsConfig::default().role_arn(call.to_string());
    UpdatePackageConfigurationInput::default().version_update_by_jobs_config(config)
}

/// Makes a call and checks its result.
async fn call(client: &iot::Client, call: usize) {
    let faults = faults(call);
    match (client.update_package_configuration(&input(call)).await, faults) {
        (Ok(_), Faults::None | Faults::Busy | Faults::Reset | Faults::Throttled | Faults::Twice) => {}
        (Err(Error::Service(error)), Faults::Refused) => match error.error() {
            UpdatePackageConfigurationError::ValidationException(found) => {
                assert_eq!(found.message, Some(call.to_string()), "the response to another call");
            }
            other => panic!("{call}: {other:?}"),
        },
        (other, _) => panic!("{call}, {faults:?}: {other:?}"),
    }
}

/// Makes all calls, `IN_FLIGHT` at a time, and returns the number of calls that ended.
async fn call_all(client: &iot::Client) -> usize {
    let next = Arc::new(AtomicUsize::new(0));
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..IN_FLIGHT {
        let (client, next) = (client.clone(), Arc::clone(&next));
        workers.spawn(async move {
            let mut ended = 0;
            while let number = next.fetch_add(1, Ordering::Relaxed)
                && number < *CALLS
            {
                call(&client, number).await;
                ended += 1;
            }
            ended
        });
    }
    workers.join_all().await.into_iter().sum()
}

/// Asserts that each call has the right number of attempts, all the same request, with a token of its own.
fn assert_requests(server: &Server) {
    let mut calls: HashMap<usize, Vec<RecordedRequest>> = HashMap::new();
    for seen in server.requests() {
        assert_eq!(seen.fault, None);
        calls.entry(call_of(&seen)).or_default().push(seen);
    }
    let mut tokens = HashSet::new();
    for number in 0..*CALLS {
        let attempts = calls.remove(&number).unwrap_or_else(|| panic!("{number} is lost"));
        assert_eq!(attempts.len(), faults(number).attempts(), "{number}, {:?}", faults(number));
        for attempt in &attempts {
            assert_eq!(
                (&attempt.target, &attempt.body),
                (&attempts[0].target, &attempts[0].body),
                "{number}"
            );
        }
        assert!(tokens.insert(attempts[0].query().to_owned()), "{number} has the token of another call");
    }
    assert!(calls.is_empty(), "unexpected calls: {:?}", calls.keys());
}

#[tokio::test]
async fn many_concurrent_calls_with_faults_end_with_their_own_results() {
    let with_faults = (0..*CALLS).filter(|call| faults(*call) != Faults::None).count();
    assert!((*CALLS / 6..*CALLS / 4).contains(&with_faults), "about one in five: {with_faults}");
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
    let server = serve();
    let config = config().endpoint_url(server.url()).retry_config(retries);
    let client = iot::Client::new(&config.region(Region::from_static(ACCOUNT.region)).build());
    let start = Instant::now();
    assert_eq!(call_all(&client).await, *CALLS);
    println!("{} calls in {:?} on {} connections", *CALLS, start.elapsed(), server.connections());
    assert_requests(&server);
}
