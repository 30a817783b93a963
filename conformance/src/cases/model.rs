//! A suite of cases and its model.

use super::ENDPOINT;
use crate::body::MapEntryNames;
use serde_json::{Map, Value, json};
use smithereen_codegen::graph::Protocol;

pub(super) struct Suite {
    /// The name of its module in the generated crate.
    pub(super) name: String,
    /// Whether its cases are requests.
    pub(super) is_input: bool,
    /// The protocol of the service.
    pub(super) protocol: Protocol,
    /// The endpoint URL of the client.
    pub(super) endpoint: String,
    pub(super) model: Value,
    pub(super) cases: Vec<Value>,
}

impl Suite {
    pub(super) fn read(suite: &Value, name: String, is_input: bool, protocol: Protocol) -> Self {
        let cases = suite["cases"].as_array().cloned().unwrap_or_default();
        let endpoint = suite["clientEndpoint"].as_str().unwrap_or(ENDPOINT).to_owned();
        Self { name, is_input, protocol, endpoint, model: model(suite, &cases), cases }
    }

    pub(super) fn operations(&self) -> Vec<String> {
        self.model["operations"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect()
    }

    /// Returns the shape of the operation's error with this code: its own code, or else its name.
    pub(super) fn error_shape(&self, given: &Value, code: &str) -> Option<String> {
        let errors =
            self.model["operations"][given["name"].as_str().unwrap_or_default()]["errors"].as_array();
        let names = errors.into_iter().flatten().filter_map(|error| error["shape"].as_str());
        let has_code = |name: &&str| self.shape(name)["error"]["code"].as_str().unwrap_or(name) == code;
        let found = names.into_iter().find(has_code);
        found.or((!self.shape(code).is_null()).then_some(code)).map(str::to_owned)
    }

    /// Returns whether a member of a structure is JSON in a string.
    pub(super) fn has_json_texts(&self) -> bool {
        let shapes = self.model["shapes"].as_object().into_iter().flatten().map(|(_, shape)| shape);
        let members = shapes.flat_map(|shape| shape["members"].as_object().into_iter().flatten());
        members.into_iter().any(|(_, member)| {
            let target = self.shape(member["shape"].as_str().unwrap_or_default());
            member["jsonvalue"] == true || target["jsonvalue"] == true
        })
    }

    /// Returns the names of the keys and values of all maps.
    pub(super) fn entries(&self) -> MapEntryNames {
        let maps = self.model["shapes"].as_object().into_iter().flatten().map(|(_, shape)| shape);
        let maps = maps.filter(|shape| shape["type"] == "map");
        let name =
            |shape: &Value, part: &str| shape[part]["locationName"].as_str().unwrap_or(part).to_owned();
        maps.map(|shape| [name(shape, "key"), name(shape, "value")]).collect()
    }

    pub(super) fn shape(&self, name: &str) -> &Value {
        &self.model["shapes"][name]
    }
}

/// Merges the operations of all cases. Operations with the same name differ only in their errors.
fn model(suite: &Value, cases: &[Value]) -> Value {
    let mut operations = Map::new();
    let mut shapes = suite["shapes"].as_object().cloned().unwrap_or_default();
    for given in cases.iter().map(|case| &case["given"]) {
        let name = given["name"].as_str().unwrap_or_default();
        let errors = given["errors"].as_array().cloned().unwrap_or_default();
        for error in &errors {
            if let Some(shape) = error["shape"].as_str().and_then(|name| shapes.get_mut(name)) {
                shape["exception"] = true.into();
            }
        }
        let operation = operations.entry(name).or_insert_with(|| without_documentation(given));
        merge(operation, errors);
    }
    let mut metadata = json!({
        "apiVersion": "2020-01-01", "endpointPrefix": "test", "serviceId": "Test", "signatureVersion": "v4",
    });
    for (key, value) in suite["metadata"].as_object().into_iter().flatten() {
        metadata[key] = value.clone();
    }
    json!({ "metadata": metadata, "operations": operations, "shapes": shapes })
}

fn without_documentation(given: &Value) -> Value {
    let mut operation = given.clone();
    if let Some(operation) = operation.as_object_mut() {
        operation.remove("documentation");
    }
    operation
}

fn merge(operation: &mut Value, errors: Vec<Value>) {
    if errors.is_empty() {
        return;
    }
    let mut all = operation["errors"].as_array().cloned().unwrap_or_default();
    all.extend(errors.into_iter().filter(|error| !all.contains(error)).collect::<Vec<_>>());
    operation["errors"] = all.into();
}

#[test]
fn operations_of_one_name_have_all_their_errors() {
    let case = |error: &str| json!({ "given": { "name": "A", "errors": [{ "shape": error }] } });
    let shapes = json!({ "E": { "type": "structure" }, "F": { "type": "structure" } });
    let suite = json!({ "cases": [case("E"), case("F"), case("E")], "shapes": shapes });
    let suite = Suite::read(&suite, "s".to_owned(), true, Protocol::RestJson1);
    assert_eq!(suite.operations(), ["A"]);
    assert_eq!(suite.model["operations"]["A"]["errors"], json!([{ "shape": "E" }, { "shape": "F" }]));
    assert_eq!(suite.shape("F")["exception"], true);
}
