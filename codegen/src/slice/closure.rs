//! Finds the shapes that operations use.

use crate::customizations;
use crate::diagnostic::{At, Diagnostics};
use crate::json::{Node, Object};
use crate::near;
use crate::source::Selection;
use std::collections::{HashMap, HashSet};

/// Selected operations and the shapes that they use.
#[derive(Default)]
pub(super) struct Closure<'n> {
    pub(super) operations: HashSet<&'n str>,
    pub(super) shapes: HashSet<&'n str>,
}

impl<'n> Closure<'n> {
    /// Follows the input, output and errors of each operation, and the members, elements, keys and values of each shape.
    pub(super) fn of(root: &'n Node<'_>, selection: &Selection, file: &At<'_>, out: &Diagnostics) -> Self {
        let operations = section(root, "operations", file, out);
        let shapes = section(root, "shapes", file, out);
        let mut walk = Walk { shapes, closure: Self::default(), queue: Vec::new(), out };
        let at = file.key("operations");
        let mut names = selected(selection, operations.keys().copied());
        names.extend(endpoint_operation(&operations, &names));
        names.extend(session_operation(root, &operations, &names));
        for name in names {
            match operations.get_key_value(name) {
                Some((name, operation)) => walk.operation(name, operation, &at.key(name)),
                None => unknown(name, operations.keys().copied(), &at, out),
            }
        }
        let at = file.key("shapes");
        // A queue instead of recursion, because models limit no nesting of shapes.
        while let Some((name, shape)) = walk.queue.pop() {
            walk.shape(shape, &at.key(name));
        }
        walk.closure
    }
}

/// Returns the operation that returns endpoints, if the endpoint of a selected operation is discovered.
fn endpoint_operation<'n>(operations: &HashMap<&'n str, &'n Node<'_>>, names: &[&str]) -> Option<&'n str> {
    let has = |node: &Node<'_>, key: &str| node.as_object().is_some_and(|object| object.get(key).is_some());
    let is_discovered =
        |name: &&str| operations.get(*name).is_some_and(|node| has(node, "endpointdiscovery"));
    names.iter().find(|name| is_discovered(name))?;
    operations.iter().find(|(_, node)| has(node, "endpointoperation")).map(|(name, _)| *name)
}

/// Returns the operation that returns the credentials of sessions, if the service has one.
fn session_operation<'n>(
    root: &Node<'_>,
    operations: &HashMap<&'n str, &'n Node<'_>>,
    names: &[&str],
) -> Option<&'n str> {
    let id = root.as_object()?.get("metadata")?.as_object()?.get("serviceId")?;
    let Node::String(id) = id else { return None };
    names.first()?;
    let wanted = customizations::session_operation(id).filter(|name| !names.contains(name))?;
    operations.get_key_value(wanted).map(|(name, _)| *name)
}

struct Walk<'n, 't, 'o> {
    shapes: HashMap<&'n str, &'n Node<'t>>,
    closure: Closure<'n>,
    queue: Vec<(&'n str, &'n Node<'t>)>,
    out: &'o Diagnostics,
}

impl<'n, 't> Walk<'n, 't, '_> {
    fn operation(&mut self, name: &'n str, operation: &'n Node<'t>, at: &At<'_>) {
        self.closure.operations.insert(name);
        let Some(operation) = object(operation, at, self.out) else { return };
        for key in ["input", "output"] {
            if let Some(reference) = operation.get(key) {
                self.reference(reference, &at.key(key));
            }
        }
        if let Some(Node::Array(errors)) = operation.get("errors") {
            for (index, error) in errors.iter().enumerate() {
                self.reference(error, &at.key("errors").index(index));
            }
        }
    }

    fn shape(&mut self, shape: &'n Node<'t>, at: &At<'_>) {
        let Some(shape) = object(shape, at, self.out) else { return };
        for key in ["member", "key", "value"] {
            if let Some(reference) = shape.get(key) {
                self.reference(reference, &at.key(key));
            }
        }
        if let Some(Node::Object(members)) = shape.get("members") {
            for (name, member) in &members.entries {
                self.reference(member, &at.key("members").key(name));
            }
        }
    }

    fn reference(&mut self, reference: &'n Node<'t>, at: &At<'_>) {
        let Some(reference) = object(reference, at, self.out) else { return };
        let Some(Node::String(target)) = reference.get("shape") else {
            return self.out.error(at, "expected a reference with the key `shape`");
        };
        match self.shapes.get_key_value(target.as_ref()) {
            Some((name, shape)) if self.closure.shapes.insert(name) => self.queue.push((name, shape)),
            Some(_) => {}
            None => self.out.error(at, format!("there is no shape `{target}`")),
        }
    }
}

/// Returns the entries of `operations` or `shapes`.
pub(super) fn section<'n, 't>(
    root: &'n Node<'t>,
    name: &str,
    file: &At<'_>,
    out: &Diagnostics,
) -> HashMap<&'n str, &'n Node<'t>> {
    let Node::Object(root) = root else { return HashMap::new() };
    let Some(node) = root.get(name) else {
        out.error(file, format!("`{name}` is missing"));
        return HashMap::new();
    };
    let at = file.key(name);
    let Some(section) = object(node, &at, out) else { return HashMap::new() };
    for key in &section.duplicates {
        out.error(&at, format!("duplicate key `{key}`"));
    }
    section.entries.iter().map(|(key, value)| (key.as_ref(), value)).collect()
}

/// Returns the object that a node is. Reports any other node.
pub(super) fn object<'n, 't>(node: &'n Node<'t>, at: &At<'_>, out: &Diagnostics) -> Option<&'n Object<'t>> {
    if let Node::Object(object) = node {
        return Some(object);
    }
    out.error(at, format!("expected an object, found {}", node.kind()));
    None
}

/// Returns the names of the selected operations. A slice keeps unsupported ones: the generator decides about them.
pub(super) fn selected<'n>(selection: &'n Selection, known: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    match selection {
        Selection::Named(names) => names.iter().map(String::as_str).collect(),
        Selection::All | Selection::Supported => known.collect(),
    }
}

/// Reports an operation that the model does not have.
pub(super) fn unknown<'n>(name: &str, known: impl Iterator<Item = &'n str>, at: &At<'_>, out: &Diagnostics) {
    out.error_hint(at, format!("there is no operation `{name}`"), near::help(name, known));
}
