//! Generates the Rust types of members with their imports, and the arguments of constructors and setters.

use super::context::Context;
use super::file::File;
use super::print::ident;
use crate::graph::{Kind, Member, MemberTrait};
use crate::rust_type::RustType;
use crate::source::Form;
use proc_macro2::TokenStream;
use quote::quote;

/// Generates the type of a member's value, boxed if it is recursive.
pub(super) fn of_value(context: &Context<'_>, member: &Member, file: &mut File) -> TokenStream {
    write(context, &RustType::of_value(&context.service.model, &context.service.names, member), file)
}

/// Generates the type of a field.
pub(super) fn of_field(context: &Context<'_>, member: &Member, file: &mut File) -> TokenStream {
    write(context, &RustType::of_field(&context.service.model, &context.service.names, member), file)
}

/// Generates a type and imports the types within it.
fn write(context: &Context<'_>, of: &RustType<'_>, file: &mut File) -> TokenStream {
    match of {
        RustType::Plain(name) => {
            let name = ident(name);
            quote!(#name)
        }
        RustType::Generated(name) => {
            file.uses("super", name.as_str());
            quote!(#name)
        }
        RustType::Runtime(name) => {
            file.uses("smithereen", name);
            let name = ident(name);
            quote!(#name)
        }
        RustType::Document => document(context),
        RustType::Body => quote!(smithereen::Body),
        RustType::EventReceiver(events) => {
            let events = write(context, events, file);
            quote!(smithereen::event_stream::EventReceiver<#events>)
        }
        RustType::EventSource(events) => {
            let events = write(context, events, file);
            quote!(smithereen::event_stream::EventSource<#events>)
        }
        RustType::Vec(element) => {
            let element = write(context, element, file);
            quote!(Vec<#element>)
        }
        RustType::Map(entry) => {
            file.uses("std::collections", "BTreeMap");
            let (key, value) = (write(context, &entry.0, file), write(context, &entry.1, file));
            quote!(BTreeMap<#key, #value>)
        }
        RustType::Option(value) => {
            let value = write(context, value, file);
            quote!(Option<#value>)
        }
        RustType::Boxed(value) => {
            let value = write(context, value, file);
            quote!(Box<#value>)
        }
        RustType::TooDeep => quote!(compile_error!("lists and maps are nested too deep")),
    }
}

/// Returns the path of the document type. Another crate may have no dependency on `serde_json`.
fn document(context: &Context<'_>) -> TokenStream {
    match context.form {
        Form::Crate => quote!(serde_json::Value),
        Form::Modules { .. } => quote!(smithereen::Document),
    }
}

/// An argument of a constructor or setter: `impl Into<..>` where a conversion is convenient.
pub(super) struct Argument {
    /// The Rust type.
    pub(super) of: TokenStream,
    /// The expression for the field's value.
    pub(super) value: TokenStream,
    /// Whether the expression is the argument without a conversion.
    pub(super) is_plain: bool,
}

/// Returns the argument named `name` for a member.
pub(super) fn argument(
    context: &Context<'_>,
    member: &Member,
    name: &TokenStream,
    file: &mut File,
) -> Argument {
    let of = RustType::of_unboxed(&context.service.model, &context.service.names, member);
    let of = write(context, &of, file);
    let kind = &context.service.model.shapes[member.target].kind;
    let converts = matches!(
        kind,
        Kind::String
            | Kind::List { .. }
            | Kind::Map { .. }
            | Kind::Blob
            | Kind::BigInteger
            | Kind::BigDecimal
    ) && !super::member::is_json_value(member)
        || member.traits.contains(&MemberTrait::SendsEvents);
    let (of, value) = match converts {
        true => (quote!(impl Into<#of>), quote!(#name.into())),
        false => (of, name.clone()),
    };
    let value = if member.boxed { quote!(Box::new(#value)) } else { value };
    Argument { of, value, is_plain: !converts && !member.boxed }
}
