//! A structure: the type, its constructor and setters, and its description.

use super::file::File;
use super::listing::Listing;
use super::{Context, docs, layout, member, rust_type};
use crate::graph::{Kind, Member, Presence, ShapeId};
use crate::names::Name;

/// All items of a structure.
pub(super) fn items(context: &Context<'_>, id: ShapeId, members: &[Member], file: &mut File) {
    let Some(name) = context.service.names.of_type(id) else { return };
    let fields = context.service.names.of_members(id);
    file.exports(name);
    let definition = definition(context, id, name, members, fields, file);
    file.push_text(definition);
    let functions = functions(context, id, members, fields, file);
    if !functions.is_empty() {
        file.push_block(&format!("impl {name}"), &functions);
    }
    let shape = &context.service.model.shapes[id];
    let of =
        if matches!(shape.kind, Kind::Structure { error: Some(_), .. }) { "exception" } else { "structure" };
    let listing = Listing { of, name, model_name: &shape.name, sensitive: shape.sensitive };
    let entries = members.iter().zip(fields).map(|(member, field)| (field, member::entry(context, member)));
    file.push_as_is(&listing.print(entries));
}

fn definition(
    context: &Context<'_>,
    id: ShapeId,
    name: &Name,
    members: &[Member],
    fields: &[Name],
    file: &mut File,
) -> String {
    let shape = &context.service.model.shapes[id];
    let about = docs::outer(&docs::shape(context, id));
    let deprecated = docs::deprecated(shape.deprecated.as_ref());
    // An input or a part of one does nothing by itself, and a setter gives back what it was called on.
    let must_use = if context.made_by_callers.contains(&id) { "#[must_use]\n" } else { "" };
    let non_exhaustive = if context.non_exhaustive { "#[non_exhaustive]\n" } else { "" };
    let default = if has_default(members) { ", Default" } else { "" };
    let fields = members.iter().zip(fields).map(|(member, field)| {
        let target = &context.service.model.shapes[member.target];
        let about = docs::outer(&docs::member(member, target));
        let deprecated = docs::deprecated(member.deprecated.as_ref());
        let of = rust_type::of_field(context, member, file);
        format!("{about}{deprecated}pub {field}: {of},\n")
    });
    let derived = format!("#[derive(Clone, PartialEq{default})]\n");
    layout::braced(
        &format!("{about}{derived}{deprecated}{must_use}{non_exhaustive}pub struct {name}"),
        fields,
    )
}

/// Whether one can be made of nothing.
fn has_default(members: &[Member]) -> bool {
    members.iter().all(|member| member.presence == Presence::Optional)
}

/// `new` with what is required, and a setter for each member that is not.
fn functions(
    context: &Context<'_>,
    id: ShapeId,
    members: &[Member],
    fields: &[Name],
    file: &mut File,
) -> Vec<String> {
    let new = (!has_default(members)).then(|| new(context, members, fields, file));
    let made_by_callers = context.made_by_callers.contains(&id);
    let setters = members
        .iter()
        .zip(fields)
        .filter(|(member, _)| made_by_callers && member.presence == Presence::Optional);
    let setters = setters.map(|(member, field)| setter(context, member, field, file));
    new.into_iter().chain(setters).collect()
}

/// The arguments of `new`: what is required, by name. The model's order would not do: it differs between formats and
/// from release to release, and most arguments are of one type, so that code would still compile and mean another thing.
pub(super) fn required<'a>(members: &'a [Member], fields: &'a [Name]) -> Vec<(&'a Member, &'a Name)> {
    let all = members.iter().zip(fields);
    let mut required: Vec<_> = all.filter(|(member, _)| member.presence == Presence::Required).collect();
    required.sort_by_key(|(_, field)| field.stem());
    required
}

fn new(context: &Context<'_>, members: &[Member], fields: &[Name], file: &mut File) -> String {
    let (mut arguments, mut values) = (Vec::new(), Vec::new());
    for (member, field) in required(members, fields) {
        let rust_type::Argument { of, value } = rust_type::argument(context, member, field.as_str(), file);
        arguments.push(format!("{field}: {of}"));
        values.push(if field.as_str() == value { value } else { format!("{field}: {value}") });
    }
    let rest = (values.len() < members.len()).then_some("..smithereen::reflect::default_value()");
    let signature = layout::signature("new", &arguments, "Self");
    let order = if arguments.len() > 1 { " Arguments are sorted by name." } else { "" };
    let others = if rest.is_some() { " Optional members are unset." } else { "" };
    let about = format!("/// Creates a value from its required members.{order}{others}\n");
    layout::braced(&format!("{about}{signature}"), [layout::value(&values, rest)])
}

fn setter(context: &Context<'_>, member: &Member, field: &Name, file: &mut File) -> String {
    let about = docs::outer(&[format!("Sets {}.", docs::code(&member.name))]);
    let deprecated = docs::deprecated(member.deprecated.as_ref());
    let rust_type::Argument { of, value } = rust_type::argument(context, member, "value", file);
    let arguments = ["mut self".to_owned(), format!("value: {of}")];
    let signature = layout::signature(field.as_str(), &arguments, "Self");
    let body = format!("self.{field} = Some({value});\nself\n");
    layout::braced(&format!("{about}{deprecated}{signature}"), [body])
}
