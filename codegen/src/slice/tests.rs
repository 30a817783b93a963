//! Slices of models.

use super::documentation::Documentation;
use super::filter::filter;
use super::{endpoints, partitions};
use crate::Source;
use crate::diagnostic::Diagnostic;
use crate::json::Node;
use crate::source::Selection;

/// A model formatted like botocore's.
const MODEL: &str = r#"{
  "version":"2.0",
  "metadata":{
    "protocols":["rest-json"],
    "documentation":"stays, as all of this"
  },
  "operations":{
    "Drop":{
      "name":"Drop",
      "input":{"shape":"OnlyDropped"}
    },
    "Keep":{
      "name":"Keep",
      "http":{
        "method":"PUT",
        "requestUri":"/keep/{id}"
      },
      "input":{"shape":"KeepRequest"},
      "output":{"shape":"KeepResponse"},
      "errors":[
        {"shape":"Fault"}
      ],
      "documentation":"<p>A \"quoted\" word, a brace {, and a backslash \\</p>",
      "documentationUrl":"elsewhere"
    }
  },
  "shapes":{
    "Fault":{
      "type":"structure",
      "members":{
      },
      "documentation":"<p>It broke.</p>",
      "exception":true
    },
    "KeepRequest":{
      "type":"structure",
      "required":["id"],
      "members":{
        "documentation":{
          "shape":"Text",
          "documentation":"<p>A member that is called so.</p>",
          "deprecated":true,
          "deprecatedMessage":"Use id.",
          "deprecatedSince":"2020-01-01"
        },
        "examples":{"shape":"Map"},
        "id":{
          "shape":"Text",
          "documentation":"<p>Last.</p>"
        }
      }
    },
    "KeepResponse":{
      "type":"structure",
      "members":{}
    },
    "List":{
      "type":"list",
      "member":{"shape":"KeepRequest"},
      "min":0.0000001
    },
    "Map":{
      "type":"map",
      "key":{"shape":"Text"},
      "value":{"shape":"List"}
    },
    "OnlyDropped":{"type":"string"},
    "Text":{
      "type":"string",
      "enum":[
        "documentation",
        "é\u00e9"
      ]
    }
  },
  "documentation":"<p>All about it.</p>",
  "examples":{
    "Keep":[{}]
  }
}
"#;

fn source(text: &str) -> Source {
    Source { path: "service-2.json".to_owned(), text: text.to_owned() }
}

fn model(source: &Source, operations: &[String]) -> Result<String, Vec<Diagnostic>> {
    super::model(source, &operations.to_vec().into(), Documentation::Remove)
}

fn keep(text: &str) -> Result<String, Vec<Diagnostic>> {
    model(&source(text), &["Keep".to_owned()])
}

/// Returns the errors of a text that is rejected.
fn problems(result: Result<String, Vec<Diagnostic>>) -> Vec<String> {
    result.unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn only_lines_and_trailing_commas_are_removed() {
    let mut left = MODEL.to_owned();
    for gone in [
        r#"
    "Drop":{
      "name":"Drop",
      "input":{"shape":"OnlyDropped"}
    },"#,
        r#",
      "documentation":"<p>A \"quoted\" word, a brace {, and a backslash \\</p>",
      "documentationUrl":"elsewhere""#,
        r#"
      "documentation":"<p>It broke.</p>","#,
        r#"
          "documentation":"<p>A member that is called so.</p>","#,
        r#",
          "documentation":"<p>Last.</p>""#,
        r#"
    "OnlyDropped":{"type":"string"},"#,
        r#",
  "documentation":"<p>All about it.</p>",
  "examples":{
    "Keep":[{}]
  }"#,
    ] {
        assert!(left.contains(gone), "{gone}");
        left = left.replace(gone, "");
    }
    assert_eq!(keep(MODEL).unwrap(), left);
}

#[test]
fn slicing_is_idempotent() {
    let once = keep(MODEL).unwrap();
    assert_eq!(keep(&once).unwrap(), once);
}

#[test]
fn kept_entries_are_copied_byte_for_byte() {
    let odd = "\n {\"a\" :\t[ ] , \"b\\\"}\":{ },\"c\":[ {\"x\" : 1.50 } ,-0 , null ],\r\n\"d\":\"\\\\\" }  ";
    for text in [MODEL, odd, "{}", "{ }\n"] {
        assert_eq!(filter(text, &Node::parse(text).unwrap(), "", &|_, _| true), text);
    }
    let marked = format!("\u{feff}{MODEL}");
    assert_eq!(keep(&marked).unwrap(), keep(MODEL).unwrap());
}

#[test]
fn operations_keep_the_order_of_the_model() {
    let both = model(&source(MODEL), &["Keep".to_owned(), "Drop".to_owned(), "Keep".to_owned()]).unwrap();
    assert!(both.find("\"Drop\":{").unwrap() < both.find("\"Keep\":{").unwrap());
    assert!(both.contains("OnlyDropped"));
}

#[test]
fn a_slice_without_operations_has_no_shapes() {
    let none = model(&source(MODEL), &[]).unwrap();
    assert!(none.contains("  \"operations\":{},\n  \"shapes\":{}\n}"), "{none}");
}

#[test]
fn documentation_and_all_operations_remain_on_request() {
    let all = |documentation| super::model(&source(MODEL), &Selection::All, documentation).unwrap();
    let examples = ",\n  \"examples\":{\n    \"Keep\":[{}]\n  }";
    assert_eq!(all(Documentation::Keep), MODEL.replace(examples, ""));
    let bare = all(Documentation::Remove);
    assert!(bare.contains("OnlyDropped") && !bare.contains("elsewhere"), "{bare}");
}

#[test]
fn entries_and_elements_are_removed_with_their_commas() {
    let text = "{\n  \"a\" : [ 1 , {\"b\":2},\n    3 ],\n  \"c\": [\n  9\n  ]\n}";
    let without = |number: u64| {
        let is_number =
            |value: &Node<'_>| matches!(value, Node::Number(found) if found.as_u64() == Some(number));
        filter(text, &Node::parse(text).unwrap(), "", &|_, value| !is_number(value))
    };
    assert_eq!(without(1), text.replace(" 1 ,", ""));
    assert_eq!(without(2), text.replace("\"b\":2", ""));
    assert_eq!(without(3), text.replace(",\n    3", ""));
    assert_eq!(without(9), text.replace("\n  9\n  ", ""));
}

#[test]
fn an_unknown_operation_produces_a_suggestion() {
    let asked = ["Kep".to_owned(), "Entirely".to_owned()];
    assert_eq!(
        problems(model(&source(MODEL), &asked)),
        [
            "error: service-2.json: operations: there is no operation `Kep`\n  help: did you mean `Keep`?",
            "error: service-2.json: operations: there is no operation `Entirely`",
        ]
    );
}

#[test]
fn each_dangling_reference_is_reported() {
    let text = r#"{"operations":{"Keep":{"input":{"shape":"In"},"errors":[{"shape":"Gone"}]}},
        "shapes":{"In":{"members":{"a":{"shape":"Away"},"b":{},"c":[]}}}}"#;
    assert_eq!(
        problems(keep(text)),
        [
            "error: service-2.json: operations.Keep.errors.0: there is no shape `Gone`",
            "error: service-2.json: shapes.In.members.a: there is no shape `Away`",
            "error: service-2.json: shapes.In.members.b: expected a reference with the key `shape`",
            "error: service-2.json: shapes.In.members.c: expected an object, found an array",
        ]
    );
}

