//! Our words, put where they belong; what is missing and what is left over is reported.

use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Kind, Model, Shape};
use crate::read::Docs;
use crate::source::Source;
use std::collections::{BTreeMap, HashSet};

/// Attaches `docs`. It names shapes as the model does, also inputs and outputs.
pub(super) fn attach(model: &mut Model, source: &Source, docs: &Docs, out: &Diagnostics) {
    let at = At::file(&source.path);
    model.service.docs = docs.service.clone();
    if docs.service.is_none() {
        out.warning(&at.key("service"), "there are no words on the service");
    }
    let at_operations = at.key("operations");
    for operation in &mut model.operations {
        operation.docs = words(&docs.operations, &operation.name, &at_operations, "operation", out);
    }
    for shape in model.shapes.iter_mut().filter(|shape| shape.kind.has_type()) {
        attach_shape(shape, docs, &at, out);
    }
    report_gone(model, docs, &at, out);
}

fn attach_shape(shape: &mut Shape, docs: &Docs, at: &At<'_>, out: &Diagnostics) {
    // What a pass made up has its words already.
    if shape.docs.is_none() {
        shape.docs = words(&docs.shapes, &shape.name, &at.key("shapes"), "shape", out);
    }
    let none = BTreeMap::new();
    let members = docs.members.get(&shape.name).unwrap_or(&none);
    let mut missing = Vec::new();
    for member in shape.kind.members_mut() {
        member.docs = found(members, &member.name).cloned();
        missing.extend(member.docs.is_none().then_some(member.name.as_str()));
    }
    report_missing(&missing, "members", &at.key("members").key(&shape.name), out);
    if let Kind::Enum { values } = &mut shape.kind {
        let texts = docs.values.get(&shape.name).unwrap_or(&none);
        let mut missing = Vec::new();
        for value in values {
            value.docs = found(texts, &value.value).cloned();
            missing.extend(value.docs.is_none().then_some(value.value.as_str()));
        }
        report_missing(&missing, "values", &at.key("values").key(&shape.name), out);
    }
}

/// One line for all of a shape: there may be many, and whoever writes the words sees the names.
fn report_missing(names: &[&str], what: &str, at: &At<'_>, out: &Diagnostics) {
    if !names.is_empty() {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        out.warning(at, format!("there are no words on these {what}: {}", names.join(", ")));
    }
}

fn found<'d>(texts: &'d BTreeMap<String, String>, name: &str) -> Option<&'d String> {
    texts.get(name).filter(|text| !text.trim().is_empty())
}

fn words(
    texts: &BTreeMap<String, String>,
    name: &str,
    at: &At<'_>,
    what: &str,
    out: &Diagnostics,
) -> Option<String> {
    let found = found(texts, name);
    if found.is_none() {
        out.warning(&at.key(name), format!("there are no words on this {what}"));
    }
    found.cloned()
}

fn report_gone(model: &Model, docs: &Docs, at: &At<'_>, out: &Diagnostics) {
    let operations = model.operations.iter().map(|operation| operation.name.as_str()).collect();
    gone(docs.operations.keys(), &operations, &at.key("operations"), out);
    let named = || model.shapes.iter().map(|(_, shape)| shape).filter(|shape| shape.kind.has_type());
    let shapes = named().map(|shape| shape.name.as_str()).collect();
    gone(docs.shapes.keys(), &shapes, &at.key("shapes"), out);
    gone(docs.members.keys(), &shapes, &at.key("members"), out);
    gone(docs.values.keys(), &shapes, &at.key("values"), out);
    let (at_members, at_values) = (at.key("members"), at.key("values"));
    for shape in named() {
        if let Some(texts) = docs.members.get(&shape.name) {
            let members = shape.kind.members().iter().map(|member| member.name.as_str()).collect();
            gone(texts.keys(), &members, &at_members.key(&shape.name), out);
        }
        if let (Some(texts), Kind::Enum { values }) = (docs.values.get(&shape.name), &shape.kind) {
            let values = values.iter().map(|value| value.value.as_str()).collect();
            gone(texts.keys(), &values, &at_values.key(&shape.name), out);
        }
    }
}

fn gone<'d>(names: impl Iterator<Item = &'d String>, known: &HashSet<&str>, at: &At<'_>, out: &Diagnostics) {
    for name in names.filter(|name| !known.contains(name.as_str())) {
        out.warning(&at.name(name), "these words are on something that is not in the selected model");
    }
}
