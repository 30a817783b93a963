//! Slices of Smithy JSON ASTs.

#[cfg(test)]
mod tests;

use super::closure::{object, section, selected, unknown};
use super::documentation::{Documentation, is_text};
use super::filter::filter;
use super::reserved::Reserved;
use crate::customizations;
use crate::diagnostic::{At, Diagnostics};
use crate::json::{Node, Object};
use crate::source::Selection;
use std::collections::{HashMap, HashSet};

/// The properties of a resource that hold one operation each.
const LIFECYCLE: [&str; 6] = ["create", "put", "read", "update", "delete", "list"];
/// The properties of services and resources that hold lists of shapes, not all of which remain.
const LISTS: [&str; 4] = ["operations", "collectionOperations", "resources", "shapes"];
/// Traits that document a model.
const DOCUMENTATION: [&str; 2] = ["smithy.api#documentation", "smithy.api#externalDocumentation"];
/// Traits and namespaces that describe how to test a client.
const TESTS: [&str; 3] = ["smithy.api#examples", "smithy.rules#endpointTests", "smithy.test#"];

/// Returns the text of a model with some of its operations. `at` is the file.
pub(super) fn model(
    text: &str,
    root: &Node<'_>,
    operations: &Selection,
    documentation: Documentation,
    at: &At<'_>,
    out: &Diagnostics,
) -> String {
    let closure = Closure::of(root, operations, at, out);
    filter(text, root, "", &|path, value| match path {
        ["shapes", id] => closure.has_entry(id),
        ["shapes", id, key] if closure.stubs.contains(id) => *key == "type",
        ["shapes", _, key] if LIFECYCLE.contains(key) => target(value).is_none_or(|id| closure.has(id)),
        ["shapes", _, key, ""] if LISTS.contains(key) => target(value).is_none_or(|id| closure.has(id)),
        ["shapes", _, "rename", id] => closure.has(id),
        ["shapes", _, "traits", rest @ ..]
        | ["shapes", _, "member" | "key" | "value", "traits", rest @ ..]
        | ["shapes", _, "members", _, "traits", rest @ ..] => keeps(rest, value, documentation),
        _ => true,
    })
}

/// Returns whether a trait, or a part of its value, remains.
fn keeps(path: &[&str], value: &Node<'_>, documentation: Documentation) -> bool {
    match path {
        [name] if TESTS.iter().any(|test| name.starts_with(test)) => false,
        _ if documentation == Documentation::Keep => true,
        [name] => !DOCUMENTATION.contains(name),
        // Documentation of a parameter, a rule or a value.
        [name, .., "documentation"] if name.starts_with("smithy.rules#") => !is_text(value),
        ["smithy.api#enum", "", "documentation"] => false,
        _ => true,
    }
}

/// The shapes that remain.
struct Closure<'n> {
    /// The selected operations, the shapes that they use, and the service with the resources that contain them.
    shapes: HashSet<&'n str>,
    /// The operations that remain without properties; see [`super::reserved`].
    stubs: HashSet<&'n str>,
}

impl<'n> Closure<'n> {
    fn of(root: &'n Node<'_>, selection: &Selection, file: &At<'_>, out: &Diagnostics) -> Self {
        let mut walk = Walk { shapes: section(root, "shapes", file, out), found: HashSet::new(), out };
        let at = file.key("shapes");
        let holders = walk.holders();
        let renamed = walk.renamed();
        let name = |id: &'n str| renamed.get(id).copied().unwrap_or_else(|| plain_name(id));
        let operations: HashMap<&str, &str> = holders
            .iter()
            .flat_map(|holder| walk.operations_of(holder))
            .map(|operation| (name(operation), operation))
            .collect();
        let mut queue = Vec::new();
        for name in selected(selection, operations.keys().copied()) {
            match operations.get(name) {
                Some(operation) => queue.push(*operation),
                None => unknown(name, operations.keys().copied(), &at, out),
            }
        }
        queue.extend(walk.endpoint_operation(&holders, &queue));
        let session = walk.session_operation(&holders).filter(|_| !queue.is_empty());
        queue.extend(session.and_then(|name| operations.get(name)));
        let chosen: HashSet<&str> = queue.iter().copied().collect();
        queue.extend(walk.used_holders(&holders, &chosen));
        walk.follow(queue, &at);
        let reserved = Reserved::of(walk.found.iter().map(|id| name(id)));
        // An operation without properties that no service lists is a stub already.
        let others = operations.into_values().chain(walk.unreached_stubs());
        let others = others.filter(|id| !walk.found.contains(id) && reserved.has_type_of(name(id)));
        let stubs = others.collect();
        Self { shapes: walk.found, stubs }
    }

