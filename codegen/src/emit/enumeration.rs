//! An enum of strings, open to values that the model does not know.

use super::file::File;
use super::{Context, docs};
use crate::graph::{EnumValue, Shape, ShapeId};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// All items of an enum.
pub(super) fn items(context: &Context<'_>, id: ShapeId, values: &[EnumValue], file: &mut File) {
    let Some(name) = context.service.names.of_type(id) else { return };
    let shape = &context.service.model.shapes[id];
    let variants = context.service.names.of_members(id);
    file.exports(name);
    file.push(definition(shape, name, values, variants));
    file.push(as_str(name, values, variants));
    file.push(from(name, values, variants));
    file.push(match shape.sensitive {
        true => quote!(smithereen::string_enum!(#name, sensitive);),
        false => quote!(smithereen::string_enum!(#name);),
    });
}

fn definition(shape: &Shape, name: &Ident, values: &[EnumValue], variants: &[Ident]) -> TokenStream {
    let about = docs::outer(&docs::shape(shape));
    let deprecated = docs::deprecated(shape.deprecated.as_ref());
    let variants = values.iter().zip(variants).map(|(value, variant)| {
        let words = value.docs.clone().unwrap_or_else(|| on_the_wire(&value.value));
        let about = docs::outer(&[words]);
        quote!(#about #variant)
    });
    quote! {
        #about
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #deprecated
        pub enum #name {
            #(#variants,)*
            /// A value that the model does not know. `From` makes it of such values alone.
            Unknown(String),
        }
    }
}

fn as_str(name: &Ident, values: &[EnumValue], variants: &[Ident]) -> TokenStream {
    let texts = values.iter().map(|value| &value.value);
    quote! {
        impl #name {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self { #(Self::#variants => #texts,)* Self::Unknown(value) => value }
            }
        }
    }
}

fn from(name: &Ident, values: &[EnumValue], variants: &[Ident]) -> TokenStream {
    let texts = values.iter().map(|value| &value.value);
    quote! {
        impl From<String> for #name {
            fn from(value: String) -> Self {
                match value.as_str() { #(#texts => Self::#variants,)* _ => Self::Unknown(value) }
            }
        }
    }
}

/// What is said of a value that nobody has words on.
fn on_the_wire(value: &str) -> String {
    match value {
        "" => "An empty string on the wire.".to_owned(),
        value => format!("{} on the wire.", docs::code(value)),
    }
}
