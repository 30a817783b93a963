//! Endpoint discovery: selections without the operation that returns endpoints, its slices, and shapes that it must not have.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use crate::support;

use smithereen_codegen::slice::{self, Documentation};
use smithereen_codegen::{Selection, ServiceSources, Source};
use support::{fixture, generated, problems, smithy_fixture};

/// Returns the fixture in both formats, with these operations.
fn selected(names: &[&str]) -> [ServiceSources; 2] {
    [fixture("endpoint_discovery"), smithy_fixture("endpoint_discovery")].map(|service| ServiceSources {
        operations: names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>().into(),
        ..service
    })
}

/// Returns the text of the file of the service's module, and of the files of its operations.
fn files(service: ServiceSources) -> Vec<(String, String)> {
    let outcome = generated(service);
    assert_eq!(problems(&outcome), "");
    let files = outcome.files.into_iter();
    files.filter(|(path, _)| path.starts_with("src/endpoint_discovery/")).collect()
}

#[test]
fn the_operation_that_returns_endpoints_is_described_without_its_types() {
    for service in selected(&["OpenDoor"]) {
        let files = files(service);
        let names: Vec<_> = files.iter().map(|(path, _)| path.rsplit('/').next().unwrap()).collect();
        assert_eq!(names, ["endpoint.rs", "mod.rs", "open_door.rs"]);
        let text = files.iter().map(|(_, text)| text.as_str()).collect::<String>();
        assert!(text.contains("static ENDPOINT_DISCOVERY: smithereen::EndpointDiscovery"), "{text}");
        assert!(text.contains("\"DescribeEndpoints\"") && !text.contains("DescribeEndpointsInput"), "{text}");
    }
}

#[test]
fn an_operation_without_discovery_leaves_it_out() {
    for service in selected(&["DescribeEndpoints"]) {
        let text = files(service).into_iter().map(|(_, text)| text).collect::<String>();
        assert!(!text.contains("EndpointDiscovery"), "{text}");
        assert!(text.contains(".api_version_header()"), "{text}");
    }
}

#[test]
fn a_slice_has_the_operation_that_returns_endpoints_if_one_is_discovered() {
    for whole in selected(&["OpenDoor"]) {
        let slice = slice::model(&whole.model, &whole.operations, Documentation::Remove).unwrap();
        assert!(slice.contains("DescribeEndpointsResponse") && !slice.contains("LookAround\": {"), "{slice}");
        let model = Source { text: slice, ..whole.model.clone() };
        assert_eq!(files(ServiceSources { model, ..whole.clone() }), files(whole));
    }
    for whole in selected(&["DescribeEndpoints"]) {
        let without = whole.model.text.replace("endpointdiscovery\":", "other\":");
        let model = Source { text: without.replace("clientDiscoveredEndpoint", "other"), ..whole.model };
        let names = Selection::Named(vec!["LookAround".to_owned()]);
        let slice = slice::model(&model, &names, Documentation::Remove).unwrap();
        assert!(!slice.contains("DescribeEndpointsResponse"), "{slice}");
    }
}

/// Returns the diagnostics of a selection in a fixture with another text.
fn problems_of(name: &str, from: &str, to: &str) -> String {
    let [mut service, _] = selected(&[name]);
    assert!(service.model.text.contains(from), "{from}");
    service.model.text = service.model.text.replace(from, to);
    problems(&generated(service))
}

#[test]
fn shapes_that_the_runtime_does_not_have_are_rejected() {
    for (from, to, problem) in [
        (
            r#""endpointoperation": true"#,
            r#""idempotent": true"#,
            "without an operation that returns the endpoint",
        ),
        (
            r#""members": {"Identifiers""#,
            r#""required": ["Zone"], "members": {"Zone": {"shape": "Text"}, "Identifiers""#,
            "where the input of `DescribeEndpoints` has an unknown member `Zone`",
        ),
        (
            r#""value": {"shape": "Text"}"#,
            r#""value": {"shape": "Minutes"}"#,
            "where the input of `DescribeEndpoints` has an unknown member `Identifiers`",
        ),
        (
            r#"{"Endpoints": {"shape": "Endpoints"}}"#,
            r#"{"Endpoints": {"shape": "Endpoints", "locationName": "endpoints"}}"#,
            "where the output of `DescribeEndpoints` has no list `Endpoints`",
        ),
        (
            r#""Address": {"shape": "Text"}"#,
            r#""Address": {"shape": "Minutes"}"#,
            "where an endpoint of `DescribeEndpoints` has no string `Address`",
        ),
        (
            r#""Minutes": {"type": "long"}"#,
            r#""Minutes": {"type": "string"}"#,
            "where an endpoint of `DescribeEndpoints` has no long `CachePeriodInMinutes`",
        ),
    ] {
        let found = problems_of("OpenDoor", from, to);
        let expected = format!("`aws.api#clientDiscoveredEndpoint` {problem} is not supported yet");
        assert!(found.contains(&expected), "{found}");
    }
}

#[test]
fn an_optional_discovery_that_is_not_supported_is_a_warning() {
    let from = r#""Minutes": {"type": "long"}"#;
    let found = problems_of("LookAround", from, r#""Minutes": {"type": "string"}"#);
    assert!(found.starts_with("warning: "), "{found}");
    assert!(found.contains("`aws.api#clientDiscoveredEndpoint` has no effect: an endpoint of"), "{found}");
    assert_eq!(problems_of("LookAround", r#""endpointoperation": true"#, r#""idempotent": true"#), "");
}

#[test]
fn an_unknown_error_for_endpoints_is_a_warning() {
    let mut service = smithy_fixture("endpoint_discovery");
    service.model.text = service.model.text.replace("test#InvalidEndpointException", "test#EndpointGone");
    let found = problems(&generated(service));
    assert!(found.contains("`EndpointGone` does not cause another discovery"), "{found}");
}
