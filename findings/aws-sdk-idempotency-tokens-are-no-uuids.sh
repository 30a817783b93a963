#!/usr/bin/env bash
# Package:     aws-sdk-marketplacedeployment 1.116.0 (Rust), protocol restJson1.
# Input:       400 calls of PutDeploymentParameter without a client token, which the model marks as an idempotency token.
# Expectation: each token that the SDK fills in is a UUID of version 4 (RFC 9562): the character after the third hyphen is 8, 9, a
#              or b, as in the tokens of botocore 1.44.5, which are of Python's `uuid.uuid4()`.
# Behavior:    the version is 4, and half of the tokens have another variant: the character is one of 8 to f. aws-sdk-dynamodb,
#              aws-sdk-iot and aws-sdk-ec2 send such tokens, too.
# Output seen: of version 4: 400, of the variant of RFC 9562: 212, characters seen: 89abcdef (the count is random)
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
aws-sdk-marketplacedeployment = { version = "=1.116.0", default-features = false, features = ["behavior-version-latest", "rt-tokio"] }
aws-smithy-http-client = { version = "1", default-features = false, features = ["test-util"] }
aws-smithy-types = "1"
http = "1"
tokio = { version = "1", features = ["macros", "rt"] }
[profile.dev]
debug = false
[workspace]
TOML
cat > "$folder/src/main.rs" <<'RUST'
use aws_sdk_marketplacedeployment::config::{Credentials, Region};
use aws_smithy_http_client::test_util::infallible_client_fn;
use aws_smithy_types::body::SdkBody;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let seen: Arc<Mutex<BTreeMap<(char, char), u32>>> = Arc::default();
    let counts = seen.clone();
    let client = infallible_client_fn(move |request: http::Request<SdkBody>| {
        let body = String::from_utf8_lossy(request.body().bytes().unwrap_or_default()).into_owned();
        let token = body.split("\"clientToken\":\"").nth(1).and_then(|rest| rest.get(..36)).expect("a token");
        let at = |index: usize| token.chars().nth(index).expect("36 characters");
        *counts.lock().unwrap().entry((at(14), at(19))).or_default() += 1;
        http::Response::builder().status(200).body(SdkBody::from("{}")).expect("it is valid")
    });
    let config = aws_sdk_marketplacedeployment::Config::builder()
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("a", "b", None, None, "probe"))
        .http_client(client)
        .build();
    let client = aws_sdk_marketplacedeployment::Client::from_conf(config);
    for _ in 0..400 {
        let parameter = aws_sdk_marketplacedeployment::types::DeploymentParameterInput::builder()
            .name("n").secret_string("s").build().expect("it is whole");
        client.put_deployment_parameter().catalog("AWSMarketplace").product_id("p").agreement_id("a")
            .deployment_parameter(parameter).send().await.expect("it succeeds");
    }
    let seen = seen.lock().unwrap();
    let of_version_4 = seen.iter().filter(|((version, _), _)| *version == '4').map(|(_, count)| count).sum::<u32>();
    let of_variant: u32 = seen.iter().filter(|((_, variant), _)| "89ab".contains(*variant)).map(|(_, count)| count).sum();
    let variants: String = seen.keys().map(|(_, variant)| *variant).collect();
    println!("of version 4: {of_version_4}, of the variant of RFC 9562: {of_variant}, characters seen: {variants}");
    assert_eq!(of_version_4, 400);
    assert!((120..=280).contains(&of_variant) && variants == "89abcdef", "the behaviour has changed");
}
RUST
cargo run --quiet --manifest-path "$folder/Cargo.toml"
