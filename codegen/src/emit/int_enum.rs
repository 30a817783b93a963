//! Generates an enum of integers, with an open variant for unknown values.

use super::context::Context;
use super::enumeration::{open_enum, registration};
use super::file::File;
use super::{docs, syntax};
use crate::graph::ShapeId;
use crate::names::Name;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::Item;

/// Generates all items of an enum of integers.
pub(super) fn items(context: &Context<'_>, id: ShapeId, values: &[(String, i32)], file: &mut File) {
    let Some(name) = context.service.names.of_type(id) else { return };
    let variants = context.service.names.of_members(id);
    let numbers: Vec<i32> = values.iter().map(|(_, number)| *number).collect();
    let literals: Vec<Literal> = numbers.iter().map(|number| Literal::i32_unsuffixed(*number)).collect();
    file.exports(name);
    file.push(definition(context, id, name, &numbers, variants));
    file.push(as_i32(name, &literals, variants));
    file.push(from(name, &literals, variants));
    file.push(registration("smithereen::int_enum", name, &context.service.model.shapes[id]));
}

fn definition(context: &Context<'_>, id: ShapeId, name: &Name, numbers: &[i32], variants: &[Name]) -> Item {
    let variants = numbers.iter().zip(variants).map(|(number, variant)| {
        let about = docs::outer(&[format!("{} on the wire.", docs::code(&number.to_string()))]);
        syntax::unit_variant(about.attributes(), variant.ident())
    });
    let derived = quote!(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash);
    open_enum(context, id, name, derived, variants.collect(), "i32")
}

fn as_i32(name: &Name, numbers: &[Literal], variants: &[Name]) -> TokenStream {
    quote! {
        impl #name {
            /// The value on the wire.
            pub fn as_i32(self) -> i32 {
                match self {
                    #(Self::#variants => #numbers,)*
                    Self::Unknown(value) => value,
                }
            }
        }
    }
}

fn from(name: &Name, numbers: &[Literal], variants: &[Name]) -> TokenStream {
    quote! {
        impl From<i32> for #name {
            fn from(value: i32) -> Self {
                match value {
                    #(#numbers => Self::#variants,)*
                    _ => Self::Unknown(value),
                }
            }
        }
    }
}
