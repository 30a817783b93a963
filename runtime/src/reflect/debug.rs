//! `Debug` for every generated type: what is set, under the model's names, and nothing that is sensitive.

use super::{Flag, List, Map, Member, Ref, Shape};
use std::fmt::{Debug, Formatter, Result};

/// What stands in the place of a sensitive value.
pub const REDACTED: &str = "[redacted]";

/// Writes `shape` as `name { member: value, .. }`, leaving out what is unset and redacting what is sensitive.
pub fn debug(shape: &dyn Shape, name: &str, f: &mut Formatter<'_>) -> Result {
    let schema = shape.schema();
    if schema.sensitive {
        return f.debug_tuple(name).field(&format_args!("{REDACTED}")).finish();
    }
    let mut out = f.debug_struct(name);
    for (index, member) in schema.members.iter().enumerate() {
        match shape.get(index) {
            Ref::None => {}
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

struct Shown<'a>(Ref<'a>, &'static Member);

impl Debug for Shown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.0 {
            Ref::None => f.write_str("null"),
            Ref::Bool(value) => value.fmt(f),
            Ref::Int(value) => value.fmt(f),
            Ref::Float(value) => value.fmt(f),
            Ref::Double(value) => value.fmt(f),
            Ref::Big(value) => value.fmt(f),
            Ref::Text(value) => value.fmt(f),
            Ref::Blob(value) => write!(f, "[{} bytes]", value.len()),
            Ref::Time(value) => value.fmt(f),
            Ref::Document(value) => value.fmt(f),
            Ref::Shape(value) => value.fmt(f),
            Ref::List(value) => list(value, self.1.elements(), f),
            Ref::Strings(value) => value.fmt(f),
            Ref::Map(value) => map(value, self.1.elements(), f),
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
