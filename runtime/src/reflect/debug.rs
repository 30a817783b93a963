//! `Debug` for generated types: set members under the names of the model, without sensitive values.

use super::{List, Map, Shape, ValueRef};
use crate::schema::{Flag, Member};
use std::fmt::{Debug, Formatter, Result};

/// The replacement of a sensitive value.
pub const REDACTED: &str = "[redacted]";

/// Writes a shape as `name { member: value, .. }`. Unset members are left out and sensitive members redacted.
pub fn debug(shape: &dyn Shape, name: &str, f: &mut Formatter<'_>) -> Result {
    let schema = shape.schema();
    if schema.sensitive {
        return f.debug_tuple(name).field(&format_args!("{REDACTED}")).finish();
    }
    let mut out = f.debug_struct(name);
    for (index, member) in schema.members.iter().enumerate() {
        match shape.get(index) {
            ValueRef::None => {}
            _ if member.has(Flag::Sensitive) => {
                out.field(member.name, &format_args!("{REDACTED}"));
            }
            value => {
                out.field(member.name, &Shown(value, member));
            }
        }
    }
    if let Some(unknown) = shape.unknown() {
        out.field("unknown", &unknown);
    }
    out.finish()
}

struct Shown<'a>(ValueRef<'a>, &'static Member);

impl Debug for Shown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.0 {
            ValueRef::None => f.write_str("null"),
            ValueRef::Bool(value) => value.fmt(f),
            ValueRef::Integer(value) => value.fmt(f),
            ValueRef::Float(value) => value.fmt(f),
            ValueRef::Double(value) => value.fmt(f),
            ValueRef::BigNumber(value) => value.fmt(f),
            ValueRef::String(value) => value.fmt(f),
            ValueRef::Blob(value) => write!(f, "[{} bytes]", value.len()),
            ValueRef::Body(value) => value.fmt(f),
            ValueRef::Timestamp(value) => value.fmt(f),
            ValueRef::Document(value) => value.fmt(f),
            ValueRef::Shape(value) => value.fmt(f),
            ValueRef::List(value) => list(value, self.1.element_or_default(), f),
            ValueRef::Strings(value) => value.fmt(f),
            ValueRef::Map(value) => map(value, self.1.element_or_default(), f),
        }
    }
}

fn list(list: &dyn List, element: &'static Member, f: &mut Formatter<'_>) -> Result {
    f.debug_list().entries((0..list.len()).map(|index| Shown(list.get(index), element))).finish()
}

fn map(map: &dyn Map, element: &'static Member, f: &mut Formatter<'_>) -> Result {
    let mut out = f.debug_map();
    map.visit(&mut |key, value| {
        out.entry(&key, &Shown(value, element));
        true
    });
    out.finish()
}
