//! The generated clients make calls that a service accepts, and come to the right end whatever the service does.
//!
//! They run on the official runtime, over HTTP, against a service on the loopback interface that recomputes each
//! signature. Each case tells what the caller gets and how many requests were made; that all attempts of a call are
//! the same request is checked wherever they are counted.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod answers;
mod configuration;
mod load;
#[path = "../support/loopback/mod.rs"]
mod loopback;
mod retries;
mod secrets;
mod signature;
mod timeouts;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_types::retry::RetryConfig;
use aws_types::SdkConfig;
use aws_types::region::Region;
use aws_types::sdk_config::Builder;
use loopback::sigv4::Account;
use loopback::{Answer, Server};
use smithereen::{Error, TransportError};
use smithereen_aws::iot::{self, UpdatePackageConfigurationInput, VersionUpdateByJobsConfig};
use smithereen_aws::iot_managed_integrations as things;
use std::time::Duration;

const KEY: &str = "AKIDEXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const REGION: &str = "eu-west-1";

const IOT: Account = Account { key: KEY, secret: SECRET, token: None, region: REGION, service: "iot" };
const THINGS: Account = Account { service: "iotmanagedintegrations", ..IOT };

/// Credentials, a region, an HTTP client without TLS, and retries that do not dawdle.
fn config() -> Builder {
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(2));
    without_credentials().credentials_provider(provider(None)).retry_config(retries)
}

fn without_credentials() -> Builder {
    SdkConfig::builder()
        .behavior_version(aws_smithy_runtime_api::client::behavior_version::BehaviorVersion::latest())
        .region(Region::from_static(REGION))
        .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
}

fn provider(token: Option<&str>) -> SharedCredentialsProvider {
    SharedCredentialsProvider::new(Credentials::new(KEY, SECRET, token.map(str::to_owned), None, "test"))
}

fn iot_at(server: &Server) -> iot::Client {
    iot::Client::new(&config().endpoint_url(server.url()).build())
}

fn things_at(server: &Server) -> things::Client {
    things::Client::new(&config().endpoint_url(server.url()).build())
}

/// A call with a body, and a token that has to be made up.
fn package() -> UpdatePackageConfigurationInput {
    let config = VersionUpdateByJobsConfig::default().enabled(true);
    UpdatePackageConfigurationInput::default().version_update_by_jobs_config(config)
}

type PackageError = Error<iot::UpdatePackageConfigurationError>;

/// What a client gets for `package()` from a service with these answers.
async fn update<const N: usize>(answers: [Answer; N]) -> (Result<(), PackageError>, Server) {
    let server = Server::answering(IOT, answers);
    let result = iot_at(&server).update_package_configuration(&package()).await;
    (result.map(|iot::UpdatePackageConfigurationOutput {}| ()), server)
}

#[track_caller]
fn transport<T: std::fmt::Debug, E: std::fmt::Debug>(result: Result<T, Error<E>>) -> TransportError {
    match result {
        Err(Error::Transport(error)) => error,
        other => panic!("not a transport error: {other:?}"),
    }
}
