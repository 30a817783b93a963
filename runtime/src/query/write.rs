//! The form serializer. It writes into one buffer, and keeps the prefix of the current parameter name in another one.

use super::Dialect;
use super::encode::encode;
use super::name::NameSegment;
use crate::codec::{
    CodecError, ErrorPath, MAX_DEPTH, Segment, TOO_DEEP, UNKNOWN_VARIANT, map_key, map_value_name, write_text,
};
use crate::reflect::{List, Map, Shape, ValueRef, used_members};
use crate::schema::{Binding, Flag, Kind, Member, TimestampFormat};

const NO_DOCUMENTS: &str = "the protocol does not support documents";
const NO_MAPS: &str = "the protocol does not support maps";

/// Serializes a request.
pub(super) fn write(
    dialect: Dialect,
    operation: &str,
    version: &str,
    input: &dyn Shape,
) -> Result<Vec<u8>, CodecError> {
    let schema = input.schema();
    let out = Vec::with_capacity(schema.body_capacity());
    let mut writer = Writer { dialect, out, prefix: vec![b'&'], error_path: ErrorPath::default() };
    writer.out.extend_from_slice(b"Action=");
    encode(&mut writer.out, operation);
    writer.out.extend_from_slice(b"&Version=");
    encode(&mut writer.out, version);
    match writer.shape(input, 0) {
        Ok(()) => {
            schema.record_body_size(writer.out.len());
            Ok(writer.out)
        }
        Err(reason) => Err(writer.error_path.into_error(reason.to_owned())),
    }
}

/// The error is the reason why a value cannot be serialized.
type WriteResult = Result<(), &'static str>;

struct Writer {
    dialect: Dialect,
    out: Vec<u8>,
    /// The prefix of parameter names: `&` and the outer segments, percent-encoded, each with a dot after it.
    prefix: Vec<u8>,
    error_path: ErrorPath,
}

impl Writer {
    /// Serializes a value. Its parameter name is the current prefix and `name`.
    fn value(
        &mut self,
        name: NameSegment<'_>,
        value: ValueRef<'_>,
        member: &'static Member,
        depth: usize,
    ) -> WriteResult {
        match value {
            ValueRef::None => {}
            ValueRef::String(text) => self.parameter(name, text),
            ValueRef::Bool(value) => self.unreserved(name, if value { "true" } else { "false" }),
            ValueRef::Integer(number) => self.unreserved(name, itoa::Buffer::new().format(number)),
            ValueRef::Shape(shape) => {
                let start = self.enter(name);
                self.shape(shape, depth)?;
                self.prefix.truncate(start);
            }
            ValueRef::List(list) => return self.list(name, list, member, depth),
            ValueRef::Strings(list) => return self.list(name, list, member, depth),
            ValueRef::Map(map) => return self.map(name, map, member, depth),
            ValueRef::Document(_) => return Err(NO_DOCUMENTS),
            scalar => self.parameter(name, &write_text(scalar, member, TimestampFormat::DateTime)?),
        }
        Ok(())
    }

    /// Serializes a value one level below `depth`, at the segment of the error path.
    fn nested(
        &mut self,
        name: NameSegment<'_>,
        value: ValueRef<'_>,
        member: &'static Member,
        depth: usize,
        segment: Segment,
    ) -> WriteResult {
        let written =
            if depth < MAX_DEPTH { self.value(name, value, member, depth + 1) } else { Err(TOO_DEEP) };
        self.error_path.at(segment, written)
    }

    fn shape(&mut self, shape: &dyn Shape, depth: usize) -> WriteResult {
        let schema = shape.schema();
        for (index, member) in used_members(shape) {
            let value = shape.get(index);
            if matches!(value, ValueRef::None) || member.binding != Binding::Body {
                continue;
            }
            let name = NameSegment::of_member(self.dialect, member);
            self.nested(name, value, member, depth, Segment::Member(member.name))?;
        }
        match schema.kind == Kind::Union && shape.unknown().is_some() {
            true => Err(UNKNOWN_VARIANT),
            false => Ok(()),
        }
    }

    /// Serializes the elements of a list, numbered from 1. Nulls are skipped and have no number.
    fn list(
        &mut self,
        name: NameSegment<'_>,
        list: &dyn List,
        member: &'static Member,
        depth: usize,
    ) -> WriteResult {
        let element = member.element_or_default();
        let start = self.enter(name);
        if self.dialect == Dialect::AwsQuery && !member.has(Flag::Flattened) {
            self.enter(NameSegment::new(element.wire));
        }
        let mut count = 0_usize;
        for index in 0..list.len() {
            let value = list.get(index);
            if !matches!(value, ValueRef::None) {
                count += 1;
                let mut number = itoa::Buffer::new();
                let name = NameSegment::new(number.format(count));
                self.nested(name, value, element, depth, Segment::Index(index))?;
            }
        }
        self.prefix.truncate(start);
        if self.dialect == Dialect::AwsQuery && count == 0 {
            self.unreserved(name, "");
        }
        Ok(())
    }

    /// Serializes the entries of a map, numbered from 1. Entries with null are skipped and have no number.
    fn map(
        &mut self,
        name: NameSegment<'_>,
        map: &dyn Map,
        member: &'static Member,
        depth: usize,
    ) -> WriteResult {
        if self.dialect == Dialect::Ec2Query {
            return Err(NO_MAPS);
        }
        let element = member.element_or_default();
        let (key_name, value_name) =
            (NameSegment::new(map_key(member).wire), NameSegment::new(map_value_name(element)));
        let start = self.enter(name);
        if !member.has(Flag::Flattened) {
            self.enter(NameSegment::new("entry"));
        }
        let mut count = 0_usize;
        let mut written = Ok(());
        map.visit(&mut |key, value| {
            if !matches!(value, ValueRef::None) {
                count += 1;
                let entry = self.enter(NameSegment::new(itoa::Buffer::new().format(count)));
                self.parameter(key_name, key);
                written = self.nested(value_name, value, element, depth, Segment::Key);
                self.prefix.truncate(entry);
            }
            written.is_ok()
        });
        self.prefix.truncate(start);
        written
    }

    /// Appends a segment to the prefix. Returns the previous length, to which the caller truncates the prefix.
    fn enter(&mut self, name: NameSegment<'_>) -> usize {
        let start = self.prefix.len();
        name.write(&mut self.prefix);
        self.prefix.push(b'.');
        start
    }

    /// Writes `&`, the name of a parameter and `=`.
    fn name(&mut self, name: NameSegment<'_>) {
        match self.prefix.as_slice() {
            [byte] => self.out.push(*byte),
            prefix => self.out.extend_from_slice(prefix),
        }
        name.write(&mut self.out);
        self.out.push(b'=');
    }

    /// Writes a parameter, percent-encoded.
    fn parameter(&mut self, name: NameSegment<'_>, value: &str) {
        self.name(name);
        encode(&mut self.out, value);
    }

    /// Writes a parameter whose value has unreserved characters only.
    fn unreserved(&mut self, name: NameSegment<'_>, value: &str) {
        self.name(name);
        self.out.extend_from_slice(value.as_bytes());
    }
}
