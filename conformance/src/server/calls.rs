//! Makes calls to a server that verifies signatures, and checks the responses. Prints a line for each step and `end`
//! after the last. This is an example of the crate that is generated for it.
#![allow(clippy::print_stdout, reason = "it is what this is for")]

use aws_config::BehaviorVersion;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use moto_calls::Error;
use moto_calls::iot::*;
use std::collections::BTreeMap;
use std::fmt::Debug;

const THING: &str = "press:hall_2-a";
const GROUP: &str = "Hall-2";
const BILLING: &str = "plant_7";
const RULE: &str = "too_hot";
const SQL: &str = "SELECT temperature AS t FROM 'plant/+/press' WHERE t > 80";
const ODD: &str = "45 °C ✓ \"hot\" \\ / ﷺ 🦀 %2F &=?";

type Step = Result<String, String>;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let tls = Provider::Rustls(CryptoMode::Ring);
    let http_client = aws_smithy_http_client::Builder::new().tls_provider(tls).build_https();
    let config = aws_config::defaults(BehaviorVersion::latest()).http_client(http_client).load().await;
    let client = Client::new(&config);
    match std::env::args().nth(1).as_deref() {
        Some("refused") => say("UpdateThing, signed with another secret", refused(&client).await),
        _ => {
            billing_groups(&client).await;
            things(&client).await;
            thing_groups(&client).await;
            topic_rules(&client).await;
            gone(&client).await;
        }
    }
    println!("ok\tend\t");
}

fn say(step: &str, outcome: Step) {
    let (verdict, detail) = match outcome {
        Ok(detail) => ("ok", detail),
        Err(why) => ("FAILED", why),
    };
    println!("{verdict}\t{step}\t{}", detail.replace(['\n', '\t'], " "));
}

/// Returns the output of a call.
fn output_of<O, E: Debug>(result: Result<O, Error<E>>) -> Result<O, String> {
    result.map_err(|error| format!("{error}: {error:?}"))
}

/// Checks that a value is as expected.
fn same<T: PartialEq + Debug>(what: &str, found: T, expected: T) -> Step {
    match found == expected {
        true => Ok(format!("{what} {found:?}")),
        false => Err(format!("{what} should be {expected:?}, and is {found:?}")),
    }
}

/// Checks that a call fails with the expected variant, code and status.
fn fails<O: Debug, E: Debug>(
    result: Result<O, Error<E>>,
    code: &str,
    status: u16,
    is_it: impl Fn(&E) -> bool,
) -> Step {
    match result {
        Ok(output) => Err(format!("should fail, and gives {output:?}")),
        Err(Error::Service(error)) => {
            let found = (error.code(), error.status().as_u16());
            match found == (Some(code), status) && is_it(error.error()) && error.message().is_some() {
                true => Ok(format!("{status} {code}: {}", error.message().unwrap_or_default())),
                false => Err(format!("should be {status} {code}, and is {error:?}")),
            }
        }
        Err(error) => Err(format!("{error}: {error:?}")),
    }
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
    say("UpdateBillingGroup, outdated", fails(outdated, "VersionConflictException", 409, is_it));
    let is_it = |error: &CreateBillingGroupError| {
        matches!(error, CreateBillingGroupError::ResourceAlreadyExistsException(_))
    };
    let again = client.create_billing_group(&create).await;
    say("CreateBillingGroup, again", fails(again, "ResourceAlreadyExistsException", 409, is_it));
}

async fn billing_group(client: &Client, text: &str) -> Step {
    let output = output_of(client.describe_billing_group(&DescribeBillingGroupInput::new(BILLING)).await)?;
    // An invalid timestamp would not have been parsed.
    output.billing_group_metadata.and_then(|metadata| metadata.creation_date).ok_or("no date of creation")?;
    let properties = output.billing_group_properties.unwrap_or_default();
    same("description", properties.billing_group_description.as_deref(), Some(text))
}

