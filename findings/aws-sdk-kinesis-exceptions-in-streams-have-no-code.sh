#!/usr/bin/env bash
# Packages:    aws-sdk-kinesis 1.130.0 with aws-smithy-eventstream 0.61.6 (Rust).
# Input:       `ResourceNotFoundException`, which the model defines for both: as the response of `SubscribeToShard` with status 404, and as a
#              message of its event stream with `:message-type` `exception`. The payload of both is `{"message":"no"}`; the code is in
#              `x-amzn-errortype` and in `:exception-type`.
# Expectation: `ProvideErrorMetadata::code()` is the code in both cases, so that a program can log or compare it.
# Behavior:    the exception of the stream is the modeled variant, with its message, but without a code.
# Output seen: response true Some("ResourceNotFoundException") Some("no")
#              stream true None Some("no")
# Exits with 0 while this is so.
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
aws-sdk-kinesis = { version = "=1.130.0", default-features = false, features = ["behavior-version-latest", "rt-tokio"] }
aws-smithy-eventstream = "=0.61.6"
aws-smithy-runtime-api = { version = "1", features = ["client", "http-1x"] }
aws-smithy-types = "1"
http = "1"
tokio = { version = "1", features = ["rt", "time"] }
[profile.dev]
debug = false
[workspace]
TOML
cat > "$folder/src/main.rs" <<'RUST'
use aws_sdk_kinesis::config::{Credentials, Region, retry::RetryConfig, timeout::TimeoutConfig};
use aws_sdk_kinesis::error::ProvideErrorMetadata;
use aws_sdk_kinesis::types::{ShardIteratorType, StartingPosition};
use aws_sdk_kinesis::{Client, Config};
use aws_smithy_eventstream::frame::write_message_to;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};

const PAYLOAD: &[u8] = br#"{"message":"no"}"#;

#[derive(Clone, Debug)]
struct Answer {
    status: u16,
    body: Vec<u8>,
}

impl HttpConnector for Answer {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let status = http::StatusCode::from_u16(self.status).expect("it is one");
        let mut response = HttpResponse::new(status.into(), SdkBody::from(self.body.clone()));
        if self.status != 200 {
            response.headers_mut().insert("x-amzn-errortype", "ResourceNotFoundException");
        }
        HttpConnectorFuture::ready(Ok(response))
    }
}

impl HttpClient for Answer {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

fn message(headers: &[(&'static str, &'static str)], payload: &'static [u8]) -> Vec<u8> {
    let message = headers.iter().fold(Message::new(payload), |message, (name, value)| {
        message.add_header(Header::new(*name, HeaderValue::String((*value).into())))
    });
    let mut bytes = Vec::new();
    write_message_to(&message, &mut bytes).expect("it is short");
    bytes
}

fn client(status: u16, body: Vec<u8>) -> Client {
    let config = Config::builder()
        .behavior_version_latest()
        .region(Region::new("eu-west-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "probe"))
        .retry_config(RetryConfig::disabled())
        .timeout_config(TimeoutConfig::disabled())
        .stalled_stream_protection(aws_sdk_kinesis::config::StalledStreamProtectionConfig::disabled())
        .http_client(Answer { status, body });
    Client::from_conf(config.build())
}

async fn run() {
    let position = || StartingPosition::builder().r#type(ShardIteratorType::Latest).build().expect("it is whole");
    let call = |client: Client| {
        client.subscribe_to_shard().consumer_arn("arn:aws:kinesis:eu-west-1:123456789012:stream/s/consumer/c:1")
            .shard_id("shardId-000000000000").starting_position(position()).send()
    };
    let error = call(client(404, PAYLOAD.to_vec())).await.expect_err("the status is 404").into_service_error();
    println!("response {} {:?} {:?}", error.is_resource_not_found_exception(), error.code(), error.message());

    let mut body = message(&[(":message-type", "event"), (":event-type", "initial-response")], b"{}");
    body.extend(message(
        &[(":message-type", "exception"), (":exception-type", "ResourceNotFoundException"), (":content-type", "application/json")],
        PAYLOAD,
    ));
    let mut events = call(client(200, body)).await.expect("the call succeeds").event_stream;
    let error = events.recv().await.expect_err("the message is an exception").into_service_error();
    println!("stream {} {:?} {:?}", error.is_resource_not_found_exception(), error.code(), error.message());
}

fn main() {
    tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime").block_on(run());
}
RUST
seen=$(cargo run --quiet --manifest-path "$folder/Cargo.toml")
echo "$seen"
expected='response true Some("ResourceNotFoundException") Some("no")
stream true None Some("no")'
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
