//! Reads botocore's `service-2.json`, a projection of Smithy's model with keys of its own for some traits.
//!
//! Each file reads one part of the format. Rules that do not depend on the format are in [`read`](super), and endpoint rules in
//! `read/endpoints`.

mod auth;
mod inherited;
mod labels;
mod locations;
mod member;
mod metadata;
mod operation;
mod paginators;
mod shape;
mod shared;
mod table;
mod waiters;
mod xml;

use super::calls::Calls;
use super::context_params;
use super::fields::{Fields, object};
use super::protocols::Protocols;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Binding, Kind, Model, Service, Shapes};
use crate::json::Node;
pub(super) use locations::Locations;
use operation::Operations;
use table::Table;

/// Reads a whole model. `protocol` is the name of the protocol that is used in place of the preferred one.
pub(super) fn read(
    file: &str,
    node: &Node<'_>,
    at: &At<'_>,
    protocol: Option<&str>,
    calls: Calls<'_>,
    out: &Diagnostics,
) -> Option<Model> {
    let mut fields = Fields::of(node, at, out)?;
    fields.ignore(&["version", "examples", "documentation"]);
    // The deprecation of a whole service does not affect its operations.
    fields.ignore(&["deprecated", "deprecatedMessage"]);
    let client_params = fields.take("clientContextParams");
    let metadata = fields.require("metadata");
    let operations = fields.require("operations");
    let shapes = fields.require("shapes");
    let pagination = fields.take("pagination");
    let waiters = fields.take("waiters");
    fields.finish();
    let mut protocols = Protocols::default();
    let service = metadata.and_then(|node| {
        protocols = metadata::protocols(node, at, protocol, calls.out);
        metadata::read(node, &at.key("metadata"), &protocols, calls, out)
    });
    let client_params =
        client_params.map(|node| context_params::client(node, &at.key("clientContextParams"), calls.out));
    let service =
        service.map(|service| Service { client_params: client_params.unwrap_or_default(), ..service });
    let at_shapes = at.key("shapes");
    let nodes = object(shapes?, &at_shapes, out)?;
    let is_query_compatible = service.as_ref().is_some_and(|service| service.query_compatible);
    let mut table = Table::new(nodes, protocols, is_query_compatible, calls, out);
    let shapes = shape::read_all(nodes, &at_shapes, &mut table);
    let at_operations = at.key("operations");
    let operations = operation::read_all(operations?, &at_operations, &mut table);
    let Operations { read: mut operations, unread, unselected, roots } = operations;
    if let Some(node) = pagination {
        paginators::read(node, &at.key("pagination"), &mut operations, calls.out);
    }
    if let Some(node) = waiters {
        waiters::read(node, &at.key("waiters"), &mut operations, calls.out);
    }
    let mut shapes = table.finish(shapes);
    xml::name_roots(&mut shapes, roots, &at_operations, out);
    name_queries(&mut shapes);
    let file = file.to_owned();
    let mut model = Model {
        file,
        service: service?,
        operations,
        endpoint_operation: None,
        session_operation: None,
        unread,
        unselected,
        shapes,
    };
    labels::rename(&mut model);
    Some(model)
}

/// Binds members to the query by their own names, except for maps, which are `QueryParams`.
fn name_queries(shapes: &mut Shapes) {
    let maps: Vec<bool> = shapes.iter().map(|(_, shape)| matches!(shape.kind, Kind::Map { .. })).collect();
    for member in shapes.iter_mut().flat_map(|shape| shape.kind.members_mut()) {
        let is_map = maps.get(member.target.index()).is_some_and(|is_map| *is_map);
        if member.binding == Binding::QueryParams && !is_map {
            member.binding = Binding::Query(member.name.clone());
        }
    }
}
