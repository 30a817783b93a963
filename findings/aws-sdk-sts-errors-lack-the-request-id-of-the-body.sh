#!/usr/bin/env bash
# Package:     aws-sdk-sts 1.124.0 (Rust), protocol awsQuery.
# Input:       an error of GetCallerIdentity whose request ID is in the body alone, where the protocol has it
#              (<ErrorResponse>, <RequestId>), as a server without the header `x-amzn-requestid` sends it.
# Expectation: `request_id()` returns it; botocore 1.44.5 has it in `ResponseMetadata`.
# Behavior:    `request_id()` returns nothing, although code and message of the same body are there.
# Output seen: code=ExpiredToken message=too late request_id=None
# Exits with 0 while this is so. It compiles the crate, which takes some minutes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/src"
cat > "$folder/Cargo.toml" <<'TOML'
[package]
name = "probe"
version = "0.0.0"
edition = "2021"
[dependencies]
aws-sdk-sts = { version = "=1.124.0", default-features = false, features = ["behavior-version-latest", "rt-tokio"] }
aws-smithy-http-client = { version = "1", default-features = false, features = ["test-util"] }
aws-smithy-types = "1"
http = "1"
tokio = { version = "1", features = ["macros", "rt"] }
[profile.dev]
debug = false
[workspace]
TOML
cat > "$folder/src/main.rs" <<'RUST'
use aws_sdk_sts::config::{Credentials, Region, retry::RetryConfig};
use aws_sdk_sts::error::ProvideErrorMetadata;
use aws_sdk_sts::operation::RequestId;
use aws_smithy_http_client::test_util::infallible_client_fn;
use aws_smithy_types::body::SdkBody;

const BODY: &str = "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>\
    <Code>ExpiredToken</Code><Message>too late</Message></Error><RequestId>7f2a</RequestId></ErrorResponse>";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let client = infallible_client_fn(|_| {
        http::Response::builder().status(403).body(SdkBody::from(BODY)).expect("it is valid")
    });
    let config = aws_sdk_sts::Config::builder()
        .region(Region::new("eu-west-1"))
        .credentials_provider(Credentials::new("a", "b", None, None, "probe"))
        .retry_config(RetryConfig::disabled())
        .http_client(client)
        .build();
    let error = aws_sdk_sts::Client::from_conf(config).get_caller_identity().send().await.expect_err("it fails");
    let (code, message) = (error.code().unwrap_or_default(), error.message().unwrap_or_default());
    println!("code={code} message={message} request_id={:?}", error.request_id());
}
RUST
seen=$(cargo run --quiet --manifest-path "$folder/Cargo.toml")
echo "$seen"
expected='code=ExpiredToken message=too late request_id=None'
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
