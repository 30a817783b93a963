//! Types do not depend on the selection, so that selecting another operation is not a breaking change.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use crate::support;

use smithereen_codegen::slice::{self, Documentation};
use smithereen_codegen::{Selection, ServiceSources, Source, write};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use support::{generated, names_of, problems, selected, service};

/// A model with cycles that operations enter at different shapes, shapes with the names of operations' types, and
/// shapes that are the input or output of one operation and nested in that of another.
const MODEL: &str = r#"{
  "operations": {
    "PutFirst": {"name": "PutFirst", "http": {"method": "PUT", "requestUri": "/first"}, "input": {"shape": "FirstRequest"}},
    "PutThird": {"name": "PutThird", "http": {"method": "PUT", "requestUri": "/third"}, "input": {"shape": "ThirdRequest"}},
    "PutSecond": {"name": "PutSecond", "http": {"method": "PUT", "requestUri": "/second"}, "input": {"shape": "Second"}},
    "ListVaults": {"name": "ListVaults", "http": {"method": "GET", "requestUri": "/vaults"},
      "output": {"shape": "ListVaultsOutput"}},
    "DescribeVault": {"name": "DescribeVault", "http": {"method": "GET", "requestUri": "/vault"},
      "output": {"shape": "DescribeVaultOutput"}},
    "BatchGet": {"name": "BatchGet", "http": {"method": "GET", "requestUri": "/batch"},
      "output": {"shape": "BatchGetResponse"}},
    "GetAll": {"name": "GetAll", "http": {"method": "GET", "requestUri": "/all"}, "output": {"shape": "AllOutput"}}
  },
  "shapes": {
    "FirstRequest": {"type": "structure", "members": {"first": {"shape": "First"}}},
    "ThirdRequest": {"type": "structure", "members": {"third": {"shape": "Third"}}},
    "First": {"type": "structure", "members": {"second": {"shape": "Second"}, "self": {"shape": "First"}}},
    "Second": {"type": "structure", "members": {"third": {"shape": "Third"}, "choice": {"shape": "Choice"}}},
    "Third": {"type": "structure", "members": {"first": {"shape": "First"}, "text": {"shape": "Text"}}},
    "Choice": {"type": "structure", "union": true, "members": {"second": {"shape": "Second"}, "text": {"shape": "Text"}}},
    "ListVaultsOutput": {"type": "structure", "members": {"vaults": {"shape": "Vaults"}}},
    "Vaults": {"type": "list", "member": {"shape": "DescribeVaultOutput"}},
    "DescribeVaultOutput": {"type": "structure", "members": {"name": {"shape": "Text"}}},
    "BatchGetResponse": {"type": "structure", "members": {"errors": {"shape": "BatchGetErrors"}}},
    "BatchGetErrors": {"type": "list", "member": {"shape": "BatchGetError"}},
    "BatchGetError": {"type": "structure", "members": {"code": {"shape": "Text"}}},
    "AllOutput": {"type": "structure", "members": {"errors": {"shape": "BatchGetErrors"}, "vaults": {"shape": "Vaults"}}},
    "Text": {"type": "string"}
  }
}"#;

/// Returns the definitions of all types by name.
fn types(service: ServiceSources) -> BTreeMap<String, String> {
    let outcome = generated(service);
    assert_eq!(problems(&outcome), "");
    let mut found = BTreeMap::new();
    for text in outcome.files.values() {
        for mark in ["pub struct ", "pub enum "] {
            for definition in text.split(mark).skip(1) {
                let (head, _) = definition.split_once("\n}").unwrap_or((definition, ""));
                let name = head.split([' ', ';', '(']).next().unwrap();
                found.insert(name.to_owned(), head.to_owned());
            }
        }
    }
    found
}

