// Topics and subscriptions of SNS.

use self::service::*;
use super::steps::*;
use std::collections::BTreeMap;

pub(crate) async fn first_call(setup: &Setup) -> Attempt {
    Attempt::of(Client::new(&setup.config).list_topics(&ListTopicsInput::default()).await)
}

pub(crate) async fn calls(setup: &Setup) {
    let client = Client::new(&setup.config);
    let Some(arn) = topics(&client).await else { return };
    let subscription = subscriptions(&client, &arn).await;
    publish(&client, &arn).await;
    failures(&client, &arn).await;
    say("Unsubscribe", done(client.unsubscribe(&UnsubscribeInput::new(subscription)).await));
    let list = client.list_subscriptions_by_topic(&ListSubscriptionsByTopicInput::new(&arn)).await;
    say(
        "ListSubscriptionsByTopic, none",
        check(list, |output| same("subscriptions", output.subscriptions.unwrap_or_default(), vec![])),
    );
    say("DeleteTopic", done(client.delete_topic(&DeleteTopicInput::new(&arn)).await));
    let list = client.list_topics(&ListTopicsInput::default()).await;
    say("ListTopics, none", check(list, |output| same("topics", output.topics.unwrap_or_default(), vec![])));
}

async fn topics(client: &Client) -> Option<String> {
    let create = CreateTopicInput::new("Hall-2")
        .attributes(texts(&[("DisplayName", "Presses & more")]))
        .tags([Tag::new("hall", "2"), Tag::new("odd", "a+b=c / é <x>")]);
    let created = client.create_topic(&create).await;
    let arn = created.as_ref().ok().and_then(|output| output.topic_arn.clone());
    let is_arn = |arn: &Option<String>| arn.as_ref().is_some_and(|arn| arn.ends_with(":Hall-2"));
    say("CreateTopic", check(created, |output| holds("ARN", output.topic_arn, is_arn)));
    let arn = arn?;
    let listed = client.list_topics(&ListTopicsInput::default()).await;
    say(
        "ListTopics",
        check(listed, |output| {
            let arns: Vec<_> =
                output.topics.unwrap_or_default().into_iter().map(|topic| topic.topic_arn).collect();
            same("ARNs", arns, vec![Some(arn.clone())])
        }),
    );
    let set = SetTopicAttributesInput::new("DisplayName", &arn).attribute_value("°C < 45 & \"more\"");
    say("SetTopicAttributes", done(client.set_topic_attributes(&set).await));
    let get = client.get_topic_attributes(&GetTopicAttributesInput::new(&arn)).await;
    say(
        "GetTopicAttributes",
        check(get, |output| {
            let all = output.attributes.unwrap_or_default();
            same("ARN", all.get("TopicArn"), Some(&arn))?;
            same("subscriptions", all.get("SubscriptionsConfirmed").map(String::as_str), Some("0"))?;
            same("name", all.get("DisplayName").map(String::as_str), Some("°C < 45 & \"more\""))
        }),
    );
    let tag = TagResourceInput::new(&arn, [Tag::new("plant", "7")]);
    say("TagResource", done(client.tag_resource(&tag).await));
    let listed = client.list_tags_for_resource(&ListTagsForResourceInput::new(&arn)).await;
    let expected = vec![Tag::new("hall", "2"), Tag::new("odd", "a+b=c / é <x>"), Tag::new("plant", "7")];
    say("ListTagsForResource", check(listed, |output| same("tags", output.tags, Some(expected))));
    Some(arn)
}