    /// Returns whether a shape remains with its properties. Shapes of Smithy itself always do.
    fn has(&self, id: &str) -> bool {
        self.shapes.contains(id) || id.starts_with("smithy.api#")
    }

    /// Returns whether an entry of `shapes` remains: that of a shape, or one that applies traits to a shape or a
    /// member.
    fn has_entry(&self, id: &str) -> bool {
        let shape = id.split_once('$').map_or(id, |(shape, _)| shape);
        self.has(shape) || self.stubs.contains(id)
    }
}

struct Walk<'n, 't, 'o> {
    shapes: HashMap<&'n str, &'n Node<'t>>,
    found: HashSet<&'n str>,
    out: &'o Diagnostics,
}

impl<'n, 't> Walk<'n, 't, '_> {
    /// Returns the services and resources, with their mixins.
    fn holders(&self) -> Vec<&'n str> {
        let is_holder = |node: &Node<'_>| matches!(kind(node), Some("service" | "resource"));
        let mut holders: Vec<&str> =
            self.shapes.iter().filter(|(_, node)| is_holder(node)).map(|(id, _)| *id).collect();
        holders.sort_unstable();
        holders
    }

    /// Returns the names that services give to shapes.
    fn renamed(&self) -> HashMap<&'n str, &'n str> {
        let tables = self.shapes.values().filter_map(|node| node.as_object()?.get("rename")?.as_object());
        let entries = tables.flat_map(|table| &table.entries);
        entries.filter_map(|(id, name)| Some((id.as_ref(), string(name)?))).collect()
    }

    fn operations_of(&self, holder: &str) -> Vec<&'n str> {
        let Some(object) = self.object(holder) else { return Vec::new() };
        let single = LIFECYCLE.iter().filter_map(|key| target(object.get(key)?));
        let listed = ["operations", "collectionOperations"].iter().flat_map(|key| targets(object, key));
        single.chain(listed).filter(|id| self.shapes.contains_key(id)).collect()
    }

    /// Returns the operation that returns endpoints, if the endpoint of a selected operation is discovered.
    fn endpoint_operation(&self, holders: &[&'n str], operations: &[&str]) -> Option<&'n str> {
        let value = |id: &str, name: &str| self.object(id)?.get("traits")?.as_object()?.get(name);
        operations.iter().find(|id| value(id, "aws.api#clientDiscoveredEndpoint").is_some())?;
        let discovery = holders.iter().find_map(|holder| value(holder, "aws.api#clientEndpointDiscovery"));
        let id = string_at(discovery?.as_object()?, "operation")?;
        self.shapes.get_key_value(id).map(|(id, _)| *id)
    }

    /// Returns the name of the operation that returns the credentials of sessions, if the service has one.
    fn session_operation(&self, holders: &[&'n str]) -> Option<&'static str> {
        let service = |holder: &str| self.object(holder)?.get("traits")?.as_object()?.get("aws.api#service");
        let ids = holders.iter().filter_map(|holder| string_at(service(holder)?.as_object()?, "sdkId"));
        ids.filter_map(customizations::session_operation).next()
    }

    /// Returns the services, and the resources that have one of the operations or contain such a resource.
    fn used_holders(&self, holders: &[&'n str], operations: &HashSet<&str>) -> Vec<&'n str> {
        let mut used: HashSet<&str> = HashSet::new();
        loop {
            let before = used.len();
            for holder in holders {
                let Some(object) = self.object(holder) else { continue };
                let has_operation = || self.operations_of(holder).iter().any(|id| operations.contains(id));
                let holds_used = || {
                    let inner = targets(object, "resources").into_iter().chain(targets(object, "mixins"));
                    inner.into_iter().any(|id| used.contains(id))
                };
                let is_service = string_at(object, "type") == Some("service");
                if is_service || has_operation() || holds_used() {
                    used.insert(holder);
                }
            }
            if used.len() == before {
                return used.into_iter().collect();
            }
        }
    }

    fn unreached_stubs(&self) -> impl Iterator<Item = &'n str> {
        let is_stub = |node: &Node<'_>| {
            kind(node) == Some("operation")
                && node.as_object().is_some_and(|object| object.entries.len() == 1)
        };
        self.shapes.iter().filter(move |(_, node)| is_stub(node)).map(|(id, _)| *id)
    }

    /// Adds shapes, and all shapes that they refer to.
    fn follow(&mut self, mut queue: Vec<&'n str>, at: &At<'_>) {
        // A queue instead of recursion, because models limit no nesting of shapes.
        while let Some(id) = queue.pop() {
            if !self.found.insert(id) {
                continue;
            }
            let at = at.key(id);
            let Some(shape) = self.shapes.get(id).and_then(|node| object(node, &at, self.out)) else {
                continue;
            };
            for (key, target) in references(shape) {
                match self.shapes.get_key_value(target) {
                    Some((id, _)) => queue.push(id),
                    None if target.starts_with("smithy.api#") => {}
                    None => {
                        self.out.error(&at.key(key), format!("the shape `{target}` is not in the model"));
                    }
                }
            }
            // The definitions of traits, where the model has them.
            let traits = traits(shape).into_iter().filter_map(|name| self.shapes.get_key_value(name));
            queue.extend(traits.map(|(id, _)| *id));
        }
    }

    fn object(&self, id: &str) -> Option<&'n Object<'t>> {
        self.shapes.get(id)?.as_object()
    }
}

/// Returns the shapes that a shape refers to, each with the key of the property, but for operations and resources.
fn references<'n>(shape: &'n Object<'_>) -> Vec<(&'static str, &'n str)> {
    let mut found = Vec::new();
    for key in ["input", "output", "member", "key", "value"] {
        found.extend(shape.get(key).and_then(target).map(|id| (key, id)));
    }
    for key in ["members", "identifiers", "properties"] {
        let entries = shape.get(key).and_then(Node::as_object).into_iter().flat_map(|table| &table.entries);
        found.extend(entries.filter_map(|(_, member)| Some((key, target(member)?))));
    }
    for key in ["errors", "mixins"] {
        found.extend(targets(shape, key).into_iter().map(|id| (key, id)));
    }
    found
}

/// Returns the names of the traits of a shape and of its members.
fn traits<'n>(shape: &'n Object<'_>) -> Vec<&'n str> {
    let members = shape.get("members").and_then(Node::as_object).into_iter().flat_map(|table| &table.entries);
    let members = members.map(|(_, member)| member);
    let elements = ["member", "key", "value"].into_iter().filter_map(|key| shape.get(key));
    let holders = members.chain(elements).filter_map(Node::as_object).chain([shape]);
    let traits = holders.filter_map(|holder| holder.get("traits")?.as_object());
    traits.flat_map(|traits| traits.entries.iter().map(|(name, _)| name.as_ref())).collect()
}

fn plain_name(id: &str) -> &str {
    id.split_once('#').map_or(id, |(_, name)| name)
}

fn kind<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    string_at(node.as_object()?, "type")
}

fn string_at<'n>(object: &'n Object<'_>, key: &str) -> Option<&'n str> {
    string(object.get(key)?)
}

fn string<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match node {
        Node::String(text) => Some(text),
        _ => None,
    }
}

/// Returns the id in `{"target": id}`.
fn target<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    string_at(node.as_object()?, "target")
}

/// Returns the ids in the array at a key.
fn targets<'n>(object: &'n Object<'_>, key: &str) -> Vec<&'n str> {
    match object.get(key) {
        Some(Node::Array(elements)) => elements.iter().filter_map(target).collect(),
        _ => Vec::new(),
    }
}
