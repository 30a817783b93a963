//! The Rust types of members as text, with the imports that they need, and the arguments that callers pass for them.

use super::Context;
use super::file::File;
use crate::graph::{Kind, Member};
use crate::rust_type::RustType;
use crate::source::Form;

/// The type of a member's value, boxed where it must be.
pub(super) fn of_value(context: &Context<'_>, member: &Member, file: &mut File) -> String {
    print(context, &RustType::of_value(context.service.model, &context.service.names, member), file)
}

/// The type of a field.
pub(super) fn of_field(context: &Context<'_>, member: &Member, file: &mut File) -> String {
    print(context, &RustType::of_field(context.service.model, &context.service.names, member), file)
}

/// Imports the types within a type and writes it.
fn print(context: &Context<'_>, of: &RustType<'_>, file: &mut File) -> String {
    of.each(&mut |of| match of {
        RustType::Generated(name) => file.uses("super", name.as_str()),
        RustType::Runtime(name) => file.uses("smithereen", name),
        RustType::Map(_) => file.uses("std::collections", "BTreeMap"),
        _ => {}
    });
    of.print(&ToString::to_string, document(context))
}

/// The crate of others may not have `serde_json`.
fn document(context: &Context<'_>) -> &'static str {
    match context.form {
        Form::Crate => "serde_json::Value",
        Form::Modules { .. } => "smithereen::Document",
    }
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
    let of = RustType::of_unboxed(context.service.model, &context.service.names, member);
    let of = print(context, &of, file);
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
