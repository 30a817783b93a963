//! Members bound to headers and to the status code.

use super::{bound, list, scalar};
use crate::codec::MISSING;
use crate::error::MessageError;
use crate::reflect::{List, Map, Shape, Slot, ValueRef};
use crate::response::{Headers, RawResponse};
use crate::schema::{Binding, Flag, Member, TimestampFormat};
use crate::validation::Validation;
use http::request::Builder;
use http::{HeaderMap, HeaderName, HeaderValue};
use std::borrow::Cow;

/// Adds the headers for members of `input`.
pub(super) fn write(input: &dyn Shape, request: &mut Builder) -> Result<(), MessageError> {
    // A builder with an error has no headers. It returns the error when the request is built.
    request.headers_mut().map_or(Ok(()), |headers| write_to(input, headers))
}

/// Adds the headers for members of a message.
pub(crate) fn write_to(input: &dyn Shape, headers: &mut HeaderMap) -> Result<(), MessageError> {
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
    let error = |reason: &str| MessageError::new(member.name, reason);
    let name: HeaderName = name.parse().map_err(|_| error("the key is not a valid header name"))?;
    let value =
        Some(value).filter(|value| value.is_ascii()).and_then(|value| HeaderValue::from_str(value).ok());
    let mut value =
        value.ok_or_else(|| error("a header can contain visible ASCII characters, spaces and tabs only"))?;
    value.set_sensitive(member.has(Flag::Sensitive));
    headers.append(name, value);
    Ok(())
}

/// Writes a value as the value of a header. Elements of a list that are null are left out.
fn field<'a>(value: ValueRef<'a>, member: &Member) -> Result<Cow<'a, str>, &'static str> {
    let Some(list) = value.as_list() else { return scalar::write(value, member, TimestampFormat::HttpDate) };
    let mut values = Vec::new();
    for value in (0..list.len()).map(|index| list.get(index)) {
        let text = match value {
            ValueRef::None => continue,
            value => scalar::write(value, member.element_or_default(), TimestampFormat::HttpDate)?,
        };
        values.push(if let ValueRef::String(_) = value { list::quote_if_needed(text) } else { text });
    }
    Ok(list::join(&values).into())
}

/// Deserializes the members of `output` that are bound to the status code and to headers, except those at the indices
/// `ignored`. Returns the indices of members whose headers cannot be parsed, with the errors; their values are unspecified.
pub(crate) fn read(
    response: &RawResponse<'_>,
    output: &mut dyn Shape,
    ignored: &[usize],
    validation: Validation,
) -> Vec<(usize, MessageError)> {
    let headers = response.headers;
    let members = output.schema().members;
    // Most members of an output with many headers have none in the response. Names are compared by their lengths first, which
    // is faster than a lookup in the map of headers for each member.
    let mut names = Vec::new();
    if members.iter().any(|member| member.binding == Binding::Header) {
        headers.visit_names(&mut |name| names.push(name));
    }
    let is_present = |wire: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wire));
    let mut unreadable = Vec::new();
    for (index, member) in members.iter().enumerate() {
        if ignored.contains(&index) {
            continue;
        }
        let read = match member.binding {
            Binding::ResponseCode => scalar::read(response.status.as_str(), output.slot(index), member),
            Binding::Header if is_present(member.wire) => {
                joined(headers, member.wire).and_then(|text| read_field(&text, output.slot(index), member))
            }
            Binding::Header if validation == Validation::Strict && member.has(Flag::Required) => Err(MISSING),
            Binding::PrefixHeaders => read_prefixed(headers, member, output.slot(index)),
            _ => Ok(()),
        };
        if let Err(reason) = read {
            unreadable.push((index, MessageError::new(member.name, reason)));
        }
    }
    unreadable
}

/// Returns the values of all headers of that name as one list.
fn joined(headers: &dyn Headers, name: &str) -> Result<String, &'static str> {
    let mut values = Vec::new();
    headers.visit_values(name, &mut |value| values.push(std::str::from_utf8(value)));
    let values = values.into_iter().collect::<Result<Vec<_>, _>>();
    Ok(values.map_err(|_| "expected a header in UTF-8")?.join(", "))
}

fn read_field(text: &str, slot: Slot<'_>, member: &Member) -> Result<(), &'static str> {
    let list: &mut dyn List = match slot {
        Slot::List(list) => list,
        Slot::Strings(list) => list,
        slot => return scalar::read(text, slot, member),
    };
    let mut values = list::Values::new(text);
    let mut is_string = true;
    loop {
        if !is_string {
            values.skip_empty();
        }
        if values.is_empty() {
            return Ok(());
        }
        let slot = list.push();
        is_string = matches!(slot, Slot::String(_) | Slot::Enum(_));
        let value = values.next(matches!(slot, Slot::Timestamp(_)))?;
        scalar::read(&value, slot, member.element_or_default())?;
    }
}

/// Deserializes all headers with the prefix, including those that other members are bound to. Headers that are not UTF-8 are
/// left out.
fn read_prefixed(headers: &dyn Headers, member: &Member, slot: Slot<'_>) -> Result<(), &'static str> {
    let Slot::Map(map) = slot else { return Ok(()) };
    let prefix = member.wire.to_ascii_lowercase();
    let mut result = Ok(());
    headers.visit_names(&mut |name| {
        if let Some(key) = name.strip_prefix(&prefix)
            && let Ok(value) = joined(headers, name)
            && result.is_ok()
        {
            result = scalar::read(&value, map.insert(key.to_owned()), member.element_or_default());
        }
    });
    result
}
