//! The shapes of a JSON AST, before mixins and `apply`.

use super::apply::Applied;
use super::traits::{Origin, Step, Trait};
use crate::diagnostic::{At, Diagnostics};
use crate::json::{Node, Object};
use crate::read::fields::{Fields, object, string};
use std::collections::HashMap;

/// The shapes of a file, in their order.
pub(super) struct Ast<'a, 't> {
    pub(super) shapes: Vec<Raw<'a, 't>>,
    /// The indexes of the shapes by id.
    pub(super) indices: HashMap<&'a str, usize>,
    pub(super) applied: Applied<'a, 't>,
}

/// A shape without inherited traits and members.
pub(super) struct Raw<'a, 't> {
    /// Its absolute id: `namespace#Name`.
    pub(super) id: &'a str,
    /// Its type: `structure`, `list` and so on.
    pub(super) kind: &'a str,
    pub(super) object: &'a Object<'t>,
    pub(super) traits: Vec<Trait<'a, 't>>,
    pub(super) members: Vec<RawMember<'a, 't>>,
    /// The ids of its mixins.
    pub(super) mixins: Vec<&'a str>,
}

/// A member of a structure, union or enum; the element of a list; the key or value of a map.
#[derive(Clone)]
pub(super) struct RawMember<'a, 't> {
    pub(super) name: &'a str,
    pub(super) target: &'a str,
    pub(super) traits: Vec<Trait<'a, 't>>,
    /// Its location in the file.
    pub(super) origin: Origin<'a>,
}

/// Reads all shapes. A shape that cannot be read is reported and left out. `at` is the location of the shapes.
pub(super) fn read<'a, 't>(node: &'a Node<'t>, at: &At<'_>, out: &Diagnostics) -> Option<Ast<'a, 't>> {
    let mut ast = Ast { shapes: Vec::new(), indices: HashMap::new(), applied: Applied::default() };
    for (id, node) in &object(node, at, out)?.entries {
        let at = at.key(id);
        let Some(object) = object(node, &at, out) else { continue };
        let Some(kind) = required(object, "type", &at, out) else { continue };
        if !id.contains('#') {
            out.error_help(&at, "not an absolute shape id", "use `namespace#Name`");
            continue;
        }
        if kind == "apply" {
            ast.applied.add(id, own_traits(object, Origin { shape: id, step: None }, &at, out));
            only(node, &["type", "traits"], &at, out);
            continue;
        }
        // A duplicate ID is reported, and the first shape is used.
        ast.indices.entry(id).or_insert(ast.shapes.len());
        ast.shapes.push(shape(id, kind, object, &at, out));
        only(node, keys(kind), &at, out);
    }
    Some(ast)
}

/// Returns the known keys of a shape type. Keys of services, operations and resources are read by other files; those that
/// no file reads have no effect on requests and responses.
fn keys(kind: &str) -> &'static [&'static str] {
    match kind {
        "list" | "set" => &["type", "traits", "mixins", "member"],
        "map" => &["type", "traits", "mixins", "key", "value"],
        "structure" | "union" | "enum" | "intEnum" => &["type", "traits", "mixins", "members"],
        "service" => {
            &["type", "traits", "mixins", "version", "operations", "resources", "errors", "rename", "shapes"]
        }
        "operation" => &["type", "traits", "mixins", "input", "output", "errors"],
        "resource" => &[
            "type",
            "traits",
            "mixins",
            "identifiers",
            "properties",
            "create",
            "put",
            "read",
            "update",
            "delete",
            "list",
            "operations",
            "collectionOperations",
            "resources",
        ],
        _ => &["type", "traits", "mixins"],
    }
}

/// Reports all other keys.
fn only(node: &Node<'_>, keys: &[&str], at: &At<'_>, out: &Diagnostics) {
    if let Some(mut fields) = Fields::of(node, at, out) {
        fields.ignore(keys);
        fields.finish();
    }
}

