//! The three calls with the official crates and minimal dependencies.

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_async::time::SystemTimeSource;
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_types::SdkConfig;
use aws_types::region::Region;
use std::env::{self, VarError};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = config()?;
    let iot = aws_sdk_iot::Client::new(&config);
    let things = aws_sdk_iotmanagedintegrations::Client::new(&config);
    iot.update_package_configuration().send().await?;
    iot.update_provisioning_template().template_name("fleet").enabled(true).send().await?;
    things.update_managed_thing().identifier("thing-1").owner("me").send().await?;
    Ok(())
}

/// Returns a configuration with the credentials and the region from the environment, and one TLS stack.
fn config() -> Result<SdkConfig, VarError> {
    let credentials = Credentials::from_keys(
        env::var("AWS_ACCESS_KEY_ID")?,
        env::var("AWS_SECRET_ACCESS_KEY")?,
        env::var("AWS_SESSION_TOKEN").ok(),
    );
    let tls = Provider::Rustls(CryptoMode::Ring);
    Ok(SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(Builder::new().tls_provider(tls).build_https())
        .region(Region::new(env::var("AWS_REGION")?))
        .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
        .time_source(SystemTimeSource::new())
        .build())
}
