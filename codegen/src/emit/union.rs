//! A union: one variant a member, and one for those that the model does not know.

use super::file::File;
use super::listing::Listing;
use super::{Context, docs, member, rust_type};
use crate::graph::{Member, ShapeId};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// A variant: its name, what is said of it, what it holds.
pub(super) struct Variant<'a> {
    pub(super) name: &'a Ident,
    pub(super) about: TokenStream,
    pub(super) of: TokenStream,
}

/// All items of a union.
pub(super) fn items(context: &Context<'_>, id: ShapeId, members: &[Member], file: &mut File) {
    let Some(name) = context.service.names.of_type(id) else { return };
    let shape = &context.service.model.shapes[id];
    let names = context.service.names.of_members(id);
    file.exports(name);
    let mut variants = Vec::new();
    for (member, name) in members.iter().zip(names) {
        let target = &context.service.model.shapes[member.target];
        let about = docs::outer(&docs::member(member, target));
        let deprecated = docs::deprecated(member.deprecated.as_ref());
        let of = rust_type::of_value(context, member, file);
        variants.push(Variant { name, about: quote!(#about #deprecated), of });
    }
    let about = docs::outer(&docs::shape(shape));
    let deprecated = docs::deprecated(shape.deprecated.as_ref());
    let unknown = "A variant that the model does not know, by its name. It can be received, not sent.";
    file.push(definition(&quote!(#about #deprecated), name, &variants, unknown));
    let listing = Listing { of: "union", name, model_name: &shape.name, sensitive: shape.sensitive };
    let entries =
        members.iter().zip(names).map(|(member, name)| (name.clone(), member::entry(context, member)));
    file.push_text(&listing.print(entries));
}

/// The enum. `unknown` is what is said of its open variant.
pub(super) fn definition(
    about: &TokenStream,
    name: &Ident,
    variants: &[Variant<'_>],
    unknown: &str,
) -> TokenStream {
    let variants = variants.iter().map(|Variant { name, about, of }| quote!(#about #name(#of)));
    let unknown = docs::outer(&[unknown.to_owned()]);
    quote! {
        #about
        #[derive(Clone, PartialEq)]
        pub enum #name { #(#variants,)* #unknown Unknown(String) }
    }
}
