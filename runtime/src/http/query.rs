//! The query: the fixed part of the URI, members with a name, and maps of parameters.

use super::{bound, scalar};
use crate::endpoint::ESCAPED;
use crate::error::MessageError;
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
