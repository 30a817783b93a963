//! An enum of integers, open to values that the model does not know.

use super::file::File;
use super::{Context, docs};
use crate::graph::{Shape, ShapeId};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// All items of an enum of integers.
pub(super) fn items(context: &Context<'_>, id: ShapeId, values: &[(String, i32)], file: &mut File) {
    let Some(name) = context.service.names.of_type(id) else { return };
    let shape = &context.service.model.shapes[id];
    let variants = context.service.names.of_members(id);
    let numbers: Vec<Literal> = values.iter().map(|(_, number)| Literal::i32_unsuffixed(*number)).collect();
    file.exports(name);
    file.push(definition(shape, name, &numbers, variants));
    file.push(quote! {
        impl #name {
            /// The value on the wire.
            pub fn as_i32(self) -> i32 {
                match self { #(Self::#variants => #numbers,)* Self::Unknown(value) => value }
            }
        }
    });
    file.push(quote! {
        impl From<i32> for #name {
            fn from(value: i32) -> Self {
                match value { #(#numbers => Self::#variants,)* _ => Self::Unknown(value) }
            }
        }
    });
    file.push(match shape.sensitive {
        true => quote!(smithereen::int_enum!(#name, sensitive);),
        false => quote!(smithereen::int_enum!(#name);),
    });
}

fn definition(shape: &Shape, name: &Ident, numbers: &[Literal], variants: &[Ident]) -> TokenStream {
    let about = docs::outer(&docs::shape(shape));
    let deprecated = docs::deprecated(shape.deprecated.as_ref());
    let variants = numbers.iter().zip(variants).map(|(number, variant)| {
        let about = docs::outer(&[format!("{} on the wire.", docs::code(&number.to_string()))]);
        quote!(#about #variant)
    });
    quote! {
        #about
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #deprecated
        pub enum #name {
            #(#variants,)*
            /// A value that the model does not know. `From` makes it of such values alone.
            Unknown(i32),
        }
    }
}