#[test]
fn invalid_models_are_rejected() {
    for (text, problem) in [
        ("", "not JSON: EOF while parsing a value at line 1 column 0"),
        ("[]", "expected an object, found an array"),
        (r#"{"operations":{"Keep":{}}}"#, "`shapes` is missing"),
        (r#"{"operations":{"Keep":3},"shapes":{}}"#, "operations.Keep: expected an object, found a number"),
        (r#"{"operations":{"Keep":{}},"shapes":null}"#, "shapes: expected an object, found null"),
        (r#"{"operations":{"Keep":{},"Keep":{}},"shapes":{}}"#, "operations: duplicate key `Keep`"),
    ] {
        assert_eq!(problems(keep(text)), [format!("error: service-2.json: {problem}")]);
    }
    let deep = "[".repeat(100_000);
    assert!(problems(keep(&deep)).iter().all(|problem| problem.contains("recursion limit")));
}

#[test]
fn long_chains_of_shapes_do_not_overflow_the_stack() {
    use std::fmt::Write;
    let mut text = r#"{"operations":{"Keep":{"input":{"shape":"S0"}}},"shapes":{"#.to_owned();
    for n in 0..20_000 {
        write!(text, r#""S{n}":{{"member":{{"shape":"S{}"}}}},"#, n + 1).unwrap();
    }
    text.push_str(r#""S20000":{"member":{"shape":"S0"}}}}"#);
    assert_eq!(keep(&text).unwrap(), text);
}

#[test]
fn only_documentation_is_removed_from_endpoint_rules() {
    let rules = r#"{
    "version": "1.0",
    "parameters": {
        "documentation": {
            "required": false,
            "documentation": "Prose.",
            "type": "string"
        }
    },
    "rules": [
        {
            "documentation": "Prose.",
            "error": "Stays"
        }
    ]
}"#;
    let bare: String = rules.lines().filter(|line| !line.contains("Prose")).collect::<Vec<_>>().join("\n");
    assert_eq!(endpoints(&source(rules)).unwrap(), bare);
    assert_eq!(endpoints(&source(&bare)).unwrap(), bare);
    assert_eq!(
        problems(endpoints(&source("7"))),
        ["error: service-2.json: expected an object, found a number"]
    );
}

#[test]
fn only_descriptions_of_regions_are_removed() {
    let text = r#"{
  "partitions" : [ {
    "id" : "aws",
    "description" : "stays: it is no region's",
    "regions" : {
      "aa-south-1" : {
        "description" : "South (A)"
      },
      "aa-west-1" : {
        "description" : "West (A)",
        "supportsFIPS" : false
      },
      "description" : { }
    }
  } ],
  "version" : "1.1"
}"#;
    let bare = text
        .replace("{\n        \"description\" : \"South (A)\"\n      }", "{ }")
        .replace("        \"description\" : \"West (A)\",\n", "");
    assert_eq!(partitions(&source(text)).unwrap(), bare);
    assert_eq!(partitions(&source(&bare)).unwrap(), bare);
}
