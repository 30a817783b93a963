// Queues and messages of SQS, with awsJson1_0 and awsQuery.

use self::service::*;
use super::steps::*;
use std::collections::BTreeMap;

const QUEUE: &str = "press-hall_2";

pub(crate) async fn first_call(setup: &Setup) -> Attempt {
    Attempt::of(Client::new(&setup.config).list_queues(&ListQueuesInput::default()).await)
}

pub(crate) async fn calls(setup: &Setup) {
    let client = Client::new(&setup.config);
    let Some(url) = queues(&client).await else { return };
    attributes(&client, &url).await;
    send(&client, &url).await;
    receive(&client, &url).await;
    failures(setup, &client, &url).await;
    say("DeleteQueue", done(client.delete_queue(&DeleteQueueInput::new(&url)).await));
    let listed = client.list_queues(&ListQueuesInput::default().queue_name_prefix(QUEUE)).await;
    say(
        "ListQueues, none",
        check(listed, |output| same("URLs", output.queue_urls.unwrap_or_default(), vec![])),
    );
}

async fn queues(client: &Client) -> Option<String> {
    let attributes = BTreeMap::from([
        (QueueAttributeName::VisibilityTimeout, "45".to_owned()),
        (QueueAttributeName::DelaySeconds, "0".to_owned()),
    ]);
    let tags = texts(&[("hall", "2"), ("unit", "°C & <more>")]);
    let create = client.create_queue(&CreateQueueInput::new(QUEUE).attributes(attributes).tags(tags)).await;
    let url = create.as_ref().ok().and_then(|output| output.queue_url.clone());
    let is_url = |url: &Option<String>| url.as_ref().is_some_and(|url| url.ends_with(&format!("/{QUEUE}")));
    say("CreateQueue", check(create, |output| holds("URL", output.queue_url, is_url)));
    let get = client.get_queue_url(&GetQueueUrlInput::new(QUEUE)).await;
    say("GetQueueUrl", check(get, |output| same("URL", output.queue_url, url.clone())));
    let listed = client.list_queues(&ListQueuesInput::default().queue_name_prefix("press")).await;
    let expected: Vec<String> = url.iter().cloned().collect();
    say("ListQueues", check(listed, |output| same("URLs", output.queue_urls.unwrap_or_default(), expected)));
    url
}

async fn attributes(client: &Client, url: &str) {
    let set = BTreeMap::from([
        (QueueAttributeName::MaximumMessageSize, "2048".to_owned()),
        (QueueAttributeName::MessageRetentionPeriod, "3600".to_owned()),
    ]);
    say(
        "SetQueueAttributes",
        done(client.set_queue_attributes(&SetQueueAttributesInput::new(set, url)).await),
    );
    let input = GetQueueAttributesInput::new(url).attribute_names([QueueAttributeName::All]);
    let get = client.get_queue_attributes(&input).await;
    say(
        "GetQueueAttributes",
        check(get, |output| {
            let all = output.attributes.unwrap_or_default();
            let found = |name| all.get(&name).map(String::as_str);
            same("timeout", found(QueueAttributeName::VisibilityTimeout), Some("45"))?;
            same("size", found(QueueAttributeName::MaximumMessageSize), Some("2048"))?;
            same("retention", found(QueueAttributeName::MessageRetentionPeriod), Some("3600"))
        }),
    );
    let tag = TagQueueInput::new(url, texts(&[("odd", "a+b=c / é")]));
    say("TagQueue", done(client.tag_queue(&tag).await));
    let listed = client.list_queue_tags(&ListQueueTagsInput::new(url)).await;
    let expected = texts(&[("hall", "2"), ("odd", "a+b=c / é"), ("unit", "°C & <more>")]);
    say("ListQueueTags", check(listed, |output| same("tags", output.tags, Some(expected))));
}

async fn send(client: &Client, url: &str) {
    let attributes = BTreeMap::from([
        ("raw".to_owned(), MessageAttributeValue::new("Binary").binary_value(BYTES)),
        ("text".to_owned(), MessageAttributeValue::new("String").string_value(ODD)),
        ("number".to_owned(), MessageAttributeValue::new("Number.float").string_value("-1.5")),
    ]);
    let send = SendMessageInput::new(ODD, url).message_attributes(attributes);
    say(
        "SendMessage",
        check(client.send_message(&send).await, |output| {
            holds("ID", output.message_id, Option::is_some)?;
            holds("MD5 of attributes", output.md5_of_message_attributes, Option::is_some)?;
            holds("MD5", output.md5_of_message_body, |md5| md5.as_ref().is_some_and(|md5| md5.len() == 32))
        }),
    );
}

