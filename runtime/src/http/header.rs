//! Headers that carry members, and the status that does.

use super::{bound, text};
use crate::error::Fault;
use crate::reflect::{Flag, List, Map, Member, Place, Ref, Shape, Slot, TimestampFormat};
use http::request::Builder;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::borrow::Cow;

/// Adds the headers that members of `input` are bound to.
pub(super) fn write(input: &dyn Shape, request: &mut Builder) -> Result<(), Fault> {
    // A request that is at fault already says so when it is finished.
    let Some(headers) = request.headers_mut() else { return Ok(()) };
    for (member, value) in bound(input, Place::Header) {
        let text = field(value, member).map_err(|reason| Fault::new(member.name, reason))?;
        add(headers, member.wire, &text, member)?;
    }
    for (member, value) in bound(input, Place::PrefixHeaders) {
        let Ref::Map(map) = value else { return Err(Fault::new(member.name, "expected a map")) };
        write_prefixed(map, member, headers)?;
    }
    Ok(())
}

fn write_prefixed(map: &dyn Map, member: &'static Member, headers: &mut HeaderMap) -> Result<(), Fault> {
    let mut result = Ok(());
    map.visit(&mut |key, value| {
        let name = format!("{}{key}", member.wire);
        let text = text::write(value, member.elements(), TimestampFormat::HttpDate);
        result = text
            .map_err(|reason| Fault::new(member.name, reason))
            .and_then(|text| add(headers, &name, &text, member));
        result.is_ok()
    });
    result
}

fn add(headers: &mut HeaderMap, name: &str, value: &str, member: &Member) -> Result<(), Fault> {
    let fault = |reason: &str| Fault::new(member.name, reason);
    let name: HeaderName = name.parse().map_err(|_| fault("its key is not a header's name"))?;
    let value =
        Some(value).filter(|value| value.is_ascii()).and_then(|value| HeaderValue::from_str(value).ok());
    let mut value =
        value.ok_or_else(|| fault("a header holds visible ASCII characters, spaces and tabs alone"))?;
    value.set_sensitive(member.has(Flag::Sensitive));
    headers.append(name, value);
    Ok(())
}

/// A value as a header's, a list with commas between.
fn field<'a>(value: Ref<'a>, member: &Member) -> Result<Cow<'a, str>, &'static str> {
    let Some(list) = value.as_list() else { return text::write(value, member, TimestampFormat::HttpDate) };
    let mut out = String::new();
    for value in (0..list.len()).map(|index| list.get(index)) {
        if !out.is_empty() {
            out.push_str(", ");
        }
        let text = text::write(value, member.elements(), TimestampFormat::HttpDate)?;
        match value {
            Ref::Text(_) if text.contains(['"', ',']) => {
                out.extend(["\"", &text.replace('\\', "\\\\").replace('"', "\\\""), "\""]);
            }
            _ => out.push_str(&text),
        }
    }
    Ok(out.into())
}

/// Fills the members of `output` that come from the status and the headers.
pub(crate) fn read(status: StatusCode, headers: &HeaderMap, output: &mut dyn Shape) -> Result<(), Fault> {
    for (index, member) in output.schema().members.iter().enumerate() {
        let read = match member.place {
            Place::StatusCode => text::read(status.as_str(), output.slot(index), member),
            Place::Header if headers.contains_key(member.wire) => {
                joined(headers, member.wire).and_then(|text| read_field(&text, output.slot(index), member))
            }
            Place::PrefixHeaders => read_prefixed(headers, member, output.slot(index)),
            _ => Ok(()),
        };
        read.map_err(|reason| Fault::new(member.name, reason))?;
    }
    Ok(())
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
        slot => return text::read(text, slot, member),
    };
    let mut rest = text.trim();
    while !rest.is_empty() {
        let slot = list.push();
        let (value, after) = next_value(rest, matches!(slot, Slot::Time(_)))?;
        text::read(&value, slot, member.elements())?;
        rest = after;
    }
    Ok(())
}

/// The first value of a list in a header and what follows it. The comma in an HTTP date does not end it.
fn next_value(text: &str, is_time: bool) -> Result<(Cow<'_, str>, &str), &'static str> {
    if text.starts_with('"') {
        return quoted(text);
    }
    let mut commas = text.match_indices(',').map(|(at, _)| at);
    let dated = is_time && text.starts_with(|c: char| c.is_ascii_alphabetic());
    let end = commas.nth(usize::from(dated)).unwrap_or(text.len());
    let (value, after) = text.split_at_checked(end).ok_or("expected a list")?;
    Ok((value.trim().into(), after.strip_prefix(',').unwrap_or(after).trim_start()))
}

fn quoted(text: &str) -> Result<(Cow<'_, str>, &str), &'static str> {
    let mut value = String::new();
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => {
                let after = text.get(at + 1..).unwrap_or_default().trim_start();
                return Ok((value.into(), after.strip_prefix(',').unwrap_or(after).trim_start()));
            }
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    Err("expected a quote at the end")
}

fn read_prefixed(headers: &HeaderMap, member: &Member, slot: Slot<'_>) -> Result<(), &'static str> {
    let Slot::Map(map) = slot else { return Ok(()) };
    let prefix = member.wire.to_ascii_lowercase();
    for name in headers.keys() {
        if let Some(key) = name.as_str().strip_prefix(&prefix) {
            text::read(&joined(headers, name.as_str())?, map.insert(key.to_owned()), member.elements())?;
        }
    }
    Ok(())
}
