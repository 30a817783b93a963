//! Compares the types of services that have several protocols under each of them: the choice of the protocol must not change what
//! callers write.

use super::Problems;
use super::context::Context;
use super::tally::Tally;
use serde_json::Value;
use smithereen_codegen::{Selection, Source, types, whole};
use std::collections::BTreeMap;

const CHOICES: &str = "types under each protocol";
pub(super) const SUITES: &[&str] = &[CHOICES];

/// The known difference: the service and the reason. It must be necessary.
const KNOWN: (&str, &str) =
    ("textract", "JSON in a string (`jsonvalue`) is a JSON value where bodies are JSON, and elsewhere text");

/// Runs one case for each protocol of each service that has several: its types are those under the first.
pub(super) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let mut tally = Tally::begin(CHOICES, 0);
    for name in context.models.services() {
        let Some(model) = context.models.newest(name).and_then(|version| version.model.as_ref()) else {
            continue;
        };
        let value: Value = serde_json::from_str(&model.text).unwrap_or_default();
        let protocols = value["metadata"]["protocols"].as_array().cloned().unwrap_or_default();
        let mut expected: Option<(String, BTreeMap<String, Vec<String>>)> = None;
        for protocol in protocols.iter().filter_map(Value::as_str).filter(|_| protocols.len() > 1) {
            let found = of_protocol(model, &value, protocol);
            match (&expected, found) {
                (_, Err(problem)) => tally.fail(format_args!("{name} {protocol}"), problem),
                (None, Ok(found)) => expected = Some((protocol.to_owned(), found)),
                (Some((first, expected)), Ok(found)) => {
                    let difference = difference(expected, &found);
                    let case = format!("{name} {protocol} and {first}");
                    match difference {
                        Some(_) if name == KNOWN.0 => tally.leave(format!("{} ({case})", KNOWN.1)),
                        None if name == KNOWN.0 => tally.fail(case, "  the known difference is not there"),
                        difference => tally.note(case, difference),
                    }
                }
            }
        }
    }
    Ok(vec![tally.end()])
}

/// Returns the types of all operations under a protocol, with botocore's name of it.
fn of_protocol(
    model: &Source,
    value: &Value,
    protocol: &str,
) -> Result<BTreeMap<String, Vec<String>>, String> {
    let mut value = value.clone();
    value["metadata"]["protocols"] = [protocol].as_slice().into();
    value["metadata"]["protocol"] = protocol.into();
    let source = Source { path: model.path.clone(), text: value.to_string() };
    let found = whole(&source).and_then(|model| types(&model, &Selection::All));
    found.map_err(|problems| problems.first().map(|problem| format!("  {problem}")).unwrap_or_default())
}

/// Describes the first type that differs.
fn difference(
    expected: &BTreeMap<String, Vec<String>>,
    found: &BTreeMap<String, Vec<String>>,
) -> Option<String> {
    let names = expected.keys().chain(found.keys());
    let name = names.into_iter().find(|name| expected.get(*name) != found.get(*name))?;
    Some(format!("  `{name}`\n  expected: {:?}\n  got:      {:?}", expected.get(name), found.get(name)))
}

#[test]
fn different_types_are_reported() {
    let of = |fields: &[&str]| {
        BTreeMap::from([("A".to_owned(), fields.iter().map(|field| (*field).to_owned()).collect::<Vec<_>>())])
    };
    assert_eq!(difference(&of(&["a: i32"]), &of(&["a: i32"])), None);
    assert!(difference(&of(&["a: i32"]), &of(&["a: i64"])).unwrap().contains("`A`"));
    assert!(difference(&of(&[]), &BTreeMap::new()).is_some());
}
