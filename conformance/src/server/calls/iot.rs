// Things, thing groups, billing groups and topic rules of AWS IoT.

use self::service::*;
use super::steps::*;

const THING: &str = "press:hall_2-a";
const GROUP: &str = "Hall-2";
const BILLING: &str = "plant_7";
const RULE: &str = "too_hot";
const SQL: &str = "SELECT temperature AS t FROM 'plant/+/press' WHERE t > 80";

pub(crate) async fn calls(setup: &Setup) {
    let client = Client::new(&setup.config);
    billing_groups(&client).await;
    things(&client).await;
    thing_groups(&client).await;
    topic_rules(&client).await;
    gone(&client).await;
}

pub(crate) async fn first_call(setup: &Setup) -> Attempt {
    Attempt::of(Client::new(&setup.config).list_things(&ListThingsInput::default()).await)
}

async fn billing_groups(client: &Client) {
    let text = BillingGroupProperties::default().billing_group_description("Presses");
    let create = CreateBillingGroupInput::new(BILLING).billing_group_properties(text.clone());
    let created = output_of(client.create_billing_group(&create).await)
        .and_then(|output| same("name", output.billing_group_name.as_deref(), Some(BILLING)));
    say("CreateBillingGroup", created);
    say("DescribeBillingGroup", billing_group(client, "Presses").await);
    let text = BillingGroupProperties::default().billing_group_description(ODD);
    let update = UpdateBillingGroupInput::new(BILLING, text).expected_version(1);
    let updated = output_of(client.update_billing_group(&update).await)
        .and_then(|output| same("version", output.version, Some(2)));
    say("UpdateBillingGroup", updated);
    say("DescribeBillingGroup, updated", billing_group(client, ODD).await);
    let is_it = |error: &UpdateBillingGroupError| {
        matches!(error, UpdateBillingGroupError::VersionConflictException(_))
    };
    let outdated = client.update_billing_group(&update).await;
    say("UpdateBillingGroup, outdated", fails(outdated, "VersionConflictException", 409, "", is_it));
    let is_it = |error: &CreateBillingGroupError| {
        matches!(error, CreateBillingGroupError::ResourceAlreadyExistsException(_))
    };
    let again = client.create_billing_group(&create).await;
    say("CreateBillingGroup, again", fails(again, "ResourceAlreadyExistsException", 409, "", is_it));
}

async fn billing_group(client: &Client, text: &str) -> Step {
    let output = output_of(client.describe_billing_group(&DescribeBillingGroupInput::new(BILLING)).await)?;
    // An invalid timestamp would not have been parsed.
    output.billing_group_metadata.and_then(|metadata| metadata.creation_date).ok_or("no date of creation")?;
    let properties = output.billing_group_properties.unwrap_or_default();
    same("description", properties.billing_group_description.as_deref(), Some(text))
}

async fn things(client: &Client) {
    let payload = AttributePayload::default().attributes(texts(&[("hall", "2"), ("oil", "old")]));
    let create = CreateThingInput::new(THING).attribute_payload(payload).billing_group_name(BILLING);
    let created = output_of(client.create_thing(&create).await)
        .and_then(|output| same("name", output.thing_name.as_deref(), Some(THING)));
    say("CreateThing", created);
    say("DescribeThing", thing(client, &[("hall", "2"), ("oil", "old")]).await);
    let payload = AttributePayload::default().attributes(texts(&[("oil", ODD), ("new", "")])).merge(true);
    let update = UpdateThingInput::new(THING).attribute_payload(payload);
    say("UpdateThing, merging", output_of(client.update_thing(&update).await).map(|_| String::new()));
    say("DescribeThing, merged", thing(client, &[("hall", "2"), ("oil", ODD)]).await);
    let payload = AttributePayload::default().attributes(texts(&[("hall", "3")])).merge(false);
    let update = UpdateThingInput::new(THING).attribute_payload(payload);
    say("UpdateThing, replacing", output_of(client.update_thing(&update).await).map(|_| String::new()));
    say("DescribeThing, replaced", thing(client, &[("hall", "3")]).await);
    for (name, value, count) in [("hall", "3", 1), ("hall", ODD, 0)] {
        let list = ListThingsInput::default().attribute_name(name).attribute_value(value).max_results(10);
        let listed = output_of(client.list_things(&list).await)
            .and_then(|output| same("things", output.things.unwrap_or_default().len(), count));
        say(if count == 1 { "ListThings" } else { "ListThings, none" }, listed);
    }
}

async fn thing(client: &Client, expected: &[(&str, &str)]) -> Step {
    let output = output_of(client.describe_thing(&DescribeThingInput::new(THING)).await)?;
    same("name", output.thing_name.as_deref(), Some(THING))?;
    same("billing group", output.billing_group_name.as_deref(), Some(BILLING))?;
    output.version.ok_or("no version")?;
    same("attributes", output.attributes, Some(texts(expected)))
}

