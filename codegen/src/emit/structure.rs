//! Generates a structure: the type, its constructor and setters, and its member table.

use super::context::Context;
use super::file::File;
use super::listing::Listing;
use super::rust_type::{self, Argument};
use super::syntax::{self, Function, ident};
use super::{docs, member, xml};
use crate::graph::{Kind, Member, ShapeId};
use crate::names::Name;
use quote::quote;
use syn::{Attribute, ImplItem, Item};

/// Generates all items of a structure.
pub(super) fn items(context: &Context<'_>, id: ShapeId, members: &[Member], file: &mut File) {
    let Some(name) = context.service.names.of_type(id) else { return };
    let fields = context.service.names.of_members(id);
    file.exports(name);
    let definition = definition(context, id, name, members, fields, file);
    file.push(definition);
    let functions = functions(context, id, members, fields, file);
    if !functions.is_empty() {
        let of = syntax::named(name.ident());
        file.push_block(syntax::implementation(Vec::new(), None, of, functions));
    }
    let shape = &context.service.model.shapes[id];
    let of =
        if matches!(shape.kind, Kind::Structure { error: Some(_), .. }) { "exception" } else { "structure" };
    let rare = xml::structure_traits(context, shape);
    let listing =
        Listing { of, name, model_name: &shape.name, sensitive: shape.sensitive, rare, events: None };
    // Codecs do not see an event stream, so it is beside the table.
    let (events, entries): (Vec<_>, Vec<_>) =
        members.iter().zip(fields).partition(|(member, _)| member.is_event_stream());
    let listing = Listing { events: events.first().map(|(_, field)| *field), ..listing };
    let entries = entries.into_iter().map(|(member, field)| (field, member::entry(context, member)));
    file.push_as_is(&listing.print(entries));
}

fn definition(
    context: &Context<'_>,
    id: ShapeId,
    name: &Name,
    members: &[Member],
    fields: &[Name],
    file: &mut File,
) -> Item {
    let shape = &context.service.model.shapes[id];
    let mut attributes = docs::outer(&docs::shape(context, id)).attributes();
    attributes.extend(derives(members));
    attributes.extend(docs::deprecated(shape.deprecated.as_ref()));
    // Inputs and their parts have `#[must_use]`, because creating one has no effect and setters return a new value.
    attributes.extend(context.made_by_callers.contains(&id).then(|| syntax::flag("must_use")));
    attributes.extend(context.non_exhaustive.then(|| syntax::flag("non_exhaustive")));
    let fields = members.iter().zip(fields).map(|(member, field)| {
        let target = &context.service.model.shapes[member.target];
        let mut attributes = docs::outer(&docs::member(context, member, target)).attributes();
        attributes.extend(docs::deprecated(member.deprecated.as_ref()));
        syntax::field(attributes, field.ident(), rust_type::of_field(context, member, file))
    });
    syntax::structure(attributes, name.ident(), fields.collect())
}

/// Returns the derived traits. A stream can be neither cloned nor compared.
fn derives(members: &[Member]) -> Option<Attribute> {
    let is_stream = |member: &Member| member.is_stream() || member.is_event_stream();
    let traits = match (members.iter().any(is_stream), has_default(members)) {
        (false, true) => quote!(Clone, PartialEq, Default),
        (false, false) => quote!(Clone, PartialEq),
        (true, true) => quote!(Default),
        (true, false) => return None,
    };
    Some(syntax::list("derive", traits))
}

/// Returns whether the type implements `Default`.
fn has_default(members: &[Member]) -> bool {
    !members.iter().any(Member::is_argument)
}

/// Returns `new` if there are required members, and a setter for each optional member.
fn functions(
    context: &Context<'_>,
    id: ShapeId,
    members: &[Member],
    fields: &[Name],
    file: &mut File,
) -> Vec<ImplItem> {
    let new = (!has_default(members)).then(|| new(context, id, members, fields, file));
    let made_by_callers = context.made_by_callers.contains(&id);
    let setters = members.iter().zip(fields).filter(|(member, _)| made_by_callers && !member.is_argument());
    let setters = setters.map(|(member, field)| setter(context, member, field, file));
    new.into_iter().chain(setters).collect()
}

/// Returns the arguments of `new`: the required members, sorted by name. The order of the model differs between formats and
/// releases, and most arguments have the same type, so that code would still compile with a different meaning.
pub(super) fn required<'a>(members: &'a [Member], fields: &'a [Name]) -> Vec<(&'a Member, &'a Name)> {
    let all = members.iter().zip(fields);
    let mut required: Vec<_> = all.filter(|(member, _)| member.is_argument()).collect();
    required.sort_by_key(|(_, field)| field.stem());
    required
}

fn new(context: &Context<'_>, id: ShapeId, members: &[Member], fields: &[Name], file: &mut File) -> ImplItem {
    let is_input = context.service.model.operations.iter().any(|operation| operation.input == Some(id));
    let (mut arguments, mut values) = (Vec::new(), Vec::new());
    for (member, field) in required(members, fields) {
        let field = field.ident();
        let Argument { of, conversion } = rust_type::argument(context, member, &field, file);
        arguments.push(syntax::argument(field.clone(), of));
        values.push((field, conversion));
    }
    let has_others = values.len() < members.len();
    let rest = has_others.then(|| syntax::call("smithereen::reflect::default_value", []));
    let what = if is_input { "the input" } else { "a value" };
    let order = if arguments.len() > 1 { " Arguments are sorted by name." } else { "" };
    let is_optional = |member: &Member| !member.is_argument() && !member.is_event_stream();
    let others = if members.iter().any(is_optional) { " Optional members start as `None`." } else { "" };
    let about = docs::outer(&[format!("Creates {what} from its required members.{order}{others}")]);
    let function = Function {
        attributes: about.attributes(),
        name: ident("new"),
        arguments,
        output: syntax::named(ident("Self")),
        body: vec![syntax::result(syntax::struct_literal(values, rest))],
    };
    function.public()
}

/// `pub fn field(mut self, value: of) -> Self { self.field = Some(value); self }`
fn setter(context: &Context<'_>, member: &Member, field: &Name, file: &mut File) -> ImplItem {
    let mut attributes = docs::outer(&[format!("Sets {}.", docs::code(&member.name))]).attributes();
    attributes.extend(docs::deprecated(member.deprecated.as_ref()));
    let value = ident("value");
    let Argument { of, conversion } = rust_type::argument(context, member, &value, file);
    let converted = conversion.unwrap_or_else(|| syntax::name(value.clone()));
    let converted = if member.is_option() { syntax::call("Some", [converted]) } else { converted };
    let target = syntax::field_of(syntax::variable("self"), field.ident());
    let function = Function {
        attributes,
        name: field.ident(),
        arguments: vec![syntax::mut_self(), syntax::argument(value, of)],
        output: syntax::named(ident("Self")),
        body: vec![syntax::assign(target, converted), syntax::result(syntax::variable("self"))],
    };
    function.public()
}
