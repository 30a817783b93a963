//! The form deserializer, for fake services and recordings. It is lenient: unknown parameters are ignored.

use super::Dialect;
use super::name::NameSegment;
use crate::codec::{CodecError, MAX_DEPTH, TOO_DEEP, map_key, map_value_name, parse_text};
use crate::reflect::{List, Map, Shape, Slot};
use crate::schema::{Binding, Flag, Member};
use std::collections::BTreeMap;

/// Deserializes the members of `shape` that are bound to the body.
///
/// # Errors
/// Returns an error with the name of a parameter whose value its member cannot hold, and for text that is not UTF-8.
pub(crate) fn read(dialect: Dialect, body: &[u8], shape: &mut dyn Shape) -> Result<(), CodecError> {
    let text = std::str::from_utf8(body).map_err(|_| CodecError::new("not UTF-8"))?;
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        percent_encoding::percent_decode_str(&text).decode_utf8().map(|text| text.into_owned())
    };
    let mut parameters = BTreeMap::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (Ok(name), Ok(value)) = (decode(name), decode(value)) else {
            return Err(CodecError::new("not UTF-8"));
        };
        parameters.insert(name, value);
    }
    Form { dialect, parameters }.shape("", shape, 0)
}

/// The parameters of a form by their names.
struct Form {
    dialect: Dialect,
    parameters: BTreeMap<String, String>,
}

impl Form {
    /// Returns whether there is a parameter with the name, or one whose name is below it.
    fn has(&self, name: &str) -> bool {
        let below = format!("{name}.");
        let next = self.parameters.range(below.clone()..).next();
        self.parameters.contains_key(name) || next.is_some_and(|(name, _)| name.starts_with(&below))
    }

    /// Reads the members of a shape. `prefix` is empty, or ends with a dot.
    fn shape(&self, prefix: &str, shape: &mut dyn Shape, depth: usize) -> Result<(), CodecError> {
        if depth > MAX_DEPTH {
            return Err(CodecError::new(TOO_DEEP));
        }
        for (index, member) in shape.schema().members.iter().enumerate() {
            let name = format!("{prefix}{}", NameSegment::of_member(self.dialect, member).text());
            if member.binding == Binding::Body && self.has(&name) {
                self.value(&name, shape.slot(index), member, depth + 1)?;
            }
        }
        Ok(())
    }

    fn value(
        &self,
        name: &str,
        slot: Slot<'_>,
        member: &'static Member,
        depth: usize,
    ) -> Result<(), CodecError> {
        match slot {
            Slot::Shape(shape) => self.shape(&format!("{name}."), shape, depth),
            Slot::List(list) => self.list(name, list, member, depth),
            Slot::Strings(list) => self.list(name, list, member, depth),
            Slot::Map(map) => self.map(name, map, member, depth),
            slot => {
                let text = self.parameters.get(name).map(String::as_str).unwrap_or_default();
                parse_text(text.into(), slot).map_err(|reason| CodecError::new(format!("`{name}`: {reason}")))
            }
        }
    }

    fn list(
        &self,
        name: &str,
        list: &mut dyn List,
        member: &'static Member,
        depth: usize,
    ) -> Result<(), CodecError> {
        let element = member.element_or_default();
        let is_flat = self.dialect == Dialect::Ec2Query || member.has(Flag::Flattened);
        let prefix = if is_flat { name.to_owned() } else { format!("{name}.{}", element.wire) };
        list.clear();
        for name in self.numbered(&prefix) {
            self.value(&name, list.push(), element, depth + 1)?;
        }
        Ok(())
    }

    fn map(
        &self,
        name: &str,
        map: &mut dyn Map,
        member: &'static Member,
        depth: usize,
    ) -> Result<(), CodecError> {
        let element = member.element_or_default();
        let prefix = if member.has(Flag::Flattened) { name.to_owned() } else { format!("{name}.entry") };
        map.clear();
        for entry in self.numbered(&prefix) {
            let key = self.parameters.get(&format!("{entry}.{}", map_key(member).wire));
            let key = key.ok_or_else(|| CodecError::new(format!("`{entry}`: an entry without a key")))?;
            let name = format!("{entry}.{}", map_value_name(element));
            self.value(&name, map.insert(key.clone()), element, depth + 1)?;
        }
        Ok(())
    }

    /// Returns the names of the elements below `prefix`, which are numbered from 1.
    fn numbered(&self, prefix: &str) -> impl Iterator<Item = String> {
        (1_usize..).map(move |number| format!("{prefix}.{number}")).take_while(|name| self.has(name))
    }
}
