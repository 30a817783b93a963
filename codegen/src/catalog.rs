//! What a model offers, in short: for those who choose operations of it.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::graph::{Deprecated, Model, Operation, Presence, ShapeId};
use crate::source::{Content, ServiceSources, Source};
use crate::{Unsupported, passes, read};

/// A service in short.
#[derive(Clone, Debug)]
pub struct Catalog {
    /// Its name for people.
    pub title: String,
    /// The name of its protocol in Smithy.
    pub protocol: &'static str,
    /// Why nothing of it can be emitted, if so.
    pub unsupported: Option<String>,
    /// Its operations, in the model's order.
    pub operations: Vec<Entry>,
}

/// An operation in short.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// `GET` and so on.
    pub method: String,
    /// With labels in braces.
    pub path: String,
    /// How many members its input has.
    pub members: usize,
    /// How many of these are required.
    pub required: usize,
    /// How many members its output has; none if it answers nothing.
    pub answers: Option<usize>,
    /// How many errors it names.
    pub errors: usize,
    /// Whether it should still be used.
    pub deprecated: Option<Deprecated>,
    /// Our words on it, from `docs.toml`.
    pub words: Option<String>,
    /// Why it cannot be emitted, if so.
    pub unsupported: Option<String>,
    /// What does not work of it, and what callers have to set up.
    pub notes: Vec<String>,
}

/// Reads a model and its endpoint rules.
///
/// # Errors
/// Everything that is wrong with the model. Rules that cannot be read are a reason why nothing can be emitted.
pub fn read(model: &Source, endpoints: &Source, docs: Option<&Source>) -> Result<Catalog, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let found = read::whole(model, &out).0.filter(|_| !out.has_errors());
    let Some(model) = found else { return Err(out.into_sorted()) };
    let words = docs.and_then(|docs| read::docs(docs, &out)).map(|docs| docs.operations).unwrap_or_default();
    let rules = Diagnostics::default();
    let rule_set = read::endpoints(endpoints, &rules);
    let rules =
        rules.into_sorted().into_iter().next().map(|first| format!("endpoint rules: {}", first.problem));
    let verdicts = passes::verdicts(&model, rule_set.as_ref());
    let operations = model.operations.iter().zip(verdicts.operations);
    let operations = operations.map(|(operation, verdict)| Entry {
        words: words.get(&operation.name).cloned(),
        unsupported: verdict.unsupported,
        notes: verdict.notes,
        ..entry(&model, operation)
    });
    Ok(Catalog {
        title: model.service.title.clone(),
        protocol: model.service.protocol.name(),
        unsupported: verdicts.service.or(rules),
        operations: operations.collect(),
    })
}

/// Returns the operations of a service that cannot be generated, each with the first reason. What concerns the service
/// as a whole, such as its protocol, is not among the reasons.
///
/// # Errors
/// Everything that is wrong with the model or its endpoint rules.
pub fn unsupported(service: &ServiceSources) -> Result<Unsupported, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let read = read::service(service, Content::Whole, &out);
    let found = read.model.filter(|_| !out.has_errors());
    let Some(model) = found else { return Err(out.into_sorted()) };
    let verdicts = passes::verdicts(&model, read.rules.as_ref());
    Ok(passes::unsupported(&model, verdicts))
}

fn entry(model: &Model, operation: &Operation) -> Entry {
    let members = |id: ShapeId| model.shapes[id].kind.members();
    let input = operation.input.map(members).unwrap_or_default();
    Entry {
        name: operation.name.clone(),
        method: operation.http.method.clone(),
        path: operation.http.uri.clone(),
        members: input.len(),
        required: input.iter().filter(|member| member.presence == Presence::Required).count(),
        answers: operation.output.map(|id| members(id).len()),
        errors: operation.errors.len(),
        deprecated: operation.deprecated.clone(),
        words: None,
        unsupported: None,
        notes: Vec::new(),
    }
}
