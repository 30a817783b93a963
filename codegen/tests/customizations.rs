//! Customizations that models do not express: unsupported calls are rejected by name, in both model formats.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use crate::support;

use smithereen_codegen::catalog::{self, Catalog};
use smithereen_codegen::diagnostic::Severity;
use smithereen_codegen::{
    Content, CrateSources, Selection, ServiceSources, Source, generate, graph, show::OperationGraph, write,
};
use support::{generated, problems, selected, sources};

const MODEL: &str = r#"{
    "operations":{
        "Get":{"name":"Get","http":{"method":"GET","requestUri":"/"},"input":{"shape":"GetInput"}},
        "Predict":{"name":"Predict","http":{"method":"POST","requestUri":"/"}},
        "CreateOAuth2Token":{"name":"CreateOAuth2Token","http":{"method":"POST","requestUri":"/"}},
        "Free":{"name":"Free","http":{"method":"GET","requestUri":"/"},"input":{"shape":"GetInput"},"auth":["smithy.api#noAuth"]}},
    "shapes":{
        "GetInput":{"type":"structure","members":{"zone":{"shape":"Text","contextParam":{"name":"Zone"}}}},
        "Text":{"type":"string"}}
}"#;

/// Returns the model with this service ID, in both formats.
fn services(id: &str) -> [ServiceSources; 2] {
    let mut service = support::service("service", MODEL);
    service.model.text =
        service.model.text.replace("\"serviceId\":\"Test\"", &format!("\"serviceId\":\"{id}\""));
    let text = write::to_smithy(&ServiceSources { endpoints: None, ..service.clone() }).unwrap();
    let model = Source { path: "service.json".to_owned(), text };
    [service.clone(), ServiceSources { model, ..service }]
}

/// Adds endpoint rules to a model. Both have a parameter that some operations set.
fn with_rules(text: &str) -> ServiceSources {
    let rules = Source { path: "rules.json".to_owned(), text: text.to_owned() };
    ServiceSources { endpoints: Some(rules), ..services("Test").into_iter().next().unwrap() }
}

fn of(service: &ServiceSources) -> Catalog {
    catalog::read(&service.model, service.endpoints.as_ref(), None, None).unwrap()
}

fn types(service: ServiceSources) -> String {
    problems(&generate(&CrateSources { content: Content::Types, ..sources(vec![service]) }))
}

/// Returns an endpoint with an authentication scheme, or without one.
fn endpoint(host: &str, scheme: &str) -> String {
    let properties = match scheme {
        "" => "{}".to_owned(),
        scheme => format!(r#"{{"authSchemes":[{{"name":"{scheme}"}}]}}"#),
    };
    format!(
        r#""type":"endpoint","endpoint":{{"url":"https://{host}","properties":{properties},"headers":{{}}}}"#
    )
}

/// Returns the same rules as a decision diagram: the terminal, and a node that tests `Zone`.
fn diagram(with_zone: &str, without: &str) -> String {
    format!(
        r#"{{"version":"1.1","parameters":{{"Zone":{{"type":"string"}}}},
        "conditions":[{{"fn":"isSet","argv":[{{"ref":"Zone"}}]}}],
        "results":[{{"conditions":[],{}}},{{"conditions":[],{}}}],
        "root":2,"nodeCount":2,"nodes":"/////wAAAAH/////AAAAAAX14QEF9eEC"}}"#,
        endpoint("a.example", with_zone),
        endpoint("b.example", without),
    )
}

/// Returns a rule set whose endpoints have these schemes: the first if `Zone` is set, the second otherwise.
fn rules(with_zone: &str, without: &str) -> String {
    format!(
        r#"{{"version":"1.0","parameters":{{"Zone":{{"required":false,"documentation":"","type":"String"}}}},"rules":[
        {{"conditions":[{{"fn":"isSet","argv":[{{"ref":"Zone"}}]}}],"type":"tree","rules":[{{"conditions":[],{}}}]}},
        {{"conditions":[],{}}}]}}"#,
        endpoint("a.example", with_zone),
        endpoint("b.example", without),
    )
}

