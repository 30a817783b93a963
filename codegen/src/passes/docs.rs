//! Attaches the documentation of `docs.toml` to the graph, and reports what is missing or left over.

use crate::diagnostic::{At, Diagnostics};
use crate::docs::Docs;
use crate::graph::{Kind, Model, Shape};
use crate::source::Source;
use std::collections::{BTreeMap, HashSet};

/// Attaches `docs`, which was read from `source`. It has shapes by their names in the model, inputs and outputs too.
pub(super) fn attach(model: &mut Model, source: &Source, docs: &Docs, out: &Diagnostics) {
    let at = At::file(&source.path);
    attach_all(model, docs, &at, out);
    report_unused(model, docs, &at, out);
}

/// Attaches `docs`, if any, and the documentation of the model to items without documentation.
pub(super) fn attach_with_own(
    model: &mut Model,
    docs: Option<(&Source, Docs)>,
    documentation: Docs,
    out: &Diagnostics,
) {
    let mut all = Docs::default();
    if let Some((source, docs)) = docs {
        report_unused(model, &docs, &At::file(&source.path), out);
        all.add(docs);
    }
    all.add(documentation);
    attach_all(model, &all, &At::file(""), &Diagnostics::default());
}

fn attach_all(model: &mut Model, docs: &Docs, at: &At<'_>, out: &Diagnostics) {
    model.service.docs = docs.service.clone();
    if docs.service.is_none() {
        out.warning(&at.key("service"), "missing documentation for the service");
    }
    let at_operations = at.key("operations");
    for operation in &mut model.operations {
        operation.docs = required(&docs.operations, &operation.name, &at_operations, "operation", out);
    }
    for shape in model.shapes.iter_mut().filter(|shape| shape.kind.has_type()) {
        attach_to_shape(shape, docs, at, out);
    }
}

fn attach_to_shape(shape: &mut Shape, docs: &Docs, at: &At<'_>, out: &Diagnostics) {
    // Shapes that a pass has added are documented already.
    if shape.docs.is_none() {
        shape.docs = required(&docs.shapes, &shape.name, &at.key("shapes"), "shape", out);
    }
    let none = BTreeMap::new();
    let members = docs.members.get(&shape.name).unwrap_or(&none);
    let mut missing = Vec::new();
    for member in shape.kind.members_mut() {
        // So are members.
        member.docs = find(members, &member.name).cloned().or(member.docs.take());
        missing.extend(member.docs.is_none().then_some(member.name.as_str()));
    }
    report_missing(&missing, "members", &at.key("members").key(&shape.name), out);
    if let Kind::Enum { values } = &mut shape.kind {
        let texts = docs.values.get(&shape.name).unwrap_or(&none);
        let mut missing = Vec::new();
        for value in values {
            value.docs = find(texts, &value.value).cloned();
            missing.extend(value.docs.is_none().then_some(value.value.as_str()));
        }
        report_missing(&missing, "values", &at.key("values").key(&shape.name), out);
    }
}

/// Reports all undocumented members or values of a shape at once, since there may be many.
fn report_missing(names: &[&str], what: &str, at: &At<'_>, out: &Diagnostics) {
    if !names.is_empty() {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        out.warning(at, format!("missing documentation for the {what} {}", names.join(", ")));
    }
}

fn find<'d>(texts: &'d BTreeMap<String, String>, name: &str) -> Option<&'d String> {
    texts.get(name).filter(|text| !text.trim().is_empty())
}

/// Returns the documentation of something that should have some.
fn required(
    texts: &BTreeMap<String, String>,
    name: &str,
    at: &At<'_>,
    what: &str,
    out: &Diagnostics,
) -> Option<String> {
    let found = find(texts, name);
    if found.is_none() {
        out.warning(&at.key(name), format!("missing documentation for the {what} `{name}`"));
    }
    found.cloned()
}

/// Reports documentation of items that are not selected or do not exist.
fn report_unused(model: &Model, docs: &Docs, at: &At<'_>, out: &Diagnostics) {
    let operations = model.operations.iter().map(|operation| operation.name.as_str()).collect();
    report_unknown(docs.operations.keys(), &operations, &at.key("operations"), out);
    let named = || model.shapes.iter().map(|(_, shape)| shape).filter(|shape| shape.kind.has_type());
    let shapes = named().map(|shape| shape.name.as_str()).collect();
    report_unknown(docs.shapes.keys(), &shapes, &at.key("shapes"), out);
    report_unknown(docs.members.keys(), &shapes, &at.key("members"), out);
    report_unknown(docs.values.keys(), &shapes, &at.key("values"), out);
    let (at_members, at_values) = (at.key("members"), at.key("values"));
    for shape in named() {
        if let Some(texts) = docs.members.get(&shape.name) {
            let members = shape.kind.members().iter().map(|member| member.name.as_str()).collect();
            report_unknown(texts.keys(), &members, &at_members.key(&shape.name), out);
        }
        if let (Some(texts), Kind::Enum { values }) = (docs.values.get(&shape.name), &shape.kind) {
            let values = values.iter().map(|value| value.value.as_str()).collect();
            report_unknown(texts.keys(), &values, &at_values.key(&shape.name), out);
        }
    }
}

fn report_unknown<'d>(
    names: impl Iterator<Item = &'d String>,
    known: &HashSet<&str>,
    at: &At<'_>,
    out: &Diagnostics,
) {
    for name in names.filter(|name| !known.contains(name.as_str())) {
        out.warning(&at.name(name), format!("`{name}` is documented, but is not in the selected model"));
    }
}
