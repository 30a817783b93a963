//! Summarizes a model: its service, its operations, and which of them can be generated.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::graph::{Deprecated, Model, Operation, Presence, Protocol, ShapeId};
use crate::source::{Content, ServiceSources, Source};
use crate::{Unsupported, passes, read};

/// A summary of a service.
#[derive(Clone, Debug)]
pub struct Catalog {
    /// The service's title.
    pub title: String,
    /// The protocol that is used.
    pub protocol: Protocol,
    /// All known protocols that the model declares, in the order of preference.
    pub protocols: Vec<Protocol>,
    /// The reason why no operation of the service can be generated, if that is so.
    pub unsupported: Option<String>,
    /// The operations, in the model's order.
    pub operations: Vec<Entry>,
}

/// A summary of an operation.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The operation's name.
    pub name: String,
    /// The HTTP method.
    pub method: String,
    /// The path, with labels in braces.
    pub path: String,
    /// The number of input members.
    pub input_members: usize,
    /// The number of required input members.
    pub required_members: usize,
    /// The number of output members, or `None` if the operation has no output.
    pub output_members: Option<usize>,
    /// The number of modeled errors.
    pub errors: usize,
    /// The deprecation, if the operation is deprecated.
    pub deprecated: Option<Deprecated>,
    /// The documentation from `docs.toml`.
    pub docs: Option<String>,
    /// The reason why the operation cannot be generated, if that is so.
    pub unsupported: Option<String>,
    /// Unsupported features of the operation, and configuration that its callers need.
    pub notes: Vec<String>,
}

/// Reads a model and its endpoint rules: those of `endpoints`, or else those in the model. `protocol` is the name of the
/// protocol to use in place of the preferred one. Endpoint rules that cannot be read make the service unsupported.
///
/// # Errors
/// Returns all problems of the model.
pub fn read(
    model: &Source,
    endpoints: Option<&Source>,
    docs: Option<&Source>,
    protocol: Option<&str>,
) -> Result<Catalog, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let rules = Diagnostics::default();
    let (found, rule_set) = read::with_rules(model, endpoints, protocol, &out, &rules);
    let Some(model) = found.filter(|_| !out.has_errors()) else { return Err(out.into_sorted()) };
    let docs = docs.and_then(|docs| read::docs(docs, &out)).map(|docs| docs.operations).unwrap_or_default();
    let rules =
        rules.into_sorted().into_iter().next().map(|first| format!("endpoint rules: {}", first.problem));
    let verdicts = passes::verdicts(&model, rule_set.as_ref());
    let operations = model.operations.iter().zip(verdicts.operations);
    let operations = operations.map(|(operation, verdict)| Entry {
        docs: docs.get(&operation.name).cloned(),
        unsupported: verdict.unsupported,
        notes: verdict.notes,
        ..entry(&model, operation)
    });
    Ok(Catalog {
        title: model.service.title.clone(),
        protocol: model.service.protocol,
        protocols: model.service.protocols.clone(),
        unsupported: verdicts.service.or(rules),
        operations: operations.collect(),
    })
}

/// Returns the operations of a service that cannot be generated, each with the first reason. Reasons that apply to the
/// whole service, such as its protocol, are left out.
///
/// # Errors
/// Returns all problems of the model and its endpoint rules.
pub fn unsupported(service: &ServiceSources) -> Result<Unsupported, Vec<Diagnostic>> {
    let out = Diagnostics::default();
    let read = read::service(service, None, Content::Whole, &out);
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
        input_members: input.len(),
        required_members: input.iter().filter(|member| member.presence == Presence::Required).count(),
        output_members: operation.output.map(|id| members(id).len()),
        errors: operation.errors.len(),
        deprecated: operation.deprecated.clone(),
        docs: None,
        unsupported: None,
        notes: Vec::new(),
    }
}
