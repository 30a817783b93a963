//! The text of the program that runs an official crate.

use super::SdkCrate;
use super::crate_source::Field;
#[cfg(test)]
use super::matched::MatchedStream;
use super::matched::{Matched, MatchedOperation, MatchedType};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const MAIN: &str = include_str!("program/main.rs");
pub(super) const VALUES: &str = include_str!("program/values.rs");
pub(super) const OPERATIONS: &str = include_str!("program/operations.rs");
const TRANSPORT: &str = include_str!("program/transport.rs");

/// Returns the manifest. The crate has one name in all programs.
pub(super) fn manifest(package: &str, official: &SdkCrate) -> String {
    let SdkCrate { name, version, .. } = official;
    format!(
        r#"[package]
name = "{package}"
version = "0.0.0"
edition = "2024"
publish = false

[[bin]]
name = "{package}"
path = "src/main.rs"

[dependencies]
aws-smithy-runtime-api = {{ version = "1", features = ["client", "http-1x"] }}
aws-smithy-types = "1"
aws-types = "1"
base64 = "0.23"
http = "1"
sdk = {{ package = "{name}", version = "={version}", default-features = false }}
serde_json = {{ version = "1", features = ["float_roundtrip"] }}
"#
    )
}

/// Returns the files of the program. `samples` has an input for each operation, with which responses are received.
pub(super) fn files(
    manifest: String,
    matched: &Matched,
    samples: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let files = [
        ("Cargo.toml", manifest),
        ("src/main.rs", MAIN.to_owned()),
        ("src/values.rs", VALUES.to_owned()),
        ("src/operations.rs", OPERATIONS.to_owned()),
        ("src/transport.rs", TRANSPORT.to_owned()),
        ("src/shapes.rs", shapes(matched, samples)),
    ];
    files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect()
}

/// Returns the file with the shapes and operations.
pub(super) fn shapes(matched: &Matched, samples: &BTreeMap<String, String>) -> String {
    let mut out = "//! The shapes and operations of the model that the official crate has.\n\
        #![allow(deprecated, reason = \"deprecated members are compared too\")]\n\n"
        .to_owned();
    // The inputs of operations are built by the functions that call these.
    let inputs: BTreeSet<&str> =
        matched.operations.iter().map(|operation| operation.input.as_str()).collect();
    for (path, found) in &matched.types {
        let (input, output) =
            if found.is_union { ("input_choice", "output_choice") } else { ("input", "output") };
        if found.in_inputs && !inputs.contains(path.as_str()) {
            let name = |field: &str| if found.is_union { field.to_owned() } else { Field::setter(field) };
            let _ = writeln!(out, "{input}!(sdk::{path} {{ {} }});", entries(found, name));
        }
        if found.in_outputs {
            let _ = writeln!(out, "{output}!(sdk::{path} {{ {} }});", entries(found, str::to_owned));
        }
    }
    for path in &matched.enums {
        let _ = writeln!(out, "text!(sdk::{path});");
    }
    for operation in &matched.operations {
        let none = MatchedType::default();
        let members = matched.types.get(&operation.input).unwrap_or(&none);
        out.push_str(&function_of(operation, members));
    }
    out.push_str(&stream_errors(matched));
    let called: Vec<_> = matched.operations.iter().filter(|operation| operation.sends.is_none()).collect();
    if called.is_empty() {
        return out;
    }
    out.push_str("\n/// Returns an operation, and an input for it.\n");
    out.push_str(
        "pub(crate) fn operation(name: &str) -> Option<(crate::operations::Operation, &'static str)> {\n",
    );
    out.push_str("    Some(match name {\n");
    for operation in called {
        let sample = samples.get(&operation.name).map_or("{}", String::as_str);
        let _ = writeln!(out, "        {:?} => ({}, {sample:?}),", operation.name, function(operation));
    }
    out.push_str("        _ => return None,\n    })\n}\n");
    out
}

