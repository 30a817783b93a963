// Stacks of CloudFormation.

use self::service::*;
use super::steps::*;
use std::time::Duration;

const STACK: &str = "press-hall-2";

pub(crate) async fn first_call(setup: &Setup) -> Attempt {
    Attempt::of(Client::new(&setup.config).list_stacks(&ListStacksInput::default()).await)
}

pub(crate) async fn calls(setup: &Setup) {
    let client = Client::new(&setup.config);
    validate(setup, &client).await;
    create(&client).await;
    describe(&client).await;
    failures(&client).await;
    update(&client).await;
    say("DeleteStack", done(client.delete_stack(&DeleteStackInput::new(STACK)).await));
    say("ListStacks, deleted", listed(&client, StackStatus::DeleteComplete).await);
    let described = client.describe_stacks(&DescribeStacksInput::default().stack_name(STACK)).await;
    let is_it = |error: &DescribeStacksError| matches!(error, DescribeStacksError::Unknown(_));
    say("DescribeStacks, deleted", fails(described, "ValidationError", 400, STACK, is_it));
}

/// Returns a template with one queue of this name.
fn template(queue: &str) -> String {
    format!(
        "{{\"AWSTemplateFormatVersion\":\"2010-09-09\",\"Description\":\"Presses & <more> °C\",\
         \"Parameters\":{{\"Hall\":{{\"Type\":\"String\",\"Default\":\"1\",\"Description\":\"a+b=c\"}}}},\
         \"Resources\":{{\"Queue\":{{\"Type\":\"AWS::SQS::Queue\",\"Properties\":{{\"QueueName\":\"{queue}\"}}}}}},\
         \"Outputs\":{{\"Hall\":{{\"Value\":{{\"Ref\":\"Hall\"}},\"Description\":\"The hall\"}}}}}}"
    )
}

async fn validate(setup: &Setup, client: &Client) {
    let input = ValidateTemplateInput::default().template_body(template("first"));
    say(
        "ValidateTemplate",
        check(client.validate_template(&input).await, |output| {
            same("description", output.description.as_deref(), Some("Presses & <more> °C"))?;
            let parameters = output.parameters.unwrap_or_default();
            if setup.is("moto") {
                return same("parameters, which moto leaves out", parameters, vec![]);
            }
            let [parameter] = parameters.as_slice() else { return Err(format!("{parameters:?}")) };
            same("parameter", parameter.parameter_key.as_deref(), Some("Hall"))?;
            same("default", parameter.default_value.as_deref(), Some("1"))
        }),
    );
}

async fn create(client: &Client) {
    let parameter = Parameter::default().parameter_key("Hall").parameter_value("2 & a+b=c é");
    let create = CreateStackInput::new(STACK)
        .template_body(template("first"))
        .parameters([parameter])
        .tags([Tag::new("hall", "2"), Tag::new("unit", "a+b=c / é")]);
    let created = client.create_stack(&create).await;
    let is_id = |id: &Option<String>| id.as_ref().is_some_and(|id| id.contains(&format!(":stack/{STACK}/")));
    say("CreateStack", check(created, |output| holds("ID", output.stack_id, is_id)));
    say("ListStacks", listed(client, StackStatus::CreateComplete).await);
    let again = client.create_stack(&create).await;
    let is_it = |error: &CreateStackError| matches!(error, CreateStackError::AlreadyExistsException(_));
    say("CreateStack, again", fails(again, "AlreadyExistsException", 400, STACK, is_it));
}

