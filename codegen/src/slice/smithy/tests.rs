//! Slices of Smithy JSON ASTs.

use super::super::documentation::Documentation;
use super::super::model;
use crate::Source;
use crate::source::Selection;
use serde_json::Value;

const MODEL: &str = r#"{
  "smithy": "2.0",
  "metadata": {"suppressions": []},
  "shapes": {
    "a#Weather": {
      "type": "service",
      "version": "2020-01-01",
      "mixins": [{"target": "a#Base"}],
      "operations": [
        {"target": "a#Drop"},
        {"target": "a#Keep"}
      ],
      "resources": [
        {"target": "a#City"},
        {"target": "a#Unused"}
      ],
      "errors": [{"target": "a#Fault"}],
      "rename": {"b#Drop": "Other", "b#Unused": "Gone"},
      "traits": {
        "smithy.api#documentation": "All about it.",
        "smithy.rules#endpointTests": {"version": "1.0"},
        "smithy.rules#endpointRuleSet": {"version": "1.0", "rules": [{"documentation": "Prose.", "type": "error"}]}
      }
    },
    "a#Base": {"type": "service", "operations": [{"target": "a#Drop"}], "traits": {"smithy.api#mixin": {}}},
    "a#City": {"type": "resource", "identifiers": {"id": {"target": "a#CityId"}}, "resources": [{"target": "a#Street"}]},
    "a#Street": {"type": "resource", "read": {"target": "a#GetStreet"}, "list": {"target": "a#ListStreets"}},
    "a#Unused": {"type": "resource", "read": {"target": "a#GetUnused"}},
    "a#Drop": {"type": "operation", "input": {"target": "b#Unused"}},
    "a#GetUnused": {"type": "operation"},
    "a#ListStreets": {"type": "operation", "output": {"target": "b#Unused"}},
    "a#GetStreet": {"type": "operation", "output": {"target": "b#Drop"}},
    "a#Keep": {
      "type": "operation",
      "input": {"target": "a#KeepRequest"},
      "output": {"target": "smithy.api#Unit"},
      "traits": {"smithy.api#examples": [{"title": "One"}], "smithy.test#httpRequestTests": []}
    },
    "a#KeepRequest": {
      "type": "structure",
      "mixins": [{"target": "a#Named"}],
      "members": {
        "documentation": {
          "target": "a#Kind",
          "traits": {
            "smithy.api#documentation": "A member.",
            "a#mark": {"documentation": "stays"}
          }
        },
        "list": {"target": "a#GetUnusedInput"}
      }
    },
    "a#GetUnusedInput": {"type": "list", "member": {"target": "smithy.api#String"}},
    "a#Named": {"type": "structure", "members": {"name": {"target": "smithy.api#String"}}, "traits": {"smithy.api#mixin": {}}},
    "a#KeepRequest$name": {"type": "apply", "traits": {"smithy.api#documentation": "Whose."}},
    "b#Unused$name": {"type": "apply", "traits": {"smithy.api#required": {}}},
    "a#Kind": {"type": "string", "traits": {"smithy.api#enum": [{"value": "A", "documentation": "The first."}]}},
    "a#CityId": {"type": "string"},
    "a#Fault": {"type": "structure", "members": {}, "traits": {"smithy.api#error": "client"}},
    "a#mark": {"type": "document", "traits": {"smithy.api#trait": {}}},
    "b#Drop": {"type": "structure", "members": {}},
    "b#Unused": {"type": "structure", "members": {"name": {"target": "smithy.api#String"}}}
  }
}
"#;

fn slice(operations: &[&str], documentation: Documentation) -> String {
    let source = Source { path: "model.json".to_owned(), text: MODEL.to_owned() };
    let names: Vec<String> = operations.iter().map(|name| (*name).to_owned()).collect();
    model(&source, &Selection::Named(names), documentation).unwrap()
}

/// Returns the ids of the shapes in a slice.
fn ids(text: &str) -> Vec<String> {
    let root: Value = serde_json::from_str(text).unwrap();
    root["shapes"].as_object().unwrap().keys().cloned().collect()
}

