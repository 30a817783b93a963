//! Six calls with the official crate of S3 and minimal dependencies.

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
    let client = aws_sdk_s3::Client::new(&config()?);
    client.put_object().bucket("bucket").key("key").body(Vec::new().into()).send().await?;
    client.copy_object().bucket("bucket").key("copy").copy_source("bucket/key").send().await?;
    client.head_object().bucket("bucket").key("copy").send().await?;
    let object = client.get_object().bucket("bucket").key("copy").send().await?;
    println!("{} bytes", object.body.collect().await?.into_bytes().len());
    let list = client.list_objects_v2().bucket("bucket").send().await?;
    println!("{} objects", list.contents().len());
    client.delete_object().bucket("bucket").key("copy").send().await?;
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
