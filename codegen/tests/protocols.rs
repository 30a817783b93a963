//! Each protocol in generated code, and the choice between several.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use crate::support;

use smithereen_codegen::show::{OperationGraph, explain};
use smithereen_codegen::{CrateSources, Outcome, ServiceSources, Source, generate, whole, write};
use support::{problems, protocol_fixture, protocol_fixtures};

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
    for (outcome, protocol) in [(&preferred, "RestJson1"), (&chosen, "AwsQuery")] {
        let expected = format!("&protocol::{protocol}, endpoint");
        assert!(outcome.files["src/several/mod.rs"].contains(&expected), "{}", problems(outcome));
    }
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

/// Returns the files of a service, apart from its endpoint rules, and the dependency on the runtime.
fn emitted(outcome: &Outcome) -> String {
    assert_eq!(problems(outcome), "");
    let is_of_interest = |path: &str| {
        path.matches('/').count() == 2 && path.starts_with("src/") && !path.ends_with("endpoint.rs")
    };
    let files = outcome.files.iter().filter(|(path, _)| is_of_interest(path));
    let manifest =
        outcome.files["Cargo.toml"].lines().find(|line| line.starts_with("smithereen = ")).unwrap();
    let (_, features) = manifest.split_once("runtime\"").unwrap();
    let files = files.map(|(path, text)| format!("---- {path}\n{text}\n"));
    [format!("runtime:{features}\n")].into_iter().chain(files).collect()
}

/// Generates a service with the protocol of this name, or with the preferred one.
fn with_protocol(service: &ServiceSources, name: Option<&str>) -> Outcome {
    let protocols = name.map(|name| (service.name.clone(), name.to_owned())).into_iter().collect();
    generate(&CrateSources { protocols, ..support::sources(vec![service.clone()]) })
}

#[test]
fn each_protocol_has_its_names_and_traits() {
    for name in protocol_fixtures() {
        let [botocore, _] = protocol_fixture(&name);
        insta::assert_snapshot!(name.as_str(), emitted(&with_protocol(&botocore, None)));
    }
}

#[test]
fn both_formats_generate_the_same_crate() {
    for name in protocol_fixtures() {
        let [botocore, smithy] = protocol_fixture(&name);
        let text = write::to_smithy(&botocore).unwrap_or_else(|problems| panic!("{problems:?}"));
        let model = Source { path: "model.json".to_owned(), text };
        let converted = ServiceSources { model, ..botocore.clone() };
        let expected = with_protocol(&botocore, None);
        for (format, service) in [("converted", &converted), ("Smithy", &smithy)] {
            let found = with_protocol(service, None);
            assert_eq!(problems(&found), "", "{name}, {format}");
            for (path, text) in &expected.files {
                let both = text.lines().zip(found.files[path].lines());
                let different = both.into_iter().find(|(one, other)| one != other);
                assert_eq!(different, None, "{name}, {format}: {path}");
                assert_eq!(text.len(), found.files[path].len(), "{name}, {format}: {path}");
            }
        }
        let graph = |source: &Source| {
            let model = whole(source).unwrap_or_else(|problems| panic!("{}: {}", source.path, problems[0]));
            smithereen_codegen::graph::Model { file: String::new(), ..model }
        };
        assert_eq!(graph(&botocore.model), graph(&converted.model), "{name}");
    }
}

