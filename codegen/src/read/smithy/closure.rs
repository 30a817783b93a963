//! Finds the service of a model, and its operations, including those of its resources.

use super::ast::reference;
use super::flat::Flat;
use crate::diagnostic::{At, Diagnostics};
use std::collections::{HashMap, HashSet};

/// The lifecycle operations of a resource, in the order of Smithy's documentation.
const LIFECYCLE: [&str; 6] = ["create", "put", "read", "update", "delete", "list"];

/// Returns the only service. Reports a model with none or several.
pub(super) fn find<'f, 'a, 't>(
    flats: &'f [Flat<'a, 't>],
    at: &At<'_>,
    out: &Diagnostics,
) -> Option<&'f Flat<'a, 't>> {
    let is_service =
        |flat: &&Flat<'a, 't>| flat.kind == "service" && flat.trait_named(super::flat::MIXIN).is_none();
    let services: Vec<_> = flats.iter().filter(is_service).collect();
    match services.as_slice() {
        [service] => Some(service),
        [] => {
            out.error(at, "the model has no service");
            None
        }
        several => {
            let names: Vec<&str> = several.iter().map(|flat| flat.id).collect();
            let problem = format!("the model has several services: {}", names.join(", "));
            let help = "choose one by its name: `--service` on the command line, `Builder::service` in a build script";
            out.error_help(at, problem, help);
            None
        }
    }
}

/// Returns all operations once: those of the service first, then those of its resources, depth first.
pub(super) fn operations<'f, 'a, 't>(
    flats: &'f [Flat<'a, 't>],
    service: &'f Flat<'a, 't>,
    at: &At<'_>,
    out: &Diagnostics,
) -> Vec<&'f Flat<'a, 't>> {
    let by_id = flats.iter().map(|flat| (flat.id, flat)).collect();
    let mut walk = Walk { by_id, found: Vec::new(), seen: HashSet::new(), at, out };
    walk.list(service, "operations");
    let mut open = walk.resources(service);
    while let Some(resource) = open.pop() {
        for key in LIFECYCLE {
            walk.one(resource, key);
        }
        walk.list(resource, "operations");
        walk.list(resource, "collectionOperations");
        open.extend(walk.resources(resource));
    }
    walk.found
}

/// Returns the operations that the file has by name only and the service does not reach.
pub(super) fn stubs<'a>(flats: &[Flat<'a, '_>], reached: &[&Flat<'a, '_>]) -> Vec<&'a str> {
    let reached: HashSet<&str> = reached.iter().map(|flat| flat.id).collect();
    let is_stub = |flat: &&Flat<'a, '_>| {
        let is_empty = ["input", "output", "errors"].iter().all(|key| flat.value(key).is_none());
        flat.kind == "operation" && is_empty && flat.traits.is_empty() && !reached.contains(flat.id)
    };
    flats.iter().filter(is_stub).map(|flat| flat.id).collect()
}

struct Walk<'w, 'f, 'a, 't> {
    by_id: HashMap<&'a str, &'f Flat<'a, 't>>,
    found: Vec<&'f Flat<'a, 't>>,
    seen: HashSet<&'a str>,
    at: &'w At<'w>,
    out: &'w Diagnostics,
}

impl<'f, 'a, 't> Walk<'_, 'f, 'a, 't> {
    fn one(&mut self, holder: &Flat<'a, 't>, key: &str) {
        let Some((part, node)) = holder.value(key) else { return };
        let at = self.at.key(part);
        let at = at.key(key);
        if let Some(id) = reference(node, &at, self.out) {
            self.operation(id, &at);
        }
    }

    fn list(&mut self, holder: &Flat<'a, 't>, key: &str) {
        for target in holder.targets(key, self.at, self.out) {
            let at = self.at.key(target.part);
            let at = at.key(key);
            self.operation(target.id, &at.index(target.index));
        }
    }

    fn operation(&mut self, id: &str, at: &At<'_>) {
        if let Some(flat) = self.shape(id, "operation", at)
            && self.seen.insert(flat.id)
        {
            self.found.push(flat);
        }
    }

    /// Returns the resources of a service or resource, the last first. Reports resources that were reached before.
    fn resources(&mut self, holder: &Flat<'a, 't>) -> Vec<&'f Flat<'a, 't>> {
        let mut found = Vec::new();
        for target in holder.targets("resources", self.at, self.out) {
            let at = self.at.key(target.part);
            let at = at.key("resources");
            let at = at.index(target.index);
            let Some(flat) = self.shape(target.id, "resource", &at) else { continue };
            if self.seen.insert(flat.id) {
                found.push(flat);
                continue;
            }
            let problem =
                format!("the resource `{}` is referenced more than once, or contains itself", flat.id);
            self.out.error_help(&at, problem, "remove all but one reference to the resource");
        }
        found.reverse();
        found
    }

    fn shape(&self, id: &str, kind: &str, at: &At<'_>) -> Option<&'f Flat<'a, 't>> {
        match self.by_id.get(id) {
            None => self.out.error(at, format!("the shape `{id}` is not in the model")),
            Some(flat) if flat.kind != kind => {
                self.out.error(at, format!("`{id}` is of type {}, not {kind}", flat.kind));
            }
            Some(flat) => return Some(flat),
        }
        None
    }
}
