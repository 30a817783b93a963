//! What an operation looks like in words and as JSON to fill in.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use serde_json::Value;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::show::{OperationGraph, explain, skeleton};
use support::{file, fixture};

/// One of the operations that are selected, with our words on it.
fn selected(service: &str, operation: &str) -> OperationGraph {
    let model = file(&format!("fixtures/models/{service}/service-2.json"));
    let words = file(&format!("fixtures/models/{service}/docs.toml"));
    OperationGraph::read(&model, Some(&words), operation).unwrap()
}

fn of_fixture(name: &str, operation: &str) -> OperationGraph {
    OperationGraph::read(&fixture(name).model, None, operation).unwrap()
}

fn told(result: Result<OperationGraph, Vec<Diagnostic>>) -> String {
    result.err().unwrap().iter().map(|diagnostic| format!("{diagnostic}\n")).collect()
}

#[test]
fn the_three_operations_are_explained() {
    insta::assert_snapshot!(explain(&selected("iot-managed-integrations", "UpdateManagedThing")));
    insta::assert_snapshot!(explain(&selected("iot", "UpdateProvisioningTemplate")));
    insta::assert_snapshot!(explain(&selected("iot", "UpdatePackageConfiguration")));
}

/// Every operation of every fixture, in one text each.
#[test]
fn every_construct_is_explained() {
    for name in support::fixtures().into_iter().filter(|name| name != "obstacle_course") {
        let service = fixture(&name);
        let mut out = String::new();
        for operation in &support::selected(&service) {
            let shown = OperationGraph::read(&service.model, None, operation).unwrap();
            out.push_str(&explain(&shown));
            out.push('\n');
            assert!(serde_json::from_str::<Value>(&skeleton(&shown)).unwrap().is_object());
        }
        assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
        insta::assert_snapshot!(format!("explain_{name}"), out);
    }
}

#[test]
fn a_shape_that_holds_itself_is_cut() {
    insta::assert_snapshot!("skeleton_recursion", skeleton(&of_fixture("recursion", "Nest")));
}

#[test]
fn an_operation_that_is_not_there_is_answered_with_a_near_one() {
    let problems = told(OperationGraph::read(&fixture("bindings").model, None, "PutParts"));
    assert!(
        problems.contains("there is no operation `PutParts`") && problems.contains("`PutPart`?"),
        "{problems}"
    );
}

/// What cannot be generated can be looked at.
#[test]
fn any_protocol_is_shown() {
    let mut service = fixture("structure");
    service.model.text = service.model.text.replace("\"rest-json\"", "\"json\"");
    let text = explain(
        &OperationGraph::read(&service.model, None, support::selected(&service).first().unwrap()).unwrap(),
    );
    assert!(text.contains("Request\n======="), "{text}");
}

#[test]
fn text_of_a_model_never_becomes_code() {
    let shown = OperationGraph::read(&support::hostile().model, None, "Put").unwrap();
    for text in [explain(&shown), skeleton(&shown)] {
        assert!(
            text.chars().all(|c| c == '\n' || !smithereen_codegen::diagnostic::is_no_text(c)),
            "{text:?}"
        );
    }
}

/// Twice as many values a level, and lists without an end: neither may take long or go deep.
#[test]
fn what_grows_without_end_is_cut() {
    let mut shapes = String::new();
    for level in 0..5000 {
        shapes.push_str(&format!(
            r#""S{level}":{{"type":"structure","members":{{"a":{{"shape":"S{next}"}},"b":{{"shape":"S{next}"}}}}}},"#,
            next = level + 1
        ));
    }
    let model = format!(
        r#"{{"operations":{{"Put":{{"name":"Put","http":{{"method":"PUT","requestUri":"/"}},"input":{{"shape":"S0"}}}}}},
        "shapes":{{{shapes}"S5000":{{"type":"structure","members":{{"x":{{"shape":"L"}}}}}},
        "L":{{"type":"list","member":{{"shape":"L"}}}}}}}}"#
    );
    let shown = OperationGraph::read(&support::service("deep", &model).model, None, "Put").unwrap();
    assert!(skeleton(&shown).len() < 1_000_000);
    assert!(explain(&shown).contains("S5000: structure"));
}