fn attributes(all: &[(&str, &str)]) -> BTreeMap<String, String> {
    all.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

async fn things(client: &Client) {
    let payload = AttributePayload::default().attributes(attributes(&[("hall", "2"), ("oil", "old")]));
    let create = CreateThingInput::new(THING).attribute_payload(payload).billing_group_name(BILLING);
    let created = output_of(client.create_thing(&create).await)
        .and_then(|output| same("name", output.thing_name.as_deref(), Some(THING)));
    say("CreateThing", created);
    say("DescribeThing", thing(client, &[("hall", "2"), ("oil", "old")]).await);
    let payload =
        AttributePayload::default().attributes(attributes(&[("oil", ODD), ("new", "")])).merge(true);
    let update = UpdateThingInput::new(THING).attribute_payload(payload);
    say("UpdateThing, merging", output_of(client.update_thing(&update).await).map(|_| String::new()));
    say("DescribeThing, merged", thing(client, &[("hall", "2"), ("oil", ODD)]).await);
    let payload = AttributePayload::default().attributes(attributes(&[("hall", "3")])).merge(false);
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
    same("attributes", output.attributes, Some(attributes(expected)))
}

async fn thing_groups(client: &Client) {
    let properties = || ThingGroupProperties::default().thing_group_description("Presses");
    let payload = AttributePayload::default().attributes(attributes(&[("floor", "concrete")]));
    let create =
        CreateThingGroupInput::new(GROUP).thing_group_properties(properties().attribute_payload(payload));
    let created = output_of(client.create_thing_group(&create).await)
        .and_then(|output| same("name", output.thing_group_name.as_deref(), Some(GROUP)));
    say("CreateThingGroup", created);
    let payload = AttributePayload::default().attributes(attributes(&[("lamps", ODD)])).merge(true);
    let properties = ThingGroupProperties::default().thing_group_description(ODD).attribute_payload(payload);
    let update = UpdateThingGroupInput::new(GROUP, properties).expected_version(1);
    let updated = output_of(client.update_thing_group(&update).await)
        .and_then(|output| same("version", output.version, Some(2)));
    say("UpdateThingGroup", updated);
    say("DescribeThingGroup, updated", thing_group(client).await);
    let is_it =
        |error: &UpdateThingGroupError| matches!(error, UpdateThingGroupError::VersionConflictException(_));
    let outdated = client.update_thing_group(&update).await;
    say("UpdateThingGroup, outdated", fails(outdated, "VersionConflictException", 409, is_it));
}

async fn thing_group(client: &Client) -> Step {
    let output = output_of(client.describe_thing_group(&DescribeThingGroupInput::new(GROUP)).await)?;
    output.thing_group_metadata.and_then(|metadata| metadata.creation_date).ok_or("no date of creation")?;
    let properties = output.thing_group_properties.unwrap_or_default();
    same("description", properties.thing_group_description.as_deref(), Some(ODD))?;
    let expected = attributes(&[("floor", "concrete"), ("lamps", ODD)]);
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
    say("CreateTopicRule, again", fails(again, "ResourceAlreadyExistsException", 409, is_it));
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
    say("DescribeThing, none", fails(described, "ResourceNotFoundException", 404, is_it));
    let is_it = |error: &UpdateThingError| matches!(error, UpdateThingError::ResourceNotFoundException(_));
    let updated = client.update_thing(&UpdateThingInput::new(NONE)).await;
    say("UpdateThing, none", fails(updated, "ResourceNotFoundException", 404, is_it));
    let is_it = |error: &GetTopicRuleError| matches!(error, GetTopicRuleError::Unknown(_));
    let got = client.get_topic_rule(&GetTopicRuleInput::new("none")).await;
    say("GetTopicRule, none", fails(got, "ResourceNotFoundException", 404, is_it));
}

/// Calls with a wrong secret key. The server responds in XML, so only the status is available.
async fn refused(client: &Client) -> Step {
    match client.update_thing(&UpdateThingInput::new(THING)).await {
        Ok(_) => Err("the server checks no signatures".to_owned()),
        Err(error) => same("status", error.status().map(|status| status.as_u16()), Some(403)),
    }
}
