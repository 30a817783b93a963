//! What the caller gets where the service or the network is at fault, and how many requests the service saw.
//!
//! `client/` proves the everyday half: server errors and throttling that pass, connections that hang up or are reset
//! in the middle of a body, attempts and calls that run out of time, nobody listening, error bodies that are HTML,
//! cut off or a megabyte, a clock that the service calls wrong. It is not repeated here. What is here:
//!
//! - [`connections`]: refused, reset before the first byte and before the body, a body cut short, no HTTP at all.
//! - [`statuses`]: every throttling and transient code there is, odd statuses, faults of several kinds in one call,
//!   the service's own word on when to come again.
//! - [`slow`]: a late first byte and a body in drops, within the attempt's time and beyond it.
//! - [`bodies`]: content types, nothing in chunks, megabytes, no UTF-8, nesting without end, keys that come twice,
//!   numbers beyond all bounds.
//! - [`clock`]: a clock that is off by years or minutes, by the service's date and each of its codes.
//! - [`unsent`]: what is refused before anything is sent.
//! - [`load`]: ten thousand calls, one in five of them failing at random.
//!
//! All attempts of a call are one request: same token, same body, counted by [`Outcome::requests`]. Each call has a
//! region of its own, since the budget for retries is one for each service and region.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod bodies;
#[path = "../support/calls.rs"]
mod calls;
mod clock;
mod connections;
mod load;
#[path = "../support/loopback/mod.rs"]
mod loopback;
mod slow;
mod statuses;
mod unsent;

use aws_types::region::Region;
use aws_types::sdk_config::Builder;
use calls::{IOT, PackageError, config, package};
use loopback::sigv4::Account;
use loopback::{Answer, Seen, Server};
use smithereen::{TransportError, TransportKind};
use smithereen_aws::iot;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What came of a call, and the service that it was made to.
struct Outcome {
    result: Result<(), PackageError>,
    server: Server,
}

/// Makes a call to a service that gives these answers and no more.
async fn answered<const N: usize>(answers: [Answer; N]) -> Outcome {
    called(Server::answering(account(), answers), |config| config).await
}

/// Makes a call to a service that gives this answer again and again.
async fn always(answer: Answer) -> Outcome {
    called(Server::scripted(account(), move |_| answer.clone()), |config| config).await
}

async fn called(server: Server, configure: impl FnOnce(Builder) -> Builder) -> Outcome {
    let config = config().endpoint_url(server.url()).region(Region::from_static(server.region()));
    let client = iot::Client::new(&configure(config).build());
    let result = client.update_package_configuration(&package()).await;
    Outcome { result: result.map(|iot::UpdatePackageConfigurationOutput { .. }| ()), server }
}

/// The account in a region that no other call is made to.
fn account() -> Account {
    static NEXT: AtomicUsize = AtomicUsize::new(1);
    let region = format!("eu-test-{}", NEXT.fetch_add(1, Ordering::Relaxed));
    Account { region: region.leak(), ..IOT }
}

impl Outcome {
    /// The call succeeded, with so many requests.
    #[track_caller]
    fn succeeds(&self, count: usize, told: &str) {
        if let Err(error) = &self.result {
            panic!("{told}: {error}");
        }
        self.requests(count, told);
    }

    /// The call failed, with so many requests.
    #[track_caller]
    fn fails(self, count: usize, told: &str) -> PackageError {
        self.requests(count, told);
        self.result.err().unwrap_or_else(|| panic!("{told}: a success"))
    }

    /// The call failed without an answer, in this way.
    #[track_caller]
    fn loses(self, count: usize, kind: TransportKind, told: &str) -> TransportError {
        let error = calls::transport(Err::<(), _>(self.fails(count, told)));
        assert_eq!(error.kind(), kind, "{told}: {error}");
        error
    }

    /// So many requests were made, all of them the same: each with the token of the first, and the whole body.
    #[track_caller]
    fn requests(&self, count: usize, told: &str) -> Vec<Seen> {
        assert_eq!(self.server.seen().len(), count, "{told}: {:?}", self.result);
        let attempts = self.server.attempts(count);
        for attempt in &attempts {
            assert_eq!(attempt.query().strip_prefix("clientToken=").map(str::len), Some(36), "{told}");
            assert_eq!(attempt.json()["versionUpdateByJobsConfig"]["enabled"], true, "{told}");
        }
        attempts
    }
}
