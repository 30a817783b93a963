// Groups, streams and events of CloudWatch Logs, with awsJson1_1 and rpcv2Cbor.

use self::service::*;
use super::steps::*;
use std::time::{SystemTime, UNIX_EPOCH};

const GROUP: &str = "/press/hall_2.a#1";
const STREAM: &str = "press é [1]";

pub(crate) async fn first_call(setup: &Setup) -> Attempt {
    let input = DescribeLogGroupsInput::default().log_group_name_prefix("none");
    Attempt::of(Client::new(&setup.config).describe_log_groups(&input).await)
}

pub(crate) async fn calls(setup: &Setup) {
    let client = Client::new(&setup.config);
    groups(&client).await;
    streams(&client).await;
    events(&client).await;
    failures(setup, &client).await;
    let delete = DeleteLogStreamInput::new(GROUP, STREAM);
    say("DeleteLogStream", done(client.delete_log_stream(&delete).await));
    let listed = client.describe_log_streams(&DescribeLogStreamsInput::default().log_group_name(GROUP)).await;
    say(
        "DescribeLogStreams, none",
        check(listed, |output| same("streams", output.log_streams.unwrap_or_default(), vec![])),
    );
    say("DeleteLogGroup", done(client.delete_log_group(&DeleteLogGroupInput::new(GROUP)).await));
    let listed =
        client.describe_log_groups(&DescribeLogGroupsInput::default().log_group_name_prefix(GROUP)).await;
    say(
        "DescribeLogGroups, none",
        check(listed, |output| same("groups", output.log_groups.unwrap_or_default(), vec![])),
    );
}

async fn groups(client: &Client) {
    let create = CreateLogGroupInput::new(GROUP).tags(texts(&[("hall", "2")]));
    say("CreateLogGroup", done(client.create_log_group(&create).await));
    let again = client.create_log_group(&create).await;
    let is_it =
        |error: &CreateLogGroupError| matches!(error, CreateLogGroupError::ResourceAlreadyExistsException(_));
    say("CreateLogGroup, again", fails(again, "ResourceAlreadyExistsException", 400, "exists", is_it));
    let put = PutRetentionPolicyInput::new(GROUP, 30);
    say("PutRetentionPolicy", done(client.put_retention_policy(&put).await));
    let listed =
        client.describe_log_groups(&DescribeLogGroupsInput::default().log_group_name_prefix("/press")).await;
    let arn = listed.as_ref().ok().and_then(|output| output.log_groups.as_ref()?.first()?.arn.clone());
    say(
        "DescribeLogGroups",
        check(listed, |output| {
            let groups = output.log_groups.unwrap_or_default();
            let [group] = groups.as_slice() else { return Err(format!("should be one: {groups:?}")) };
            same("name", group.log_group_name.as_deref(), Some(GROUP))?;
            holds("created", group.creation_time, |time| time.is_some_and(|time| time > 1_700_000_000_000))?;
            same("retention", group.retention_in_days, Some(30))
        }),
    );
    let arn = arn.unwrap_or_default();
    let arn = arn.strip_suffix(":*").unwrap_or(&arn);
    let tag = TagResourceInput::new(arn, texts(&[("unit", "a+b=c / é")]));
    say("TagResource", done(client.tag_resource(&tag).await));
    let listed = client.list_tags_for_resource(&ListTagsForResourceInput::new(arn)).await;
    let expected = texts(&[("hall", "2"), ("unit", "a+b=c / é")]);
    say("ListTagsForResource", check(listed, |output| same("tags", output.tags, Some(expected))));
}

async fn streams(client: &Client) {
    let create = CreateLogStreamInput::new(GROUP, STREAM);
    say("CreateLogStream", done(client.create_log_stream(&create).await));
    let input = DescribeLogStreamsInput::default().log_group_name(GROUP).log_stream_name_prefix("press é");
    let listed = client.describe_log_streams(&input).await;
    say(
        "DescribeLogStreams",
        check(listed, |output| {
            let streams = output.log_streams.unwrap_or_default();
            let [stream] = streams.as_slice() else { return Err(format!("should be one: {streams:?}")) };
            holds("ARN", stream.arn.as_deref(), |arn| arn.is_some_and(|arn| arn.ends_with(STREAM)))?;
            same("name", stream.log_stream_name.as_deref(), Some(STREAM))
        }),
    );
}

async fn events(client: &Client) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let now = i64::try_from(now).unwrap_or_default();
    let events = [InputLogEvent::new(ODD, now), InputLogEvent::new("second\nline\u{1}", now + 1)];
    let put = client.put_log_events(&PutLogEventsInput::new(events, GROUP, STREAM)).await;
    say("PutLogEvents", check(put, |output| same("rejected", output.rejected_log_events_info, None)));
    let get = GetLogEventsInput::new(STREAM).log_group_name(GROUP).start_from_head(true).limit(1);
    say(
        "GetLogEvents",
        check(client.get_log_events(&get).await, |output| {
            holds("forward token", output.next_forward_token, Option::is_some)?;
            let events = output.events.unwrap_or_default();
            let [event] = events.as_slice() else { return Err(format!("should be one: {events:?}")) };
            same("time", event.timestamp, Some(now))?;
            same("message", event.message.as_deref(), Some(ODD))
        }),
    );
    let filter = FilterLogEventsInput::default().log_group_name(GROUP).start_time(now + 1);
    say(
        "FilterLogEvents",
        check(client.filter_log_events(&filter).await, |output| {
            let events = output.events.unwrap_or_default();
            let [event] = events.as_slice() else { return Err(format!("should be one: {events:?}")) };
            same("stream", event.log_stream_name.as_deref(), Some(STREAM))?;
            same("message", event.message.as_deref(), Some("second\nline\u{1}"))
        }),
    );
}

async fn failures(setup: &Setup, client: &Client) {
    let input = GetLogEventsInput::new("none").log_group_name(GROUP);
    let is_it = |error: &GetLogEventsError| matches!(error, GetLogEventsError::ResourceNotFoundException(_));
    let got = client.get_log_events(&input).await;
    say("GetLogEvents, none", fails(got, "ResourceNotFoundException", 400, "does not exist", is_it));
    let deleted = client.delete_log_group(&DeleteLogGroupInput::new("none")).await;
    let is_it =
        |error: &DeleteLogGroupError| matches!(error, DeleteLogGroupError::ResourceNotFoundException(_));
    say(
        "DeleteLogGroup, none",
        fails(deleted, "ResourceNotFoundException", 400, "log group does not exist", is_it),
    );
    let described = client.describe_log_groups(&DescribeLogGroupsInput::default().limit(99)).await;
    let is_it = |error: &DescribeLogGroupsError| {
        matches!(error, DescribeLogGroupsError::InvalidParameterException(_))
    };
    match setup.is("localstack") {
        true => say("DescribeLogGroups, limit, which LocalStack ignores", done(described)),
        false => {
            say("DescribeLogGroups, limit", fails(described, "InvalidParameterException", 400, "50", is_it))
        }
    }
}
