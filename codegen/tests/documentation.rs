//! Documentation of models in generated code.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::support;

use smithereen_codegen::{CrateSources, Outcome, ServiceSources, Source, generate};

const BOTOCORE: &str = r#"{
  "metadata": {"apiVersion": "2024-01-01", "endpointPrefix": "things", "protocol": "rest-json", "serviceId": "Things",
    "serviceFullName": "Things", "signatureVersion": "v4"},
  "documentation": "<p>The service of <code>things</code>.</p><p>Another paragraph.</p>",
  "operations": {
    "PutThing": {"name": "PutThing", "http": {"method": "PUT", "requestUri": "/things"}, "input": {"shape": "PutThingRequest"},
      "documentation": "<p>Puts a thing.</p>"}
  },
  "shapes": {
    "Text": {"type": "string"},
    "Kind": {"type": "string", "enum": ["small"], "documentation": "<p>Large or small.</p>"},
    "PutThingRequest": {"type": "structure", "documentation": "<p>What to put.</p>", "members": {
      "name": {"shape": "Text", "documentation": "<p>The name; see <a href=\"x\">names</a>.</p>"},
      "kind": {"shape": "Kind", "documentation": "HOSTILE"}
    }}
  }
}"#;

const SMITHY: &str = r#"{
  "smithy": "2.0",
  "shapes": {
    "a#Things": {"type": "service", "version": "1", "operations": [{"target": "a#PutThing"}],
      "traits": {"aws.protocols#restJson1": {}, "smithy.api#documentation": "The service of `things`.\n\nAnother paragraph."}},
    "a#PutThing": {"type": "operation", "input": {"target": "a#PutThingInput"},
      "traits": {"smithy.api#http": {"method": "PUT", "uri": "/things"}, "smithy.api#documentation": "Puts a thing."}},
    "a#PutThingInput": {"type": "structure", "traits": {"smithy.api#input": {}, "smithy.api#documentation": "What to put."}, "members": {
      "name": {"target": "smithy.api#String", "traits": {"smithy.api#documentation": "The name; see <a href=\"x\">names</a>."}},
      "kind": {"target": "a#Kind", "traits": {"smithy.api#documentation": "HOSTILE"}}}},
    "a#Kind": {"type": "enum", "traits": {"smithy.api#documentation": "Large or small."}, "members": {
      "SMALL": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "small", "smithy.api#documentation": "A small one."}}}}
  }
}"#;

/// Text that could end a comment, begin code or break a line, in JSON escapes.
const HOSTILE: &str = "*/ ```rust\\nfn main() { panic!() }\\n``` \\n\\n    compile_error!(1);\\r\\n#![deny(a)]\\u2028//! x \\u202e";

fn service(text: &str) -> ServiceSources {
    let model = Source { path: "model.json".to_owned(), text: text.replace("HOSTILE", HOSTILE) };
    let operations = vec!["PutThing".to_owned()].into();
    ServiceSources { name: "things".to_owned(), model, endpoints: None, docs: None, operations }
}

fn generated(service: ServiceSources, documentation: bool) -> Outcome {
    let outcome = generate(&CrateSources { documentation, ..support::sources(vec![service]) });
    assert!(!outcome.files.is_empty(), "{}", support::problems(&outcome));
    outcome
}

fn all(outcome: &Outcome) -> String {
    outcome.files.iter().filter(|(path, _)| path.ends_with(".rs")).map(|(_, text)| text.as_str()).collect()
}

#[test]
fn the_documentation_of_a_model_becomes_doc_comments() {
    for (text, values) in [(BOTOCORE, false), (SMITHY, true)] {
        let text = all(&generated(service(text), true));
        for line in [
            "//! The service of `things`.\n//!\n//! Another paragraph.\n",
            "/// What to put.\n",
            "/// The name; see names.\n",
            "/// Large or small.\n",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        assert!(text.contains("Puts a thing."), "{text}");
        assert_eq!(text.contains("/// A small one.\n"), values, "{text}");
    }
}

#[test]
fn documentation_of_models_is_off_by_default() {
    for text in [BOTOCORE, SMITHY] {
        let text = all(&generated(service(text), false));
        assert!(!text.contains("Puts a thing.") && !text.contains("The service of"), "{text}");
    }
}

#[test]
fn a_file_of_documentation_takes_precedence_without_warnings_about_the_rest() {
    let docs = "[operations]\nPutThing = \"Ours.\"\n[shapes]\nGone = \"Unused.\"\n";
    let docs = Some(Source { path: "docs.toml".to_owned(), text: docs.to_owned() });
    let outcome = generated(ServiceSources { docs, ..service(BOTOCORE) }, true);
    let text = all(&outcome);
    assert!(text.contains("Ours.") && !text.contains("Puts a thing."), "{text}");
    assert!(text.contains("/// What to put.\n"), "{text}");
    let problems = support::problems(&outcome);
    assert!(problems.contains("`Gone`") && !problems.contains("missing"), "{problems}");
}

#[test]
fn no_documentation_becomes_code_or_a_code_block() {
    for text in [BOTOCORE, SMITHY] {
        let outcome = generated(service(text), true);
        // The example of a client is not from the model.
        for text in outcome.files.iter().filter(|(path, _)| path.starts_with("src/")).map(|(_, text)| text) {
            let file = syn::parse_file(text).unwrap();
            assert!(
                !file
                    .items
                    .iter()
                    .any(|item| matches!(item, syn::Item::Fn(item) if item.sig.ident == "main")),
                "{text}"
            );
            for line in text.lines().map(str::trim_start) {
                let comment =
                    line.strip_prefix("///").or_else(|| line.strip_prefix("//!")).unwrap_or_default();
                assert!(!comment.starts_with("     "), "indented code: {line}");
                // The example of a client has its own fence, with `no_run`.
                let is_fence = ["```rust", "~~~"].iter().any(|fence| comment.trim_start().starts_with(fence));
                assert!(!is_fence, "{line}");
                assert!(!line.starts_with("compile_error") && !line.starts_with("#![deny"), "{line}");
            }
        }
    }
}
