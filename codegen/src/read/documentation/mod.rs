//! Reads the documentation that a model has for its operations, shapes, members and enum values.
//!
//! The text of the models belongs here. Documentation of our own is read by `read/docs.rs`.

mod markup;

use crate::docs::Docs;
use crate::format::ModelFormat;
use crate::json::{Node, Object};
use crate::source::Source;
use std::collections::BTreeMap;

const TRAIT: &str = "smithy.api#documentation";

/// Reads the documentation of a model, as text that is safe in doc comments. A text that cannot be read has none;
/// reading the model reports the problem.
pub(crate) fn read(model: &Source) -> Docs {
    let Ok(root) = Node::parse(&model.text) else { return Docs::default() };
    match ModelFormat::of(&root) {
        ModelFormat::Botocore => botocore(&root),
        ModelFormat::Smithy => smithy(&root),
    }
}

fn botocore(root: &Node<'_>) -> Docs {
    let text = |object: &Object<'_>| text(object.get("documentation"));
    let mut docs = Docs { service: root.as_object().and_then(text), ..Docs::default() };
    for (name, operation) in section(root, "operations") {
        docs.operations.extend(text(operation).map(|text| (name.to_owned(), text)));
    }
    for (name, shape) in section(root, "shapes") {
        docs.shapes.extend(text(shape).map(|text| (name.to_owned(), text)));
        let members = entries(shape.get("members"));
        let members = members.filter_map(|(member, object)| Some((member.to_owned(), text(object)?)));
        insert(&mut docs.members, name, members.collect());
    }
    docs
}

fn smithy(root: &Node<'_>) -> Docs {
    let text = |object: &Object<'_>| text(object.get("traits")?.as_object()?.get(TRAIT));
    let mut docs = Docs::default();
    for (id, shape) in section(root, "shapes") {
        let name = id.split_once('#').map_or(id, |(_, name)| name);
        match string(shape.get("type")) {
            // An `apply` statement.
            Some("apply") => apply(name, text(shape), &mut docs),
            Some("service") => docs.service = text(shape).or(docs.service),
            Some("operation") => docs.operations.extend(text(shape).map(|text| (name.to_owned(), text))),
            kind => {
                docs.shapes.extend(text(shape).map(|text| (name.to_owned(), text)));
                let members = entries(shape.get("members"));
                let is_enum = kind == Some("enum");
                let members = members.filter_map(|(member, object)| {
                    let key = if is_enum { value(member, object) } else { member };
                    Some((key.to_owned(), text(object)?))
                });
                let section = if is_enum { &mut docs.values } else { &mut docs.members };
                insert(section, name, members.collect());
            }
        }
    }
    docs
}

/// Adds documentation that is applied to a shape or a member. The target determines what the text documents; kinds of
/// shapes are not looked up.
fn apply(name: &str, text: Option<String>, docs: &mut Docs) {
    let Some(text) = text else { return };
    match name.split_once('$') {
        Some((shape, member)) => {
            docs.members.entry(shape.to_owned()).or_default().insert(member.to_owned(), text);
        }
        None => {
            docs.operations.insert(name.to_owned(), text.clone());
            docs.shapes.insert(name.to_owned(), text);
        }
    }
}

/// Returns the value of a member of an enum.
fn value<'n>(member: &'n str, object: &'n Object<'_>) -> &'n str {
    let traits = object.get("traits").and_then(Node::as_object);
    string(traits.and_then(|traits| traits.get("smithy.api#enumValue"))).unwrap_or(member)
}

fn insert(
    docs: &mut BTreeMap<String, BTreeMap<String, String>>,
    name: &str,
    texts: BTreeMap<String, String>,
) {
    if !texts.is_empty() {
        docs.insert(name.to_owned(), texts);
    }
}

fn section<'n, 't>(root: &'n Node<'t>, key: &str) -> impl Iterator<Item = (&'n str, &'n Object<'t>)> {
    entries(root.as_object().and_then(|root| root.get(key)))
}

fn entries<'n, 't>(node: Option<&'n Node<'t>>) -> impl Iterator<Item = (&'n str, &'n Object<'t>)> {
    let entries = node.and_then(Node::as_object).into_iter().flat_map(|object| &object.entries);
    entries.filter_map(|(name, node)| Some((name.as_ref(), node.as_object()?)))
}

fn text(node: Option<&Node<'_>>) -> Option<String> {
    string(node).map(markup::to_markdown).filter(|text| !text.is_empty())
}

fn string<'n>(node: Option<&'n Node<'_>>) -> Option<&'n str> {
    match node {
        Some(Node::String(text)) => Some(text),
        _ => None,
    }
}
