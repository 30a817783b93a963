//! Generates types only: everything that only calls need may be unknown, missing or unsupported.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use crate::support;

use smithereen_codegen::{Content, Outcome, Selection, ServiceSources, Source, generate};
use support::{problems, sources};

/// A model in botocore's format with a protocol, bindings, authentication and traits that do not support calls.
const BOTOCORE: &str = r#"{
    "metadata":{"serviceId":"Odd","protocol":"soap","signatureVersion":"v9","auth":["smithy.api#httpApiKeyAuth"],"color":"red"},
    "clientContextParams":{"Fast":{}},
    "operations":{
        "Put":{"name":"Put","http":{"method":"put it","requestUri":"{gone}"},"input":{"shape":"PutInput"},"output":{"shape":"PutOutput"},
            "endpoint":{"hostPrefix":"{zone}."},"authtype":"v4-unsigned-body","httpChecksum":{},"httpChecksumRequired":true,
            "requestcompression":{"encodings":["zip"]},"endpointdiscovery":{},"color":"red",
            "staticContextParams":{"Kind":{"value":"a"}},"operationContextParams":{"Name":{"path":"a || b"}}},
        "Get":{"name":"Get","output":{"shape":"PutOutput"}}},
    "shapes":{
        "PutInput":{"type":"structure","required":["id"],"payload":"data","members":{
            "id":{"shape":"Text","location":"uri"},"data":{"shape":"Data"},"part":{"shape":"PutOutput","location":"header","locationName":"X:\r\nY"},
            "far":{"shape":"Text","location":"trailer","contextParam":{}}}},
        "PutOutput":{"type":"structure","payload":"events","members":{"events":{"shape":"Events"}}},
        "Data":{"type":"blob","streaming":true,"requiresLength":true},
        "Events":{"type":"structure","eventstream":true,"members":{"one":{"shape":"Event"},"bad":{"shape":"Bad"}}},
        "Event":{"type":"structure","event":true,"members":{
            "body":{"shape":"Text","eventpayload":true},"head":{"shape":"Text","eventheader":true}}},
        "Bad":{"type":"structure","exception":true,"members":{}},
        "Text":{"type":"string"}}
}"#;

/// A Smithy JSON AST without a protocol and without `http`, and with unknown traits.
const SMITHY: &str = r#"{"smithy":"2.0","shapes":{
    "a#Odd":{"type":"service","version":"1","operations":[{"target":"a#Put"},{"target":"a#Get"}],
        "traits":{"smithy.api#auth":["smithy.api#httpApiKeyAuth"],"smithy.api#new":{},"smithy.rules#clientContextParams":{"Fast":{}}}},
    "a#Put":{"type":"operation","input":{"target":"a#PutInput"},"output":{"target":"a#PutOutput"},
        "traits":{"aws.protocols#new":{},"smithy.api#endpoint":{"hostPrefix":"{zone}."},"aws.auth#unsignedPayload":{},
            "smithy.api#requestCompression":{"encodings":["zip"]},"smithy.rules#operationContextParams":{"Name":{"path":"a || b"}}}},
    "a#Get":{"type":"operation","output":{"target":"a#PutOutput"}},
    "a#PutInput":{"type":"structure","members":{
        "id":{"target":"smithy.api#String","traits":{"smithy.api#required":{},"smithy.api#httpLabel":{},"smithy.rules#contextParam":{}}},
        "data":{"target":"a#Data","traits":{"smithy.api#httpPayload":{}}},
        "part":{"target":"a#PutOutput","traits":{"smithy.api#httpHeader":"X:\r\nY"}},
        "far":{"target":"smithy.api#String"}}},
    "a#PutOutput":{"type":"structure","members":{"events":{"target":"a#Events","traits":{"smithy.api#httpPayload":{}}}}},
    "a#Data":{"type":"blob","traits":{"smithy.api#streaming":{},"smithy.api#requiresLength":{}}},
    "a#Events":{"type":"union","members":{"one":{"target":"a#Event"},"bad":{"target":"a#Bad"}},"traits":{"smithy.api#streaming":{}}},
    "a#Event":{"type":"structure","members":{"body":{"target":"smithy.api#String","traits":{"smithy.api#eventPayload":{}}},
        "head":{"target":"smithy.api#String","traits":{"smithy.api#eventHeader":{}}}}},
    "a#Bad":{"type":"structure","members":{},"traits":{"smithy.api#error":"client"}}
}}"#;

