//! Checks of the endpoint parameters that operations set.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use crate::support;

use support::{fixture, generated, problems, service};

/// Returns the diagnostics of an operation or a member that sets an endpoint parameter.
fn diagnostics_of(operation: &str, member: &str) -> String {
    let shapes = r#""PutRequest":{"type":"structure","members":{"a":{"shape":"Text"MEMBER},"secret":{"shape":"Secret"},
        "number":{"shape":"Number"},"flags":{"shape":"Flags"},"texts":{"shape":"Texts"},"map":{"shape":"Map"}}},
        "Text":{"type":"string"},"Secret":{"type":"string","sensitive":true},"Number":{"type":"integer"},
        "Flag":{"type":"boolean"},"Flags":{"type":"list","member":{"shape":"Flag"}},
        "Texts":{"type":"list","member":{"shape":"Text"}},"Map":{"type":"map","key":{"shape":"Text"},"value":{"shape":"Texts"}}"#;
    let shapes = shapes.replace("MEMBER", member);
    let put =
        r#""Put":{"name":"Put","http":{"method":"PUT","requestUri":"/"},"input":{"shape":"PutRequest"}"#;
    let mut service =
        service("bad", &format!(r#"{{"operations":{{{put}{operation}}}}},"shapes":{{{shapes}}}}}"#));
    service.endpoints = fixture("endpoint_params").endpoints;
    let outcome = generated(service);
    assert_eq!(outcome.files.is_empty(), problems(&outcome).contains("error:"));
    problems(&outcome)
}

/// Returns the diagnostics of a constant, and of a path.
fn constant(name: &str, value: &str) -> String {
    diagnostics_of(&format!(r#","staticContextParams":{{"{name}":{{"value":{value}}}}}"#), "")
}

fn path(name: &str, path: &str) -> String {
    diagnostics_of(&format!(r#","operationContextParams":{{"{name}":{{"path":"{path}"}}}}"#), "")
}

fn member(name: &str) -> String {
    diagnostics_of("", &format!(r#","contextParam":{{"name":"{name}"}}"#))
}

#[test]
fn matching_endpoint_parameters_are_accepted() {
    let all = [
        constant("Plane", r#""p""#),
        constant("Quick", "true"),
        constant("Tables", r#"["a", "b"]"#),
        member("Plane"),
        path("Plane", "a"),
        path("Tables", "texts"),
        path("Tables", "texts[]"),
        path("Tables", "keys(map)"),
        path("Tables", "map.*[]"),
        path("Tables", "[a, keys(map)][]"),
        path("Tables", "[a, map.key][]"),
        path("Tables", "keys(map)[*]"),
        path("Plane", "@.a"),
    ];
    assert_eq!(all, [""; 13]);
}

#[test]
fn mismatched_endpoint_parameters_are_reported() {
    let mut out = String::new();
    for (what, diagnostics) in [
        ("a constant of another type", constant("Plane", "true")),
        ("a constant of no type", constant("Plane", "1")),
        (
            "a constant that is missing",
            diagnostics_of(r#","staticContextParams":{"Plane":{"values":true}}"#, ""),
        ),
        ("no parameter of the rules", constant("Other", "true")),
        ("a parameter that an SDK fills", constant("Region", r#""eu-west-1""#)),
        ("a member of another type", member("Quick")),
        ("a member without a name", diagnostics_of("", r#","contextParam":{}"#)),
        ("a path that is none", path("Plane", "a[0]")),
        ("a path to nothing", path("Plane", "b")),
        ("a path into a text", path("Plane", "a.b")),
        ("elements of a text", path("Tables", "a[*]")),
        ("keys of a list", path("Tables", "keys(texts)")),
        ("a path to a number", path("Plane", "number")),
        ("a path to flags", path("Tables", "flags[]")),
        ("a list in a list", path("Tables", "map.*")),
        ("a list in a list in a projection", path("Tables", "map.*[*]")),
        ("a list beside a text", path("Tables", "[a, texts]")),
        ("values of a list", path("Tables", "texts.*")),
        ("elements of a map", path("Tables", "map[*]")),
        ("keys of each element", path("Tables", "[map].keys(@)")),
        ("a function", path("Plane", "length(texts)")),
        ("more than one", path("Plane", "texts[]")),
        ("a step after a list of paths", path("Tables", "[a].b")),
        ("what is sensitive", path("Plane", "secret")),
    ] {
        out.push_str(&format!("# {what}\n{diagnostics}\n"));
    }
    let input = r#"{"operations":{"Put":{"name":"Put","http":{"method":"PUT","requestUri":"/"},
        "operationContextParams":{"Plane":{"path":"a"}}}},"shapes":{}}"#;
    let mut none = service("bad", input);
    none.endpoints = fixture("endpoint_params").endpoints;
    out.push_str(&format!("# no input\n{}\n", problems(&generated(none))));
    insta::assert_snapshot!("mismatched_endpoint_parameters_are_reported", out);
}
