//! Accounts, configurations and calls for tests against the loopback service.

#![allow(dead_code, reason = "no test file uses all of it")]
#![allow(clippy::panic, reason = "a test may fail")]

use crate::loopback::sigv4::Account;
use crate::loopback::{CannedResponse, Server};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_types::retry::RetryConfig;
use aws_types::SdkConfig;
use aws_types::region::Region;
use aws_types::sdk_config::Builder;
use smithereen::{Error, TransportError};
use smithereen_aws::iot::{self, UpdatePackageConfigurationInput, VersionUpdateByJobsConfig};
use smithereen_aws::iot_managed_integrations as things;
use std::time::Duration;

pub(crate) const KEY: &str = "AKIDEXAMPLE";
pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
pub(crate) const REGION: &str = "eu-west-1";

pub(crate) const IOT: Account =
    Account { key: KEY, secret: SECRET, token: None, region: REGION, service: "iot", escaped_twice: true };
pub(crate) const THINGS: Account = Account { service: "iotmanagedintegrations", ..IOT };

/// Returns a configuration with credentials, a region, an HTTP client without TLS, and short retry delays.
pub(crate) fn config() -> Builder {
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(2));
    without_credentials().credentials_provider(provider(None)).retry_config(retries)
}

pub(crate) fn without_credentials() -> Builder {
    SdkConfig::builder()
        .behavior_version(aws_smithy_runtime_api::client::behavior_version::BehaviorVersion::latest())
        .region(Region::from_static(REGION))
        .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
}

pub(crate) fn provider(token: Option<&str>) -> SharedCredentialsProvider {
    SharedCredentialsProvider::new(Credentials::new(KEY, SECRET, token.map(str::to_owned), None, "test"))
}

pub(crate) fn iot_at(server: &Server) -> iot::Client {
    iot::Client::new(&config().endpoint_url(server.url()).build())
}

pub(crate) fn things_at(server: &Server) -> things::Client {
    things::Client::new(&config().endpoint_url(server.url()).build())
}

/// Returns the input of a call with a body and a generated idempotency token.
pub(crate) fn package() -> UpdatePackageConfigurationInput {
    let config = VersionUpdateByJobsConfig::default().enabled(true);
    UpdatePackageConfigurationInput::default().version_update_by_jobs_config(config)
}

pub(crate) type PackageError = Error<iot::UpdatePackageConfigurationError>;

/// Calls `package()` on a service with these responses, and returns the result and the service.
pub(crate) async fn update<const N: usize>(
    responses: [CannedResponse; N],
) -> (Result<(), PackageError>, Server) {
    let server = Server::responding(IOT, responses);
    let result = iot_at(&server).update_package_configuration(&package()).await;
    (result.map(|iot::UpdatePackageConfigurationOutput { .. }| ()), server)
}

#[track_caller]
pub(crate) fn transport<T: std::fmt::Debug, E: std::fmt::Debug>(
    result: Result<T, Error<E>>,
) -> TransportError {
    match result {
        Err(Error::Transport(error)) => error,
        other => panic!("not a transport error: {other:?}"),
    }
}
