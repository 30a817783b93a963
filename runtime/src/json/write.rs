//! The JSON serializer. It writes into one buffer. It is not generic, so it is compiled once for all types.

use super::Mode;
use super::encode;
use crate::codec::{
    CodecError, ErrorPath, MAX_DEPTH, NO_STREAMS, Segment, TOO_DEEP, UNKNOWN_VARIANT, exceeds_max_depth_at,
    non_finite_text,
};
use crate::reflect::{List, Map, Shape, ValueRef, used_members};
use crate::schema::{Flag, Kind, Member, Schema, TimestampFormat};
use crate::{BigNumber, Timestamp};
use serde_json::Value as Document;

/// Serializes a value.
pub(super) fn write(value: ValueRef<'_>, member: &'static Member, mode: Mode) -> Result<Vec<u8>, CodecError> {
    let schema = if let ValueRef::Shape(shape) = value { Some(shape.schema()) } else { None };
    let out = Vec::with_capacity(schema.map_or(256, Schema::body_capacity));
    let mut writer = Writer { out, mode, error_path: ErrorPath::default() };
    match writer.value(value, member, 0) {
        Ok(()) => {
            if let Some(schema) = schema {
                schema.record_body_size(writer.out.len());
            }
            Ok(writer.out)
        }
        Err(reason) => Err(writer.error_path.into_error(reason.to_owned())),
    }
}

/// The error is the reason why a value cannot be serialized.
type WriteResult = Result<(), &'static str>;

struct Writer {
    out: Vec<u8>,
    mode: Mode,
    error_path: ErrorPath,
}

impl Writer {
    #[inline(never)]
    fn value(&mut self, value: ValueRef<'_>, member: &'static Member, depth: usize) -> WriteResult {
        match value {
            ValueRef::None => self.out.extend_from_slice(b"null"),
            ValueRef::Bool(true) => self.out.extend_from_slice(b"true"),
            ValueRef::Bool(false) => self.out.extend_from_slice(b"false"),
            ValueRef::Integer(value) => return encode::number(&mut self.out, value),
            ValueRef::Float(value) if value.is_finite() => return encode::number(&mut self.out, value),
            ValueRef::Float(value) => encode::string(&mut self.out, non_finite_text(value.into())),
            ValueRef::Double(value) if value.is_finite() => return encode::number(&mut self.out, value),
            ValueRef::Double(value) => encode::string(&mut self.out, non_finite_text(value)),
            ValueRef::BigNumber(value) => self.big(value),
            ValueRef::String(value) => encode::string(&mut self.out, value),
            ValueRef::Blob(value) => encode::blob(&mut self.out, value),
            ValueRef::Body(value) => encode::blob(&mut self.out, &value.as_bytes().ok_or(NO_STREAMS)?),
            ValueRef::Timestamp(value) => return self.time(value, member),
            ValueRef::Document(value) => return self.document(value, member, depth),
            ValueRef::Shape(value) => return self.shape(value, depth),
            ValueRef::List(value) => return self.list(value, member, depth),
            ValueRef::Strings(value) if depth < MAX_DEPTH => self.strings(value),
            ValueRef::Strings(value) => return self.list(value, member, depth),
            ValueRef::Map(value) => return self.map(value, member, depth),
        }
        Ok(())
    }

    /// Serializes a value one level deeper. It is inlined, so that the most common scalars need no call.
    #[inline(always)]
    fn inner(
        &mut self,
        value: ValueRef<'_>,
        member: &'static Member,
        depth: usize,
        step: Segment,
    ) -> WriteResult {
        let written = match value {
            _ if depth >= MAX_DEPTH => Err(TOO_DEEP),
            ValueRef::String(value) => {
                encode::string(&mut self.out, value);
                return Ok(());
            }
            ValueRef::Shape(value) => self.shape(value, depth + 1),
            value => self.value(value, member, depth + 1),
        };
        self.error_path.at(step, written)
    }

