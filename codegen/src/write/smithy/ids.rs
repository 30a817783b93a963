//! The absolute shape ids of a model.

use super::media_types::MediaTypes;
use crate::graph::{Model, Service, ShapeId};
use std::collections::{HashMap, HashSet};

/// The ids of all shapes of a model: `namespace#Name`, with other namespaces for names that occur twice.
pub(super) struct Ids {
    pub(super) service: String,
    pub(super) shapes: HashMap<ShapeId, String>,
    pub(super) operations: HashMap<String, String>,
    pub(super) media_types: MediaTypes,
}

impl Ids {
    pub(super) fn of(model: &Model) -> Self {
        let namespace = namespace(&model.service.sdk_id);
        let mut taken = HashSet::new();
        let mut claim = |name: &str, other: &str| {
            let mut id = format!("{namespace}#{name}");
            let mut count = 1;
            while !taken.insert(id.clone()) {
                count += 1;
                id = format!("{namespace}.{other}{count}#{name}");
            }
            id
        };
        let shapes = model.shapes.iter().map(|(id, shape)| (id, claim(&shape.name, "shapes")));
        let shapes = shapes.collect();
        let media_types = MediaTypes::new(model, |id| claim(&model.shapes[id].name, "shapes"));
        let operations = model.operations.iter().map(|one| &one.name).chain(&model.unselected);
        let operations = operations.map(|name| (name.clone(), claim(name, "operations")));
        let operations = operations.collect();
        let service = claim(&service_name(&model.service), "service");
        Self { service, shapes, operations, media_types }
    }
}

/// Returns the namespace of a service: `iotmanagedintegrations` for `IoT Managed Integrations`.
fn namespace(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase());
    let plain: String = letters.skip_while(char::is_ascii_digit).collect();
    if plain.is_empty() { "service".to_owned() } else { plain }
}

/// Returns the name of the service shape, which some protocols send: the target prefix, if it is a valid name, or else one
/// made from the SDK id.
fn service_name(service: &Service) -> String {
    let sent = service.target_prefix.as_ref().filter(|prefix| is_name(prefix));
    sent.cloned().unwrap_or_else(|| {
        let letters: String = service.sdk_id.chars().filter(char::is_ascii_alphanumeric).collect();
        if is_name(&letters) { letters } else { format!("Service{letters}") }
    })
}

fn is_name(text: &str) -> bool {
    let first = text.trim_start_matches('_').chars().next();
    first.is_some_and(|c| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
