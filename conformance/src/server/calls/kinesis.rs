// Streams and records of Kinesis, with awsJson1_1 and rpcv2Cbor.

use self::service::*;
use super::steps::*;
use std::collections::BTreeMap;
use std::time::Duration;

const STREAM: &str = "press.hall_2";

pub(crate) async fn first_call(setup: &Setup) -> Attempt {
    Attempt::of(Client::new(&setup.config).list_streams(&ListStreamsInput::default()).await)
}

pub(crate) async fn calls(setup: &Setup) {
    let client = Client::new(&setup.config);
    streams(&client).await;
    tags(&client).await;
    let sequence = put(&client).await;
    records(&client, &sequence).await;
    failures(setup, &client).await;
    let delete = DeleteStreamInput::default().stream_name(STREAM);
    say("DeleteStream", done(client.delete_stream(&delete).await));
    say("ListStreams, none", gone(&client).await);
}

async fn streams(client: &Client) {
    let create = CreateStreamInput::new(STREAM).shard_count(1);
    say("CreateStream", done(client.create_stream(&create).await));
    say("DescribeStream", active(client).await);
    let input = DescribeStreamSummaryInput::default().stream_name(STREAM);
    let summary = client.describe_stream_summary(&input).await;
    say(
        "DescribeStreamSummary",
        check(summary, |output| {
            let summary = output.stream_description_summary;
            same("name", summary.stream_name.as_str(), STREAM)?;
            same("retention", summary.retention_period_hours, 24)?;
            same("shards", summary.open_shard_count, 1)
        }),
    );
    let list = client.list_streams(&ListStreamsInput::default().limit(5)).await;
    say(
        "ListStreams",
        check(list, |output| {
            same("more", output.has_more_streams, false)?;
            same("names", output.stream_names, vec![STREAM.to_owned()])
        }),
    );
    let again = client.create_stream(&create).await;
    let is_it = |error: &CreateStreamError| matches!(error, CreateStreamError::ResourceInUseException(_));
    say("CreateStream, again", fails(again, "ResourceInUseException", 400, STREAM, is_it));
}

