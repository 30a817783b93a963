//! Common mistakes in handwritten models: diagnostics name the location and suggest a fix.

use super::support::{generated, problems, smithy_fixture};
use smithereen_codegen::diff::{self, Selection, Side};
use smithereen_codegen::show::OperationGraph;
use smithereen_codegen::{ServiceSources, Source};

const SERVICE: &str = r#""ns#S":{"type":"service","version":"1","operations":[{"target":"ns#Get"},{"target":"ns#Put"}],
    "traits":{"aws.auth#sigv4":{"name":"s"},"aws.protocols#restJson1":{}}}"#;
const GET: &str = r#""ns#Get":{"type":"operation","input":{"target":"ns#In"},
    "traits":{"smithy.api#http":{"method":"GET","uri":"/{orderId}"}}}"#;
const PUT: &str = r#""ns#Put":{"type":"operation","traits":{"smithy.api#http":{"method":"PUT","uri":"/"}}}"#;
const LABEL: &str = r#""orderId":{"target":"smithy.api#String","traits":{"smithy.api#required":{},"smithy.api#httpLabel":{}}}"#;

fn text(shapes: &str) -> String {
    format!(r#"{{"smithy":"2.0","shapes":{{{SERVICE},{shapes}}}}}"#)
}

/// Returns a model with the operations `Get` and `Put`, and with these members in the input of `Get`.
fn service(members: &str, more: &str) -> ServiceSources {
    let input = format!(r#""ns#In":{{"type":"structure","members":{{{members}}}}}"#);
    let mut service = smithy_fixture("structure");
    service.model =
        Source { path: "model.json".to_owned(), text: text(&format!("{GET},{PUT},{input}{more}")) };
    service.operations = vec!["Get".to_owned(), "Put".to_owned()].into();
    service
}

/// Returns all diagnostics of the model.
fn diagnostics_of(members: &str, more: &str) -> String {
    problems(&generated(service(members, more)))
}

#[track_caller]
fn assert_reported(diagnostics: &str, expected: &[&str]) {
    for problem in expected {
        assert!(diagnostics.contains(problem), "expected {problem}\nfound {diagnostics}");
    }
}

#[test]
fn a_member_without_its_label_binding_is_reported() {
    assert_eq!(diagnostics_of(LABEL, ""), "");
    let found =
        diagnostics_of(r#""orderId":{"target":"smithy.api#String","traits":{"smithy.api#required":{}}}"#, "");
    assert_reported(
        &found,
        &[
            "model.json: shapes.ns#In.members.orderId: the path has the label `orderId`",
            "`smithy.api#httpLabel`",
        ],
    );
    let found = diagnostics_of(r#""other":{"target":"smithy.api#String"}"#, "");
    assert_reported(
        &found,
        &["shapes.ns#Get.traits.smithy.api#http.uri: the label `orderId` has no member in the input"],
    );
}

#[test]
fn a_misspelled_trait_gets_a_suggestion() {
    let member = LABEL.replace("smithy.api#required", "smithy.api#requird");
    let expected = "shapes.ns#In.members.orderId.traits.smithy.api#requird: unknown trait";
    assert_reported(&diagnostics_of(&member, ""), &[expected, "did you mean `smithy.api#required`?"]);
    let member = LABEL.replace("smithy.api#required", "smithy.api#zzz");
    assert!(!diagnostics_of(&member, "").contains("did you mean"));
}

#[test]
fn a_misspelled_shape_gets_a_suggestion() {
    let member = |target: &str| format!(r#"{LABEL},"payment":{{"target":"{target}"}}"#);
    let more = r#","ns#Payment":{"type":"structure","members":{}},"ns#Place":{"type":"string"}"#;
    for (target, meant) in [("ns#Paymnt", "ns#Payment"), ("smithy.api#Integr", "smithy.api#Integer")] {
        let found = diagnostics_of(&member(target), more);
        let expected =
            format!("shapes.ns#In.members.payment.target: the shape `{target}` is not in the model");
        assert_reported(&found, &[&expected, &format!("did you mean `{meant}`?")]);
    }
    assert!(!diagnostics_of(&member("ns#Zzz"), more).contains("did you mean"));
}

#[test]
fn a_number_beyond_f64_is_rejected_only_where_it_is_used() {
    let member = |traits: &str| {
        let number = r#""other":{"target":"smithy.api#Integer","traits":{"#;
        format!("{LABEL},{number}{traits}}}}}")
    };
    for ignored in [
        r#""smithy.api#default":1e400"#,
        r#""com.example#mine":{"a":[-1e999,123456789012345678901234567890]}"#,
        r#""smithy.api#documentation":"It is 1e400.""#,
    ] {
        let found = diagnostics_of(&member(ignored), "");
        assert!(!found.contains("JSON") && !found.contains("error"), "{found}");
    }
    let found = diagnostics_of(&member(r#""smithy.api#range":{"min":0,"max":1e400}"#), "");
    let expected = "shapes.ns#In.members.other.traits.smithy.api#range.max";
    assert_reported(
        &found,
        &[&format!("error: model.json: {expected}: expected a number, found a number that is too large")],
    );
}

#[test]
fn all_errors_are_reported_together_for_each_selection() {
    let input = r#""ns#In":{"type":"structure","members":{"orderId":{"target":"smithy.api#String"},"p":{"target":"ns#Gone"}}}"#;
    let put =
        r#""ns#Put":{"type":"operation","input":{"target":"ns#Lost"},"traits":{"smithy.api#idempotnt":{}}}"#;
    let mut service = service("", "");
    service.model.text = text(&format!("{GET},{put},{input}"));
    service.operations = smithereen_codegen::Selection::All;
    let expected = [
        "shapes.ns#In.members.orderId: the path has the label",
        "shapes.ns#In.members.p.target: the shape `ns#Gone`",
        "shapes.ns#Put.traits: `smithy.api#http` is missing",
        "shapes.ns#Put.input.target: the shape `ns#Lost`",
        "did you mean `smithy.api#idempotent`?",
    ];
    assert_reported(&problems(&generated(service.clone())), &expected);
    service.model.text = r#"{"smithy":"2.0","shapes":{}}"#.to_owned();
    assert_reported(&problems(&generated(service.clone())), &["the model has no service"]);
    service.model.text = r#"{"smithy":"2.0","shapes":{"ns#S":{"type":"service","version":"1","traits":{"aws.protocols#restJson1":{}}}}}"#.to_owned();
    assert_reported(&problems(&generated(service)), &["model.json: the model has no operations"]);
}

#[test]
fn comparisons_and_descriptions_report_locations_in_the_file() {
    let wrong = service(r#""other":{"target":"smithy.api#String"}"#, "");
    let side = Side { model: &wrong.model, endpoints: None };
    let found = diff::compare("s", side, side, Selection::All).unwrap_err();
    assert_eq!(found[0].at, ["shapes", "ns#Get", "traits", "smithy.api#http", "uri"]);
    let found = OperationGraph::read(&wrong.model, None, "Gett", None).unwrap_err();
    assert_eq!(
        (found[0].at.as_slice(), found[0].help.as_deref()),
        (&["shapes", "ns#S", "operations"].map(str::to_owned)[..], Some("did you mean `Get`?"))
    );
}

#[test]
fn a_stream_has_to_be_a_payload() {
    let member = |target: &str| format!(r#"{LABEL},"price":{{"target":"{target}"}}"#);
    let stream = r#","ns#Stream":{"type":"blob","traits":{"smithy.api#streaming":{}}}"#;
    assert_reported(
        &diagnostics_of(&member("ns#Stream"), stream),
        &["shapes.ns#In.members.price: a streaming blob that is not the payload", "with `httpPayload`"],
    );
}

#[test]
fn diagnostics_about_traits_name_the_trait() {
    let operation = r#""ns#Get":{"type":"operation","input":{"target":"ns#In"},"traits":{
        "smithy.api#http":{"method":"GET","uri":"/"},"smithy.rules#staticContextParams":{"Plane":{"value":"a"}},
        "smithy.rules#operationContextParams":{"Id":{"path":"id"}},"smithy.api#auth":["smithy.api#httpBasicAuth"]}}"#;
    let input = r#""ns#In":{"type":"structure","members":{"id":{"target":"smithy.api#String",
        "traits":{"smithy.rules#contextParam":{"name":"Name"}}}}}"#;
    let mut service = service("", "");
    service.model.text = text(&format!("{operation},{PUT},{input}"));
    let found: Vec<String> = generated(service).diagnostics.iter().map(|found| found.at.join(" ")).collect();
    for expected in [
        "shapes ns#Get traits smithy.rules#staticContextParams Plane",
        "shapes ns#Get traits smithy.rules#operationContextParams Id path",
        "shapes ns#Get traits smithy.api#auth",
        "shapes ns#In members id traits smithy.rules#contextParam",
    ] {
        assert!(found.iter().any(|at| at == expected), "{expected}: {found:?}");
    }
}
