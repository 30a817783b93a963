//! The configuration of both clients.

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_iotmanagedintegrations::Client as Official;
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_async::time::SystemTimeSource;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::HttpClient;
use aws_types::SdkConfig;
use aws_types::region::Region;
use smithereen_aws::iot_managed_integrations::Client as Ours;

pub(crate) const REGION: &str = "eu-west-1";

pub(crate) fn credentials() -> Credentials {
    Credentials::new("AKIDEXAMPLE", "a secret of no worth", None, None, "bench")
}

/// Returns a configuration like that of `aws-config`.
pub(crate) fn config(http: impl HttpClient + 'static, url: Option<&str>) -> SdkConfig {
    let mut config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .credentials_provider(SharedCredentialsProvider::new(credentials()))
        .http_client(http)
        .region(Region::new(REGION))
        .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
        .time_source(SystemTimeSource::new());
    config.set_endpoint_url(url.map(str::to_owned));
    config.build()
}

pub(crate) fn clients(config: &SdkConfig) -> (Ours, Official) {
    (Ours::new(config), Official::new(config))
}
