//! The input of UpdateManagedThing in any size, in the types of each side.

use aws_sdk_iotmanagedintegrations::operation::update_managed_thing::builders::UpdateManagedThingInputBuilder;
use aws_sdk_iotmanagedintegrations::types as official;
use smithereen_aws::iot_managed_integrations as ours;
use std::collections::HashMap;

const PROPERTIES: [&str; 6] =
    ["OnOff", "GlobalSceneControl", "OnTime", "OffWaitTime", "StartUpOnOff", "FeatureMap"];
const ACTIONS: [&str; 3] = ["On", "Off", "Toggle"];

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Returns a schema like those of devices.
fn document() -> serde_json::Value {
    serde_json::json!({ "type": "object", "properties": {
        "OnOff": { "type": "boolean", "default": true },
        "level": { "type": "integer", "minimum": 0, "maximum": 254, "list": [1, 2, 3, 4.5, null, "x"] },
    } })
}

/// Creates the input with numbers of endpoints and schemas.
pub(crate) fn ours(endpoints: usize, schemas: usize) -> ours::UpdateManagedThingInput {
    let capability = |id: usize| {
        let id = format!("matter.OnOff@1.{id}");
        ours::CapabilityReportCapability::new(
            texts(&ACTIONS),
            texts(&["StateChange"]),
            id,
            "On/Off",
            texts(&PROPERTIES),
            "6",
        )
    };
    let capabilities: Vec<_> = (0..3).map(capability).collect();
    let endpoint = |id: usize| {
        ours::CapabilityReportEndpoint::new(capabilities.clone(), texts(&["Light"]), id.to_string())
    };
    let schema = |id: usize| {
        let id = format!("matter.OnOff@1.{id}");
        ours::CapabilitySchemaItem::new(id, "0x0006", 1, ours::SchemaVersionFormat::Aws, document())
    };
    let report = ours::CapabilityReport::new((0..endpoints).map(endpoint).collect::<Vec<_>>(), "1.0.0");
    let thing = ours::UpdateManagedThingInput::new("thing-1").owner("me").capability_report(report);
    match schemas {
        0 => thing,
        _ => thing.capability_schemas((0..schemas).map(schema).collect::<Vec<_>>()),
    }
}

/// Creates the same input for the official client.
pub(crate) fn official(endpoints: usize, schemas: usize) -> UpdateManagedThingInputBuilder {
    let capability = |id: usize| {
        official::CapabilityReportCapability::builder()
            .id(format!("matter.OnOff@1.{id}"))
            .name("On/Off")
            .version("6")
            .set_properties(Some(texts(&PROPERTIES)))
            .set_actions(Some(texts(&ACTIONS)))
            .events("StateChange")
            .build()
            .expect("nothing is missing")
    };
    let capabilities: Vec<_> = (0..3).map(capability).collect();
    let endpoint = |id: usize| {
        official::CapabilityReportEndpoint::builder()
            .id(id.to_string())
            .device_types("Light")
            .set_capabilities(Some(capabilities.clone()))
            .build()
            .expect("nothing is missing")
    };
    let schema = |id: usize| {
        official::CapabilitySchemaItem::builder()
            .format(official::SchemaVersionFormat::Aws)
            .capability_id(format!("matter.OnOff@1.{id}"))
            .extrinsic_id("0x0006")
            .extrinsic_version(1)
            .schema(smithy_document(&document()))
            .build()
            .expect("nothing is missing")
    };
    let report = official::CapabilityReport::builder()
        .version("1.0.0")
        .set_endpoints(Some((0..endpoints).map(endpoint).collect()))
        .build()
        .expect("nothing is missing");
    UpdateManagedThingInputBuilder::default()
        .identifier("thing-1")
        .owner("me")
        .capability_report(report)
        .set_capability_schemas((schemas > 0).then(|| (0..schemas).map(schema).collect()))
}

/// Converts a document to the official runtime's type.
pub(crate) fn smithy_document(value: &serde_json::Value) -> aws_smithy_types::Document {
    use aws_smithy_types::{Document, Number};
    match value {
        serde_json::Value::Null => Document::Null,
        serde_json::Value::Bool(value) => Document::Bool(*value),
        serde_json::Value::String(value) => Document::String(value.clone()),
        serde_json::Value::Array(values) => Document::Array(values.iter().map(smithy_document).collect()),
        serde_json::Value::Object(values) => {
            let values = values.iter().map(|(key, value)| (key.clone(), smithy_document(value)));
            Document::Object(values.collect::<HashMap<_, _>>())
        }
        serde_json::Value::Number(value) => Document::Number(match (value.as_u64(), value.as_i64()) {
            (Some(value), _) => Number::PosInt(value),
            (None, Some(value)) => Number::NegInt(value),
            (None, None) => Number::Float(value.as_f64().unwrap_or_default()),
        }),
    }
}
