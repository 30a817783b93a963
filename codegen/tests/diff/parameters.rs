//! Endpoint parameters, and the elements of lists.

use super::{MODEL, compared, lines};
use crate::support::service;
use smithereen_codegen::diff::Selection;

/// Replaces `begin` in both models, then `from` in the new one, and compares them.
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
        [r#"patch? Drop | endpoint parameter `Plane` changed from `"a"` to `"b"`"#]
    );
    assert_eq!(
        from((drop, &text), (&text, &texts)),
        [r#"patch? Drop | endpoint parameter `Plane` changed from `"a"` to `["a"]`"#]
    );
    assert_eq!(
        from((drop, &text), (&text, drop)),
        [r#"patch? Drop | endpoint parameter `Plane` removed, was `"a"`"#]
    );
    let path =
        |path: &str| format!(r#""name":"Put","operationContextParams":{{"Plane":{{"path":"{path}"}}}},"#);
    assert_eq!(
        from((r#""name":"Put","#, &path("note")), (&path("note"), &path("part.a"))),
        ["patch? Put | endpoint parameter `Plane` changed from `note` to `part.a`"]
    );
    let member = |name: &str| format!(r#""note":{{"shape":"Note","contextParam":{{"name":"{name}"}}}}"#);
    assert_eq!(
        from((r#""note":{"shape":"Note"}"#, &member("A")), (&member("A"), &member("B"))),
        [
            "patch? Put | PutInput.note: endpoint parameter `A` removed, was `note`",
            "patch? Put | PutInput.note: endpoint parameter `B` set to `note`",
        ]
    );
}

#[test]
fn client_endpoint_parameters_are_compared() {
    let client = |names: &str| format!(r#"{{"clientContextParams":{{{names}}},"operations""#);
    let of = |name: &str| format!(r#""{name}":{{"type":"boolean"}}"#);
    let (none, one, two) = (client(""), client(&of("A")), client(&format!("{},{}", of("A"), of("B"))));
    let begin = r#"{"operations""#;
    assert_eq!(from((begin, &one), (&one, &two)), ["minor client endpoint parameter `B` added"]);
    assert_eq!(from((begin, &two), (&two, &one)), ["patch! client endpoint parameter `B` removed"]);
    // Without parameters, the client has no function to set them.
    assert_eq!(from((begin, &one), (&one, &none)), ["major! client endpoint parameter `A` removed"]);
}

#[test]
fn elements_of_lists_and_maps_are_compared() {
    let list = r#""Tag":{"type":"string"}"#;
    let time = r#""Tag":{"type":"timestamp"}"#;
    assert_eq!(
        from((list, time), (time, r#""Tag":{"type":"timestamp","timestampFormat":"unixTimestamp"}"#)),
        [
            "patch! Put | PutInput.tags: timestamp format changed from `the protocol's default` to `EpochSeconds`"
        ]
    );
}