fn crate_of(service: ServiceSources, content: Content) -> Outcome {
    generate(&smithereen_codegen::CrateSources { content, ..sources(vec![service]) })
}

fn odd(text: &str) -> ServiceSources {
    let model = Source { path: "odd.json".to_owned(), text: text.to_owned() };
    ServiceSources { name: "odd".to_owned(), model, endpoints: None, docs: None, operations: Selection::All }
}

#[test]
fn types_only_ignores_problems_of_calls() {
    for text in [BOTOCORE, SMITHY] {
        let service = odd(text);
        let called = crate_of(service.clone(), Content::Whole);
        assert!(called.files.is_empty() && !called.diagnostics.is_empty());
        assert_eq!(problems(&crate_of(service, Content::Types)), "");
    }
}

#[test]
fn streams_have_types() {
    for text in [BOTOCORE, SMITHY] {
        let files = crate_of(odd(text), Content::Types).files;
        let input = &files["src/odd/put.rs"];
        assert!(input.contains("pub data: Option<Bytes>"), "{input}");
        assert!(input.contains("pub events: Option<Events>"), "{input}");
        assert!(input.contains("//! The types of `Put`.\n"), "no address is made up: {input}");
        let types = &files["src/odd/types.rs"];
        assert!(types.contains("pub enum Events {") && types.contains("    One(Event),"), "{types}");
        assert!(types.contains("    Bad(Bad),"), "{types}");
        assert!(files["src/odd/errors.rs"].contains("pub struct Bad"), "{files:?}");
    }
}

/// A parameter that the rules do not have is a warning for calls and nothing for types.
#[test]
fn types_only_ignores_endpoint_parameters() {
    let model = r#"{"operations":{"Put":{"name":"Put","http":{"method":"POST","requestUri":"/"},
        "staticContextParams":{"Unknown":{"value":"a"}}}},"shapes":{}}"#;
    let service = support::service("warned", model);
    let known = "the endpoint rules have no parameter `Unknown`";
    assert!(problems(&crate_of(service.clone(), Content::Whole)).contains(known));
    assert_eq!(problems(&crate_of(service.clone(), Content::Types)), "");
    assert_eq!(problems(&crate_of(ServiceSources { endpoints: None, ..service }, Content::Types)), "");
}

/// Invalid types are errors.
#[test]
fn inconsistent_types_are_rejected() {
    for (from, to, problem) in [
        ("\"shape\":\"Event\"", "\"shape\":\"Gone\"", "the shape `Gone` is not in the model"),
        ("\"Data\":{\"type\":\"blob\"", "\"Data\":{\"type\":\"heap\"", "unknown shape type `heap`"),
        (
            "\"input\":{\"shape\":\"PutInput\"}",
            "\"input\":{\"shape\":\"Text\"}",
            "`Text` is a string, not a structure",
        ),
        ("\"serviceId\":\"Odd\",", "", "`serviceId` is missing"),
    ] {
        let mut service = odd(BOTOCORE);
        service.model.text = BOTOCORE.replace(from, to);
        let outcome = crate_of(service, Content::Types);
        assert!(outcome.files.is_empty() && problems(&outcome).contains(problem), "{}", problems(&outcome));
    }
}

/// All fixtures have types, whatever construct they show.
#[test]
fn every_fixture_has_types() {
    let fixtures = support::fixtures().into_iter().map(|name| support::fixture(&name));
    for service in fixtures.chain(support::smithy_alone().iter().map(|name| support::smithy_fixture(name))) {
        let name = service.name.clone();
        let outcome = crate_of(service, Content::Types);
        assert_eq!(problems(&outcome), "", "{name}");
        assert!(outcome.files.contains_key(&format!("src/{name}/mod.rs")), "{name}");
    }
}
