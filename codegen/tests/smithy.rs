//! Compares Smithy's JSON AST with botocore's format: equal models generate the same crate.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "smithy/hostile.rs"]
mod hostile;
#[path = "smithy/mistakes.rs"]
mod mistakes;
#[path = "smithy/real.rs"]
mod real;
#[path = "smithy/rules.rs"]
mod rules;
use crate::support;

use smithereen_codegen::graph::Model;
use smithereen_codegen::{ServiceSources, Source, whole, write};
use support::{file, fixture, fixtures, generated, problems, smithy_fixture, smithy_fixtures};

/// Returns the service with its model in the other format.
pub(crate) fn converted(service: &ServiceSources) -> ServiceSources {
    let text = write::to_smithy(service).unwrap_or_else(|problems| panic!("{problems:?}"));
    let model = Source { path: "model.json".to_owned(), text };
    ServiceSources { model, endpoints: None, ..service.clone() }
}

/// Returns the graph without the path of its file.
pub(crate) fn graph(model: &Source) -> Model {
    let model = whole(model).unwrap_or_else(|problems| panic!("{}: {}", model.path, problems[0]));
    Model { file: String::new(), ..model }
}

#[test]
fn a_converted_model_has_the_same_graph_and_rules() {
    let selected = ["iot", "iot-managed-integrations"].map(|name| ServiceSources {
        name: name.to_owned(),
        model: file(&format!("fixtures/models/{name}/service-2.json")),
        endpoints: Some(file(&format!("fixtures/models/{name}/endpoint-rule-set-1.json"))),
        docs: None,
        operations: Vec::new().into(),
    });
    let hostile = support::hostile();
    for service in fixtures().iter().map(|name| fixture(name)).chain(selected).chain([hostile]) {
        let other = converted(&service);
        assert_eq!(graph(&service.model), graph(&other.model), "{}", service.name);
        let rules = |service: &ServiceSources| smithereen_codegen::rules(service).unwrap();
        assert_eq!(rules(&service), rules(&other), "{}", service.name);
        // A graph has only one serialization.
        assert_eq!(converted(&other).model.text, other.model.text, "{}", service.name);
    }
}

#[test]
fn a_converted_model_generates_the_same_crate() {
    for service in fixtures().iter().map(|name| fixture(name)) {
        let (one, other) = (generated(service.clone()), generated(converted(&service)));
        assert_eq!((problems(&one), problems(&other)), (String::new(), String::new()), "{}", service.name);
        assert!(one.files == other.files, "{}", service.name);
    }
}

/// Handwritten models with features of Smithy that botocore's format does not have: mixins, `apply`, resources,
/// renaming, version 1.0.
#[test]
fn fixtures_of_both_formats_generate_the_same_crate() {
    let pairs: Vec<String> = smithy_fixtures().into_iter().filter(|name| fixtures().contains(name)).collect();
    assert!(pairs.len() > 8, "{pairs:?}");
    for name in pairs {
        let service = fixture(&name);
        let other = ServiceSources { operations: service.operations.clone(), ..smithy_fixture(&name) };
        let (one, other) = (generated(service), generated(other));
        assert_eq!((problems(&one), problems(&other)), (String::new(), String::new()), "{name}");
        let paths = |outcome: &smithereen_codegen::Outcome| outcome.files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(paths(&one), paths(&other), "{name}");
        for (path, text) in &one.files {
            let both = text.lines().zip(other.files[path].lines());
            let different = both.into_iter().find(|(one, other)| one != other);
            assert_eq!(different, None, "{name}: {path}");
            assert_eq!(text.len(), other.files[path].len(), "{name}: {path}");
        }
    }
}
