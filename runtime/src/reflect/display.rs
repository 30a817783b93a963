//! `Display` for exceptions and for the errors of an operation: the code and the message, as far as they exist.

use super::{Shape, ValueRef};
use crate::schema::{Flag, Member};
use std::fmt::{Formatter, Result};

/// Writes an exception as `Code: message`. The code is the shape's name in the model. A message that is unset, empty or
/// sensitive is left out.
pub fn display_exception(exception: &dyn Shape, f: &mut Formatter<'_>) -> Result {
    write(exception.schema().name, exception, f)
}

/// Writes the error of an operation as `Code: message`, with the code that the service sends. An unknown error has no
/// message.
pub fn display_error(error: &dyn Shape, f: &mut Formatter<'_>) -> Result {
    let members = error.schema().members.iter().enumerate();
    let known = members.filter_map(|(index, member)| match error.get(index) {
        ValueRef::Shape(exception) => Some((member.wire, exception)),
        _ => None,
    });
    match (known.into_iter().next(), error.unknown()) {
        (Some((code, exception)), _) => write(code, exception, f),
        (None, Some(code)) if !code.is_empty() => f.write_str(code),
        (None, _) => f.write_str("an error without a code"),
    }
}

fn write(code: &str, exception: &dyn Shape, f: &mut Formatter<'_>) -> Result {
    f.write_str(code)?;
    match message(exception).filter(|message| !message.is_empty()) {
        Some(message) => write!(f, ": {message}"),
        None => Ok(()),
    }
}

fn message(exception: &dyn Shape) -> Option<&str> {
    let schema = exception.schema();
    let mut members = schema.members.iter().enumerate().filter(|(_, member)| is_message(member));
    members.find_map(|(index, member)| match exception.get(index) {
        ValueRef::String(text) if !schema.sensitive && !member.has(Flag::Sensitive) => Some(text),
        _ => None,
    })
}

fn is_message(member: &Member) -> bool {
    member.wire.eq_ignore_ascii_case("message") || member.wire == "error_description"
}
