//! The text of a value, with everything in it: for the comparison of two outputs, and for the search of texts in them.

use every_shape::smithereen::reflect::{Shape, ValueRef};
use std::fmt::Write;

/// Returns the text of a shape. Equal values have equal texts, also those with a float that is not a number.
pub(super) fn dump(shape: &dyn Shape) -> String {
    let mut out = String::new();
    write_shape(shape, &mut out);
    out
}

fn write_shape(shape: &dyn Shape, out: &mut String) {
    out.push('{');
    for (index, member) in shape.schema().members.iter().enumerate() {
        if !matches!(shape.get(index), ValueRef::None) {
            let _ = write!(out, "{}:", member.name);
            write_value(shape.get(index), out);
            out.push(',');
        }
    }
    if let Some(name) = shape.unknown() {
        let _ = write!(out, "unknown:{name}");
    }
    out.push('}');
}

fn write_value(value: ValueRef<'_>, out: &mut String) {
    let _ = match value {
        ValueRef::None => write!(out, "null"),
        ValueRef::Bool(value) => write!(out, "{value}"),
        ValueRef::Integer(value) => write!(out, "{value}"),
        ValueRef::Float(value) => write!(out, "{value:?}"),
        ValueRef::Double(value) => write!(out, "{value:?}"),
        ValueRef::BigNumber(value) => write!(out, "{}", value.as_str()),
        ValueRef::String(value) => write!(out, "'{value}'"),
        ValueRef::Blob(value) => write!(out, "{}", String::from_utf8_lossy(value)),
        ValueRef::Body(value) => write!(out, "{value:?}"),
        ValueRef::Timestamp(value) => write!(out, "{value:?}"),
        ValueRef::Document(value) => write!(out, "{value:?}"),
        ValueRef::Shape(value) => {
            write_shape(value, out);
            Ok(())
        }
        ValueRef::List(list) => {
            out.push('[');
            for index in 0..list.len() {
                write_value(list.get(index), out);
                out.push(',');
            }
            write!(out, "]")
        }
        ValueRef::Strings(list) => write!(out, "{}", list.join("','")),
        ValueRef::Map(map) => {
            out.push('{');
            map.visit(&mut |key, value| {
                let _ = write!(out, "'{key}':");
                write_value(value, out);
                out.push(',');
                true
            });
            write!(out, "}}")
        }
    };
}