    fn shape(&mut self, shape: &dyn Shape, depth: usize) -> WriteResult {
        let schema = shape.schema();
        let start = encode::open(&mut self.out, b'{');
        for (index, member) in used_members(shape) {
            let value = shape.get(index);
            if matches!(value, ValueRef::None) || !self.mode.includes(member) {
                continue;
            }
            encode::separate(&mut self.out, start);
            encode::name(&mut self.out, self.mode.name_of(member), member);
            self.inner(value, member, depth, Segment::Member(member.name))?;
        }
        if schema.kind == Kind::Union
            && let Some(name) = shape.unknown()
        {
            self.unknown(name)?;
        }
        self.out.push(b'}');
        Ok(())
    }

    /// Serializes an unknown variant of a union. Its value is not known: it cannot be sent, and is null in text for people. The
    /// default value of a union has no name.
    fn unknown(&mut self, name: &str) -> WriteResult {
        if self.mode.is_message() {
            return Err(UNKNOWN_VARIANT);
        }
        if !name.is_empty() {
            encode::key(&mut self.out, name);
            self.out.extend_from_slice(b"null");
        }
        Ok(())
    }

    fn list(&mut self, list: &dyn List, member: &'static Member, depth: usize) -> WriteResult {
        let element = member.element_or_default();
        let start = encode::open(&mut self.out, b'[');
        for index in 0..list.len() {
            encode::separate(&mut self.out, start);
            self.inner(list.get(index), element, depth, Segment::Index(index))?;
        }
        self.out.push(b']');
        Ok(())
    }

    fn strings(&mut self, list: &[String]) {
        let start = encode::open(&mut self.out, b'[');
        for value in list {
            encode::separate(&mut self.out, start);
            encode::string(&mut self.out, value);
        }
        self.out.push(b']');
    }

    fn map(&mut self, map: &dyn Map, member: &'static Member, depth: usize) -> WriteResult {
        let element = member.element_or_default();
        let start = encode::open(&mut self.out, b'{');
        let mut written = Ok(());
        map.visit(&mut |key, value| {
            encode::separate(&mut self.out, start);
            encode::key(&mut self.out, key);
            written = self.inner(value, element, depth, Segment::Key);
            written.is_ok()
        });
        self.out.push(b'}');
        written
    }

    fn document(&mut self, document: &Document, member: &Member, depth: usize) -> WriteResult {
        if exceeds_max_depth_at(document, depth) {
            return Err(TOO_DEEP);
        }
        if self.mode.is_message() && member.has(Flag::JsonValue) {
            encode::string(&mut self.out, &document.to_string());
            return Ok(());
        }
        encode::document(&mut self.out, document)
    }

    /// Serializes a number with all its digits: as a string where the protocol or a reader of the text could not keep them.
    fn big(&mut self, value: &BigNumber) {
        let is_string = match self.mode {
            Mode::Wire => false,
            Mode::RpcV2 => true,
            Mode::Model => value.to_json().is_none(),
        };
        match is_string {
            true => encode::string(&mut self.out, value.as_str()),
            false => self.out.extend_from_slice(value.as_str().as_bytes()),
        }
    }

    fn time(&mut self, time: Timestamp, member: &Member) -> WriteResult {
        let format = match self.mode {
            Mode::Wire => member.timestamp.unwrap_or(TimestampFormat::EpochSeconds),
            Mode::RpcV2 => TimestampFormat::EpochSeconds,
            Mode::Model => TimestampFormat::DateTime,
        };
        match format {
            TimestampFormat::EpochSeconds if time.nanos() == 0 => {
                encode::number(&mut self.out, time.seconds())
            }
            // A float would round the digits.
            TimestampFormat::EpochSeconds => {
                self.out.extend_from_slice(time.format(format).as_bytes());
                Ok(())
            }
            format => {
                encode::string(&mut self.out, &time.format(format));
                Ok(())
            }
        }
    }
}
