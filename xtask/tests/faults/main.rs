//! Fault injection: results of calls, and numbers of requests, when the service or the network is at fault.
//!
//! `client/` has the common cases. Here are:
//!
//! - [`connections`]: connections that are refused, reset or closed at each stage, and servers that do not speak HTTP.
//! - [`statuses`]: all throttling and transient codes, unusual statuses, several faults in one call, `retry-after`.
//! - [`slow`]: late first bytes and slow bodies, within the attempt timeout and beyond it.
//! - [`bodies`]: content types, empty chunked bodies, large bodies, invalid UTF-8, deep nesting, duplicate keys, large
//!   numbers.
//! - [`clock`]: clock skew by years or minutes, with each error code for it.
//! - [`invalid_inputs`]: inputs that are rejected before anything is sent.
//! - [`load`]: ten thousand calls with faults in one of five.
//!
//! All attempts of a call have to be the same request, with the same token and body: see [`Outcome::requests`]. The retry
//! quota is shared by all clients of a service and region, so each call has a region of its own.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod bodies;
#[path = "../support/calls.rs"]
mod calls;
mod clock;
mod connections;
mod invalid_inputs;
mod load;
#[path = "../support/loopback/mod.rs"]
mod loopback;
mod slow;
mod statuses;

use aws_types::region::Region;
use aws_types::sdk_config::Builder;
use calls::{IOT, PackageError, config, package};
use loopback::sigv4::Account;
use loopback::{CannedResponse, RecordedRequest, Server};
use smithereen::{TransportError, TransportKind};
use smithereen_aws::iot;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The result of a call and the server that it was made to.
struct Outcome {
    result: Result<(), PackageError>,
    server: Server,
}

/// Makes a call to a server with these responses and no others.
async fn with_responses<const N: usize>(responses: [CannedResponse; N]) -> Outcome {
    with_server(Server::responding(account(), responses), |config| config).await
}

/// Makes a call to a server that has the same response to each request.
async fn with_repeated(response: CannedResponse) -> Outcome {
    with_server(Server::scripted(account(), move |_| response.clone()), |config| config).await
}

/// Makes a call to a server.
async fn with_server(server: Server, configure: impl FnOnce(Builder) -> Builder) -> Outcome {
    let config = config().endpoint_url(server.url()).region(Region::from_static(server.region()));
    let client = iot::Client::new(&configure(config).build());
    let result = client.update_package_configuration(&package()).await;
    Outcome { result: result.map(|iot::UpdatePackageConfigurationOutput { .. }| ()), server }
}

/// Returns an account in a region that no other call uses.
fn account() -> Account {
    static NEXT: AtomicUsize = AtomicUsize::new(1);
    let region = format!("eu-test-{}", NEXT.fetch_add(1, Ordering::Relaxed));
    Account { region: region.leak(), ..IOT }
}

impl Outcome {
    /// Asserts that the call succeeded with this number of requests.
    #[track_caller]
    fn succeeds(&self, count: usize, case: &str) {
        if let Err(error) = &self.result {
            panic!("{case}: {error}");
        }
        self.requests(count, case);
    }

    /// Asserts that the call failed with this number of requests.
    #[track_caller]
    fn fails(self, count: usize, case: &str) -> PackageError {
        self.requests(count, case);
        self.result.err().unwrap_or_else(|| panic!("{case}: a success"))
    }

    /// Asserts that the call failed with a transport error of this kind.
    #[track_caller]
    fn fails_without_response(self, count: usize, kind: TransportKind, case: &str) -> TransportError {
        let error = calls::transport(Err::<(), _>(self.fails(count, case)));
        assert_eq!(error.kind(), kind, "{case}: {error}");
        error
    }

    /// Asserts the number of requests, and that all are the same, with the same token and the whole body.
    #[track_caller]
    fn requests(&self, count: usize, case: &str) -> Vec<RecordedRequest> {
        assert_eq!(self.server.requests().len(), count, "{case}: {:?}", self.result);
        let attempts = self.server.attempts(count);
        for attempt in &attempts {
            assert_eq!(attempt.query().strip_prefix("clientToken=").map(str::len), Some(36), "{case}");
            assert_eq!(attempt.json()["versionUpdateByJobsConfig"]["enabled"], true, "{case}");
        }
        attempts
    }
}
