//! The protocol of a service that declares several.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use smithereen_codegen::{CrateSources, Outcome, ServiceSources, generate};

const MODEL: &str =
    r#"{"operations":{"Get":{"name":"Get","http":{"method":"GET","requestUri":"/"}}},"shapes":{}}"#;

/// Returns the fixture with another preferred protocol.
fn service(protocols: &str) -> ServiceSources {
    let mut service = support::service("several", MODEL);
    service.model.text = service.model.text.replace("\"protocol\":\"rest-json\"", protocols);
    service
}

fn generated(protocols: &str, name: Option<&str>) -> Outcome {
    let protocols_set = name.map(|name| ("several".to_owned(), name.to_owned())).into_iter().collect();
    generate(&CrateSources { protocols: protocols_set, ..support::sources(vec![service(protocols)]) })
}

#[test]
fn a_declared_protocol_replaces_the_preferred_one() {
    // botocore goes by the list, whatever `protocol` is.
    let several = r#""protocol":"query","protocols":["query","rest-json"]"#;
    let preferred = generated(several, None);
    assert!(!preferred.files.is_empty(), "{}", support::problems(&preferred));
    let chosen = generated(several, Some("awsQuery"));
    assert!(support::problems(&chosen).contains("awsQuery"), "{}", support::problems(&chosen));
}

#[test]
fn a_protocol_that_the_service_does_not_have_is_rejected() {
    let outcome = generated(r#""protocol":"json","jsonVersion":"1.0""#, Some("restJson1"));
    let problems = support::problems(&outcome);
    assert!(outcome.files.is_empty());
    assert!(problems.contains("the service does not have the protocol `restJson1`"), "{problems}");
    assert!(problems.contains("it has: awsJson1_0"), "{problems}");
}

#[test]
fn protocols_of_smithy_models_are_their_traits() {
    let smithy = r#"{"smithy":"2.0","shapes":{"a#S":{"type":"service","version":"1","operations":[{"target":"a#Get"}],
        "traits":{"aws.protocols#restJson1":{},"aws.protocols#awsQuery":{}}},
        "a#Get":{"type":"operation","traits":{"smithy.api#http":{"method":"GET","uri":"/"}}}}}"#;
    let mut service = service("");
    service.model.text = smithy.to_owned();
    service.operations = vec!["Get".to_owned()].into();
    let outcome = |name: &str| {
        let protocols = [("several".to_owned(), name.to_owned())].into();
        generate(&CrateSources { protocols, ..support::sources(vec![service.clone()]) })
    };
    assert!(!outcome("restJson1").files.is_empty(), "{}", support::problems(&outcome("restJson1")));
    assert!(support::problems(&outcome("restXml")).contains("it has: restJson1, awsQuery"));
}