/// Returns the string at a required key.
fn required<'a>(object: &'a Object<'_>, key: &str, at: &At<'_>, out: &Diagnostics) -> Option<&'a str> {
    let found = object.get(key);
    if found.is_none() {
        out.error(at, format!("`{key}` is missing"));
    }
    string(found?, &at.key(key), out)
}

fn shape<'a, 't>(
    id: &'a str,
    kind: &'a str,
    object: &'a Object<'t>,
    at: &At<'_>,
    out: &Diagnostics,
) -> Raw<'a, 't> {
    let traits = own_traits(object, Origin { shape: id, step: None }, at, out);
    let mixins = references(object, "mixins", at, out);
    let members = match kind {
        "list" | "set" => elements(object, id, &["member"], at, out),
        "map" => elements(object, id, &["key", "value"], at, out),
        "structure" | "union" | "enum" | "intEnum" => members(object, id, at, out),
        _ => Vec::new(),
    };
    Raw { id, kind, object, traits, members, mixins }
}

fn own_traits<'a, 't>(
    holder: &'a Object<'t>,
    origin: Origin<'a>,
    at: &At<'_>,
    out: &Diagnostics,
) -> Vec<Trait<'a, 't>> {
    let Some(object) = holder.get("traits").and_then(|node| object(node, &at.key("traits"), out)) else {
        return Vec::new();
    };
    let entries = object.entries.iter();
    entries.map(|(name, value)| Trait { name: name.as_ref(), value, origin }).collect()
}

fn members<'a, 't>(
    holder: &'a Object<'t>,
    id: &'a str,
    at: &At<'_>,
    out: &Diagnostics,
) -> Vec<RawMember<'a, 't>> {
    let at = at.key("members");
    let Some(object) = holder.get("members").and_then(|node| object(node, &at, out)) else {
        return Vec::new();
    };
    let entries = object.entries.iter();
    entries
        .filter_map(|(name, node)| {
            let origin = Origin { shape: id, step: Some(Step::Member(name)) };
            member(name, node, origin, &at.key(name), out)
        })
        .collect()
}

/// Reads the members of a list or map. A missing one may come from a mixin.
fn elements<'a, 't>(
    holder: &'a Object<'t>,
    id: &'a str,
    keys: &[&'static str],
    at: &At<'_>,
    out: &Diagnostics,
) -> Vec<RawMember<'a, 't>> {
    let found = keys.iter().filter_map(|key| Some((*key, holder.get(key)?)));
    let read = found.filter_map(|(key, node)| {
        let origin = Origin { shape: id, step: Some(Step::Element(key)) };
        member(key, node, origin, &at.key(key), out)
    });
    read.collect()
}

fn member<'a, 't>(
    name: &'a str,
    node: &'a Node<'t>,
    origin: Origin<'a>,
    at: &At<'_>,
    out: &Diagnostics,
) -> Option<RawMember<'a, 't>> {
    let object = object(node, at, out)?;
    let traits = own_traits(object, origin, at, out);
    only(node, &["target", "traits"], at, out);
    Some(RawMember { name, target: required(object, "target", at, out)?, traits, origin })
}

/// Reads the ids in `[{"target": id}, ..]`.
fn references<'a>(holder: &'a Object<'_>, key: &str, at: &At<'_>, out: &Diagnostics) -> Vec<&'a str> {
    let at = at.key(key);
    let nodes = match holder.get(key) {
        None => return Vec::new(),
        Some(Node::Array(nodes)) => nodes.iter().enumerate(),
        Some(other) => {
            out.error(&at, format!("expected an array, found {}", other.kind()));
            return Vec::new();
        }
    };
    nodes.filter_map(|(index, node)| reference(node, &at.index(index), out)).collect()
}

/// Reads the id in `{"target": id}`.
pub(super) fn reference<'a>(node: &'a Node<'_>, at: &At<'_>, out: &Diagnostics) -> Option<&'a str> {
    required(object(node, at, out)?, "target", at, out)
}