async fn thing_groups(client: &Client) {
    let properties = || ThingGroupProperties::default().thing_group_description("Presses");
    let payload = AttributePayload::default().attributes(texts(&[("floor", "concrete")]));
    let create =
        CreateThingGroupInput::new(GROUP).thing_group_properties(properties().attribute_payload(payload));
    let created = output_of(client.create_thing_group(&create).await)
        .and_then(|output| same("name", output.thing_group_name.as_deref(), Some(GROUP)));
    say("CreateThingGroup", created);
    let payload = AttributePayload::default().attributes(texts(&[("lamps", ODD)])).merge(true);
    let properties = ThingGroupProperties::default().thing_group_description(ODD).attribute_payload(payload);
    let update = UpdateThingGroupInput::new(GROUP, properties).expected_version(1);
    let updated = output_of(client.update_thing_group(&update).await)
        .and_then(|output| same("version", output.version, Some(2)));
    say("UpdateThingGroup", updated);
    say("DescribeThingGroup, updated", thing_group(client).await);
    let is_it =
        |error: &UpdateThingGroupError| matches!(error, UpdateThingGroupError::VersionConflictException(_));
    let outdated = client.update_thing_group(&update).await;
    say("UpdateThingGroup, outdated", fails(outdated, "VersionConflictException", 409, "", is_it));
}

async fn thing_group(client: &Client) -> Step {
    let output = output_of(client.describe_thing_group(&DescribeThingGroupInput::new(GROUP)).await)?;
    output.thing_group_metadata.and_then(|metadata| metadata.creation_date).ok_or("no date of creation")?;
    let properties = output.thing_group_properties.unwrap_or_default();
    same("description", properties.thing_group_description.as_deref(), Some(ODD))?;
    let expected = texts(&[("floor", "concrete"), ("lamps", ODD)]);
    same("attributes", properties.attribute_payload.and_then(|payload| payload.attributes), Some(expected))
}

async fn topic_rules(client: &Client) {
    let arn = "arn:aws:iam::123456789012:role/rule";
    let headers = MqttHeaders::default().user_properties([UserProperty::new("unit", "°C")]);
    let republish = RepublishAction::new(arn, "$$aws/hot").qos(1).headers(headers);
    let payload = TopicRulePayload::new([Action::default().republish(republish)], SQL).description("First");
    let create = CreateTopicRuleInput::new(RULE, payload.clone()).tags("plant=7&hall=2");
    say("CreateTopicRule", output_of(client.create_topic_rule(&create).await).map(|_| String::new()));
    say("GetTopicRule", topic_rule(client, &payload).await);
    let is_it = |error: &CreateTopicRuleError| {
        matches!(error, CreateTopicRuleError::ResourceAlreadyExistsException(_))
    };
    let again = client.create_topic_rule(&create).await;
    say("CreateTopicRule, again", fails(again, "ResourceAlreadyExistsException", 409, "", is_it));
    let s3 = S3Action::new("bucket", "${topic()}/é", arn);
    let on_error = Action::default().sqs(SqsAction::new("https://queue", arn).use_base64(true));
    let payload = TopicRulePayload::new([Action::default().s3(s3)], SQL.replace("80", "-1.5"))
        .description(ODD)
        .rule_disabled(true)
        .aws_iot_sql_version("2016-03-23")
        .error_action(on_error);
    let replace = ReplaceTopicRuleInput::new(RULE, payload.clone());
    say("ReplaceTopicRule", output_of(client.replace_topic_rule(&replace).await).map(|_| String::new()));
    say("GetTopicRule, replaced", topic_rule(client, &payload).await);
}

async fn topic_rule(client: &Client, expected: &TopicRulePayload) -> Step {
    let output = output_of(client.get_topic_rule(&GetTopicRuleInput::new(RULE)).await)?;
    let rule = output.rule.ok_or("no rule")?;
    rule.created_at.ok_or("no date of creation")?;
    same("actions", rule.actions.as_ref(), Some(&expected.actions))?;
    same(
        "on error",
        rule.error_action.unwrap_or_default(),
        expected.error_action.clone().unwrap_or_default(),
    )?;
    same("disabled", rule.rule_disabled, Some(expected.rule_disabled.unwrap_or(false)))?;
    same("query", rule.sql.as_ref(), Some(&expected.sql))?;
    same("description", rule.description, expected.description.clone())
}

/// Calls for resources that do not exist: an error that the model lists for the operation, and one that it does not
/// list.
async fn gone(client: &Client) {
    const NONE: &str = "no:such-thing";
    let is_it =
        |error: &DescribeThingError| matches!(error, DescribeThingError::ResourceNotFoundException(_));
    let described = client.describe_thing(&DescribeThingInput::new(NONE)).await;
    say("DescribeThing, none", fails(described, "ResourceNotFoundException", 404, "", is_it));
    let is_it = |error: &UpdateThingError| matches!(error, UpdateThingError::ResourceNotFoundException(_));
    let updated = client.update_thing(&UpdateThingInput::new(NONE)).await;
    say("UpdateThing, none", fails(updated, "ResourceNotFoundException", 404, "", is_it));
    let is_it = |error: &GetTopicRuleError| matches!(error, GetTopicRuleError::Unknown(_));
    let got = client.get_topic_rule(&GetTopicRuleInput::new("none")).await;
    say("GetTopicRule, none", fails(got, "ResourceNotFoundException", 404, "", is_it));
}
