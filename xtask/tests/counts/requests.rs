//! Allocations of serializing an UpdateManagedThing request and of parsing its response.

use crate::allocations;
use crate::baseline::Counts;
use smithereen::Response;
use smithereen::json;
use smithereen::reflect::default_value;
use smithereen_aws::iot_managed_integrations::{
    CapabilityReport, CapabilityReportCapability, CapabilityReportEndpoint, CapabilitySchemaItem,
    SchemaVersionFormat, UpdateManagedThingInput,
};
use smithereen_aws::{Endpoint, Operation};

/// The number of elements in each list.
const ELEMENTS: usize = 10;
const REFUSAL: &str = r#"{"message":"the identifier is none","code":"ValidationException"}"#;

pub(crate) fn count(now: &mut Counts) {
    let thing = thing();
    let body = json::to_body(&thing).unwrap();
    now.add("wire", "bytes of the body", body.len());
    allocations(now, "write", || json::to_body(&thing).unwrap());
    allocations(now, "read", || {
        let mut read = default_value::<UpdateManagedThingInput>();
        json::from_body(&body, &mut read).unwrap();
        read
    });
    let endpoint = Endpoint::new("https://api.example.com").unwrap();
    allocations(now, "to_http", || thing.to_http(&endpoint).unwrap());
    let response =
        |status, body: &'static str| Response::builder().status(status).body(body.as_bytes()).unwrap();
    allocations(now, "parse, no content", || UpdateManagedThingInput::parse(response(204, "")).unwrap());
    allocations(now, "parse, refused", || {
        UpdateManagedThingInput::parse(response(400, REFUSAL)).unwrap_err()
    });
}

fn thing() -> UpdateManagedThingInput {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let capability = CapabilityReportCapability::new(
        texts(&["On", "Off", "Toggle"]),
        texts(&["StateChange"]),
        "matter.OnOff@1.4",
        "On/Off",
        texts(&["OnOff", "GlobalSceneControl", "OnTime", "OffWaitTime", "StartUpOnOff"]),
        "6",
    );
    let endpoint = |id: usize| {
        CapabilityReportEndpoint::new(vec![capability.clone(); 3], texts(&["Light"]), id.to_string())
    };
    let schema = |id: usize| {
        let document = serde_json::json!({ "type": "object", "properties": { "level": { "maximum": 254 } } });
        CapabilitySchemaItem::new("matter.OnOff@1.4", id.to_string(), 1, SchemaVersionFormat::Aws, document)
    };
    UpdateManagedThingInput::new("thing-1")
        .owner("me")
        .capability_report(CapabilityReport::new((0..ELEMENTS).map(endpoint).collect::<Vec<_>>(), "1.0.0"))
        .capability_schemas((0..ELEMENTS).map(schema).collect::<Vec<_>>())
}