/// Waits until the stack is listed with this status.
async fn listed(client: &Client, status: StackStatus) -> Step {
    for _ in 0..100 {
        let list = ListStacksInput::default().stack_status_filter([status.clone()]);
        let stacks = output_of(client.list_stacks(&list).await)?.stack_summaries.unwrap_or_default();
        if let [stack] = stacks.as_slice() {
            same("name", stack.stack_name.as_str(), STACK)?;
            return same("status", stack.stack_status.clone(), status);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(format!("the status is not {status:?}"))
}

async fn describe(client: &Client) {
    let described = client.describe_stacks(&DescribeStacksInput::default().stack_name(STACK)).await;
    say(
        "DescribeStacks",
        check(described, |output| {
            let stacks = output.stacks.unwrap_or_default();
            let [stack] = stacks.as_slice() else { return Err(format!("should be one: {stacks:?}")) };
            let tags = vec![Tag::new("hall", "2"), Tag::new("unit", "a+b=c / é")];
            same("tags", stack.tags.clone(), Some(tags))?;
            let parameters = stack.parameters.clone().unwrap_or_default();
            let value = parameters.first().and_then(|parameter| parameter.parameter_value.as_deref());
            same("parameter", value, Some("2 & a+b=c é"))?;
            let outputs = stack.outputs.clone().unwrap_or_default();
            let value = outputs.first().and_then(|output| output.output_value.as_deref());
            same("output", value, Some("2 & a+b=c é"))
        }),
    );
    let input = DescribeStackResourcesInput::default().stack_name(STACK);
    let described = client.describe_stack_resources(&input).await;
    say(
        "DescribeStackResources",
        check(described, |output| {
            let all = output.stack_resources.unwrap_or_default();
            let [resource] = all.as_slice() else { return Err(format!("should be one: {all:?}")) };
            same("type", resource.resource_type.as_str(), "AWS::SQS::Queue")?;
            holds("ID", resource.physical_resource_id.as_deref(), |id| {
                id.is_some_and(|id| id.ends_with("/first"))
            })?;
            same("status", resource.resource_status.clone(), ResourceStatus::CreateComplete)
        }),
    );
    let listed = client.list_stack_resources(&ListStackResourcesInput::new(STACK)).await;
    say(
        "ListStackResources",
        check(listed, |output| {
            let all = output.stack_resource_summaries.unwrap_or_default();
            let names: Vec<_> = all.into_iter().map(|resource| resource.logical_resource_id).collect();
            same("names", names, vec!["Queue".to_owned()])
        }),
    );
    let got = client.get_template(&GetTemplateInput::default().stack_name(STACK)).await;
    let has_queue =
        |text: &Option<String>| text.as_ref().is_some_and(|text| text.contains("AWS::SQS::Queue"));
    say("GetTemplate", check(got, |output| holds("template", output.template_body, has_queue)));
}

async fn update(client: &Client) {
    let parameter = Parameter::default().parameter_key("Hall").use_previous_value(true);
    let update = UpdateStackInput::new(STACK).template_body(template("second")).parameters([parameter]);
    let updated = client.update_stack(&update).await;
    let is_id = |id: &Option<String>| id.as_ref().is_some_and(|id| id.contains(&format!(":stack/{STACK}/")));
    say("UpdateStack", check(updated, |output| holds("ID", output.stack_id, is_id)));
    say("ListStacks, updated", listed(client, StackStatus::UpdateComplete).await);
}

async fn failures(client: &Client) {
    let described = client.describe_stacks(&DescribeStacksInput::default().stack_name("none")).await;
    let is_it = |error: &DescribeStacksError| matches!(error, DescribeStacksError::Unknown(_));
    say("DescribeStacks, none", fails(described, "ValidationError", 400, "none", is_it));
    let got = client.get_template(&GetTemplateInput::default().stack_name("none")).await;
    let is_it = |error: &GetTemplateError| matches!(error, GetTemplateError::Unknown(_));
    say("GetTemplate, none", fails(got, "ValidationError", 400, "none", is_it));
    let updated = client.update_stack(&UpdateStackInput::new("none").template_body(template("x"))).await;
    let is_it = |error: &UpdateStackError| matches!(error, UpdateStackError::Unknown(_));
    say("UpdateStack, none", fails(updated, "ValidationError", 400, "none", is_it));
}
