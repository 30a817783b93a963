//! Events of Kinesis' SubscribeToShard, without a client and with both. `cargo xtask bench events` runs it.
//!
//! The benchmark creates its own response, so a failure ends it (`expect`).

mod body;
#[path = "../../pages/src/measure.rs"]
mod measure;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_kinesis::types as official;
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_async::time::SystemTimeSource;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_types::SdkConfig;
use aws_types::region::Region;
use body::{DATA, EVENTS, Pieces};
use kinesis::{ShardIteratorType, StartingPosition, SubscribeToShardEventStream, SubscribeToShardInput};
use measure::{Candidate, compare};
use smithereen::EventOutput;
use std::hint::black_box;
use tokio::runtime::{Builder, Runtime};

include!(concat!(env!("OUT_DIR"), "/smithereen.rs"));

const CONSUMER: &str = "arn:aws:kinesis:eu-west-1:123456789012:stream/readings/consumer/bench:1791234567";
const SHARD: &str = "shardId-000000000000";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = Builder::new_current_thread().enable_time().build().expect("a runtime");
    let mut candidates = candidates(&runtime);
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => compare("an event", EVENTS, candidates),
        ["profile", index, times] => candidates[number(index)].repeat(number(times)),
        _ => misused(),
    }
}

fn number(text: &str) -> usize {
    text.parse().unwrap_or_else(|_| misused())
}

fn misused() -> ! {
    eprintln!("usage: events [profile <index of the candidate> <times>]");
    std::process::exit(2)
}

/// Returns the variants, each of which decodes all events.
fn candidates(runtime: &Runtime) -> Vec<Candidate<'_>> {
    let body = Pieces(body::whole());
    let ours = kinesis::Client::new(&config(&body));
    let official = aws_sdk_kinesis::Client::new(&config(&body));
    let all = |count| assert_eq!(count, EVENTS * DATA);
    vec![
        Candidate::new("smithereen, sans-IO", move || all(decoded(body.clone()))),
        Candidate::new("smithereen, client", move || all(runtime.block_on(received(&ours)))),
        Candidate::new("aws-sdk-kinesis", move || all(runtime.block_on(official_received(&official)))),
    ]
}

/// Returns a configuration like that of `aws-config`.
fn config(body: &Pieces) -> SdkConfig {
    let credentials = Credentials::new("AKIDEXAMPLE", "a secret of no worth", None, None, "bench");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(body.clone())
        .region(Region::new("eu-west-1"))
        .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
        .time_source(SystemTimeSource::new())
        .build()
}

/// Returns the length of all data, from our decoder.
fn decoded(body: Pieces) -> usize {
    let (mut decoder, mut length) = (SubscribeToShardInput::event_decoder(), 0);
    for piece in body {
        decoder.feed(piece);
        while let Some(event) = decoder.next_event().expect("an event") {
            length += data(&black_box(event));
        }
    }
    decoder.finish().expect("the end of a frame");
    length
}

/// Returns the length of all data, from our client.
async fn received(client: &kinesis::Client) -> usize {
    let position = StartingPosition::new(ShardIteratorType::Latest);
    let input = SubscribeToShardInput::new(CONSUMER, SHARD, position);
    let mut events = client.subscribe_to_shard(&input).await.expect("a response").event_stream;
    let mut length = 0;
    while let Some(event) = events.recv().await.expect("an event") {
        length += data(&black_box(event));
    }
    length
}

fn data(event: &SubscribeToShardEventStream) -> usize {
    match event {
        SubscribeToShardEventStream::SubscribeToShardEvent(event) => {
            event.records.iter().map(|record| record.data.len()).sum()
        }
        SubscribeToShardEventStream::Unknown(_) => 0,
    }
}

/// Returns the length of all data, from the official client.
async fn official_received(client: &aws_sdk_kinesis::Client) -> usize {
    let position = official::StartingPosition::builder().r#type(official::ShardIteratorType::Latest);
    let call = client.subscribe_to_shard().consumer_arn(CONSUMER).shard_id(SHARD);
    let call = call.starting_position(position.build().expect("it is complete"));
    let (mut events, mut length) = (call.send().await.expect("a response").event_stream, 0);
    while let Some(event) = events.recv().await.expect("an event") {
        let event = black_box(event);
        let event = event.as_subscribe_to_shard_event().expect("no other is sent");
        length += event.records.iter().map(|record| record.data.as_ref().len()).sum::<usize>();
    }
    length
}
