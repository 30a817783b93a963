//! Generates a union: a variant for each member, and an open variant for unknown members.

use super::context::Context;
use super::file::File;
use super::listing::Listing;
use super::syntax::{self, ident};
use super::{conversions, docs, member, rust_type};
use crate::graph::{Member, ShapeId};
use crate::names::Name;
use quote::quote;
use syn::{Attribute, Item, Variant};

/// The documentation of the open variant.
const UNKNOWN: &str =
    "A variant that the model does not know: its name, without a value. It cannot be sent or serialized.";

/// Generates all items of a union.
pub(super) fn items(context: &Context<'_>, id: ShapeId, members: &[Member], file: &mut File) {
    let Some(name) = context.service.names.of_type(id) else { return };
    let shape = &context.service.model.shapes[id];
    let names = context.service.names.of_members(id);
    file.exports(name);
    // The errors of an event stream are a union of their own.
    let is_stream = context.is_event_stream(id);
    let is_variant = |member: &Member| !(is_stream && context.service.model.shapes.is_error(member));
    let members = members.iter().zip(names).filter(|(member, _)| is_variant(member));
    let mut variants = Vec::new();
    for (member, name) in members.clone() {
        let target = &context.service.model.shapes[member.target];
        let mut attributes = docs::outer(&docs::member(context, member, target)).attributes();
        attributes.extend(docs::deprecated(member.deprecated.as_ref()));
        let of = rust_type::of_value(context, member, file);
        variants.push(syntax::tuple_variant(attributes, name.ident(), of));
    }
    let mut attributes = docs::outer(&docs::shape(context, id)).attributes();
    attributes.extend(docs::deprecated(shape.deprecated.as_ref()));
    let unknown = match is_stream {
        true => "An unmodeled event, by name. The receiver has its payload. It cannot be sent.",
        false => UNKNOWN,
    };
    file.push(definition(attributes, name, variants, unknown));
    let listing = Listing {
        of: "union",
        name,
        model_name: &shape.name,
        sensitive: shape.sensitive,
        rare: None,
        events: None,
    };
    let entries = members.map(|(member, name)| (name, member::entry(context, member)));
    file.push_as_is(&listing.print(entries));
    conversions::of_union(context, id, file);
}

/// Generates the enum. `unknown` documents its open variant.
pub(super) fn definition(
    mut attributes: Vec<Attribute>,
    name: &Name,
    mut variants: Vec<Variant>,
    unknown: &str,
) -> Item {
    attributes.push(syntax::list("derive", quote!(Clone, PartialEq)));
    let unknown = docs::outer(&[unknown.to_owned()]).attributes();
    variants.push(syntax::tuple_variant(unknown, ident("Unknown"), syntax::named(ident("String"))));
    syntax::enumeration(attributes, name.ident(), variants)
}
