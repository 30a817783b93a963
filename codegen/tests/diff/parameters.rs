//! Endpoint parameters, and what lists hold: changes between two models that both differ from the usual one.

use super::{MODEL, compared, lines};
use crate::support::service;
use smithereen_codegen::diff::Selection;

/// What changes where the usual model, with `begin` replaced, has `from` replaced too.
#[track_caller]
fn from(begin: (&str, &str), (from, to): (&str, &str)) -> Vec<String> {
    assert_eq!(MODEL.matches(begin.0).count(), 1, "{}", begin.0);
    let old = MODEL.replace(begin.0, begin.1);
    assert_eq!(old.matches(from).count(), 1, "{from}");
    let new = old.replace(from, to);
    lines(&compared(&service("test", &old).model, &service("test", &new).model, Selection::All))
}

#[test]
fn endpoint_parameters_of_operations_are_compared() {
    let drop = r#""idempotent":true"#;
    let constant = |value: &str| format!(r#""staticContextParams":{{"Plane":{{"value":{value}}}}}"#);
    let texts = constant(r#"["a"]"#);
    let text = constant(r#""a""#);
    assert_eq!(
        from((drop, &text), (&text, &constant(r#""b""#))),
        [r#"patch? Drop | the endpoint parameter `Plane` is `"b"`, was `"a"`"#]
    );
    assert_eq!(
        from((drop, &text), (&text, &texts)),
        [r#"patch? Drop | the endpoint parameter `Plane` is `["a"]`, was `"a"`"#]
    );
    assert_eq!(
        from((drop, &text), (&text, drop)),
        [r#"patch? Drop | the endpoint parameter `Plane` is no longer set to `"a"`"#]
    );
    let path =
        |path: &str| format!(r#""name":"Put","operationContextParams":{{"Plane":{{"path":"{path}"}}}},"#);
    assert_eq!(
        from((r#""name":"Put","#, &path("note")), (&path("note"), &path("part.a"))),
        ["patch? Put | the endpoint parameter `Plane` is `part.a`, was `note`"]
    );
    let member = |name: &str| format!(r#""note":{{"shape":"Note","contextParam":{{"name":"{name}"}}}}"#);
    assert_eq!(
        from((r#""note":{"shape":"Note"}"#, &member("A")), (&member("A"), &member("B"))),
        [
            "patch? Put | PutInput.note: the endpoint parameter `A` is no longer set to `note`",
            "patch? Put | PutInput.note: the endpoint parameter `B` is set to `note` now",
        ]
    );
}

#[test]
fn endpoint_parameters_that_callers_set_are_compared() {
    let client = |names: &str| format!(r#"{{"clientContextParams":{{{names}}},"operations""#);
    let of = |name: &str| format!(r#""{name}":{{"type":"boolean"}}"#);
    let (none, one, two) = (client(""), client(&of("A")), client(&format!("{},{}", of("A"), of("B"))));
    let begin = r#"{"operations""#;
    assert_eq!(from((begin, &one), (&one, &two)), ["minor callers can set the endpoint parameter `B` now"]);
    assert_eq!(
        from((begin, &two), (&two, &one)),
        ["patch! callers can no longer set the endpoint parameter `B`"]
    );
    // With the last one, the function that sets them goes.
    assert_eq!(
        from((begin, &one), (&one, &none)),
        ["major! callers can no longer set the endpoint parameter `A`"]
    );
}

#[test]
fn what_lists_and_maps_hold_is_compared() {
    let list = r#""Tag":{"type":"string"}"#;
    let time = r#""Tag":{"type":"timestamp"}"#;
    assert_eq!(
        from((list, time), (time, r#""Tag":{"type":"timestamp","timestampFormat":"unixTimestamp"}"#)),
        ["patch! Put | PutInput.tags: the form of its time is `EpochSeconds`, was `the protocol's own`"]
    );
}
