//! Labels in the path and in the host name.

use super::scalar;
use crate::endpoint::{ESCAPED, ParamSource, is_valid_host_label};
use crate::error::MessageError;
use crate::reflect::{Shape, ValueRef};
use crate::schema::{Binding, Flag, Member, TimestampFormat};
use crate::service::OperationSchema;
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

/// Checks the labels whose values are part of the endpoint instead of the path, such as the bucket of an object: without a bucket,
/// the key would be taken for it.
///
/// # Errors
/// Returns an error for a label without a value, or with one that leaves no segment.
pub(crate) fn check_in_endpoint(operation: &OperationSchema, input: &dyn Shape) -> Result<(), MessageError> {
    let in_path =
        |name: &str| parts(operation.uri).any(|part| matches!(part, Part::Label(one, _) if one == name));
    let in_endpoint = |name: &str| {
        let mut sources = operation.endpoint_params.iter().map(|(_, source)| source);
        sources.any(|source| matches!(source, ParamSource::Member(one) if *one == name))
    };
    let members = input.schema().members.iter().enumerate();
    for (index, member) in members.filter(|(_, member)| member.binding == Binding::Label) {
        if in_endpoint(member.name) && !in_path(member.wire) {
            let checked = match input.get(index) {
                ValueRef::String(value) => check_segments(value, false, false),
                ValueRef::None => Err(NO_VALUE),
                _ => Ok(()),
            };
            checked.map_err(|reason| MessageError::new(member.name, reason))?;
        }
    }
    Ok(())
}

/// The reason why a request cannot be built without a label.
const NO_VALUE: &str = "a label in the path needs a value";

fn find<'a>(
    name: &str,
    binding: Binding,
    input: &'a dyn Shape,
) -> Result<(&'static Member, Cow<'a, str>), MessageError> {
    let found = super::bound(input, binding).find(|(member, _)| member.wire == name);
    let (member, value) = found.ok_or_else(|| MessageError::new(name, NO_VALUE))?;
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

/// Rejects empty labels, and segments of dots unless `dots` allows them in a greedy label: clients and proxies would normalize
/// them to another path.
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

/// Reads the labels of a path into the members that are bound to them. Segments before those of the template are the path of
/// the endpoint. A label is a whole segment, and at most one label is greedy (Smithy, `httpLabel`).
///
/// # Errors
/// Returns an error for a path that does not match the template, and for a label that its member cannot hold.
#[cfg(feature = "client")]
pub(super) fn read(template: &str, path: &str, input: &mut dyn Shape) -> Result<(), MessageError> {
    const NO_MATCH: &str = "the path is not that of the operation";
    let mismatch = || MessageError::new("", NO_MATCH);
    let template: Vec<&str> = template.split('/').skip(1).collect();
    let path: Vec<&str> = path.split('/').skip(1).collect();
    let additional = path.len().checked_sub(template.len()).ok_or_else(mismatch)?;
    let is_greedy = |segment: &str| segment.starts_with('{') && segment.ends_with("+}");
    let has_greedy = template.iter().any(|segment| is_greedy(segment));
    let mut segments = path.into_iter().skip(if has_greedy { 0 } else { additional });
    for expected in template {
        let Some(name) = expected.strip_prefix('{').and_then(|label| label.strip_suffix('}')) else {
            if segments.next() != Some(expected) {
                return Err(mismatch());
            }
            continue;
        };
        let count = if is_greedy(expected) { additional + 1 } else { 1 };
        let text = segments.by_ref().take(count).collect::<Vec<_>>().join("/");
        if text.is_empty() {
            return Err(mismatch());
        }
        let name = name.strip_suffix('+').unwrap_or(name);
        let mut members = input.schema().members.iter().enumerate();
        let found = members.find(|(_, member)| member.binding == Binding::Label && member.wire == name);
        let Some((index, member)) = found else { continue };
        let text = percent_encoding::percent_decode_str(&text).decode_utf8();
        let text = text.map_err(|_| MessageError::new(member.name, "expected text in UTF-8"))?;
        let read = scalar::read(&text, input.slot(index), member);
        read.map_err(|reason| MessageError::new(member.name, reason))?;
    }
    Ok(())
}
