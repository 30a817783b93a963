//! Conversions of generated types, in crates that enable them: `From` for unions with one variant, and `IntoIterator` for
//! outputs with one list.

use super::context::Context;
use super::file::File;
use super::{docs, rust_type};
use crate::conversions;
use crate::graph::{Member, ShapeId};
use quote::quote;

/// Adds `From` for a union with one variant.
pub(super) fn of_union(context: &Context<'_>, id: ShapeId, file: &mut File) {
    let (shapes, names) = (&context.service.model.shapes, &context.service.names);
    let only = conversions::only_variant(shapes, id, context.is_event_stream(id));
    let Some((index, member)) = only.filter(|_| context.conversions) else { return };
    let (Some(name), Some(variant)) = (names.of_type(id), names.of_members(id).get(index)) else { return };
    let of = rust_type::of_unboxed(context, member, file);
    let value = if member.boxed { quote!(Box::new(value)) } else { quote!(value) };
    file.push(quote! {
        impl From<#of> for #name {
            fn from(value: #of) -> Self {
                Self::#variant(#value)
            }
        }
    });
}

/// Adds `IntoIterator` for an output with one list, and for a reference to it.
pub(super) fn of_output(context: &Context<'_>, id: ShapeId, file: &mut File) {
    let names = &context.service.names;
    let only = conversions::only_list(&context.service.model, id);
    let Some((index, member)) = only.filter(|_| context.conversions) else { return };
    let (Some(name), Some(field)) = (names.of_type(id), names.of_members(id).get(index)) else { return };
    let Some(element) = rust_type::of_elements(context, member, file) else { return };
    let (list, elements) = match member.is_option() {
        true => (quote!(self.#field.unwrap_or_default()), quote!(self.#field.as_deref().unwrap_or_default())),
        false => (quote!(self.#field), quote!(self.#field)),
    };
    let about = docs::outer(&[about(member)]);
    file.push_block(quote! {
        #about
        impl IntoIterator for #name {
            type Item = #element;
            type IntoIter = std::vec::IntoIter<#element>;
            fn into_iter(self) -> Self::IntoIter {
                #list.into_iter()
            }
        }
    });
    file.push_block(quote! {
        #about
        impl<'a> IntoIterator for &'a #name {
            type Item = &'a #element;
            type IntoIter = std::slice::Iter<'a, #element>;
            fn into_iter(self) -> Self::IntoIter {
                #elements.iter()
            }
        }
    });
}

/// Returns the documentation of both implementations.
fn about(member: &Member) -> String {
    let missing = if member.is_option() { " Nothing, if the response does not have the list." } else { "" };
    format!("The elements of {}.{missing}", docs::code(&member.name))
}
