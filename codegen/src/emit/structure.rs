//! A structure: the type, its constructor and setters, and its description.

use super::file::File;
use super::listing::Listing;
use super::{Context, docs, member, rust_type};
use crate::graph::{Member, Presence, ShapeId};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// All items of a structure.
pub(super) fn items(context: &Context<'_>, id: ShapeId, members: &[Member], file: &mut File) {
    let Some(name) = context.service.names.of_type(id) else { return };
    let fields = context.service.names.of_members(id);
    file.exports(name);
    let definition = definition(context, id, name, members, fields, file);
    file.push(definition);
    let functions = functions(context, id, members, fields, file);
    if !functions.is_empty() {
        file.push(quote!(impl #name { #functions }));
    }
    let shape = &context.service.model.shapes[id];
    let listing = Listing { of: "structure", name, model_name: &shape.name, sensitive: shape.sensitive };
    let entries =
        members.iter().zip(fields).map(|(member, field)| (field.clone(), member::entry(context, member)));
    file.push_text(&listing.print(entries));
}

fn definition(
    context: &Context<'_>,
    id: ShapeId,
    name: &Ident,
    members: &[Member],
    fields: &[Ident],
    file: &mut File,
) -> TokenStream {
    let shape = &context.service.model.shapes[id];
    let about = docs::outer(&docs::shape(shape));
    let deprecated = docs::deprecated(shape.deprecated.as_ref());
    // An input or a part of one does nothing by itself, and a setter gives back what it was called on.
    let must_use = context.made_by_callers.contains(&id).then(|| quote!(#[must_use]));
    let default = has_default(members).then(|| quote!(, Default));
    let fields = members.iter().zip(fields).map(|(member, field)| {
        let target = &context.service.model.shapes[member.target];
        let about = docs::outer(&docs::member(member, target));
        let deprecated = docs::deprecated(member.deprecated.as_ref());
        let of = rust_type::of_field(context, member, file);
        quote!(#about #deprecated pub #field: #of)
    });
    quote! {
        #about
        #[derive(Clone, PartialEq #default)]
        #deprecated
        #must_use
        pub struct #name { #(#fields),* }
    }
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
    fields: &[Ident],
    file: &mut File,
) -> TokenStream {
    let new = (!has_default(members)).then(|| new(context, members, fields, file));
    let made_by_callers = context.made_by_callers.contains(&id);
    let setters = members
        .iter()
        .zip(fields)
        .filter(|(member, _)| made_by_callers && member.presence == Presence::Optional);
    let setters = setters.map(|(member, field)| setter(context, member, field, file));
    quote!(#new #(#setters)*)
}

fn new(context: &Context<'_>, members: &[Member], fields: &[Ident], file: &mut File) -> TokenStream {
    let (mut arguments, mut values) = (Vec::new(), Vec::new());
    let is_required = |(member, _): &(&Member, &Ident)| member.presence == Presence::Required;
    for (member, field) in members.iter().zip(fields).filter(is_required) {
        let rust_type::Argument { of, value } = rust_type::argument(context, member, field, file);
        arguments.push(quote!(#field: #of));
        values.push(if *field == value.to_string() { quote!(#field) } else { quote!(#field: #value) });
    }
    if values.len() < members.len() {
        values.push(quote!(..smithereen::reflect::blank()));
    }
    quote! {
        /// With the members that must be set; the others are unset.
        pub fn new(#(#arguments),*) -> Self { Self { #(#values),* } }
    }
}

fn setter(context: &Context<'_>, member: &Member, field: &Ident, file: &mut File) -> TokenStream {
    let value = Ident::new("value", proc_macro2::Span::call_site());
    let about = docs::outer(&[format!("Sets {}.", docs::code(&member.name))]);
    let deprecated = docs::deprecated(member.deprecated.as_ref());
    let rust_type::Argument { of, value } = rust_type::argument(context, member, &value, file);
    quote! {
        #about
        #deprecated
        pub fn #field(mut self, value: #of) -> Self {
            self.#field = Some(#value);
            self
        }
    }
}
