//! Diagnostics of invalid models: the file, the location, the problem and help, all of them in one run.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use crate::support;

use smithereen_codegen::Source;
use support::{file, generated, problems, service, sources};

/// The parts of a model with one operation, which tests replace.
struct Parts {
    operation: &'static str,
    shapes: &'static str,
}

const OPERATION: &str =
    r#"{"name":"Put","http":{"method":"PUT","requestUri":"/{id}"},"input":{"shape":"PutRequest"}}"#;
const SHAPES: &str = r#""PutRequest":{"type":"structure","required":["id"],"members":{
    "id":{"shape":"Text","location":"uri","locationName":"id"}}},"Text":{"type":"string"}"#;
const GOOD: Parts = Parts { operation: OPERATION, shapes: SHAPES };

/// Returns the diagnostics of the model.
fn diagnostics_of(parts: &Parts) -> String {
    let Parts { operation, shapes } = parts;
    let outcome = generated(service(
        "bad",
        &format!(r#"{{"operations":{{"Put":{operation}}},"shapes":{{{shapes}}}}}"#),
    ));
    assert_eq!(
        outcome.files.is_empty(),
        problems(&outcome).contains("error:"),
        "files and errors exclude each other"
    );
    problems(&outcome)
}

/// Compares the diagnostics of several models with a snapshot.
macro_rules! diagnostics {
    ($name:ident: $($what:literal => { $($part:ident: $text:expr),* }),* $(,)?) => {
        #[test]
        fn $name() {
            let mut out = String::new();
            $(
                #[allow(clippy::needless_update, reason = "some replace both")]
                let parts = Parts { $($part: $text,)* ..GOOD };
                out.push_str(&format!("# {}\n{}\n", $what, diagnostics_of(&parts)));
            )*
            insta::assert_snapshot!(stringify!($name), out);
        }
    };
}

#[test]
fn a_valid_model_has_no_diagnostics() {
    assert_eq!(diagnostics_of(&GOOD), "");
}

diagnostics! { inconsistent_models_are_rejected:
    "a shape that is not there" => { shapes: r#""PutRequest":{"type":"structure","members":{
        "id":{"shape":"Gone","location":"uri"},"other":{"shape":"Missing"}}}"# },
    "checksums with members that are not there or no strings" => {
        operation: r#"{"name":"Put","http":{"method":"PUT","requestUri":"/{id}"},"input":{"shape":"PutRequest"},
        "httpChecksum":{"requestAlgorithmMember":"gone","requestValidationModeMember":"mode","responseAlgorithms":["CRC32","CRC128","CRC32"]}}"#,
        shapes: r#""PutRequest":{"type":"structure","members":{"id":{"shape":"Text","location":"uri"},"mode":{"shape":"Flag"}}},
        "Text":{"type":"string"},"Flag":{"type":"boolean"}"# },
    "checksums of responses with half of their traits" => {
        operation: r#"{"name":"Put","http":{"method":"PUT","requestUri":"/{id}"},"input":{"shape":"PutRequest"},
        "httpChecksum":{"requestValidationModeMember":"id","responseAlgorithms":["CRC128"]}}"# },
    "checksums of responses that are not requested" => {
        operation: r#"{"name":"Put","http":{"method":"PUT","requestUri":"/{id}"},"input":{"shape":"PutRequest"},
        "httpChecksum":{"responseAlgorithms":["CRC32"],"color":"red"}}"# },
    "an input that is not there" => { operation: r#"{"name":"Put","http":{"method":"PUT","requestUri":"/"},"input":{"shape":"Gone"}}"# },
    "a required member that does not exist" => { shapes: r#""PutRequest":{"type":"structure","required":["id","name"],
        "members":{"id":{"shape":"Text","location":"uri"}}},"Text":{"type":"string"}"# },
    "a payload that does not exist" => { shapes: r#""PutRequest":{"type":"structure","payload":"body",
        "members":{"id":{"shape":"Text","location":"uri"}}},"Text":{"type":"string"}"# },
    "a label without a member" => { operation: r#"{"name":"Put","http":{"method":"PUT","requestUri":"/{id}/{name}/{rest+}"},"input":{"shape":"PutRequest"}}"# },
    "a member without its label" => { operation: r#"{"name":"Put","http":{"method":"PUT","requestUri":"/"},"input":{"shape":"PutRequest"}}"# },
    "braces that do not match" => { operation: r#"{"name":"Put","http":{"method":"PUT","requestUri":"/{id}/{name"},"input":{"shape":"PutRequest"}}"# },
    "a label that is a list" => { shapes: r#""PutRequest":{"type":"structure","members":{
        "id":{"shape":"List","location":"uri"}}},"List":{"type":"list","member":{"shape":"Text"}},"Text":{"type":"string"}"# },
    "an input that is no structure, an error that is none" => {
        operation: r#"{"name":"Put","http":{"method":"PUT","requestUri":"/"},"input":{"shape":"Text"},"errors":[{"shape":"Text"}]}"# },
    "a structure in a header" => { shapes: r#""PutRequest":{"type":"structure","members":{
        "id":{"shape":"Text","location":"uri"},"part":{"shape":"PutRequest","location":"header","locationName":"X-Part"}}},"Text":{"type":"string"}"# },
    "a host label that is not marked" => {
        operation: r#"{"name":"Put","http":{"method":"PUT","requestUri":"/{id}"},"input":{"shape":"PutRequest"},"endpoint":{"hostPrefix":"{id}.{zone}."}}"# },
}

diagnostics! { infinite_types_are_rejected:
    "a list of itself" => { shapes: r#""PutRequest":{"type":"structure","members":{"id":{"shape":"Text","location":"uri"},
        "list":{"shape":"List"}}},"List":{"type":"list","member":{"shape":"List"}},"Text":{"type":"string"}"# },
    "a list of maps of lists" => { shapes: r#""PutRequest":{"type":"structure","members":{"id":{"shape":"Text","location":"uri"},
        "list":{"shape":"List"}}},"List":{"type":"list","member":{"shape":"Map"}},
        "Map":{"type":"map","key":{"shape":"Text"},"value":{"shape":"List"}},"Text":{"type":"string"}"# },
    "a structure that needs itself" => { shapes: r#""PutRequest":{"type":"structure","members":{"id":{"shape":"Text","location":"uri"},
        "one":{"shape":"One"}}},"One":{"type":"structure","required":["other"],"members":{"other":{"shape":"Other"}}},
        "Other":{"type":"structure","required":["one"],"members":{"one":{"shape":"One"}}},"Text":{"type":"string"}"# },
}

diagnostics! { malformed_values_are_reported:
    "unknown keys" => {
        operation: r#"{"name":"Put","http":{"method":"PUT","requestUri":"/{id}","version":2},"input":{"shape":"PutRequest"},"color":"red"}"#,
        shapes: r#""PutRequest":{"type":"structure","members":{"id":{"shape":"Text","location":"uri","nullable":true}},"sealed":true},"Text":{"type":"string"}"# },
    "values of another type" => {
        operation: r#"{"name":"Put","http":{"method":7,"requestUri":"/{id}","responseCode":-1},"input":["PutRequest"],"errors":{},"idempotent":"yes"}"#,
        shapes: r#""PutRequest":{"type":"structure","members":[],"required":"id"},"Text":{"type":"string","max":"long","enum":[1]}"# },
    "what is missing" => { operation: r#"{"name":"Put"}"#, shapes: r#""PutRequest":{"members":{"id":{}}},"List":{"type":"list"},"Map":{"type":"map"}"# },
    "types, locations and formats that are not known" => { shapes: r#""PutRequest":{"type":"structure","members":{
        "id":{"shape":"Text","location":"uri"},"a":{"shape":"Text","location":"trailer"},"b":{"shape":"Text","timestampFormat":"julian"}}},"Text":{"type":"text"}"# },
    "names that come twice" => { shapes: r#""PutRequest":{"type":"structure","members":{
        "id":{"shape":"Text","location":"uri"},"id":{"shape":"Text"}}},"Text":{"type":"string"},"Text":{"type":"integer"}"# },
    "a method and a path that are none" => {
        operation: r##"{"name":"Put","http":{"method":"PUT\r\nX: y","requestUri":"{id} HTTP/1.1\n\"#"},"input":{"shape":"PutRequest"}}"## },
    "a header that is none" => { shapes: r#""PutRequest":{"type":"structure","members":{
        "id":{"shape":"Text","location":"uri"},"h":{"shape":"Text","location":"header","locationName":"X:\r\nY"}}},"Text":{"type":"string"}"# },
}

diagnostics! { unsupported_traits_are_rejected:
    "traits of operations" => { operation: r#"{"name":"Put","http":{"method":"PUT","requestUri":"/{id}"},"input":{"shape":"PutRequest"},
        "httpChecksumRequired":true,"httpChecksum":{},"requestcompression":{"encodings":["gzip"]},"endpointdiscovery":{"required":true},
        "unsignedPayload":true,"auth":["smithy.api#httpBasicAuth"]}"# },
    "traits of shapes and members" => { shapes: r#""PutRequest":{"type":"structure","members":{
        "id":{"shape":"Text","location":"uri"},"data":{"shape":"Data"},"events":{"shape":"Events"},
        "number":{"shape":"Huge"},"exact":{"shape":"Exact"}},"payload":"data"},"Text":{"type":"string"},
        "Data":{"type":"blob","streaming":true,"requiresLength":true},
        "Events":{"type":"structure","eventstream":true,"members":{"one":{"shape":"Event"}}},
        "Event":{"type":"structure","event":true,"members":{"body":{"shape":"Text","eventpayload":true},"head":{"shape":"Text","eventheader":true}}},
        "Huge":{"type":"biginteger"},"Exact":{"type":"bigdecimal"}"# },
}

#[test]
fn invalid_json_is_rejected() {
    let mut out = String::new();
    for (what, text) in [
        ("not JSON", "{\"operations\": }"),
        ("not an object", "[]"),
        ("nothing", ""),
        ("no operations and no shapes", "{}"),
        ("nested without end", &"[".repeat(100_000)),
    ] {
        let mut service = support::fixture("structure");
        service.model.text = text.to_owned();
        out.push_str(&format!("# {what}\n{}\n", problems(&generated(service))));
    }
    insta::assert_snapshot!("invalid_json_is_rejected", out);
}

#[test]
fn unknown_operations_are_rejected_with_suggestions() {
    let mut service = support::fixture("bindings");
    service.operations = ["PutParts", "Zebra", "PutPart", "PutPart"].map(str::to_owned).to_vec().into();
    insta::assert_snapshot!(problems(&generated(service)), @r"
    error: bindings/service-2.json: operations: there is no operation `PutParts` in the model
      help: did you mean `PutPart`?
    error: bindings/service-2.json: operations: there is no operation `Zebra` in the model
    error: bindings/service-2.json: operations.PutPart: the operation is selected twice
    ");
}

#[test]
fn unknown_protocols_and_missing_signatures_are_rejected() {
    let mut out = String::new();
    for (from, to) in [
        ("\"rest-json\"", "\"soap\""),
        ("\"rest-json\"", "\"json\""),
        ("\"v4\"", "\"v2\""),
        ("\"signatureVersion\":\"v4\"", "\"auth\":[\"aws.auth#other\",\"smithy.api#httpBasicAuth\"]"),
        ("\"signatureVersion\":\"v4\"", "\"auth\":[]"),
        ("\"serviceId\":\"Test\",", ""),
    ] {
        let mut service = support::fixture("empty");
        service.model.text = service.model.text.replace(from, to);
        out.push_str(&problems(&generated(service)));
    }
    insta::assert_snapshot!(out, @r#"
    error: empty/service-2.json: metadata.protocol: unknown protocol `soap`
      help: rest-json, rest-xml, json, query, ec2 and smithy-rpc-v2-cbor are known
    error: empty/service-2.json: metadata.protocol: requests of `aws.protocols#awsJson1_1` have the name of the service, which is missing
      help: set `targetPrefix` beside the protocol
    error: empty/service-2.json: metadata.auth: signing by v2 is not supported yet
      help: leave out the operations that use it; see "Limits" in the README
    error: empty/service-2.json: metadata.auth: signing by aws.auth#other or smithy.api#httpBasicAuth is not supported yet
      help: leave out the operations that use it; see "Limits" in the README
    error: empty/service-2.json: metadata: the model names no authentication scheme
    error: empty/service-2.json: metadata: `serviceId` is missing
    "#);
}

#[test]
fn invalid_crate_names_are_rejected() {
    let mut out = String::new();
    for name in ["a.b", "1a", "", "match", "a b"] {
        let mut sources = sources(vec![support::fixture("empty")]);
        sources.package = name.to_owned();
        let outcome = smithereen_codegen::generate(&sources);
        assert!(outcome.files.is_empty());
        out.push_str(&problems(&outcome));
    }
    let help = "use letters, digits, `-` and `_`, a letter first, and no keyword of Rust";
    let expected = ["a.b", "1a", "", "match", "a b"]
        .map(|name| format!("error: {name}: this is not a valid crate name\n  help: {help}\n"));
    assert_eq!(out, expected.concat());
}

/// Returns a service with these authentication schemes.
fn with_auth(schemes: &str) -> String {
    let mut service = support::fixture("empty");
    let auth = format!("\"auth\":[{schemes}]");
    service.model.text = service.model.text.replace("\"signatureVersion\":\"v4\"", &auth);
    problems(&generated(service))
}

#[test]
fn invalid_api_key_settings_are_rejected() {
    let key = |settings: &str| format!("{{\"smithy.api#httpApiKeyAuth\":{settings}}}");
    let mut out = with_auth("\"smithy.api#httpApiKeyAuth\"");
    for settings in [
        "{}",
        "7",
        r#"{"name":"k","in":"body"}"#,
        r#"{"name":"a key","in":"header"}"#,
        r#"{"name":"","in":"query","scheme":"Key"}"#,
        r#"{"name":"k","in":"header","scheme":"a b"}"#,
    ] {
        out.push_str(&with_auth(&key(settings)));
    }
    out.push_str(&with_auth(r#"{"smithy.api#noAuth":{},"smithy.api#httpBearerAuth":{}}"#));
    insta::assert_snapshot!(out, @r"
    error: empty/service-2.json: metadata.auth.0: missing settings of the API key
      help: use an object with `name`, `in` (`header` or `query`) and an optional `scheme`
    error: empty/service-2.json: metadata.auth.0.smithy.api#httpApiKeyAuth: `name` is missing
    error: empty/service-2.json: metadata.auth.0.smithy.api#httpApiKeyAuth: `in` is missing
    error: empty/service-2.json: metadata.auth.0.smithy.api#httpApiKeyAuth: expected an object, found a number
    error: empty/service-2.json: metadata.auth.0.smithy.api#httpApiKeyAuth.in: expected `header` or `query`, found `body`
    error: empty/service-2.json: metadata.auth: `a key` is not a valid header or query parameter for an API key
    error: empty/service-2.json: metadata.auth: `` is not a valid header or query parameter for an API key
    warning: empty/service-2.json: metadata.auth: an API key in the query has no scheme; it has no effect
    error: empty/service-2.json: metadata.auth: `a b` is not a valid scheme for an API key
    error: empty/service-2.json: metadata.auth.0: expected an object with the name of a scheme as its only key
    ");
    assert_eq!(with_auth(&key(r#"{"name":"a key","in":"query"}"#)), "");
}

#[test]
fn missing_and_unused_documentation_is_reported() {
    let mut service = support::fixture("open_enums");
    let text = r#"
        service = "A service."
        title = "?"
        [operations]
        Paint = "Paints."
        Erase = "Erases."
        [shapes]
        PaintRequest = "  "
        Color = 7
        Size = "A size."
        Brush = "A brush."
        [members.PaintRequest]
        color = "A color."
        brush = "A brush."
        [members.Brush]
        width = "A width."
        [values.Size]
        "t2.micro" = "Small."
        "t3.micro" = "Newer."
    "#;
    service.docs = Some(Source { path: "docs.toml".to_owned(), text: text.to_owned() });
    insta::assert_snapshot!("missing_and_unused_documentation_is_reported", problems(&generated(service)));
}

#[test]
fn errors_of_all_files_are_reported_together() {
    let mut one = support::fixture("structure");
    let operations = [support::selected(&one), vec!["Nothing".to_owned()]].concat();
    one.operations = operations.into();
    one.docs = Some(Source { path: "one/docs.toml".to_owned(), text: "= 1".to_owned() });
    let mut two = support::fixture("union");
    two.model.text = "{".to_owned();
    two.endpoints = Some(Source { path: "two/endpoint-rule-set-1.json".to_owned(), text: "[]".to_owned() });
    let mut sources = sources(vec![one, two]);
    sources.partitions.text = "null".to_owned();
    let outcome = smithereen_codegen::generate(&sources);
    assert!(outcome.files.is_empty());
    let files: Vec<&str> = outcome.diagnostics.iter().map(|diagnostic| diagnostic.file.as_str()).collect();
    for file in [
        "fixtures/models/partitions.json",
        "structure/service-2.json",
        "one/docs.toml",
        "union/service-2.json",
        "two/endpoint-rule-set-1.json",
    ] {
        assert!(files.contains(&file), "{file} is not in {files:?}");
    }
}

/// Names that could lead out of a folder or into code are rejected.
#[test]
fn invalid_names_are_rejected() {
    let text = file("codegen/tests/fixtures/structure.json").text;
    let hostile = "../../up|a/b|say \"hi\"|two\nlines|x\"]; fn main() {} //|r#type|2nd|é|a-b|\u{202e}";
    let mut out = String::new();
    for hostile in hostile.split('|') {
        for name in ["PutThing", "Thing", "note"] {
            let model = text.replace(&format!("\"{name}\""), &serde_json::to_string(hostile).unwrap());
            let outcome = generated(service("hostile", &model));
            assert!(outcome.files.is_empty(), "{hostile} as {name}");
            out.push_str(problems(&outcome).lines().next().unwrap());
            out.push('\n');
        }
    }
    insta::assert_snapshot!("invalid_names_are_rejected", out);
}

/// Text of a model appears in generated code as text only, neither in paths nor in code.
#[test]
fn text_of_a_model_never_becomes_code() {
    let outcome = generated(support::hostile());
    assert_eq!(problems(&outcome), "");
    for (path, text) in outcome.files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        let parts = || path.split('/');
        assert!(
            parts().all(|part| !part.is_empty() && part != ".." && !part.contains(['\\', '"', ' '])),
            "{path}"
        );
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let is_main =
            |item: &&syn::Item| matches!(item, syn::Item::Fn(function) if function.sig.ident == "main");
        assert_eq!(
            file.items.iter().filter(is_main).count(),
            usize::from(path == "examples/call.rs"),
            "{path}"
        );
        assert!(!text.contains(['\u{202e}', '\r']), "{path}");
    }
}
