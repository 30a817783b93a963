//! The Rust type of a shape.

use super::Context;
use super::file::File;
use crate::graph::{Kind, Member, Presence, ShapeId};
use crate::names;
use crate::source::Form;

/// The type of a value, noted in the file's imports.
pub(super) fn of(context: &Context<'_>, id: ShapeId, file: &mut File) -> String {
    if let Some(name) = context.service.names.of_type(id) {
        file.uses("super", name.as_str());
        return name.to_string();
    }
    match &context.service.model.shapes[id].kind {
        Kind::List { element, sparse } => {
            let element = optional(of_value(context, element, file), *sparse);
            format!("Vec<{element}>")
        }
        Kind::Map { key, value, sparse } => {
            file.uses("std::collections", "BTreeMap");
            let (key, value) = (of(context, key.target, file), of_value(context, value, file));
            let value = optional(value, *sparse);
            format!("BTreeMap<{key}, {value}>")
        }
        Kind::Blob => imported("Bytes", file),
        Kind::Timestamp { .. } => imported("Timestamp", file),
        Kind::BigInteger | Kind::BigDecimal => imported("BigNumber", file),
        Kind::Document => document(context),
        kind => names::scalar(kind).to_owned(),
    }
}

/// The crate of others may not have `serde_json`.
fn document(context: &Context<'_>) -> String {
    match context.form {
        Form::Crate => "serde_json::Value".to_owned(),
        Form::Modules { .. } => "smithereen::Document".to_owned(),
    }
}

fn imported(name: &str, file: &mut File) -> String {
    file.uses("smithereen", name);
    name.to_owned()
}

fn optional(of: String, is_optional: bool) -> String {
    if is_optional { format!("Option<{of}>") } else { of }
}

/// The type of a member's value, boxed where it must be.
pub(super) fn of_value(context: &Context<'_>, member: &Member, file: &mut File) -> String {
    let of = document_or(context, member, file);
    if member.boxed { format!("Box<{of}>") } else { of }
}

/// A string that holds JSON is a document to the caller.
fn document_or(context: &Context<'_>, member: &Member, file: &mut File) -> String {
    match super::member::is_json_value(member) {
        true => document(context),
        false => of(context, member.target, file),
    }
}

/// The type of a field.
pub(super) fn of_field(context: &Context<'_>, member: &Member, file: &mut File) -> String {
    optional(of_value(context, member, file), member.presence == Presence::Optional)
}

/// How a caller hands a value in: what has another form that is handy may come in that.
pub(super) struct Argument {
    /// The type of the argument.
    pub(super) of: String,
    /// The value made of it.
    pub(super) value: String,
}

/// The argument called `name` for a member.
pub(super) fn argument(context: &Context<'_>, member: &Member, name: &str, file: &mut File) -> Argument {
    let of = document_or(context, member, file);
    let kind = &context.service.model.shapes[member.target].kind;
    let converts = matches!(
        kind,
        Kind::String
            | Kind::List { .. }
            | Kind::Map { .. }
            | Kind::Blob
            | Kind::BigInteger
            | Kind::BigDecimal
    ) && !super::member::is_json_value(member);
    let (of, value) = match converts {
        true => (format!("impl Into<{of}>"), format!("{name}.into()")),
        false => (of, name.to_owned()),
    };
    Argument { of, value: if member.boxed { format!("Box::new({value})") } else { value } }
}
