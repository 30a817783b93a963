//! Reads Smithy's JSON AST, versions 1.0 and 2.0.
//!
//! The AST has more properties than botocore's projection of it, or other forms of them. These rules make both the same
//! graph:
//!
//! - Only `required` makes a member required. `default`, `clientOptional`, `input`, `box` and `addedDefault` have no effect:
//!   optional members are `Option`s, and services fill in their defaults.
//! - The variants of an enum are named after its values, those of an `intEnum` after its members.
//! - A label has the name of its member. botocore's reader renames labels.
//! - The protocol is the first known one, in the order of [`Protocol::ALL`](crate::graph::Protocol::ALL), or the one that is
//!   asked for. `http` and bindings have an effect under protocols with bindings, `jsonName` under restJson1, `xmlName`
//!   under XML protocols. XML traits are kept for models that declare an XML protocol; `xmlFlattened`, and the names and
//!   namespaces of root elements are where Smithy has them, see `read/roots.rs` and `read/botocore/xml.rs`.
//! - `awsQueryError` has an effect under the query protocols, and for services with `awsQueryCompatible`.
//! - An event stream is a union. Its members are events, unless they are errors.
//! - `optionalAuth` stands for no authentication, and so does a service without authentication schemes.
//! - A string of the media type `application/json` is a document to the caller, as `jsonvalue` is; as a whole body it is
//!   a string. The media type of a whole body is the request's content type.
//! - A pattern matches whole values, as in botocore's format: `^a$` becomes `a`, and `a` becomes `.*a.*`.
//! - Bounds of a member replace those of its target. A type that is the target of a sensitive member is sensitive
//!   everywhere, because a type has only one `Debug`.
//! - Documentation is not read.
//! - Traits outside of Smithy's and AWS's namespaces are ignored. Within them, traits that `known.rs` does not list are
//!   reported, since they might change requests.
//! - Traits that only botocore's format has are in the namespace `smithereen.botocore`, which `write/smithy` uses.

mod apply;
mod ast;
mod auth;
mod closure;
mod error;
mod flat;
mod ids;
mod known;
mod locations;
mod member;
mod mixins;
mod name_conflicts;
mod operation;
mod protocol;
mod service;
mod shape;
mod shared;
mod traits;

use super::calls::Calls;
use super::fields::{Fields, object};
use crate::diagnostic::{At, Diagnostics};
use crate::format::RULE_TRAITS;
use crate::graph::{Kind, Model, ShapeId, ShapeTrait, Shapes};
use crate::json::Node;
use flat::Flat;
use ids::Table;

pub(super) use locations::Locations;

/// The contents of a file.
pub(super) struct Contents<'a, 't> {
    pub(super) model: Option<Model>,
    /// The value of `smithy.rules#endpointRuleSet`, else of `smithy.rules#endpointBdd`, and the keys that lead to it.
    pub(super) rules: Option<(&'a Node<'t>, Vec<&'a str>)>,
    pub(super) locations: Locations,
}

/// Reads a whole model. `at` is the file, `protocol` the name of the protocol that is used in place of the preferred one.
pub(super) fn read<'a, 't>(
    file: &str,
    node: &'a Node<'t>,
    at: &At<'_>,
    protocol: Option<&str>,
    calls: Calls<'_>,
    out: &Diagnostics,
) -> Option<Contents<'a, 't>> {
    let flats = flats(node, at, out)?;
    let at_shapes = at.key("shapes");
    let service = closure::find(&flats, &at_shapes, out)?;
    let operations = closure::operations(&flats, service, &at_shapes, out);
    let unselected = closure::stubs(&flats, &operations);
    let protocols = protocol::choose(service, protocol, at, calls.out);
    let table = Table::new(&flats, service, protocols, &at_shapes, calls, out);
    // A model with both forms has the same rules twice.
    let rules = RULE_TRAITS.into_iter().find_map(|name| service.trait_named(name));
    let rules = rules.map(|found| (found.value, found.path()));
    let service_graph = service::read(service, &table);
    let errors = operation::service_errors(service, &table);
    let (mut read_ones, mut unread) = (Vec::new(), Vec::new());
    for flat in operations {
        match operation::read(flat, service, &errors, &table) {
            Some(operation) => read_ones.push(operation),
            None => unread.push(table.name(flat.id).to_owned()),
        }
    }
    shape::read_all(&flats, &table);
    let locations = Locations::of(&flats, service, &table);
    name_conflicts::check(&read_ones, &table, &at_shapes);
    let unselected = unselected.into_iter().map(|id| table.name(id).to_owned()).collect();
    let mut shapes = table.finish();
    spread_sensitivity(&mut shapes);
    mark_events(&mut shapes);
    let model = service_graph.map(|service| Model {
        file: file.to_owned(),
        service,
        operations: read_ones,
        endpoint_operation: None,
        session_operation: None,
        unread,
        unselected,
        shapes,
    });
    Some(Contents { model, rules, locations })
}

/// Returns the shapes of a file after mixins and `apply`.
fn flats<'a, 't>(node: &'a Node<'t>, at: &At<'_>, out: &Diagnostics) -> Option<Vec<Flat<'a, 't>>> {
    let mut fields = Fields::of(node, at, out)?;
    // Properties of the tools that wrote the file.
    fields.ignore(&["metadata"]);
    version(fields.require_string("smithy")?, at, out)?;
    fields.require("shapes")?;
    fields.finish();
    let at_shapes = at.key("shapes");
    let ast = ast::read(object(node, at, out)?.get("shapes")?, &at_shapes, out)?;
    Some(mixins::flatten(ast, &at_shapes, out))
}

fn version(version: &str, at: &At<'_>, out: &Diagnostics) -> Option<()> {
    if matches!(version, "1" | "1.0" | "2" | "2.0") {
        return Some(());
    }
    out.error_help(
        &at.key("smithy"),
        format!("unknown version `{version}` of Smithy"),
        "the versions 1.0 and 2.0 are known",
    );
    None
}

/// Makes named types sensitive that are the target of a sensitive member, since each type has one `Debug`.
fn spread_sensitivity(shapes: &mut Shapes) {
    let members =
        shapes.iter().flat_map(|(_, shape)| shape.kind.members().iter().chain(shape.kind.elements()));
    let sensitive: Vec<ShapeId> =
        members.filter(|member| member.sensitive).map(|member| member.target).collect();
    for id in sensitive {
        if let Some(shape) = shapes.get_mut(id)
            && shape.kind.has_type()
        {
            shape.sensitive = true;
        }
    }
}

/// Marks the members of event streams as events, unless they are errors.
fn mark_events(shapes: &mut Shapes) {
    let streams = shapes.iter().filter(|(_, shape)| shape.traits.contains(&ShapeTrait::EventStream));
    let held = streams.flat_map(|(_, shape)| shape.kind.members().iter().map(|member| member.target));
    let events: Vec<ShapeId> = held.collect();
    for id in events {
        if let Some(shape) = shapes.get_mut(id)
            && matches!(shape.kind, Kind::Structure { error: None, .. })
            && !shape.traits.contains(&ShapeTrait::Event)
        {
            shape.traits.push(ShapeTrait::Event);
        }
    }
}