/// The names of members and the features of the runtime follow the protocol that is chosen.
#[test]
fn names_and_features_are_those_of_the_chosen_protocol() {
    for service in protocol_fixture("aws_json") {
        let of = |name: &str| emitted(&with_protocol(&service, Some(name)));
        let (json, cbor, query) = (of("awsJson1_0"), of("rpcv2Cbor"), of("awsQuery"));
        let has = |text: &str, part: &str| assert!(text.contains(part), "{part}: {text}");
        has(&json, r#"&protocol::AwsJson1_0::new("Test_20200101").query_compatible()"#);
        has(&json, "The protocol is `awsJson1_0`; the service has `rpcv2Cbor` and `awsQuery` too.");
        has(&json, "runtime: }");
        has(&json, r#"Member::new("Parts"),"#);
        has(&cbor, r#"&protocol::RpcV2Cbor::new("Test_20200101").query_compatible()"#);
        has(&cbor, r#"features = ["cbor"]"#);
        has(&cbor, "pub document: Option<String>");
        has(&query, "&protocol::AwsQuery, endpoint");
        has(&query, r#"features = ["query"]"#);
        has(&query, r#"Member::new("Parts").wire("Part").with(Flag::Flattened),"#);
    }
}

#[test]
fn a_model_without_the_name_that_requests_have_is_rejected() {
    let outcome = generated(r#""protocol":"json","jsonVersion":"1.0""#, None);
    insta::assert_snapshot!(problems(&outcome));
}

/// Returns the diagnostics of a fixture in which a part is replaced.
fn rejected(name: &str, from: &str, to: &str) -> String {
    let [mut service, _] = protocol_fixture(name);
    assert!(service.model.text.contains(from), "{from}");
    service.model.text = service.model.text.replace(from, to);
    let outcome = support::generated(service);
    assert!(outcome.files.is_empty(), "{from} -> {to}");
    problems(&outcome)
}

#[test]
fn names_that_make_requests_malformed_are_rejected() {
    let mut out = String::new();
    for (name, from, to) in [
        ("rest_xml", r#""locationName": "SSE-Key""#, r#""locationName": "SSE Key""#),
        ("rest_xml", r#""locationName": "xsi:type""#, r#""locationName": "x:s:i""#),
        ("rest_xml", r#""locationName": "Owner""#, r#""locationName": "<Owner>""#),
        ("rest_xml", r#""locationName": "Values""#, r#""locationName": "1st""#),
        ("rest_xml", r#""locationName": "PutConfigurationRequest""#, r#""locationName": """#),
        ("rest_xml", r#""locationName": "Thing""#, r#""locationName": "Th/ing""#),
        ("rest_xml", r#""urn:other", "prefix": "o""#, r#""urn:\n", "prefix": "xmlns""#),
        ("aws_json", "Test_20200101", "Test\\r\\nX-Other: 1"),
        ("rpcv2_cbor", r#""TestService""#, r#""Test/../Service?""#),
        (
            "ec2_query",
            r#""type": "list", "member": {"shape": "Text"}"#,
            r#""type": "map", "key": {"shape": "Text"}, "value": {"shape": "Text"}"#,
        ),
    ] {
        out.push_str(&format!("# {name}: {to}\n{}\n", rejected(name, from, to)));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn names_of_xml_may_have_all_letters_and_a_prefix() {
    let [mut service, _] = protocol_fixture("rest_xml");
    service.model.text =
        service.model.text.replace(r#""locationName": "Owner""#, r#""locationName": "é:_ö-1.0""#);
    assert_eq!(problems(&support::generated(service)), "");
}

/// No model has one: XML has no documents.
#[test]
fn documents_without_json_bodies_are_rejected() {
    let [mut service, _] = protocol_fixture("aws_query");
    service.model.text = service.model.text.replace(
        r#""Text": {"type": "string"}"#,
        r#""Text": {"type": "structure", "document": true, "members": {}}"#,
    );
    assert!(
        problems(&support::generated(service))
            .contains("a document under `aws.protocols#awsQuery` is not supported")
    );
}

/// The protocol has neither names for JSON nor formats of timestamps, although the members have the traits.
#[test]
fn traits_without_effect_under_rpcv2_json_are_not_described() {
    let service = support::smithy_fixture("rpcv2_json");
    let text = explain(&OperationGraph::read(&service.model, None, "PutThing", None).unwrap());
    for line in [
        "POST /service/TestService/operation/PutThing -> 200",
        "protocol: rpcv2Json",
        "header: Smithy-Protocol: rpc-v2-json",
        "  Data   blob; in the body",
        "  When   timestamp; in the body",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}: {text}");
    }
}

/// In both formats, the list of two members with one name is the one that responses set.
#[test]
fn members_with_the_same_name_in_xml_are_reported() {
    let operation = |name: &str, shapes: &str| {
        format!(r#""{name}":{{"name":"{name}","http":{{"method":"PUT","requestUri":"/{name}"}},{shapes}}}"#)
    };
    let operations = [
        operation("Put", r#""input":{"shape":"PutInput"}"#),
        operation("Get", r#""output":{"shape":"GetOutput"}"#),
    ];
    let shapes = r#""PutInput":{"type":"structure","members":{"Sent":{"shape":"Sent"}}},
        "GetOutput":{"type":"structure","members":{"Topic":{"shape":"Topic"}}},
        "Sent":{"type":"structure","members":{"Twin":{"shape":"Text"},"Other":{"shape":"Text","locationName":"Twin"}}},
        "Topic":{"type":"structure","members":{"Event":{"shape":"Text","deprecated":true},
            "Events":{"shape":"Texts","locationName":"Event"},
            "Id":{"shape":"Text"},"Number":{"shape":"Text","locationName":"Id","xmlAttribute":true}}},
        "Texts":{"type":"list","member":{"shape":"Text"},"flattened":true},"Text":{"type":"string"}"#;
    let text = format!(r#"{{"operations":{{{}}},"shapes":{{{shapes}}}}}"#, operations.join(","));
    let mut botocore = support::service("notifications", &text);
    botocore.model.text = botocore.model.text.replace("rest-json", "rest-xml");
    let text = write::to_smithy(&botocore).unwrap();
    let smithy = ServiceSources { model: Source { path: "model.json".to_owned(), text }, ..botocore.clone() };
    for service in [botocore, smithy] {
        let outcome = support::generated(service);
        let found = problems(&outcome);
        let warning = "`Event` has the same name in XML as `Events`, so no response sets it";
        assert!(found.contains("warning: ") && found.contains(warning), "{found}");
        assert!(found.contains("Topic") && found.contains("help: read `Events`"), "{found}");
        // A request may have both members, and an attribute is not an element.
        assert!(!found.contains("Twin") && !found.contains("Other") && !found.contains("Number"), "{found}");
        let types = &outcome.files["src/notifications/types.rs"];
        assert_eq!(types.matches(".rare(&RareTraits::new().sent_only())").count(), 2, "{types}");
        let is_marked = |line: &str| line.contains(r#"Member::new("Event")"#) && line.contains("sent_only");
        assert!(types.lines().any(is_marked), "{types}");
    }
}
