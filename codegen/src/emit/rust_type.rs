//! The Rust type of a shape.

use super::Context;
use super::file::File;
use crate::graph::{Kind, Member, Presence, ShapeId};
use crate::source::Form;
use proc_macro2::TokenStream;
use quote::quote;

/// The type of a value, noted in the file's imports.
pub(super) fn of(context: &Context<'_>, id: ShapeId, file: &mut File) -> TokenStream {
    if let Some(name) = context.service.names.of_type(id) {
        file.uses("super", name);
        return quote!(#name);
    }
    match &context.service.model.shapes[id].kind {
        Kind::List { element, sparse } => {
            let element = optional(of(context, element.target, file), *sparse);
            quote!(Vec<#element>)
        }
        Kind::Map { key, value, sparse } => {
            file.uses("std::collections", "BTreeMap");
            let (key, value) = (of(context, key.target, file), of(context, value.target, file));
            let value = optional(value, *sparse);
            quote!(BTreeMap<#key, #value>)
        }
        Kind::Blob => imported("Bytes", file),
        Kind::Timestamp { .. } => imported("Timestamp", file),
        Kind::Document => document(context),
        Kind::Boolean => quote!(bool),
        Kind::Byte => quote!(i8),
        Kind::Short => quote!(i16),
        Kind::Integer => quote!(i32),
        Kind::Long => quote!(i64),
        Kind::Float => quote!(f32),
        Kind::Double => quote!(f64),
        // The rest is refused before anything is emitted, or has a type of its own.
        _ => quote!(String),
    }
}

/// The crate of others may not have `serde_json`.
fn document(context: &Context<'_>) -> TokenStream {
    match context.form {
        Form::Crate => quote!(serde_json::Value),
        Form::Modules { .. } => quote!(smithereen::Document),
    }
}

fn imported(name: &str, file: &mut File) -> TokenStream {
    file.uses("smithereen", name);
    let name = proc_macro2::Ident::new(name, proc_macro2::Span::call_site());
    quote!(#name)
}

fn optional(of: TokenStream, is_optional: bool) -> TokenStream {
    if is_optional { quote!(Option<#of>) } else { of }
}

/// The type of a member's value, boxed where it must be.
pub(super) fn of_value(context: &Context<'_>, member: &Member, file: &mut File) -> TokenStream {
    let of = document_or(context, member, file);
    if member.boxed { quote!(Box<#of>) } else { of }
}

/// A string that holds JSON is a document to the caller.
fn document_or(context: &Context<'_>, member: &Member, file: &mut File) -> TokenStream {
    match super::member::is_json_value(member) {
        true => document(context),
        false => of(context, member.target, file),
    }
}

/// The type of a field.
pub(super) fn of_field(context: &Context<'_>, member: &Member, file: &mut File) -> TokenStream {
    optional(of_value(context, member, file), member.presence == Presence::Optional)
}

/// How a caller hands a value in: what has another form that is handy may come in that.
pub(super) struct Argument {
    /// The type of the argument.
    pub(super) of: TokenStream,
    /// The value made of it.
    pub(super) value: TokenStream,
}

/// The argument called `name` for a member.
pub(super) fn argument(
    context: &Context<'_>,
    member: &Member,
    name: &proc_macro2::Ident,
    file: &mut File,
) -> Argument {
    let of = document_or(context, member, file);
    let kind = &context.service.model.shapes[member.target].kind;
    let converts = matches!(kind, Kind::String | Kind::List { .. } | Kind::Map { .. } | Kind::Blob)
        && !super::member::is_json_value(member);
    let (of, value) = match converts {
        true => (quote!(impl Into<#of>), quote!(#name.into())),
        false => (of, quote!(#name)),
    };
    Argument { of, value: if member.boxed { quote!(Box::new(#value)) } else { value } }
}