#[test]
fn an_unsupported_service_is_rejected_by_name() {
    for id in ["SimpleDB", "ImportExport"] {
        for service in services(id) {
            let outcome = generated(service.clone());
            assert!(outcome.files.is_empty());
            let reason = "requests need a signature of version 2";
            let expected = format!("the service `{id}` is not supported yet: {reason}");
            assert_eq!(problems(&outcome).matches("error: ").count(), 1, "{}", problems(&outcome));
            assert!(problems(&outcome).contains(&expected), "{}", problems(&outcome));
            let catalog = of(&service);
            assert!(catalog.unsupported.unwrap().contains(&expected));
            let is_refused =
                |entry: &catalog::Entry| entry.unsupported.as_ref().is_some_and(|why| why.contains(reason));
            assert!(catalog.operations.iter().all(is_refused), "{:?}", catalog.operations);
        }
    }
}

#[test]
fn an_unsupported_service_has_types_and_can_be_shown() {
    for service in services("SimpleDB") {
        assert_eq!(types(service.clone()), "");
        assert!(OperationGraph::read(&service.model, None, "Get", None).is_ok());
        assert!(graph(&service).is_err(), "of a crate that cannot be generated there is no graph");
    }
}

#[test]
fn only_the_unsupported_operation_is_rejected() {
    for mut service in services("Customized Test") {
        let found = problems(&generated(service.clone()));
        assert!(found.contains("`Predict` is not supported yet: the test needs"), "{found}");
        let refused = of(&service).operations.into_iter().filter(|entry| entry.unsupported.is_some());
        assert_eq!(refused.map(|entry| entry.name).collect::<Vec<_>>(), ["Predict"]);
        service.operations =
            selected(&service).into_iter().filter(|name| name != "Predict").collect::<Vec<_>>().into();
        assert!(!problems(&generated(service)).contains("error:"));
    }
}

#[test]
fn limitations_are_warnings_and_are_listed() {
    for service in services("Signin") {
        let outcome = generated(service.clone());
        let warnings: Vec<_> =
            outcome.diagnostics.iter().filter(|one| one.problem.contains("`DPoP`")).collect();
        assert!(!outcome.files.is_empty() && warnings.len() == 1, "{}", problems(&outcome));
        assert!(warnings.iter().all(|one| one.at.iter().any(|key| key.ends_with("CreateOAuth2Token"))));
        let entries = of(&service).operations;
        assert!(entries.iter().all(|entry| entry.unsupported.is_none()));
        let noted = entries.iter().filter(|entry| !entry.notes.is_empty());
        assert_eq!(noted.map(|entry| entry.name.as_str()).collect::<Vec<_>>(), ["CreateOAuth2Token"]);
    }
}

#[test]
fn required_setup_is_listed_without_a_warning() {
    for service in services("MediaStore Data") {
        assert!(!problems(&generated(service.clone())).contains("container"));
        assert!(
            of(&service)
                .operations
                .iter()
                .all(|entry| entry.notes.iter().any(|note| note.contains("container")))
        );
    }
}

#[test]
fn a_service_without_a_supported_endpoint_signature_is_rejected() {
    let problem =
        "all endpoints of the service require a signature by sigv4-other, which is not supported yet";
    let outcome = generated(with_rules(&diagram("sigv4-other", "sigv4-other")));
    assert!(outcome.files.is_empty() && problems(&outcome).contains(problem), "{}", problems(&outcome));
    let mut service = with_rules(&rules("sigv4-other", "sigv4-other"));
    let outcome = generated(service.clone());
    assert!(outcome.files.is_empty() && problems(&outcome).contains(problem), "{}", problems(&outcome));
    let catalog = of(&service);
    let refused = catalog.operations.iter().filter(|entry| entry.unsupported.as_deref() == Some(problem));
    assert_eq!(refused.count(), 3, "all but the one that is not signed: {:?}", catalog.operations);
    assert_eq!(types(service.clone()), "");
    service.operations = vec!["Free".to_owned()].into();
    assert_eq!(problems(&generated(service)), "");
}

