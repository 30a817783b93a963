//! Generates the Rust types of members with their imports, and the arguments of constructors and setters.

use super::context::Context;
use super::file::File;
use super::syntax::{self, ident};
use crate::graph::{Kind, Member, MemberTrait};
use crate::rust_type::RustType;
use crate::source::Form;
use proc_macro2::Ident;
use syn::{Expr, Type};

/// Generates the type of a member's value, boxed if it is recursive.
pub(super) fn of_value(context: &Context<'_>, member: &Member, file: &mut File) -> Type {
    write(context, &RustType::of_value(&context.service.model, &context.service.names, member), file)
}

/// Generates the type of a member's value before it is boxed.
pub(super) fn of_unboxed(context: &Context<'_>, member: &Member, file: &mut File) -> Type {
    write(context, &RustType::of_unboxed(&context.service.model, &context.service.names, member), file)
}

/// Generates the type of a list's elements. Returns `None` for a member of another kind.
pub(super) fn of_elements(context: &Context<'_>, member: &Member, file: &mut File) -> Option<Type> {
    match RustType::of_value(&context.service.model, &context.service.names, member) {
        RustType::Vec(element) => Some(write(context, &element, file)),
        _ => None,
    }
}

/// Generates the type of a field.
pub(super) fn of_field(context: &Context<'_>, member: &Member, file: &mut File) -> Type {
    write(context, &RustType::of_field(&context.service.model, &context.service.names, member), file)
}

/// Generates a type and imports the types within it.
fn write(context: &Context<'_>, of: &RustType<'_>, file: &mut File) -> Type {
    match of {
        RustType::Plain(name) => syntax::named(ident(name)),
        RustType::Generated(name) => {
            file.uses("super", name.as_str());
            syntax::named(name.ident())
        }
        RustType::Runtime(name) => {
            file.uses("smithereen", name);
            syntax::named(ident(name))
        }
        RustType::Document => document(context),
        RustType::Body => syntax::named(syntax::path("smithereen::Body")),
        RustType::EventReceiver(events) => {
            syntax::generic("smithereen::event_stream::EventReceiver", [write(context, events, file)])
        }
        RustType::EventSource(events) => {
            syntax::generic("smithereen::event_stream::EventSource", [write(context, events, file)])
        }
        RustType::Vec(element) => syntax::generic("Vec", [write(context, element, file)]),
        RustType::Map(entry) => {
            file.uses("std::collections", "BTreeMap");
            let (key, value) = (write(context, &entry.0, file), write(context, &entry.1, file));
            syntax::generic("BTreeMap", [key, value])
        }
        RustType::Option(value) => syntax::generic("Option", [write(context, value, file)]),
        RustType::Boxed(value) => syntax::generic("Box", [write(context, value, file)]),
        RustType::TooDeep => syntax::invalid_type("lists and maps are nested too deep"),
    }
}

/// Returns the path of the document type. Another crate may have no dependency on `serde_json`.
fn document(context: &Context<'_>) -> Type {
    syntax::named(syntax::path(match context.form {
        Form::Crate => "serde_json::Value",
        Form::Modules { .. } => "smithereen::Document",
    }))
}

/// An argument of a constructor or setter: `impl Into<..>` where a conversion is convenient.
pub(super) struct Argument {
    /// The Rust type.
    pub(super) of: Type,
    /// The expression for the field's value, or `None` if it is the argument without a conversion.
    pub(super) conversion: Option<Expr>,
}

/// Returns the argument named `name` for a member.
pub(super) fn argument(context: &Context<'_>, member: &Member, name: &Ident, file: &mut File) -> Argument {
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
    let name = || syntax::name(name.clone());
    let (of, converted) = match converts {
        true => (syntax::impl_into(of), Some(syntax::method(name(), "into", []))),
        false => (of, None),
    };
    let conversion = match member.boxed {
        true => Some(syntax::call("Box::new", [converted.unwrap_or_else(name)])),
        false => converted,
    };
    Argument { of, conversion }
}
