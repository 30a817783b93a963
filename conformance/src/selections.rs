//! Compares the types that are generated for each operation alone with those of the whole service: selecting an
//! additional operation must neither rename a type nor move a `Box`. Single operations represent all selections: a name
//! or a box that depended on another operation would differ here, too.

use super::Problems;
use super::context::Context;
use super::tally::Tally;
use smithereen_codegen::diagnostic::Diagnostic;
use smithereen_codegen::graph::Model;
use smithereen_codegen::{Selection, types, whole};
use std::collections::BTreeMap;

const SELECTIONS: &str = "types of each operation alone";
pub(super) const SUITES: &[&str] = &[SELECTIONS];

/// Runs one case for each operation of every service, whatever its protocol.
pub(super) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let named = &context.options.service;
    let upstream = &context.models;
    let services = upstream.services().filter(|name| named.is_empty() || named.iter().any(|one| one == name));
    let models: Vec<_> =
        services.filter_map(|name| Some((name, whole(upstream.newest(name)?.model.as_ref()?)))).collect();
    let operations =
        |(_, model): &(&str, Result<Model, _>)| model.as_ref().map_or(1, |model| model.operations.len());
    let mut tally = Tally::begin(SELECTIONS, models.iter().map(operations).sum());
    for (name, model) in &models {
        match model {
            Ok(model) => compare(name, model, &mut tally),
            Err(problems) => tally.fail(name, first(problems)),
        }
    }
    Ok(vec![tally.end()])
}

fn compare(service: &str, model: &Model, tally: &mut Tally) {
    let all = match types(model, &Selection::All) {
        Ok(all) => all,
        Err(problems) => return tally.fail(service, first(&problems)),
    };
    for operation in &model.operations {
        let alone = types(model, &Selection::Named(vec![operation.name.clone()]));
        let difference = match alone {
            Ok(alone) => difference(&alone, &all),
            Err(problems) => Some(first(&problems)),
        };
        tally.note(format_args!("{service} {}", operation.name), difference);
    }
}

/// Describes types with another name, and fields with another type.
fn difference(alone: &BTreeMap<String, Vec<String>>, all: &BTreeMap<String, Vec<String>>) -> Option<String> {
    let mut found = Vec::new();
    for (name, fields) in alone {
        match all.get(name) {
            None => found.push(format!("  `{name}` has another name in the whole service")),
            Some(others) if others == fields => {}
            Some(others) if others.len() != fields.len() => found.push(format!("  `{name}` is another type")),
            Some(others) => {
                let pairs = fields.iter().zip(others).filter(|(one, other)| one != other);
                found.extend(
                    pairs.map(|(one, other)| {
                        format!("  `{name}` has `{one}`; in the whole service `{other}`")
                    }),
                );
            }
        }
    }
    (!found.is_empty()).then(|| found.join("\n"))
}

fn first(problems: &[Diagnostic]) -> String {
    problems.first().map(|problem| format!("  {problem}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use smithereen_codegen::Source;

    const MODEL: &str = r#"{"metadata":{"apiVersion":"1","endpointPrefix":"t","protocol":"rest-json","serviceId":"T"},
        "operations":{"Get":{"name":"Get","http":{"method":"GET","requestUri":"/"},"output":{"shape":"Node"}}},
        "shapes":{"Node":{"type":"structure","members":{"inner":{"shape":"Inner"}}},
            "Inner":{"type":"structure","members":{"inner":{"shape":"Inner"}}}}}"#;

    #[test]
    fn moved_boxes_and_renamed_types_are_differences() {
        let model = whole(&Source { path: "model.json".to_owned(), text: MODEL.to_owned() }).unwrap();
        let all = types(&model, &Selection::All).unwrap();
        assert_eq!(all["Inner"], ["inner: Box<Inner>"]);
        assert_eq!(difference(&all, &all), None);
        let mut other = all.clone();
        other.insert("Inner".to_owned(), vec!["inner: Inner".to_owned()]);
        let moved = "  `Inner` has `inner: Inner`; in the whole service `inner: Box<Inner>`";
        assert_eq!(difference(&other, &all).as_deref(), Some(moved));
        let renamed = "  `Inner` has another name in the whole service";
        other.remove("Inner");
        assert_eq!(difference(&all, &other).as_deref(), Some(renamed));
    }
}
