//! The query: the fixed part of the URI, members with a name, and maps of parameters.

use super::{bound, scalar};
use crate::endpoint::ESCAPED;
use crate::error::MessageError;
#[cfg(feature = "client")]
use crate::reflect::{List, Map, Slot};
use crate::reflect::{Shape, ValueRef};
use crate::schema::{Binding, Member, TimestampFormat};
use percent_encoding::utf8_percent_encode;

/// Appends `?name=value&..`, or nothing. The fixed part comes first, then members in the order of the model.
pub(super) fn query(fixed: &str, input: &dyn Shape, out: &mut String) -> Result<(), MessageError> {
    let mut query = Query { out, separator: '?' };
    if !fixed.is_empty() {
        query.separate();
        query.out.push_str(fixed);
    }
    for (member, value) in bound(input, Binding::Query) {
        query.values(member.wire, value, member).map_err(|reason| MessageError::new(member.name, reason))?;
    }
    for (member, value) in bound(input, Binding::QueryParams) {
        let ValueRef::Map(map) = value else { return Err(MessageError::new(member.name, "expected a map")) };
        let mut result = Ok(());
        map.visit(&mut |key, value| {
            // A member with a name takes precedence over an entry of the same name.
            if !bound(input, Binding::Query).any(|(member, _)| member.wire == key) {
                result = query.values(key, value, member.element_or_default());
            }
            result.is_ok()
        });
        result.map_err(|reason| MessageError::new(member.name, reason))?;
    }
    Ok(())
}

struct Query<'a> {
    out: &'a mut String,
    separator: char,
}

impl Query<'_> {
    fn separate(&mut self) {
        self.out.push(self.separator);
        self.separator = '&';
    }

    /// Appends one parameter, or one for each element of a list. Nulls of a sparse list are left out.
    fn values(&mut self, name: &str, value: ValueRef<'_>, member: &Member) -> Result<(), &'static str> {
        let Some(list) = value.as_list() else { return self.value(name, value, member) };
        (0..list.len()).map(|index| list.get(index)).try_for_each(|value| match value {
            ValueRef::None => Ok(()),
            value => self.value(name, value, member.element_or_default()),
        })
    }

    fn value(&mut self, name: &str, value: ValueRef<'_>, member: &Member) -> Result<(), &'static str> {
        let text = scalar::write(value, member, TimestampFormat::DateTime)?;
        self.separate();
        self.out.extend(utf8_percent_encode(name, ESCAPED));
        self.out.push('=');
        self.out.extend(utf8_percent_encode(&text, ESCAPED));
        Ok(())
    }
}

/// Splits a query into decoded names and values. Bytes that are not UTF-8 are replaced.
#[cfg(feature = "client")]
pub(crate) fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    query.split('&').filter(|pair| !pair.is_empty()).map(move |pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name), decode(value))
    })
}

/// Reads the query into the members that are bound to parameters. `fixed` is the fixed part of the URI, whose parameters are no
/// entries of a map, and neither are those of presigned URLs.
///
/// # Errors
/// Returns an error for a value that its member cannot hold.
#[cfg(feature = "client")]
pub(super) fn read(fixed: &str, query: &str, input: &mut dyn Shape) -> Result<(), MessageError> {
    let (fixed, pairs): (Vec<_>, Vec<_>) = (pairs(fixed).collect(), pairs(query).collect());
    let members = input.schema().members;
    let is_bound = |name: &str| {
        members.iter().any(|member| member.binding == Binding::Query && member.wire == name)
            || fixed.iter().any(|(fixed, _)| fixed == name)
            || name.starts_with("X-Amz-")
    };
    for (index, member) in members.iter().enumerate() {
        let read = match member.binding {
            Binding::Query if pairs.iter().any(|(name, _)| name == member.wire) => {
                let values = pairs.iter().filter(|(name, _)| name == member.wire);
                read_values(values.map(|(_, value)| value.as_str()), input.slot(index), member)
            }
            Binding::QueryParams => match input.slot(index) {
                Slot::Map(map) => read_map(map, &pairs, &is_bound, member),
                _ => Err("expected a map"),
            },
            _ => Ok(()),
        };
        read.map_err(|reason| MessageError::new(member.name, reason))?;
    }
    Ok(())
}

/// Reads the values of one name: each is an element of a list, otherwise the first counts.
#[cfg(feature = "client")]
fn read_values<'a>(
    mut values: impl Iterator<Item = &'a str>,
    slot: Slot<'_>,
    member: &Member,
) -> Result<(), &'static str> {
    let list: &mut dyn List = match slot {
        Slot::List(list) => list,
        Slot::Strings(list) => list,
        slot => return values.next().map_or(Ok(()), |value| scalar::read(value, slot, member)),
    };
    list.clear();
    values.try_for_each(|value| scalar::read(value, list.push(), member.element_or_default()))
}

#[cfg(feature = "client")]
fn read_map(
    map: &mut dyn Map,
    pairs: &[(String, String)],
    is_bound: &dyn Fn(&str) -> bool,
    member: &Member,
) -> Result<(), &'static str> {
    map.clear();
    for (index, (name, _)) in pairs.iter().enumerate() {
        let is_first = pairs.iter().position(|(other, _)| other == name) == Some(index);
        if is_first && !is_bound(name) {
            let values = pairs.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str());
            read_values(values, map.insert(name.clone()), member.element_or_default())?;
        }
    }
    Ok(())
}