#[test]
fn only_used_shapes_remain() {
    let text = slice(&["Keep"], Documentation::Remove);
    let expected = [
        "a#Base",
        "a#Fault",
        "a#GetUnused",
        "a#GetUnusedInput",
        "a#Keep",
        "a#KeepRequest",
        "a#KeepRequest$name",
        "a#Kind",
        "a#Named",
        "a#Weather",
        "a#mark",
    ];
    assert_eq!(ids(&text), expected);
    let root: Value = serde_json::from_str(&text).unwrap();
    let service = &root["shapes"]["a#Weather"];
    assert_eq!(service["operations"], serde_json::json!([{"target": "a#Keep"}]));
    assert_eq!(service["resources"], serde_json::json!([]));
    assert_eq!(service["rename"], serde_json::json!({}));
    assert_eq!(root["shapes"]["a#Base"]["operations"], serde_json::json!([]));
    // The name of its input is that of a shape that remains.
    assert_eq!(root["shapes"]["a#GetUnused"], serde_json::json!({"type": "operation"}));
}

#[test]
fn operations_bring_their_resources() {
    let text = slice(&["GetStreet"], Documentation::Remove);
    let expected =
        ["a#Base", "a#City", "a#CityId", "a#Fault", "a#GetStreet", "a#Street", "a#Weather", "b#Drop"];
    assert_eq!(ids(&text), expected);
    let root: Value = serde_json::from_str(&text).unwrap();
    let street = &root["shapes"]["a#Street"];
    assert_eq!(street, &serde_json::json!({"type": "resource", "read": {"target": "a#GetStreet"}}));
    assert_eq!(root["shapes"]["a#Weather"]["resources"], serde_json::json!([{"target": "a#City"}]));
    assert_eq!(root["shapes"]["a#Weather"]["rename"], serde_json::json!({"b#Drop": "Other"}));
}

#[test]
fn documentation_is_removed_unless_requested_and_tests_always() {
    let (bare, documented) = (slice(&["Keep"], Documentation::Remove), slice(&["Keep"], Documentation::Keep));
    for text in ["All about it.", "Prose.", "A member.", "Whose.", "The first."] {
        assert!(documented.contains(text), "{text}");
        assert!(!bare.contains(text), "{text}");
    }
    for text in ["examples", "endpointTests", "httpRequestTests"] {
        assert!(!documented.contains(text) && !bare.contains(text), "{text}");
    }
    assert!(bare.contains(r#""a#mark": {"documentation": "stays"}"#), "{bare}");
    assert!(bare.contains(
        r#""documentation": {
          "target": "a#Kind""#
    ));
}

#[test]
fn slicing_is_idempotent_and_removes_text_alone() {
    let once = slice(&["Keep", "GetStreet"], Documentation::Remove);
    let source = Source { path: "model.json".to_owned(), text: once.clone() };
    assert_eq!(model(&source, &Selection::All, Documentation::Remove).unwrap(), once);
    let mut rest = MODEL.chars();
    assert!(once.chars().all(|c| rest.any(|other| other == c)));
    let line = r#"    "a#Named": {"type": "structure", "members": {"name": {"target": "smithy.api#String"}}, "traits": {"smithy.api#mixin": {}}},"#;
    assert!(once.contains(line), "{once}");
}

#[test]
fn unknown_operations_and_shapes_are_reported() {
    let problems = |text: String, name: &str| {
        let source = Source { path: "model.json".to_owned(), text };
        let result = model(&source, &Selection::Named(vec![name.to_owned()]), Documentation::Remove);
        result.unwrap_err().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let expected = "error: model.json: shapes: there is no operation `Kep`\n  help: did you mean `Keep`?";
    assert_eq!(problems(MODEL.to_owned(), "Kep"), [expected]);
    let text = MODEL.replace("\"target\": \"a#Kind\"", "\"target\": \"a#Kinds\"");
    let expected = "error: model.json: shapes.a#KeepRequest.members: the shape `a#Kinds` is not in the model";
    assert_eq!(problems(text, "Keep"), [expected]);
}
