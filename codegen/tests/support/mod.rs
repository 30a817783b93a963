//! Small models for tests: a fixture contains operations and shapes, and this module completes it to a model.
#![allow(dead_code, reason = "each test uses a part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

pub(crate) mod boto3;

use smithereen_codegen::graph::Model;
use smithereen_codegen::{CrateSources, Outcome, Selection, ServiceSources, Source, generate};
use std::path::PathBuf;

/// Returns the root of the project.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Returns a file of the project.
pub(crate) fn file(path: &str) -> Source {
    let text = std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    Source { path: path.to_owned(), text }
}

/// Returns the names of all fixtures, sorted.
pub(crate) fn fixtures() -> Vec<String> {
    models("codegen/tests/fixtures")
}

/// Returns the names of the fixtures in Smithy's JSON AST, sorted. A fixture with the name of another generates the
/// same crate.
pub(crate) fn smithy_fixtures() -> Vec<String> {
    models("codegen/tests/fixtures/smithy")
}

/// Returns the names of the Smithy fixtures that botocore's format cannot express.
pub(crate) fn smithy_alone() -> Vec<String> {
    let twins = fixtures();
    smithy_fixtures().into_iter().filter(|name| !twins.contains(name)).collect()
}

/// Returns the names of the models in a folder, sorted.
fn models(folder: &str) -> Vec<String> {
    let folder = std::fs::read_dir(root().join(folder)).unwrap();
    let names = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> =
        names.filter_map(|name| Some(name.strip_suffix(".json")?.to_owned())).collect();
    names.sort();
    names
}

/// Returns the fixture, completed to a model.
pub(crate) fn fixture(name: &str) -> ServiceSources {
    let mut service = service(name, &file(&format!("codegen/tests/fixtures/{name}.json")).text);
    if has_rules(name) {
        service.endpoints = Some(file(&rules(name)));
    }
    service
}

/// Returns the names of the fixtures with a protocol of their own, sorted. Each is there in both formats.
pub(crate) fn protocol_fixtures() -> Vec<String> {
    models("codegen/tests/fixtures/protocols")
}

/// Returns the fixture with a protocol of its own, in botocore's format and in Smithy's.
pub(crate) fn protocol_fixture(name: &str) -> [ServiceSources; 2] {
    ["", "smithy/"].map(|format| {
        let model = file(&format!("codegen/tests/fixtures/protocols/{format}{name}.json"));
        let operations = names_of(&smithereen_codegen::whole(&model).unwrap());
        let endpoints = Some(file("fixtures/models/iot/endpoint-rule-set-1.json"));
        ServiceSources { name: name.to_owned(), model, endpoints, docs: None, operations: operations.into() }
    })
}

/// Returns whether the fixture has its own endpoint rules.
pub(crate) fn has_rules(name: &str) -> bool {
    root().join(rules(name)).exists()
}

fn rules(name: &str) -> String {
    format!("codegen/tests/fixtures/rules/{name}.json")
}

/// Returns the fixture in Smithy's JSON AST, with its own endpoint rules if it has any. All operations are selected.
pub(crate) fn smithy_fixture(name: &str) -> ServiceSources {
    let model = file(&format!("codegen/tests/fixtures/smithy/{name}.json"));
    let operations = match smithereen_codegen::whole(&model) {
        Ok(graph) => names_of(&graph),
        Err(_) => Vec::new(),
    };
    let has_rules = model.text.contains("smithy.rules#endpoint");
    let endpoints = (!has_rules).then(|| file("fixtures/models/iot/endpoint-rule-set-1.json"));
    ServiceSources { name: name.to_owned(), model, endpoints, docs: None, operations: operations.into() }
}

/// Returns a service with these operations and shapes. All operations are selected.
pub(crate) fn service(name: &str, text: &str) -> ServiceSources {
    let metadata = r#""metadata":{"apiVersion":"2020-01-01","endpointPrefix":"test","protocol":"rest-json",
        "serviceFullName":"Test Service","serviceId":"Test","signatureVersion":"v4"},"#;
    let text = format!("{{{metadata}{}", text.trim_start().strip_prefix('{').unwrap());
    let operations = match serde_json::from_str::<serde_json::Value>(&text) {
        Ok(model) => names(&model),
        Err(_) => Vec::new(),
    };
    ServiceSources {
        name: name.to_owned(),
        model: Source { path: format!("{name}/service-2.json"), text },
        endpoints: Some(file("fixtures/models/iot/endpoint-rule-set-1.json")),
        docs: None,
        operations: operations.into(),
    }
}

/// Returns a model with hostile text at every location of text.
pub(crate) fn hostile() -> ServiceSources {
    let text = "x\"]; fn main() {} //\n/*{}*/ ../../etc/passwd \u{202e}`[a]<b>\r";
    let quoted = serde_json::to_string(text).unwrap();
    let shapes = r#""PutRequest":{"type":"structure","members":{"id":{"shape":"Text","location":"uri"},
        "wire":{"shape":"Text","locationName":HERE},"query":{"shape":"Text","location":"querystring","locationName":HERE},
        "old":{"shape":"Kind","deprecated":true,"deprecatedMessage":HERE,"deprecatedSince":HERE}}},
        "Text":{"type":"string","pattern":HERE},"Kind":{"type":"string","enum":[HERE]},
        "Gone":{"type":"structure","members":{},"exception":true,"error":{"code":HERE}}"#;
    let operation = r#"{"name":"Put","http":{"method":"PUT","requestUri":"/{id}"},"errors":[{"shape":"Gone"}],
        "input":{"shape":"PutRequest"}}"#;
    let model =
        format!(r#"{{"operations":{{"Put":{operation}}},"shapes":{{{shapes}}}}}"#).replace("HERE", &quoted);
    let mut service = service("hostile", &model);
    let text = service.model.text.replace("\"Test Service\"", &quoted);
    service.model.text = text.replace("\"Test\"", &quoted).replace("\"test\"", &quoted);
    service
}

/// Returns the names of a model's operations, in its order.
pub(crate) fn names_of(model: &Model) -> Vec<String> {
    model.operations.iter().map(|operation| operation.name.clone()).collect()
}

/// Returns the names of the selected operations.
pub(crate) fn selected(service: &ServiceSources) -> Vec<String> {
    match &service.operations {
        Selection::Named(names) => names.clone(),
        Selection::All | Selection::Supported => {
            names_of(&smithereen_codegen::whole(&service.model).unwrap())
        }
    }
}

fn names(model: &serde_json::Value) -> Vec<String> {
    let operations = model.get("operations").and_then(serde_json::Value::as_object);
    operations.map(|operations| operations.keys().cloned().collect()).unwrap_or_default()
}

/// Returns a crate of these services.
pub(crate) fn sources(services: Vec<ServiceSources>) -> CrateSources {
    let runtime = format!("{{ path = {:?} }}", root().join("runtime").display().to_string());
    CrateSources::new("fixtures".to_owned(), runtime, file("fixtures/models/partitions.json"), services)
}

/// Generates a crate of one service.
pub(crate) fn generated(service: ServiceSources) -> Outcome {
    generate(&sources(vec![service]))
}

/// Returns the diagnostics, each on one or two lines.
pub(crate) fn problems(outcome: &Outcome) -> String {
    outcome.diagnostics.iter().map(|diagnostic| format!("{diagnostic}\n")).collect()
}