async fn subscriptions(client: &Client, topic: &str) -> String {
    const QUEUE: &str = "arn:aws:sqs:eu-west-1:123456789012:hall";
    let subscribe = SubscribeInput::new("sqs", topic)
        .endpoint(QUEUE)
        .attributes(texts(&[("RawMessageDelivery", "true"), ("FilterPolicy", "{\"hall\":[\"2\"]}")]))
        .return_subscription_arn(true);
    let subscribed = client.subscribe(&subscribe).await;
    let arn = subscribed.as_ref().ok().and_then(|output| output.subscription_arn.clone()).unwrap_or_default();
    let is_arn = |arn: &Option<String>| arn.as_ref().is_some_and(|arn| arn.starts_with(topic));
    say("Subscribe", check(subscribed, |output| holds("ARN", output.subscription_arn, is_arn)));
    let listed = client.list_subscriptions_by_topic(&ListSubscriptionsByTopicInput::new(topic)).await;
    say(
        "ListSubscriptionsByTopic",
        check(listed, |output| {
            let all = output.subscriptions.unwrap_or_default();
            let [one] = all.as_slice() else { return Err(format!("should be one: {all:?}")) };
            same("endpoint", one.endpoint.as_deref(), Some(QUEUE))?;
            same("protocol", one.protocol.as_deref(), Some("sqs"))?;
            same("ARN", one.subscription_arn.as_deref(), Some(arn.as_str()))
        }),
    );
    let get = client.get_subscription_attributes(&GetSubscriptionAttributesInput::new(&arn)).await;
    say(
        "GetSubscriptionAttributes",
        check(get, |output| {
            let all = output.attributes.unwrap_or_default();
            same("raw", all.get("RawMessageDelivery").map(String::as_str), Some("true"))?;
            same("filter", all.get("FilterPolicy").map(String::as_str), Some("{\"hall\":[\"2\"]}"))
        }),
    );
    arn
}

async fn publish(client: &Client, topic: &str) {
    let attributes = BTreeMap::from([
        ("raw".to_owned(), MessageAttributeValue::new("Binary").binary_value(BYTES)),
        ("text".to_owned(), MessageAttributeValue::new("String").string_value(ODD)),
    ]);
    let publish = PublishInput::new(ODD).topic_arn(topic).subject("Hot").message_attributes(attributes);
    let published = client.publish(&publish).await;
    say("Publish", check(published, |output| holds("ID", output.message_id, Option::is_some)));
    let entries = [PublishBatchRequestEntry::new("a", "1"), PublishBatchRequestEntry::new("b", ODD)];
    let published = client.publish_batch(&PublishBatchInput::new(entries, topic)).await;
    say(
        "PublishBatch",
        check(published, |output| {
            same("failed", output.failed.unwrap_or_default(), vec![])?;
            let all = output.successful.unwrap_or_default();
            let ids: Vec<_> = all.into_iter().filter_map(|entry| entry.message_id.and(entry.id)).collect();
            same("successful", ids, vec!["a".to_owned(), "b".to_owned()])
        }),
    );
}

async fn failures(client: &Client, topic: &str) {
    let none = format!("{topic}-none");
    let get = client.get_topic_attributes(&GetTopicAttributesInput::new(&none)).await;
    let is_it =
        |error: &GetTopicAttributesError| matches!(error, GetTopicAttributesError::NotFoundException(_));
    say("GetTopicAttributes, none", fails(get, "NotFound", 404, "Topic", is_it));
    let publish = client.publish(&PublishInput::new("?").topic_arn(&none)).await;
    let is_it = |error: &PublishError| matches!(error, PublishError::NotFoundException(_));
    say("Publish, none", fails(publish, "NotFound", 404, "does not exist", is_it));
    let twice = [PublishBatchRequestEntry::new("a", "1"), PublishBatchRequestEntry::new("a", "2")];
    let batch = client.publish_batch(&PublishBatchInput::new(twice, topic)).await;
    let is_it =
        |error: &PublishBatchError| matches!(error, PublishBatchError::BatchEntryIdsNotDistinctException(_));
    say("PublishBatch, ids twice", fails(batch, "BatchEntryIdsNotDistinct", 400, "Two or more", is_it));
    let bad = client.set_topic_attributes(&SetTopicAttributesInput::new("NoSuch", &none)).await;
    let is_it = |error: &SetTopicAttributesError| {
        matches!(
            error,
            SetTopicAttributesError::NotFoundException(_)
                | SetTopicAttributesError::InvalidParameterException(_)
        )
    };
    say("SetTopicAttributes, none", fails(bad, "NotFound", 404, "", is_it));
}
