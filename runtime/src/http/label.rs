//! Labels in the path and in the host name.

use super::scalar;
use crate::endpoint::{ESCAPED, is_valid_host_label};
use crate::error::MessageError;
use crate::reflect::{Shape, ValueRef};
use crate::schema::{Binding, Flag, Member, TimestampFormat};
use percent_encoding::{AsciiSet, utf8_percent_encode};
use std::borrow::Cow;

/// The characters to escape in greedy labels, which span segments.
const ESCAPED_GREEDY: &AsciiSet = &ESCAPED.remove(b'/');

/// A part of a template: text, or the name of a label and whether it is greedy.
enum Part<'t> {
    Text(&'t str),
    Label(&'t str, bool),
}

/// Splits a template such as `/things/{name}/{rest+}`. The generator checks that braces match.
fn parts(template: &str) -> impl Iterator<Item = Part<'_>> {
    template.split('{').enumerate().flat_map(|(index, piece)| match piece.split_once('}') {
        Some((label, after)) if index > 0 => {
            let name = label.strip_suffix('+');
            [Part::Label(name.unwrap_or(label), name.is_some()), Part::Text(after)]
        }
        _ => [Part::Text(piece), Part::Text("")],
    })
}

/// Appends the path with escaped labels. `dots` allows the segments `.` and `..` in greedy labels.
pub(super) fn path(
    template: &str,
    input: &dyn Shape,
    dots: bool,
    out: &mut String,
) -> Result<(), MessageError> {
    for part in parts(template) {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Label(name, greedy) => {
                let (member, value) = find(name, Binding::Label, input)?;
                check_segments(&value, greedy, dots)
                    .map_err(|reason| MessageError::new(member.name, reason))?;
                out.extend(utf8_percent_encode(&value, if greedy { ESCAPED_GREEDY } else { ESCAPED }));
            }
        }
    }
    Ok(())
}

/// Appends the prefix of the host name. A value can have several labels, with dots between them.
pub(super) fn host(template: &str, input: &dyn Shape, out: &mut String) -> Result<(), MessageError> {
    for part in parts(template) {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Label(name, _) => {
                let (member, value) = find_host_label(name, input)?;
                if !is_valid_host_label(&value, true) {
                    let reason = "each host label consists of 1 to 63 letters, digits and hyphens, without a hyphen at its ends";
                    return Err(MessageError::new(member.name, reason));
                }
                out.push_str(&value);
            }
        }
    }
    Ok(())
}

fn find<'a>(
    name: &str,
    binding: Binding,
    input: &'a dyn Shape,
) -> Result<(&'static Member, Cow<'a, str>), MessageError> {
    let found = super::bound(input, binding).find(|(member, _)| member.wire == name);
    let (member, value) =
        found.ok_or_else(|| MessageError::new(name, "a label in the path needs a value"))?;
    let text = scalar::write(value, member, TimestampFormat::DateTime);
    Ok((member, text.map_err(|reason| MessageError::new(member.name, reason))?))
}

fn find_host_label<'a>(
    name: &str,
    input: &'a dyn Shape,
) -> Result<(&'static Member, Cow<'a, str>), MessageError> {
    let mut members = input.schema().members.iter().enumerate();
    let found = members.find(|(_, member)| member.has(Flag::HostLabel) && member.name == name);
    match found.map(|(index, member)| (member, input.get(index))) {
        Some((member, ValueRef::String(value))) => Ok((member, value.into())),
        _ => Err(MessageError::new(name, "a label in the host name needs a value")),
    }
}

/// Rejects empty labels, and segments of dots unless `dots` allows them in a greedy label: clients and proxies would normalize them
/// to another path.
fn check_segments(value: &str, greedy: bool, dots: bool) -> Result<(), &'static str> {
    if value.is_empty() {
        return Err("a label in the path cannot be empty");
    }
    let is_dots = |segment: &str| matches!(segment, "." | "..");
    let has_dots = if greedy { !dots && value.split('/').any(is_dots) } else { is_dots(value) };
    match has_dots {
        true => Err("a label in the path cannot be `.` or `..`"),
        false => Ok(()),
    }
}
