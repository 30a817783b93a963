//! Generates an enum of strings, with an open variant for unknown values.

use super::context::Context;
use super::docs;
use super::file::File;
use super::print::ident;
use crate::graph::{EnumValue, Shape, ShapeId};
use crate::names::Name;
use proc_macro2::TokenStream;
use quote::quote;

/// The documentation of the open variant.
pub(super) const UNKNOWN: &str =
    "A value that the model does not know. `From` returns this variant only for such values.";

/// Generates all items of an enum.
pub(super) fn items(context: &Context<'_>, id: ShapeId, values: &[EnumValue], file: &mut File) {
    let Some(name) = context.service.names.of_type(id) else { return };
    let shape = &context.service.model.shapes[id];
    let variants = context.service.names.of_members(id);
    let texts: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
    file.exports(name);
    file.push(definition(context, id, name, values, variants));
    file.push(as_str(name, &texts, variants));
    file.push(from(name, &texts, variants));
    file.push(registration("string_enum", name, shape));
}

/// Generates the call of the runtime's macro, which implements the traits of an enum.
pub(super) fn registration(of: &str, name: &Name, shape: &Shape) -> TokenStream {
    let of = ident(of);
    let mark = shape.sensitive.then(|| quote!(, sensitive));
    quote!(smithereen::#of!(#name #mark);)
}

fn definition(
    context: &Context<'_>,
    id: ShapeId,
    name: &Name,
    values: &[EnumValue],
    variants: &[Name],
) -> TokenStream {
    let about = docs::outer(&docs::shape(context, id));
    let deprecated = docs::deprecated(context.service.model.shapes[id].deprecated.as_ref());
    let variants = values.iter().zip(variants).map(|(value, variant)| {
        let about = docs::outer(&[value.docs.clone().unwrap_or_else(|| on_the_wire(&value.value))]);
        quote!(#about #variant)
    });
    let unknown = docs::outer(&[UNKNOWN.to_owned()]);
    quote! {
        #about
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #deprecated
        pub enum #name {
            #(#variants,)*
            #unknown
            Unknown(String),
        }
    }
}

fn as_str(name: &Name, texts: &[&str], variants: &[Name]) -> TokenStream {
    quote! {
        impl #name {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #texts,)*
                    Self::Unknown(value) => value,
                }
            }
        }
    }
}

fn from(name: &Name, texts: &[&str], variants: &[Name]) -> TokenStream {
    quote! {
        impl From<String> for #name {
            fn from(value: String) -> Self {
                match value.as_str() {
                    #(#texts => Self::#variants,)*
                    _ => Self::Unknown(value),
                }
            }
        }
    }
}

/// Returns the default documentation of a value.
fn on_the_wire(value: &str) -> String {
    match value {
        "" => "An empty string on the wire.".to_owned(),
        value => format!("{} on the wire.", docs::code(value)),
    }
}