/// Waits until the stream is active.
async fn active(client: &Client) -> Step {
    for _ in 0..50 {
        let output = client.describe_stream(&DescribeStreamInput::default().stream_name(STREAM)).await;
        let stream = output_of(output)?.stream_description;
        if stream.stream_status == StreamStatus::Active {
            holds("ARN", stream.stream_arn, |arn| arn.ends_with(&format!(":stream/{STREAM}")))?;
            let keys: Vec<_> =
                stream.shards.iter().map(|shard| shard.hash_key_range.starting_hash_key.as_str()).collect();
            same("first key", keys, vec!["0"])?;
            let ids: Vec<_> = stream.shards.into_iter().map(|shard| shard.shard_id).collect();
            return same("shards", ids, vec!["shardId-000000000000".to_owned()]);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err("the stream does not become active".to_owned())
}

async fn gone(client: &Client) -> Step {
    for _ in 0..50 {
        let output = output_of(client.list_streams(&ListStreamsInput::default()).await)?;
        if output.stream_names.is_empty() {
            return same("more", output.has_more_streams, false);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err("the stream is still listed".to_owned())
}

fn tagged() -> BTreeMap<String, String> {
    texts(&[("hall", "2"), ("unit", "a+b=c / é")])
}

async fn tags(client: &Client) {
    let add = AddTagsToStreamInput::new(tagged()).stream_name(STREAM);
    say("AddTagsToStream", done(client.add_tags_to_stream(&add).await));
    let list = client.list_tags_for_stream(&ListTagsForStreamInput::default().stream_name(STREAM)).await;
    say(
        "ListTagsForStream",
        check(list, |output| {
            same("more", output.has_more_tags, false)?;
            let tags: Vec<_> =
                output.tags.into_iter().filter_map(|tag| Some((tag.key, tag.value?))).collect();
            same("tags", tags.into_iter().collect(), tagged())
        }),
    );
}

async fn put(client: &Client) -> String {
    let put = PutRecordInput::new(BYTES).stream_name(STREAM).partition_key("hall é");
    let put = client.put_record(&put).await;
    let sequence = put.as_ref().map(|output| output.sequence_number.clone()).unwrap_or_default();
    say(
        "PutRecord",
        check(put, |output| {
            holds("sequence number", output.sequence_number, |number| {
                number.len() > 20 || !number.is_empty()
            })?;
            same("shard", output.shard_id.as_str(), "shardId-000000000000")
        }),
    );
    let entries = [
        PutRecordsRequestEntry::new(ODD.as_bytes()).partition_key("a"),
        PutRecordsRequestEntry::new(b"".as_slice()).partition_key("b").explicit_hash_key("7"),
    ];
    let put = client.put_records(&PutRecordsInput::new(entries).stream_name(STREAM)).await;
    say(
        "PutRecords",
        check(put, |output| {
            same("failed", output.failed_record_count, Some(0))?;
            let shards: Vec<_> = output.records.into_iter().filter_map(|record| record.shard_id).collect();
            same("shards", shards, vec!["shardId-000000000000".to_owned(); 2])
        }),
    );
    sequence
}

async fn records(client: &Client, sequence: &str) {
    let input = GetShardIteratorInput::new("shardId-000000000000", ShardIteratorType::TrimHorizon);
    let got = client.get_shard_iterator(&input.stream_name(STREAM)).await;
    let iterator = got.as_ref().ok().and_then(|output| output.shard_iterator.clone()).unwrap_or_default();
    say("GetShardIterator", check(got, |output| holds("iterator", output.shard_iterator, Option::is_some)));
    let got = client.get_records(&GetRecordsInput::new(&iterator).limit(10)).await;
    say(
        "GetRecords",
        check(got, |output| {
            let data: Vec<Vec<u8>> = output.records.iter().map(|record| record.data.to_vec()).collect();
            same("data", data, vec![BYTES.to_vec(), ODD.as_bytes().to_vec(), vec![]])?;
            let first = output.records.first().ok_or("no record")?;
            first.approximate_arrival_timestamp.ok_or("no time of arrival")?;
            same("partition key", first.partition_key.as_deref(), Some("hall é"))?;
            same("lag", output.millis_behind_latest, Some(0))?;
            same("sequence number", first.sequence_number.as_str(), sequence)
        }),
    );
    let input = GetShardIteratorInput::new("shardId-000000000000", ShardIteratorType::AfterSequenceNumber);
    let input = input.stream_name(STREAM).starting_sequence_number(sequence);
    let got = client.get_shard_iterator(&input).await;
    let iterator = got.ok().and_then(|output| output.shard_iterator).unwrap_or_default();
    let got = client.get_records(&GetRecordsInput::new(iterator).limit(1)).await;
    say(
        "GetRecords, after the first",
        check(got, |output| {
            let data: Vec<Vec<u8>> = output.records.iter().map(|record| record.data.to_vec()).collect();
            same("data", data, vec![ODD.as_bytes().to_vec()])
        }),
    );
}

async fn failures(setup: &Setup, client: &Client) {
    let described = client.describe_stream(&DescribeStreamInput::default().stream_name("none")).await;
    let is_it =
        |error: &DescribeStreamError| matches!(error, DescribeStreamError::ResourceNotFoundException(_));
    say("DescribeStream, none", fails(described, "ResourceNotFoundException", 400, "none", is_it));
    let input = GetShardIteratorInput::new("shardId-000000000007", ShardIteratorType::Latest);
    let got = client.get_shard_iterator(&input.stream_name(STREAM)).await;
    let is_it =
        |error: &GetShardIteratorError| matches!(error, GetShardIteratorError::ResourceNotFoundException(_));
    say(
        "GetShardIterator, none",
        fails(got, "ResourceNotFoundException", 400, "shardId-000000000007", is_it),
    );
    let put = PutRecordInput::new(BYTES).stream_name("none").partition_key("a");
    let is_it = |error: &PutRecordError| matches!(error, PutRecordError::ResourceNotFoundException(_));
    say(
        "PutRecord, none",
        fails(client.put_record(&put).await, "ResourceNotFoundException", 400, "none", is_it),
    );
    if setup.is("moto") {
        // moto fails with an internal error.
        return;
    }
    let got = client.get_records(&GetRecordsInput::new("no-iterator")).await;
    let is_it = |error: &GetRecordsError| matches!(error, GetRecordsError::InvalidArgumentException(_));
    say("GetRecords, no iterator", fails(got, "InvalidArgumentException", 400, "", is_it));
}
