//! Smithy's JSON AST, versions 1.0 and 2.0.
//!
//! Where it says more than botocore's projection of it, or says it otherwise, these rules make one graph of both:
//!
//! - A member is required by `required` alone. `default`, `clientOptional`, `input`, `box` and `addedDefault` tell how
//!   types may be weakened over time; ours have an `Option` wherever a member may be left out, so that they change
//!   nothing, and a default is for the service to fill in.
//! - The values of an enum are called after what goes over the wire. The names of an `intEnum` count.
//! - A label in a path is called as its member is; botocore's reader renames where it differs.
//! - Of the protocols that a service has, the first that is known counts, in the order of `protocol.rs`. `http` and
//!   the bindings count where that one is built on them, `jsonName` in restJson1 alone, `xmlName` in the XML ones.
//! - `awsQueryError` counts under the query protocols and for services that keep their codes (`awsQueryCompatible`).
//! - An event stream is a union; what it holds besides errors is an event.
//! - `optionalAuth` is no authentication. A service without any way to authenticate needs none.
//! - A string of the media type `application/json` is a document to the caller, as `jsonvalue` is; as a whole body it is
//!   a string. The media type of a whole body is the request's content type.
//! - A pattern is of the whole value, as botocore's are: `^a$` becomes `a`, and `a` becomes `.*a.*`.
//! - Bounds of a member replace those of its target. A type that a sensitive member holds is sensitive wherever it is
//!   used: its values have a `Debug` of their own.
//! - Documentation is upstream's prose and goes nowhere.
//! - Traits outside Smithy's and AWS's namespaces mean something to their authors alone and are passed over. Within
//!   them, what `known.rs` does not list is a warning: it might change what is sent.
//! - What botocore says and Smithy has no trait for is in the namespace `smithereen.botocore`, which `write/smithy`
//!   uses.

mod apply;
mod ast;
mod auth;
mod clash;
mod closure;
mod error;
mod flat;
mod ids;
mod known;
mod locations;
mod member;
mod mixins;
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

/// What a file holds.
pub(super) struct Contents<'a, 't> {
    pub(super) model: Option<Model>,
    /// The value of `smithy.rules#endpointRuleSet`, else of `smithy.rules#endpointBdd`, and the way to it.
    pub(super) rules: Option<(&'a Node<'t>, Vec<&'a str>)>,
    pub(super) locations: Locations,
}

/// Reads a model, all of it. `at` is the file.
pub(super) fn read<'a, 't>(
    file: &str,
    node: &'a Node<'t>,
    at: &At<'_>,
    calls: Calls<'_>,
    out: &Diagnostics,
) -> Option<Contents<'a, 't>> {
    let flats = flats(node, at, out)?;
    let at_shapes = at.key("shapes");
    let service = closure::find(&flats, &at_shapes, out)?;
    let operations = closure::operations(&flats, service, &at_shapes, out);
    let unselected = closure::stubs(&flats, &operations);
    let protocol = protocol::choose(service, &at_shapes, calls.out);
    let table = Table::new(&flats, service, protocol, &at_shapes, calls, out);
    // Where both are there, they say the same.
    let rules = RULE_TRAITS.into_iter().find_map(|name| service.trait_named(name));
    let rules = rules.map(|found| (found.value, found.path()));
    let service_graph = service::read(service, protocol, &table);
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
    clash::check(&read_ones, &table, &at_shapes);
    let unselected = unselected.into_iter().map(|id| table.name(id).to_owned()).collect();
    let mut shapes = table.finish();
    spread_sensitivity(&mut shapes);
    mark_events(&mut shapes);
    let model = service_graph.map(|service| Model {
        file: file.to_owned(),
        service,
        operations: read_ones,
        unread,
        unselected,
        shapes,
    });
    Some(Contents { model, rules, locations })
}

/// The shapes of a file with what they take over from their mixins.
fn flats<'a, 't>(node: &'a Node<'t>, at: &At<'_>, out: &Diagnostics) -> Option<Vec<Flat<'a, 't>>> {
    let mut fields = Fields::of(node, at, out)?;
    // Of the tools that made the file.
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
        format!("version `{version}` of Smithy is not known"),
        "1.0 and 2.0 are",
    );
    None
}

/// Values of a type with a name of its own have a `Debug` of their own: where one member is sensitive, the type is.
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

/// What a stream of events holds are events, but for the errors that may end it.
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
