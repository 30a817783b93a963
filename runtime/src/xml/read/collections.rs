//! Deserialization of lists and maps.

use super::element::Element;
use super::failure::Failure;
use super::{ReadResult, Reader};
use crate::codec::{Segment, map_key, map_value_name};
use crate::reflect::{List, Map, Slot};
use crate::schema::Member;
use crate::xml::names::has_local_name;
use std::mem;

impl<'a> Reader<'a> {
    /// Deserializes the children of an element as a list, whatever their names.
    pub(super) fn list(&mut self, list: &mut dyn List, member: &'static Member) -> ReadResult {
        list.clear();
        while let Some(child) = self.child()? {
            self.push_element(list, member, &child)?;
        }
        Ok(())
    }

    /// Deserializes a list of strings: faster than `list`, because it creates no slot for each element.
    pub(super) fn strings(&mut self, list: &mut Vec<String>) -> ReadResult {
        list.clear();
        while let Some(child) = self.child()? {
            self.push_string(list, &child)?;
        }
        Ok(())
    }

    /// Deserializes the children of an element as a map, whatever their names.
    pub(super) fn map(&mut self, map: &mut dyn Map, member: &'static Member) -> ReadResult {
        map.clear();
        while self.child()?.is_some() {
            self.entry(map, member)?;
        }
        Ok(())
    }

    /// Appends an element to a flattened list, or an entry to a flattened map.
    pub(super) fn flattened(
        &mut self,
        slot: &mut Slot<'_>,
        member: &'static Member,
        element: &Element<'a>,
    ) -> ReadResult {
        match slot {
            Slot::List(list) => self.push_element(*list, member, element),
            Slot::Strings(list) => self.push_string(list, element),
            Slot::Map(map) => self.entry(*map, member),
            other => self.value(mem::replace(other, Slot::Skip), member, element),
        }
    }

    fn push_element(
        &mut self,
        list: &mut dyn List,
        member: &'static Member,
        element: &Element<'a>,
    ) -> ReadResult {
        let index = list.len();
        let read = match element.is_nil() {
            true => {
                list.push_null();
                self.skip()
            }
            false => self.value(list.push(), member.element_or_default(), element),
        };
        self.error_path.at(Segment::Index(index), read)
    }

    fn push_string(&mut self, list: &mut Vec<String>, element: &Element<'a>) -> ReadResult {
        // Nulls are dropped: a sparse list has another slot.
        let read = match element.is_nil() {
            true => self.skip(),
            false => self.text().map(|text| list.push(text.into_owned())),
        };
        self.error_path.at(Segment::Index(list.len()), read)
    }

    /// Deserializes an entry of a map. The key and the value may be in any order.
    fn entry(&mut self, map: &mut dyn Map, member: &'static Member) -> ReadResult {
        let read = self.key_and_value(map, member);
        self.error_path.at(Segment::Key, read)
    }

    fn key_and_value(&mut self, map: &mut dyn Map, member: &'static Member) -> ReadResult {
        let value_member = member.element_or_default();
        let (key_name, value_name) = (map_key(member).wire, map_value_name(value_member));
        let (mut key, mut value_before_key, mut is_complete) = (None, None, false);
        while let Some(child) = self.child()? {
            if !is_complete && has_local_name(key_name, child.name()) {
                key = Some(self.text()?.into_owned());
            } else if is_complete || !has_local_name(value_name, child.name()) {
                self.skip()?;
            } else if let Some(key) = key.take() {
                is_complete = true;
                self.map_value(map, key, value_member, &child)?;
            } else {
                value_before_key = Some((self.tokens.clone(), child));
                self.skip()?;
            }
        }
        match (key, value_before_key) {
            _ if is_complete => Ok(()),
            (Some(key), Some((tokens, child))) => {
                let after = mem::replace(&mut self.tokens, tokens);
                self.map_value(map, key, value_member, &child)?;
                self.tokens = after;
                Ok(())
            }
            (Some(key), None) => {
                map.insert_null(key);
                Ok(())
            }
            (None, _) => self.fail(Failure::Value("expected an entry with a key")),
        }
    }

    fn map_value(
        &mut self,
        map: &mut dyn Map,
        key: String,
        member: &'static Member,
        element: &Element<'a>,
    ) -> ReadResult {
        if element.is_nil() {
            map.insert_null(key);
            return self.skip();
        }
        self.value(map.insert(key), member, element)
    }
}
