//! Runs every wire vector in process: the generated crate builds the same requests as botocore and parses responses the
//! same way. `support/wire/notes.rs` lists the intended differences.
//!
//! `typed` tests the typed interface, which sends the same bytes as the dynamic one.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "../support/wire/mod.rs"]
mod support;
mod typed;

use serde_json::{Map, Value, json};
use smithereen::{Bytes, Dynamic, Endpoint, Error, Request, Response, ServiceError};
use smithereen_aws::{iot, iot_managed_integrations};
use support::{Vector, notes};

static OPERATIONS: [(&str, Dynamic); 3] = [
    ("iot", Dynamic::of::<iot::UpdatePackageConfigurationInput>()),
    ("iot", Dynamic::of::<iot::UpdateProvisioningTemplateInput>()),
    ("iot-managed-integrations", Dynamic::of::<iot_managed_integrations::UpdateManagedThingInput>()),
];

#[test]
fn requests_equal_those_of_botocore() {
    support::assert_all(&support::requests(), |vector| {
        let input = vector.input().to_string();
        match find(vector).to_http(&input, &endpoint()) {
            Ok(request) => described(&request),
            Err(error) => json!({ "error": error.to_string() }),
        }
    });
}

#[test]
fn responses_are_parsed_as_by_botocore() {
    support::assert_all(&support::responses(), |vector| {
        match find(vector).parse(response(vector.response())) {
            Ok(output) => json!({ "output": output }),
            Err(Error::Service(error)) => json!({ "service_error": described_error(&error) }),
            Err(error) => json!({ "error": error.to_string() }),
        }
    });
}

#[test]
fn each_entry_for_a_note_is_needed() {
    let vectors: Vec<Vector> = support::requests().into_iter().chain(support::responses()).collect();
    let used: Vec<_> = vectors.iter().filter_map(notes::find).map(std::ptr::from_ref).collect();
    let idle = notes::TABLE.iter().filter(|entry| !used.contains(&std::ptr::from_ref(*entry)));
    let idle: Vec<_> = idle.map(|entry| (entry.note, entry.name)).collect();
    assert!(idle.is_empty(), "no vector needs {idle:?}");
}

fn find(vector: &Vector) -> &'static Dynamic {
    let is = |(service, operation): &&(&str, Dynamic)| {
        *service == vector.service() && operation.operation().name == vector.operation()
    };
    &OPERATIONS.iter().find(is).unwrap().1
}

fn endpoint() -> Endpoint {
    Endpoint::new("https://service.eu-west-1.amazonaws.com").unwrap()
}

fn described(request: &Request<Bytes>) -> Value {
    let headers = request.headers();
    let mut shown = Map::new();
    for name in headers.keys() {
        let values: Vec<_> = headers.get_all(name).iter().map(|value| value.to_str().unwrap()).collect();
        shown.insert(name.to_string(), values.join(", ").into());
    }
    json!({
        "method": request.method().as_str(),
        "path": request.uri().path(),
        "query": request.uri().query().unwrap_or_default(),
        "headers": shown,
        "body": std::str::from_utf8(request.body()).unwrap(),
    })
}

fn response(given: &Value) -> Response<Bytes> {
    let mut response = Response::builder().status(u16::try_from(given["status"].as_u64().unwrap()).unwrap());
    for (name, value) in given["headers"].as_object().unwrap() {
        response = response.header(name, value.as_str().unwrap());
    }
    response.body(given["body"].as_str().unwrap().to_owned().into()).unwrap()
}

fn described_error(error: &ServiceError<Value>) -> Value {
    json!({
        "code": error.code(),
        "message": error.message(),
        "request_id": error.request_id(),
        "status": error.status().as_u16(),
        "fields": error.error(),
    })
}