#[allow(deprecated, reason = "the older model with awsQuery has no other member")]
async fn receive(client: &Client, url: &str) {
    let input = ReceiveMessageInput::new(url)
        .message_attribute_names(list(&["All"]))
        .attribute_names([QueueAttributeName::All])
        .max_number_of_messages(10);
    let received = client.receive_message(&input).await;
    let messages = received.as_ref().ok().and_then(|output| output.messages.clone()).unwrap_or_default();
    let handle = messages.first().and_then(|message| message.receipt_handle.clone()).unwrap_or_default();
    say("ReceiveMessage", check(received, |output| message(&output.messages.unwrap_or_default())));
    let change = ChangeMessageVisibilityInput::new(url, &handle, 100);
    say("ChangeMessageVisibility", done(client.change_message_visibility(&change).await));
    say("DeleteMessage", done(client.delete_message(&DeleteMessageInput::new(url, &handle)).await));
    let none = client.receive_message(&input).await;
    say(
        "ReceiveMessage, none",
        check(none, |output| same("messages", output.messages.unwrap_or_default(), vec![])),
    );
    batch(client, url).await;
    say("PurgeQueue", done(client.purge_queue(&PurgeQueueInput::new(url)).await));
}

fn message(messages: &[Message]) -> Step {
    let [message] = messages else { return Err(format!("should be one message: {messages:?}")) };
    same("body", message.body.as_deref(), Some(ODD))?;
    let count = message
        .attributes
        .as_ref()
        .and_then(|all| all.get(&MessageSystemAttributeName::ApproximateReceiveCount).map(String::as_str));
    same("receive count", count, Some("1"))?;
    let attributes = message.message_attributes.clone().unwrap_or_default();
    let found = |name: &str| attributes.get(name).cloned();
    let raw = found("raw").and_then(|value| value.binary_value);
    same("bytes", raw.as_deref(), Some(BYTES))?;
    same("type", found("number").map(|value| value.data_type), Some("Number.float".to_owned()))?;
    same("number", found("number").and_then(|value| value.string_value), Some("-1.5".to_owned()))?;
    same("text", found("text").and_then(|value| value.string_value), Some(ODD.to_owned()))
}

async fn batch(client: &Client, url: &str) {
    let entries = [
        SendMessageBatchRequestEntry::new("first", "1"),
        SendMessageBatchRequestEntry::new("second", ODD).delay_seconds(1),
    ];
    let sent = client.send_message_batch(&SendMessageBatchInput::new(entries, url)).await;
    say(
        "SendMessageBatch",
        check(sent, |output| {
            same("failed", output.failed, vec![])?;
            let ids: Vec<String> = output.successful.into_iter().map(|entry| entry.id).collect();
            same("successful", ids, vec!["first".to_owned(), "second".to_owned()])
        }),
    );
}

async fn failures(setup: &Setup, client: &Client, url: &str) {
    let none = client.get_queue_url(&GetQueueUrlInput::new("none")).await;
    let is_it = |error: &GetQueueUrlError| matches!(error, GetQueueUrlError::QueueDoesNotExist(_));
    const CODE: &str = "AWS.SimpleQueueService.NonExistentQueue";
    say("GetQueueUrl, none", fails(none, CODE, 400, "queue does not exist", is_it));
    let batch = client.send_message_batch(&SendMessageBatchInput::new([], url)).await;
    let is_it = |error: &SendMessageBatchError| matches!(error, SendMessageBatchError::EmptyBatchRequest(_));
    const EMPTY: &str = "AWS.SimpleQueueService.EmptyBatchRequest";
    let failed = match setup.is("localstack") {
        true => fails_without_message(batch, EMPTY, 400, is_it),
        false => fails(batch, EMPTY, 400, "at least one", is_it),
    };
    say("SendMessageBatch, empty", failed);
    let attributes = BTreeMap::from([(QueueAttributeName::VisibilityTimeout, "46".to_owned())]);
    let again = client.create_queue(&CreateQueueInput::new(QUEUE).attributes(attributes)).await;
    let is_it = |error: &CreateQueueError| matches!(error, CreateQueueError::QueueNameExists(_));
    say("CreateQueue, again", fails(again, "QueueAlreadyExists", 400, "exists", is_it));
    let bad = client.delete_message(&DeleteMessageInput::new(url, "no-handle")).await;
    let is_it = |error: &DeleteMessageError| matches!(error, DeleteMessageError::ReceiptHandleIsInvalid(_));
    say("DeleteMessage, no handle", fails(bad, "ReceiptHandleIsInvalid", 400, "receipt handle", is_it));
}
