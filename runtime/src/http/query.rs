//! The query: what the operation's URI has, members by name, and maps whose keys are names.

use super::{bound, text};
use crate::endpoint::ESCAPED;
use crate::error::Fault;
use crate::reflect::{Member, Place, Ref, Shape, TimestampFormat};
use percent_encoding::utf8_percent_encode;

/// Appends `?name=value&..`, or nothing. `fixed` comes first, then members in the model's order.
pub(super) fn query(fixed: &str, input: &dyn Shape, out: &mut String) -> Result<(), Fault> {
    let mut query = Query { out, separator: '?' };
    if !fixed.is_empty() {
        query.separate();
        query.out.push_str(fixed);
    }
    for (member, value) in bound(input, Place::Query) {
        query.values(member.wire, value, member)?;
    }
    for (member, value) in bound(input, Place::QueryMap) {
        let Ref::Map(map) = value else { return Err(Fault::new(member.name, "expected a map")) };
        let mut result = Ok(());
        map.visit(&mut |key, value| {
            // A member that is bound by name takes precedence over an entry of the same name.
            if !bound(input, Place::Query).any(|(member, _)| member.wire == key) {
                result = query.values(key, value, member);
            }
            result.is_ok()
        });
        result?;
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

    /// One parameter, or one for each element of a list.
    fn values(&mut self, name: &str, value: Ref<'_>, member: &Member) -> Result<(), Fault> {
        let Some(list) = value.as_list() else { return self.value(name, value, member) };
        let element = member.element.unwrap_or(member);
        (0..list.len()).map(|index| list.get(index)).try_for_each(|value| match value {
            Ref::None => Ok(()),
            value => self.value(name, value, element),
        })
    }

    fn value(&mut self, name: &str, value: Ref<'_>, member: &Member) -> Result<(), Fault> {
        let text = text::write(value, member, TimestampFormat::DateTime);
        let text = text.map_err(|reason| Fault::new(member.name, reason))?;
        self.separate();
        self.out.extend(utf8_percent_encode(name, ESCAPED));
        self.out.push('=');
        self.out.extend(utf8_percent_encode(&text, ESCAPED));
        Ok(())
    }
}
