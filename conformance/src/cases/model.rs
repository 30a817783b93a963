//! A suite of cases and its model.

use super::ENDPOINT;
use serde_json::{Map, Value, json};

pub(super) struct Suite {
    /// The name of its module in the generated crate.
    pub(super) name: String,
    /// Whether its cases are requests.
    pub(super) is_input: bool,
    /// The endpoint URL of the client.
    pub(super) endpoint: String,
    pub(super) model: Value,
    pub(super) cases: Vec<Value>,
}

impl Suite {
    pub(super) fn read(suite: &Value, name: String, is_input: bool) -> Self {
        let cases = suite["cases"].as_array().cloned().unwrap_or_default();
        let endpoint = suite["clientEndpoint"].as_str().unwrap_or(ENDPOINT).to_owned();
        Self { name, is_input, endpoint, model: model(suite, &cases), cases }
    }

    pub(super) fn operations(&self) -> Vec<String> {
        self.model["operations"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect()
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
        let operation = operations.entry(name).or_insert_with(|| without_words(given));
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

fn without_words(given: &Value) -> Value {
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
    let suite = Suite::read(&suite, "s".to_owned(), true);
    assert_eq!(suite.operations(), ["A"]);
    assert_eq!(suite.model["operations"]["A"]["errors"], json!([{ "shape": "E" }, { "shape": "F" }]));
    assert_eq!(suite.shape("F")["exception"], true);
}
