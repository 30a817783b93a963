//! The CBOR serializer. It writes into one buffer. It is not generic, so it is compiled once for all types.

use super::big;
use super::encode::{self, FALSE, NO_DOCUMENTS, NULL, TRUE, head};
use super::major;
use crate::Timestamp;
use crate::codec::{CodecError, ErrorPath, MAX_DEPTH, NO_STREAMS, Segment, TOO_DEEP, UNKNOWN_VARIANT};
use crate::reflect::{List, Map, Shape, ValueRef, used_members};
use crate::schema::{Kind, Member};

/// The largest number of entries of a map with a head of one byte.
const SHORT_MAP: usize = 23;

/// Serializes a shape.
pub(super) fn write(shape: &dyn Shape) -> Result<Vec<u8>, CodecError> {
    let schema = shape.schema();
    let out = Vec::with_capacity(schema.body_capacity());
    let mut writer = Writer { out, error_path: ErrorPath::default() };
    match writer.shape(shape, 0) {
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
    out: Vec<u8>,
    error_path: ErrorPath,
}

impl Writer {
    /// Serializes a value one level below `depth`, at the segment of the error path. It is inlined, so that a scalar needs no
    /// call.
    #[inline(always)]
    fn nested(
        &mut self,
        value: ValueRef<'_>,
        member: &'static Member,
        depth: usize,
        segment: Segment,
    ) -> WriteResult {
        let out = &mut self.out;
        let mut written = Ok(());
        match value {
            _ if depth >= MAX_DEPTH => written = Err(TOO_DEEP),
            ValueRef::None => out.push(NULL),
            ValueRef::Bool(value) => out.push(if value { TRUE } else { FALSE }),
            ValueRef::Integer(value) => encode::integer(out, value),
            ValueRef::Float(value) => encode::float(out, value),
            ValueRef::Double(value) => encode::double(out, value),
            ValueRef::String(value) => encode::text(out, value),
            ValueRef::Blob(value) => encode::bytes(out, value),
            ValueRef::Timestamp(value) => timestamp(out, value),
            ValueRef::BigNumber(value) => written = big::write(out, value),
            ValueRef::Document(_) => written = Err(NO_DOCUMENTS),
            ValueRef::Body(_) => written = Err(NO_STREAMS),
            ValueRef::Shape(value) => written = self.shape(value, depth + 1),
            ValueRef::Strings(value) if depth + 1 < MAX_DEPTH => self.strings(value),
            ValueRef::Strings(value) => written = self.list(value, member, depth + 1),
            ValueRef::List(value) => written = self.list(value, member, depth + 1),
            ValueRef::Map(value) => written = self.map(value, member, depth + 1),
        }
        self.error_path.at(segment, written)
    }

    fn shape(&mut self, shape: &dyn Shape, depth: usize) -> WriteResult {
        let schema = shape.schema();
        if schema.kind == Kind::Union && shape.unknown().is_some() {
            return Err(UNKNOWN_VARIANT);
        }
        let start = self.out.len();
        let is_short = schema.members.len() <= SHORT_MAP;
        head(&mut self.out, major::MAP, if is_short { 0 } else { count_set_members(shape) });
        let mut written = 0;
        for (index, member) in used_members(shape) {
            let value = shape.get(index);
            if matches!(value, ValueRef::None) {
                continue;
            }
            written += 1;
            encode::text(&mut self.out, member.name);
            self.nested(value, member, depth, Segment::Member(member.name))?;
        }
        // The head of a short map has one byte, so its length can be added afterwards.
        if let Some(head) = self.out.get_mut(start).filter(|_| is_short) {
            *head |= written;
        }
        Ok(())
    }

    #[inline(never)]
    fn list(&mut self, list: &dyn List, member: &'static Member, depth: usize) -> WriteResult {
        let element = member.element_or_default();
        head(&mut self.out, major::ARRAY, list.len() as u64);
        for index in 0..list.len() {
            self.nested(list.get(index), element, depth, Segment::Index(index))?;
        }
        Ok(())
    }

    #[inline(never)]
    fn strings(&mut self, list: &[String]) {
        head(&mut self.out, major::ARRAY, list.len() as u64);
        list.iter().for_each(|value| encode::text(&mut self.out, value));
    }

    #[inline(never)]
    fn map(&mut self, map: &dyn Map, member: &'static Member, depth: usize) -> WriteResult {
        let element = member.element_or_default();
        let mut written = Ok(());
        head(&mut self.out, major::MAP, map.len() as u64);
        map.visit(&mut |key, value| {
            encode::text(&mut self.out, key);
            written = self.nested(value, element, depth, Segment::Key);
            written.is_ok()
        });
        written
    }
}

/// Counts the members that have a value.
fn count_set_members(shape: &dyn Shape) -> u64 {
    let members = 0..shape.schema().members.len();
    members.filter(|index| !matches!(shape.get(*index), ValueRef::None)).count() as u64
}

/// Serializes a timestamp as a double, like the official clients. An integer would be shorter for whole seconds, but services
/// may be tested with doubles alone. For present dates, a double has a resolution of a quarter of a microsecond.
fn timestamp(out: &mut Vec<u8>, time: Timestamp) {
    head(out, major::TAG, 1);
    encode::double(out, time.seconds() as f64 + f64::from(time.nanos()) / 1e9);
}
