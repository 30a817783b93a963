//! Headers that carry members, and the status that does.

use super::{bound, scalar};
use crate::error::MessageError;
use crate::reflect::{List, Map, Shape, Slot, ValueRef};
use crate::schema::{Binding, Flag, Member, TimestampFormat};
use http::request::Builder;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::borrow::Cow;

/// Adds the headers that members of `input` are bound to.
pub(super) fn write(input: &dyn Shape, request: &mut Builder) -> Result<(), MessageError> {
    // A request that is at fault already says so when it is finished.
    let Some(headers) = request.headers_mut() else { return Ok(()) };
    for (member, value) in bound(input, Binding::Header) {
        let text = field(value, member).map_err(|reason| MessageError::new(member.name, reason))?;
        add(headers, member.wire, &text, member)?;
    }
    for (member, value) in bound(input, Binding::PrefixHeaders) {
        let ValueRef::Map(map) = value else { return Err(MessageError::new(member.name, "expected a map")) };
        write_prefixed(map, member, input, headers)?;
    }
    Ok(())
}

fn write_prefixed(
    map: &dyn Map,
    member: &'static Member,
    input: &dyn Shape,
    headers: &mut HeaderMap,
) -> Result<(), MessageError> {
    let mut result = Ok(());
    map.visit(&mut |key, value| {
        let name = format!("{}{key}", member.wire);
        // A member that is bound to the header takes precedence over an entry of the same name.
        if bound(input, Binding::Header).any(|(member, _)| member.wire.eq_ignore_ascii_case(&name)) {
            return true;
        }
        let text = scalar::write(value, member.element_or_default(), TimestampFormat::HttpDate);
        result = text
            .map_err(|reason| MessageError::new(member.name, reason))
            .and_then(|text| add(headers, &name, &text, member));
        result.is_ok()
    });
    result
}

fn add(headers: &mut HeaderMap, name: &str, value: &str, member: &Member) -> Result<(), MessageError> {
    let fault = |reason: &str| MessageError::new(member.name, reason);
    let name: HeaderName = name.parse().map_err(|_| fault("its key is not a header's name"))?;
    let value =
        Some(value).filter(|value| value.is_ascii()).and_then(|value| HeaderValue::from_str(value).ok());
    let mut value =
        value.ok_or_else(|| fault("a header holds visible ASCII characters, spaces and tabs alone"))?;
    value.set_sensitive(member.has(Flag::Sensitive));
    headers.append(name, value);
    Ok(())
}

/// A value as a header's, a list with commas between. Nulls have no place there.
fn field<'a>(value: ValueRef<'a>, member: &Member) -> Result<Cow<'a, str>, &'static str> {
    let Some(list) = value.as_list() else { return scalar::write(value, member, TimestampFormat::HttpDate) };
    let values =
        (0..list.len()).map(|index| list.get(index)).filter(|value| !matches!(value, ValueRef::None));
    let values = values.map(|value| -> Result<Cow<'_, str>, &'static str> {
        let text = scalar::write(value, member.element_or_default(), TimestampFormat::HttpDate)?;
        Ok(if matches!(value, ValueRef::String(_)) && needs_quotes(&text) {
            quote(&text).into()
        } else {
            text
        })
    });
    let values = values.collect::<Result<Vec<_>, _>>()?;
    // A header of nothing is an empty list.
    Ok(if values == [""] { "\"\"".into() } else { values.join(", ").into() })
}

/// Whether a text would be read as another one if it stood in a list as it is.
fn needs_quotes(text: &str) -> bool {
    text.contains(['"', ',']) || text.trim().len() != text.len()
}

fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Fills the members of `output` that come from the status and the headers, but for those at `unset`. Returns the
/// indices of the members whose headers cannot be parsed, each with its fault; these members hold anything.
pub(crate) fn read(
    status: StatusCode,
    headers: &HeaderMap,
    output: &mut dyn Shape,
    unset: &[usize],
) -> Vec<(usize, MessageError)> {
    let mut unreadable = Vec::new();
    for (index, member) in output.schema().members.iter().enumerate() {
        if unset.contains(&index) {
            continue;
        }
        let read = match member.binding {
            Binding::ResponseCode => scalar::read(status.as_str(), output.slot(index), member),
            Binding::Header if headers.contains_key(member.wire) => {
                joined(headers, member.wire).and_then(|text| read_field(&text, output.slot(index), member))
            }
            Binding::PrefixHeaders => read_prefixed(headers, member, output.slot(index)),
            _ => Ok(()),
        };
        if let Err(reason) = read {
            unreadable.push((index, MessageError::new(member.name, reason)));
        }
    }
    unreadable
}

/// The values of all headers of that name, with commas between.
fn joined(headers: &HeaderMap, name: &str) -> Result<String, &'static str> {
    let values = headers.get_all(name).iter().map(|value| std::str::from_utf8(value.as_bytes()));
    let values = values.collect::<Result<Vec<_>, _>>();
    Ok(values.map_err(|_| "expected a header in UTF-8")?.join(", "))
}

fn read_field(text: &str, slot: Slot<'_>, member: &Member) -> Result<(), &'static str> {
    let list: &mut dyn List = match slot {
        Slot::List(list) => list,
        Slot::Strings(list) => list,
        slot => return scalar::read(text, slot, member),
    };
    let mut rest = Some(text.trim()).filter(|text| !text.is_empty());
    let mut is_text = true;
    while let Some(text) = rest {
        // An empty text is a value, any other empty element is none (RFC 9110, 5.6.1.2).
        if !is_text && (text.is_empty() || text.starts_with(',')) {
            rest = after_comma(text);
            continue;
        }
        let slot = list.push();
        is_text = matches!(slot, Slot::String(_) | Slot::Enum(_));
        let (value, after) = next_value(text, matches!(slot, Slot::Timestamp(_)))?;
        scalar::read(&value, slot, member.element_or_default())?;
        rest = after;
    }
    Ok(())
}

/// The first value of a list in a header, and what follows its comma. The comma in an HTTP date does not end it.
fn next_value(text: &str, is_time: bool) -> Result<(Cow<'_, str>, Option<&str>), &'static str> {
    if text.starts_with('"') {
        return quoted(text);
    }
    let mut commas = text.match_indices(',').map(|(at, _)| at).peekable();
    let is_weekday = |before: &str| before.chars().all(|c| c.is_ascii_alphabetic()) && !before.is_empty();
    if is_time && commas.peek().and_then(|at| text.get(..*at)).is_some_and(is_weekday) {
        commas.next();
    }
    let (value, rest) =
        text.split_at_checked(commas.next().unwrap_or(text.len())).ok_or("expected a list")?;
    Ok((value.trim().into(), after_comma(rest)))
}

fn quoted(text: &str) -> Result<(Cow<'_, str>, Option<&str>), &'static str> {
    let mut value = String::new();
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => {
                let rest = text.get(at + 1..).unwrap_or_default().trim_start();
                return match rest.is_empty() || rest.starts_with(',') {
                    true => Ok((value.into(), after_comma(rest))),
                    false => Err("expected a comma after a quoted value"),
                };
            }
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    Err("expected a quote at the end")
}

fn after_comma(text: &str) -> Option<&str> {
    text.strip_prefix(',').map(str::trim_start)
}

/// All headers of the prefix, those that other members are bound to among them. One that is not UTF-8 is left out.
fn read_prefixed(headers: &HeaderMap, member: &Member, slot: Slot<'_>) -> Result<(), &'static str> {
    let Slot::Map(map) = slot else { return Ok(()) };
    let prefix = member.wire.to_ascii_lowercase();
    for name in headers.keys() {
        if let Some(key) = name.as_str().strip_prefix(&prefix)
            && let Ok(value) = joined(headers, name.as_str())
        {
            scalar::read(&value, map.insert(key.to_owned()), member.element_or_default())?;
        }
    }
    Ok(())
}
