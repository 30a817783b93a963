//! Sessions: the operation that returns their credentials, its slices, and shapes that it must not have.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use crate::support;

use smithereen_codegen::slice::{self, Documentation};
use smithereen_codegen::{ServiceSources, Source, write};
use support::{generated, problems};

const MODEL: &str = r#"{
    "operations":{
        "Put":{"name":"Put","http":{"method":"PUT","requestUri":"/{Bucket}/item"},"input":{"shape":"PutInput"}},
        "Other":{"name":"Other","http":{"method":"GET","requestUri":"/"}},
        "CreateSession":{"name":"CreateSession","http":{"method":"GET","requestUri":"/{Bucket}?session"},
            "input":{"shape":"CreateSessionInput"},"output":{"shape":"CreateSessionOutput"},
            "staticContextParams":{"DisableS3ExpressSessionAuth":{"value":true}}}},
    "shapes":{
        "PutInput":{"type":"structure","required":["Bucket"],"members":{
            "Bucket":{"shape":"Text","location":"uri","locationName":"Bucket","contextParam":{"name":"Bucket"}}}},
        "CreateSessionInput":{"type":"structure","required":["Bucket"],"members":{
            "SessionMode":{"shape":"Text","location":"header","locationName":"x-amz-create-session-mode"},
            "Bucket":{"shape":"Text","location":"uri","locationName":"Bucket","contextParam":{"name":"Bucket"}}}},
        "CreateSessionOutput":{"type":"structure","required":["Credentials"],"members":{
            "Credentials":{"shape":"SessionCredentials","locationName":"Credentials"}}},
        "SessionCredentials":{"type":"structure","required":["AccessKeyId","SecretAccessKey","SessionToken","Expiration"],"members":{
            "AccessKeyId":{"shape":"Text"},"SecretAccessKey":{"shape":"Text"},
            "SessionToken":{"shape":"Text"},"Expiration":{"shape":"Time"}}},
        "Time":{"type":"timestamp"},
        "Text":{"type":"string"}}
}"#;

const RULES: &str = r#"{"version":"1.0","parameters":{
        "Bucket":{"required":false,"documentation":"","type":"String"},
        "DisableS3ExpressSessionAuth":{"required":false,"documentation":"","type":"Boolean"}},
    "rules":[
        {"conditions":[{"fn":"isSet","argv":[{"ref":"DisableS3ExpressSessionAuth"}]}],"type":"endpoint",
            "endpoint":{"url":"https://a.example","properties":{"authSchemes":[{"name":"sigv4"}]},"headers":{}}},
        {"conditions":[],"type":"endpoint",
            "endpoint":{"url":"https://a.example","properties":{"authSchemes":[{"name":"sigv4-s3express"}]},"headers":{}}}]}"#;

/// Returns a service with this ID, these rules and these operations, in both formats.
fn services(id: &str, model: &str, rules: &str, names: &[&str]) -> [ServiceSources; 2] {
    let mut service = support::service("service", model);
    let text = service.model.text.replace("\"serviceId\":\"Test\"", &format!("\"serviceId\":\"{id}\""));
    service.model.text = text.replace("\"protocol\":\"rest-json\"", "\"protocol\":\"rest-xml\"");
    let text = write::to_smithy(&ServiceSources { endpoints: None, ..service.clone() }).unwrap();
    let endpoints = Some(Source { path: "rules.json".to_owned(), text: rules.to_owned() });
    let operations = names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>().into();
    let service = ServiceSources { endpoints, operations, ..service };
    let model = Source { path: "service.json".to_owned(), text };
    [service.clone(), ServiceSources { model, ..service }]
}

/// Returns the diagnostics, and the text of the service's files.
fn text(service: ServiceSources) -> (String, String) {
    let outcome = generated(service);
    let found = problems(&outcome);
    (
        found,
        outcome
            .files
            .into_iter()
            .filter(|(path, _)| path.starts_with("src/service/"))
            .map(|(_, text)| text)
            .collect(),
    )
}

