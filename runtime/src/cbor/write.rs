//! The CBOR serializer. It writes into one buffer, and is not generic, so a program has one copy of it, whatever its types.

use super::big;
use super::encode::{NO_DOCUMENTS, Out, WriteResult, done};
use crate::Timestamp;
use crate::codec::{CodecError, ErrorPath, MAX_DEPTH, Segment, TOO_DEEP, UNKNOWN_VARIANT};
use crate::reflect::{List, Map, Shape, ValueRef};
use crate::schema::{Kind, Member};
use minicbor::data::IanaTag;

/// The highest number of entries whose map has a head of one byte.
const SHORT_MAP: usize = 23;

/// Serializes a shape.
pub(super) fn write(shape: &dyn Shape) -> Result<Vec<u8>, CodecError> {
    let schema = shape.schema();
    let out = Out::new(Vec::with_capacity(schema.body_capacity()));
    let mut writer = Writer { out, error_path: ErrorPath::default() };
    match writer.shape(shape, 0) {
        Ok(()) => {
            let body = writer.out.into_writer();
            schema.record_body_size(body.len());
            Ok(body)
        }
        Err(reason) => Err(writer.error_path.into_error(reason.to_owned())),
    }
}

struct Writer {
    out: Out,
    error_path: ErrorPath,
}

impl Writer {
    fn value(&mut self, value: ValueRef<'_>, member: &'static Member, depth: usize) -> WriteResult {
        let out = &mut self.out;
        match value {
            ValueRef::None => done(out.null()),
            ValueRef::Bool(value) => done(out.bool(value)),
            ValueRef::Integer(value) => done(out.i64(value)),
            // One NaN of many, so that equal values are equal on the wire.
            ValueRef::Float(value) => done(out.f32(if value.is_nan() { f32::NAN } else { value })),
            ValueRef::Double(value) => done(out.f64(if value.is_nan() { f64::NAN } else { value })),
            ValueRef::BigNumber(value) => big::write(out, value),
            ValueRef::String(value) => done(out.str(value)),
            ValueRef::Blob(value) => done(out.bytes(value)),
            ValueRef::Timestamp(value) => time(out, value),
            ValueRef::Document(_) => Err(NO_DOCUMENTS),
            ValueRef::Shape(value) => self.shape(value, depth),
            ValueRef::List(value) => self.list(value, member, depth),
            ValueRef::Strings(value) if depth < MAX_DEPTH => self.strings(value),
            ValueRef::Strings(value) => self.list(value, member, depth),
            ValueRef::Map(value) => self.map(value, member, depth),
        }
    }

    /// Serializes a value one level deeper.
    fn inner(
        &mut self,
        value: ValueRef<'_>,
        member: &'static Member,
        depth: usize,
        step: Segment,
    ) -> WriteResult {
        let written = if depth < MAX_DEPTH { self.value(value, member, depth + 1) } else { Err(TOO_DEEP) };
        self.error_path.at(step, written)
    }

    fn shape(&mut self, shape: &dyn Shape, depth: usize) -> WriteResult {
        let schema = shape.schema();
        if schema.kind == Kind::Union && shape.unknown().is_some() {
            return Err(UNKNOWN_VARIANT);
        }
        let head = self.out.writer().len();
        done(self.out.map(if schema.members.len() > SHORT_MAP { set_members(shape) } else { 0 }))?;
        let mut written = 0;
        for (index, member) in schema.members.iter().enumerate() {
            let value = shape.get(index);
            if matches!(value, ValueRef::None) {
                continue;
            }
            written += 1;
            done(self.out.str(member.name))?;
            self.inner(value, member, depth, Segment::Member(member.name))?;
        }
        // A short map does not need to know its length beforehand.
        if schema.members.len() <= SHORT_MAP
            && let Some(head) = self.out.writer_mut().get_mut(head)
        {
            *head |= written;
        }
        Ok(())
    }

    fn list(&mut self, list: &dyn List, member: &'static Member, depth: usize) -> WriteResult {
        let element = member.element_or_default();
        done(self.out.array(list.len() as u64))?;
        for index in 0..list.len() {
            self.inner(list.get(index), element, depth, Segment::Index(index))?;
        }
        Ok(())
    }

    fn strings(&mut self, list: &[String]) -> WriteResult {
        done(self.out.array(list.len() as u64))?;
        list.iter().try_for_each(|value| done(self.out.str(value)))
    }

    fn map(&mut self, map: &dyn Map, member: &'static Member, depth: usize) -> WriteResult {
        let element = member.element_or_default();
        let mut written = done(self.out.map(map.len() as u64));
        map.visit(&mut |key, value| {
            written = done(self.out.str(key)).and_then(|()| self.inner(value, element, depth, Segment::Key));
            written.is_ok()
        });
        written
    }
}

/// Returns the number of members that have a value.
fn set_members(shape: &dyn Shape) -> u64 {
    let members = 0..shape.schema().members.len();
    members.filter(|index| !matches!(shape.get(*index), ValueRef::None)).count() as u64
}

/// Serializes a timestamp as a double, like the official clients: an integer would be shorter for whole seconds, but services
/// are tested with doubles alone. A double has a resolution of a quarter of a microsecond today.
fn time(out: &mut Out, time: Timestamp) -> WriteResult {
    done(out.tag(IanaTag::Timestamp))?;
    done(out.f64(time.seconds() as f64 + f64::from(time.nanos()) / 1e9))
}