#[test]
fn a_parameter_that_selects_an_unsupported_signature_is_a_warning() {
    let warning = "where `Zone` is set, the endpoint may require a signature by sigv4-other, which is not supported yet: a call to it fails";
    let tables =
        ["", "sigv4"].map(|without| [rules("sigv4-other", without), diagram("sigv4-other", without)]);
    for rules in tables.as_flattened() {
        let service = with_rules(rules);
        let outcome = generated(service.clone());
        let expected = format!("warning: service/service-2.json: operations.Get: {warning}\n");
        assert_eq!(
            problems(&outcome),
            expected,
            "neither of what does not set it, nor of what is not signed"
        );
        for entry in of(&service).operations {
            assert_eq!(entry.unsupported, None);
            let expected: &[&str] = if entry.name == "Get" { &[warning] } else { &[] };
            assert_eq!(entry.notes, expected, "{}", entry.name);
        }
    }
    for (with_zone, without) in [("sigv4", "sigv4-other"), ("", "sigv4-other"), ("sigv4", "")] {
        for rules in [rules(with_zone, without), diagram(with_zone, without)] {
            assert_eq!(problems(&generated(with_rules(&rules))), "", "{with_zone} {without}");
        }
    }
}

/// Only errors make an operation unsupported.
#[test]
fn a_warning_does_not_make_an_operation_unsupported() {
    let mut service = support::service("key", MODEL);
    let key = r#""auth":[{"smithy.api#httpApiKeyAuth":{"name":"k","in":"query","scheme":"Key"}}]"#;
    service.model.text = service.model.text.replace("\"signatureVersion\":\"v4\"", key);
    assert!(problems(&generated(service.clone())).contains("warning: "));
    assert!(of(&service).operations.iter().all(|entry| entry.unsupported.is_none()));
}

#[test]
fn the_list_of_unsupported_operations_matches_generation() {
    let mut counts = Vec::new();
    let ids = ["Test", "Signin", "Customized Test"];
    let ruled = [rules("sigv4-other", "sigv4-other"), diagram("sigv4-other", "sigv4-other")]
        .map(|text| with_rules(&text));
    for service in ids.into_iter().flat_map(services).chain(ruled) {
        let unsupported = catalog::unsupported(&service).unwrap();
        for operation in &selected(&service) {
            let one = ServiceSources { operations: vec![operation.clone()].into(), ..service.clone() };
            let refused = generate(&sources(vec![one])).files.is_empty();
            assert_eq!(unsupported.reasons.contains_key(operation), refused, "{operation}: {unsupported:?}");
        }
        counts.push(unsupported.reasons.len());
    }
    // The last column counts unsupported operations of four: none, `Predict`, or all signed ones.
    assert_eq!(counts, [0, 0, 0, 0, 1, 1, 3, 3]);
}

#[test]
fn unsupported_operations_are_skipped_on_request_and_listed() {
    let refused = "Predict";
    for (id, expected) in [("Test", None), ("Customized Test", Some(refused))] {
        for service in services(id) {
            let all = selected(&service);
            let outcome = generated(ServiceSources { operations: Selection::Supported, ..service.clone() });
            let skipped: Vec<_> = outcome
                .skipped
                .iter()
                .flat_map(|skipped| skipped.reasons.keys().map(String::as_str))
                .collect();
            assert_eq!(skipped, expected.into_iter().collect::<Vec<_>>(), "{id}");
            assert!(outcome.skipped.iter().all(|skipped| skipped.total == all.len()));
            let mut names: Vec<_> = all.into_iter().filter(|name| Some(name.as_str()) != expected).collect();
            names.sort();
            let named = generated(ServiceSources { operations: names.into(), ..service });
            assert!(!named.files.is_empty() && outcome.files == named.files, "{id}");
        }
    }
    // No operation is supported, and the diagnostics give the reasons.
    for service in services("SimpleDB") {
        let outcome = generated(ServiceSources { operations: Selection::Supported, ..service });
        assert!(outcome.files.is_empty() && outcome.skipped.is_empty());
        assert!(outcome.diagnostics.iter().any(|found| found.severity == Severity::Error));
    }
}

#[test]
fn types_only_skips_no_operations() {
    for service in services("Customized Test") {
        let service = ServiceSources { operations: Selection::Supported, ..service };
        let outcome = generate(&CrateSources { content: Content::Types, ..sources(vec![service]) });
        assert!(!outcome.files.is_empty() && outcome.skipped.is_empty());
    }
}