#[test]
fn the_operation_that_returns_sessions_is_described_without_its_types() {
    for service in services("S3", MODEL, RULES, &["Put"]) {
        let (problems, text) = text(service);
        assert_eq!(problems, "");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for expected in [
            "static SESSIONS: smithereen::Sessions",
            r#"OperationSchema::new( &SERVICE, "CreateSession", "GET", "/?session", )"#,
            r#"("DisableS3ExpressSessionAuth", endpoint::ParamSource::Boolean(true))"#,
            r#"Sessions::new(&OPERATION, "Bucket")"#,
            ".sessions(&SESSIONS)",
            r#".settings(&[("DisableS3ExpressSessionAuth", "s3_disable_express_session_auth")])"#,
        ] {
            assert!(text.contains(expected), "{expected}: {text}");
        }
        assert!(!text.contains("CreateSessionInput"), "{text}");
    }
}

#[test]
fn a_service_without_such_endpoints_or_without_an_entry_has_no_sessions() {
    let plain = RULES.replace("sigv4-s3express", "sigv4");
    for (id, rules) in [("S3", plain.as_str()), ("Test", plain.as_str())] {
        for service in services(id, MODEL, rules, &["Put"]) {
            let (problems, text) = text(service);
            assert_eq!(problems, "");
            assert!(!text.contains("SESSIONS"), "{text}");
        }
    }
}

#[test]
fn a_slice_has_the_operation_that_returns_sessions() {
    for whole in services("S3", MODEL, RULES, &["Put"]) {
        let slice = slice::model(&whole.model, &whole.operations, Documentation::Remove).unwrap();
        assert!(
            slice.contains("SessionCredentials") && !slice.contains("\"Other\":{\"name\":\"Other\",\"http\""),
            "{slice}"
        );
        let model = Source { text: slice, ..whole.model.clone() };
        assert_eq!(text(ServiceSources { model, ..whole.clone() }), text(whole));
    }
    for whole in services("Test", MODEL, RULES, &["Put"]) {
        let slice = slice::model(&whole.model, &whole.operations, Documentation::Remove).unwrap();
        assert!(!slice.contains("SessionCredentials"), "{slice}");
    }
}

#[test]
fn shapes_that_the_runtime_does_not_have_are_warnings() {
    for (from, to, reason) in [
        ("\"CreateSession\"", "\"CreateOther\"", "the model has no operation `CreateSession`"),
        (
            "\"Bucket\":{\"shape\":\"Text\",\"location\":\"uri\",\"locationName\":\"Bucket\",\"contextParam\":{\"name\":\"Bucket\"}}}},\n        \"CreateSessionOutput\"",
            "\"Bucket\":{\"shape\":\"Text\",\"location\":\"uri\",\"locationName\":\"Bucket\"}}},\n        \"CreateSessionOutput\"",
            "the input of `CreateSession` has other members than the parameter of an endpoint",
        ),
        ("{Bucket}?session", "x/{Bucket}?session", "the path of `CreateSession` has labels"),
        (
            "\"Credentials\":{\"shape\"",
            "\"Keys\":{\"shape\"",
            "the output of `CreateSession` has no structure `Credentials`",
        ),
        (
            "\"Expiration\":{\"shape\":\"Time\"}",
            "\"Expiration\":{\"shape\":\"Text\"}",
            "the credentials of `CreateSession` have no `Expiration`",
        ),
    ] {
        assert!(MODEL.contains(from), "{from}");
        let mut model = MODEL.replace(from, to);
        if to.contains("\"Keys\"") {
            model = model.replace("\"required\":[\"Credentials\"]", "\"required\":[\"Keys\"]");
        }
        for service in services("S3", &model, RULES, &["Put"]) {
            let (problems, text) = text(service);
            let expected = format!("some endpoints require a session, and {reason}: calls to them fail");
            assert!(problems.contains(&expected) && problems.contains("warning"), "{problems}");
            assert!(!text.contains("SESSIONS"), "{text}");
        }
    }
}
