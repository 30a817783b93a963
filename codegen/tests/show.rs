//! Descriptions of operations and JSON skeletons of their inputs.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use crate::support;

use serde_json::Value;
use smithereen_codegen::Source;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::show::{OperationGraph, explain, skeleton};
use support::{file, fixture};

/// Returns an operation of `fixtures/models/`, with its documentation.
fn selected(service: &str, operation: &str) -> OperationGraph {
    let model = file(&format!("fixtures/models/{service}/service-2.json"));
    let docs = file(&format!("fixtures/models/{service}/docs.toml"));
    OperationGraph::read(&model, Some(&docs), operation, None).unwrap()
}

fn of_fixture(name: &str, operation: &str) -> OperationGraph {
    OperationGraph::read(&fixture(name).model, None, operation, None).unwrap()
}

fn messages(result: Result<OperationGraph, Vec<Diagnostic>>) -> String {
    result.err().unwrap().iter().map(|diagnostic| format!("{diagnostic}\n")).collect()
}

#[test]
fn operations_with_documentation_are_described() {
    insta::assert_snapshot!(explain(&selected("iot-managed-integrations", "UpdateManagedThing")));
    insta::assert_snapshot!(explain(&selected("iot", "UpdateProvisioningTemplate")));
    insta::assert_snapshot!(explain(&selected("iot", "UpdatePackageConfiguration")));
}

/// Describes all operations of each fixture in one snapshot.
#[test]
fn every_construct_is_described() {
    for name in support::fixtures().into_iter().filter(|name| name != "obstacle_course") {
        let service = fixture(&name);
        let mut out = String::new();
        for operation in &support::selected(&service) {
            let shown = OperationGraph::read(&service.model, None, operation, None).unwrap();
            out.push_str(&explain(&shown));
            out.push('\n');
            assert!(serde_json::from_str::<Value>(&skeleton(&shown)).unwrap().is_object());
        }
        assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
        insta::assert_snapshot!(format!("explain_{name}"), out);
    }
}

/// The names are those of requests and responses under the protocol.
#[test]
fn every_protocol_is_described() {
    for name in support::protocol_fixtures() {
        let [service, _] = support::protocol_fixture(&name);
        let mut out = String::new();
        for operation in &support::selected(&service) {
            out.push_str(&explain(&OperationGraph::read(&service.model, None, operation, None).unwrap()));
            out.push('\n');
        }
        insta::assert_snapshot!(format!("explain_{name}"), out);
    }
}

/// Sessions of directory buckets and buckets of other regions, which the model does not state.
#[test]
fn calls_that_depend_on_a_bucket_are_described() {
    let model = file("fixtures/protocols/models/s3/service-2.json");
    let head = |operation: &str| {
        let read = OperationGraph::read(&model, None, operation, None).unwrap();
        let text =
            explain(&read.with_endpoints(&file("fixtures/protocols/models/s3/endpoint-rule-set-1.json")));
        text.split("\n\nRequest\n").next().unwrap().to_owned()
    };
    insta::assert_snapshot!(head("GetObject"), @r"
    GetObject of Amazon Simple Storage Service, version 2006-03-01
    GET /{Key+} -> 200
    protocol: restXml
    response checksum: requested with `ChecksumMode`; one of CRC64NVME, CRC32, CRC32C, SHA256, SHA1,
    SHA512, MD5, XXHASH64, XXHASH3, XXHASH128 is checked
    sessions: from CreateSession for `Bucket`, where the endpoint requires one
    region redirects: a call is repeated in the region of `Bucket`
    authentication: aws.auth#sigv4
    authentication that the endpoint rules can choose: sigv4, or sigv4-s3express, or sigv4a
    ");
    assert!(!head("CreateSession").contains("sessions:"));
}

/// Those of a file replace those of the model.
#[test]
fn authentication_schemes_of_endpoint_rules_are_described() {
    let service = fixture("endpoint_params");
    let (model, rules) = (&service.model, service.endpoints.as_ref().unwrap());
    let line = |graph: &OperationGraph| {
        let text = explain(graph);
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix("authentication that the endpoint rules can choose: "));
        line.map(str::to_owned)
    };
    let read = || OperationGraph::read(model, None, "GetPlane", None).unwrap();
    assert_eq!(line(&read()), None, "no rules");
    let schemes = line(&read().with_endpoints(rules)).unwrap();
    assert!(schemes.split(", or ").any(|scheme| scheme == "sigv4"), "{schemes}");
    let changed =
        |from: &str, to: &str| Source { path: rules.path.clone(), text: rules.text.replace(from, to) };
    assert_eq!(line(&read().with_endpoints(&changed("\"sigv4\"", "\"own\""))).unwrap(), "own, or sigv4a");
    assert_eq!(line(&read().with_endpoints(&changed("{", "["))), None, "invalid rules");
    let auth = fixture("auth").model;
    let of =
        |operation| line(&OperationGraph::read(&auth, None, operation, None).unwrap().with_endpoints(rules));
    assert_eq!((of("Unsigned"), of("SignedIfPossible")), (None, Some(schemes)));
}

#[test]
fn a_recursive_shape_is_not_repeated() {
    insta::assert_snapshot!("skeleton_recursion", skeleton(&of_fixture("recursion", "Nest")));
}

#[test]
fn an_unknown_operation_produces_a_suggestion() {
    let problems = messages(OperationGraph::read(&fixture("bindings").model, None, "PutParts", None));
    assert!(
        problems.contains("there is no operation `PutParts`") && problems.contains("`PutPart`?"),
        "{problems}"
    );
}

/// Unsupported features are described like all others.
#[test]
fn an_unsupported_protocol_is_described() {
    let mut service = fixture("structure");
    service.model.text = service.model.text.replace("\"rest-json\"", "\"json\"");
    let text = explain(
        &OperationGraph::read(&service.model, None, support::selected(&service).first().unwrap(), None)
            .unwrap(),
    );
    assert!(text.contains("Request\n======="), "{text}");
}

#[test]
fn text_of_a_model_never_becomes_code() {
    let shown = OperationGraph::read(&support::hostile().model, None, "Put", None).unwrap();
    for text in [explain(&shown), skeleton(&shown)] {
        assert!(
            text.chars().all(|c| c == '\n' || !smithereen_codegen::diagnostic::is_no_text(c)),
            "{text:?}"
        );
    }
}

/// Exponential growth and infinite lists must not take long or overflow the stack.
#[test]
fn unbounded_skeletons_are_limited() {
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
    let shown = OperationGraph::read(&support::service("deep", &model).model, None, "Put", None).unwrap();
    assert!(skeleton(&shown).len() < 1_000_000);
    assert!(explain(&shown).contains("S5000: structure"));
}
