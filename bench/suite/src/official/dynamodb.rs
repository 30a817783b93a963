//! `aws-sdk-dynamodb`, which sends awsJson1_0.

use super::{params, reader, writer};
use crate::cases::{Case, Message};
use crate::measure::Candidate;
use crate::ours::Outcome;
use aws_sdk_dynamodb::operation::get_item::{GetItem, GetItemInput, GetItemOutput};
use aws_sdk_dynamodb::operation::put_item::{PutItem, PutItemInput};
use aws_sdk_dynamodb::types::{AttributeValue, ConsumedCapacity};
use aws_smithy_runtime_api::client::interceptors::context::Input;
use aws_smithy_types::Blob;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

const NAME: &str = "aws-sdk-dynamodb";

pub(super) fn candidate(case: &Case, ours: &Outcome) -> Candidate {
    match (&case.message, ours) {
        (Message::Request { .. }, Outcome::Request(ours)) => {
            let (candidate, request) = match &*case.operation {
                "GetItem" => {
                    let input = get_item(params(case));
                    writer(NAME, GetItem::new(), move || Input::erase(input.clone()))
                }
                _ => {
                    let input = put_item(params(case));
                    writer(NAME, PutItem::new(), move || Input::erase(input.clone()))
                }
            };
            let theirs: Value = serde_json::from_slice(request.body().bytes().expect("it is in memory"))
                .expect("the body is JSON");
            let ours: Value = serde_json::from_slice(ours.body()).expect("the body is JSON");
            assert_eq!(ours, theirs, "{}", case.id);
            candidate
        }
        (Message::Response { response, .. }, Outcome::Output(ours)) => {
            let (candidate, output) = reader(NAME, GetItem::new(), response);
            let output = output.downcast::<GetItemOutput>().expect("it is this type");
            assert_eq!(*ours, output_in_json(&output), "{}", case.id);
            candidate
        }
        _ => panic!("{}: another kind of result", case.id),
    }
}

fn get_item(params: &Value) -> GetItemInput {
    let input = GetItemInput::builder().set_table_name(params["TableName"].as_str().map(str::to_owned));
    input.set_key(Some(attributes(&params["Key"]))).build().expect("it is complete")
}

fn put_item(params: &Value) -> PutItemInput {
    let input = PutItemInput::builder().set_table_name(params["TableName"].as_str().map(str::to_owned));
    input.set_item(Some(attributes(&params["Item"]))).build().expect("it is complete")
}

fn attributes(value: &Value) -> HashMap<String, AttributeValue> {
    let members = value.as_object().expect("it is a map");
    members.iter().map(|(key, value)| (key.clone(), attribute(value))).collect()
}

fn attribute(value: &Value) -> AttributeValue {
    let members = value.as_object().expect("it is a union");
    let (kind, value) = members.iter().next().expect("it has a member");
    let text = |value: &Value| value.as_str().expect("it is a string").to_owned();
    let blob = |value: &Value| Blob::new(STANDARD.decode(text(value)).expect("it is base64"));
    let elements = || value.as_array().expect("it is a list").iter();
    let flag = || value.as_bool().expect("it is a boolean");
    match &**kind {
        "S" => AttributeValue::S(text(value)),
        "N" => AttributeValue::N(text(value)),
        "B" => AttributeValue::B(blob(value)),
        "SS" => AttributeValue::Ss(elements().map(text).collect()),
        "NS" => AttributeValue::Ns(elements().map(text).collect()),
        "BS" => AttributeValue::Bs(elements().map(blob).collect()),
        "M" => AttributeValue::M(attributes(value)),
        "L" => AttributeValue::L(elements().map(attribute).collect()),
        "NULL" => AttributeValue::Null(flag()),
        "BOOL" => AttributeValue::Bool(flag()),
        other => panic!("unknown kind of attribute {other}"),
    }
}

fn output_in_json(output: &GetItemOutput) -> Value {
    let item = output.item().map(item_in_json);
    let capacity = output.consumed_capacity().map(capacity_in_json);
    let members = [("Item", item), ("ConsumedCapacity", capacity)].into_iter();
    members.filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

fn capacity_in_json(capacity: &ConsumedCapacity) -> Value {
    let members = [
        ("TableName", capacity.table_name().map(Value::from)),
        ("CapacityUnits", capacity.capacity_units().map(Value::from)),
        ("ReadCapacityUnits", capacity.read_capacity_units().map(Value::from)),
        ("WriteCapacityUnits", capacity.write_capacity_units().map(Value::from)),
    ];
    members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

fn item_in_json(item: &HashMap<String, AttributeValue>) -> Value {
    item.iter().map(|(key, value)| (key.clone(), attribute_in_json(value))).collect::<Map<_, _>>().into()
}

fn attribute_in_json(value: &AttributeValue) -> Value {
    let blob = |blob: &Blob| STANDARD.encode(blob);
    match value {
        AttributeValue::S(value) => json!({ "S": value }),
        AttributeValue::N(value) => json!({ "N": value }),
        AttributeValue::B(value) => json!({ "B": blob(value) }),
        AttributeValue::Ss(values) => json!({ "SS": values }),
        AttributeValue::Ns(values) => json!({ "NS": values }),
        AttributeValue::Bs(values) => json!({ "BS": values.iter().map(blob).collect::<Vec<_>>() }),
        AttributeValue::M(values) => json!({ "M": item_in_json(values) }),
        AttributeValue::L(values) => json!({ "L": values.iter().map(attribute_in_json).collect::<Vec<_>>() }),
        AttributeValue::Null(value) => json!({ "NULL": value }),
        AttributeValue::Bool(value) => json!({ "BOOL": value }),
        other => panic!("unknown attribute {other:?}"),
    }
}