/// Returns the macro that defines the function of an operation.
fn function_of(operation: &MatchedOperation, members: &MatchedType) -> String {
    let MatchedOperation { module, input, error, errors, sends, receives, .. } = operation;
    let (function, members, errors) =
        (function(operation), entries(members, Field::setter), errors.join(", "));
    let (name, builder, stream) = match (sends, receives) {
        (Some(_), _) => {
            let builder = input.replacen(module, &format!("{module}::builders"), 1);
            ("duplex", format!(" => sdk::{builder}Builder"), String::new())
        }
        (None, Some(stream)) => {
            ("receiving", String::new(), format!(", {:?} => {}", stream.member, stream.field))
        }
        (None, None) => ("operation", String::new(), String::new()),
    };
    format!(
        "{name}!({function}: sdk::{input}{builder} {{ {members} }}, sdk::{error} {{ {errors} }}{stream});\n"
    )
}

/// Returns the errors of event streams, each once.
fn stream_errors(matched: &Matched) -> String {
    let streams = matched.operations.iter().filter_map(|operation| operation.receives.as_ref());
    let lines =
        streams.map(|stream| format!("errors!(sdk::{} {{ {} }});\n", stream.error, stream.errors.join(", ")));
    lines.collect::<BTreeSet<_>>().into_iter().collect()
}

fn function(operation: &MatchedOperation) -> &str {
    operation.module.rsplit("::").next().unwrap_or(&operation.module)
}

fn entries(of: &MatchedType, name: impl Fn(&str) -> String) -> String {
    let entries = of.members.iter().map(|(member, field)| format!("{member:?} => {}", name(field)));
    entries.collect::<Vec<_>>().join(", ")
}

#[test]
fn shapes_are_written_for_the_directions_that_need_them() {
    let members = BTreeMap::from([("Type".to_owned(), "r#type".to_owned())]);
    let of = |in_inputs, in_outputs, is_union| MatchedType {
        is_union,
        in_inputs,
        in_outputs,
        members: members.clone(),
    };
    let mut matched = Matched::default();
    matched.types.insert("operation::get::GetInput".to_owned(), of(true, false, false));
    matched.types.insert("types::Both".to_owned(), of(true, true, false));
    matched.types.insert("types::Choice".to_owned(), of(false, true, true));
    matched.enums.insert("types::Kind".to_owned());
    matched.operations.push(MatchedOperation {
        name: "Get".to_owned(),
        module: "operation::get".to_owned(),
        input: "operation::get::GetInput".to_owned(),
        error: "operation::get::GetError".to_owned(),
        errors: vec!["Gone".to_owned()],
        sends: None,
        receives: None,
    });
    matched.operations.push(MatchedOperation {
        name: "Follow".to_owned(),
        module: "operation::follow".to_owned(),
        input: "operation::follow::FollowInput".to_owned(),
        error: "operation::follow::FollowError".to_owned(),
        errors: Vec::new(),
        sends: None,
        receives: Some(MatchedStream {
            member: "Events".to_owned(),
            field: "events".to_owned(),
            error: "types::error::ChoiceError".to_owned(),
            errors: vec!["Gone".to_owned()],
        }),
    });
    let text = shapes(&matched, &BTreeMap::from([("Get".to_owned(), "{\"Type\":1}".to_owned())]));
    let lines: Vec<_> = text.lines().filter(|line| line.contains("sdk::") || line.contains("=> (")).collect();
    assert_eq!(
        lines,
        [
            r#"input!(sdk::types::Both { "Type" => set_type });"#,
            r#"output!(sdk::types::Both { "Type" => r#type });"#,
            r#"output_choice!(sdk::types::Choice { "Type" => r#type });"#,
            "text!(sdk::types::Kind);",
            r#"operation!(get: sdk::operation::get::GetInput { "Type" => set_type }, sdk::operation::get::GetError { Gone });"#,
            r#"receiving!(follow: sdk::operation::follow::FollowInput {  }, sdk::operation::follow::FollowError {  }, "Events" => events);"#,
            "errors!(sdk::types::error::ChoiceError { Gone });",
            r#"        "Get" => (get, "{\"Type\":1}"),"#,
            r#"        "Follow" => (follow, "{}"),"#,
        ]
    );
}