/// Returns the selections of one to three operations, and that of all.
fn subsets(names: &[String]) -> impl Iterator<Item = Vec<String>> {
    let all = 1_u32 << names.len();
    (1..all).filter(move |bits| bits.count_ones() <= 3 || bits + 1 == all).map(|bits| {
        let chosen = names.iter().enumerate().filter(move |(index, _)| bits & (1 << index) != 0);
        chosen.map(|(_, name)| name.clone()).collect()
    })
}

/// Returns the types of the whole model for each selection.
fn expected() -> &'static BTreeMap<Vec<String>, BTreeMap<String, String>> {
    static TYPES: LazyLock<BTreeMap<Vec<String>, BTreeMap<String, String>>> = LazyLock::new(|| {
        let whole = service("selection", MODEL);
        let of = |operations: Vec<String>| {
            (operations.clone(), types(ServiceSources { operations: operations.into(), ..whole.clone() }))
        };
        subsets(&selected(&whole)).map(of).collect()
    });
    &TYPES
}

#[test]
fn a_type_does_not_depend_on_the_selection() {
    let whole = service("selection", MODEL);
    let all = types(whole.clone());
    assert!(
        all.contains_key("DescribeVaultOutputShape") && all.contains_key("BatchGetErrorShape"),
        "{all:?}"
    );
    for (operations, types) in expected() {
        for (name, definition) in types {
            assert_eq!(Some(definition), all.get(name), "{name} of {operations:?}");
        }
    }
}

#[test]
fn a_slice_has_the_types_of_the_whole_model() {
    let whole = service("selection", MODEL);
    assert_sliced(&whole);
}

#[test]
fn a_slice_of_a_smithy_model_has_the_types_of_the_whole_model() {
    let botocore = service("selection", MODEL);
    let text = write::to_smithy(&botocore).unwrap();
    let whole = ServiceSources { model: Source { path: "model.json".to_owned(), text }, ..botocore.clone() };
    assert_sliced(&whole);
}

/// Asserts that each slice of the model has the types of the whole one.
#[track_caller]
fn assert_sliced(whole: &ServiceSources) {
    for (operations, expected) in expected() {
        let selection = Selection::from(operations.clone());
        let text = slice::model(&whole.model, &selection, Documentation::Remove).unwrap();
        let model = Source { text, ..whole.model.clone() };
        let sliced = types(ServiceSources { model, operations: selection, ..whole.clone() });
        assert_eq!(sliced, *expected, "{operations:?}");
    }
}

#[test]
fn a_slice_keeps_the_names_of_operations_that_reserve_type_names() {
    let whole = service("selection", MODEL);
    let text =
        slice::model(&whole.model, &vec!["ListVaults".to_owned()].into(), Documentation::Remove).unwrap();
    let model: serde_json::Value = serde_json::from_str(&text).unwrap();
    let operations = model["operations"].as_object().unwrap();
    assert_eq!(operations.keys().collect::<Vec<_>>(), ["DescribeVault", "ListVaults"]);
    assert_eq!(operations["DescribeVault"], serde_json::json!({"name": "DescribeVault"}));
    let model = Source { text, ..whole.model.clone() };
    let sliced = ServiceSources { model: model.clone(), operations: Vec::new().into(), ..whole.clone() };
    let smithy = Source { path: "model.json".to_owned(), text: write::to_smithy(&sliced).unwrap() };
    for model in [&model, &smithy] {
        assert_eq!(smithereen_codegen::whole(model).unwrap().unselected, ["DescribeVault"], "{}", model.path);
    }
    // The stub is not an operation that can be selected.
    let all = ServiceSources { model: model.clone(), operations: Selection::All, ..whole.clone() };
    assert_eq!(names_of(&smithereen_codegen::graph(&all).unwrap()), ["ListVaults"]);
    let operations = vec!["DescribeVault".to_owned()].into();
    let outcome = generated(ServiceSources { model, operations, ..whole });
    assert!(problems(&outcome).contains("there is no operation `DescribeVault`"), "{}", problems(&outcome));
}
