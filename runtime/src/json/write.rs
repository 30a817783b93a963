//! The walk that writes, straight into the text. It is one walk over references, so there is one copy of it in a
//! program, whatever its types.

use super::text;
use super::trace::{Step, Trace};
use super::{JsonError, MAX_DEPTH, Names, TOO_DEEP};
use crate::Timestamp;
use crate::reflect::{Flag, Kind, List, Map, Member, Ref, Schema, Shape, TimestampFormat};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value as Document;

/// The text of a value.
pub(super) fn write(value: Ref<'_>, member: &'static Member, names: Names) -> Result<Vec<u8>, JsonError> {
    let schema = if let Ref::Shape(shape) = value { Some(shape.schema()) } else { None };
    let out = Vec::with_capacity(schema.map_or(256, Schema::room));
    let mut writer = Writer { out, names, trace: Trace::default() };
    match writer.value(value, member, 0) {
        Ok(()) => {
            if let Some(schema) = schema {
                schema.took(writer.out.len());
            }
            Ok(writer.out)
        }
        Err(reason) => Err(writer.trace.into_error(reason.to_owned())),
    }
}

/// Why a value cannot be written.
type Written = Result<(), &'static str>;

struct Writer {
    out: Vec<u8>,
    names: Names,
    trace: Trace,
}

impl Writer {
    fn value(&mut self, value: Ref<'_>, member: &'static Member, depth: usize) -> Written {
        match value {
            Ref::None => self.out.extend_from_slice(b"null"),
            Ref::Bool(true) => self.out.extend_from_slice(b"true"),
            Ref::Bool(false) => self.out.extend_from_slice(b"false"),
            Ref::Int(value) => return text::number(&mut self.out, value),
            Ref::Float(value) if value.is_finite() => return text::number(&mut self.out, value),
            Ref::Float(value) => text::string(&mut self.out, no_number(value.into())),
            Ref::Double(value) if value.is_finite() => return text::number(&mut self.out, value),
            Ref::Double(value) => text::string(&mut self.out, no_number(value)),
            Ref::Big(value) => self.out.extend_from_slice(value.as_str().as_bytes()),
            Ref::Text(value) => text::string(&mut self.out, value),
            Ref::Blob(value) => text::string(&mut self.out, &STANDARD.encode(value)),
            Ref::Time(value) => return self.time(value, member),
            Ref::Document(value) => return self.document(value, member, depth),
            Ref::Shape(value) => return self.shape(value, depth),
            Ref::List(value) => return self.list(value, member, depth),
            Ref::Strings(value) if depth < MAX_DEPTH => self.strings(value),
            Ref::Strings(value) => return self.list(value, member, depth),
            Ref::Map(value) => return self.map(value, member, depth),
        }
        Ok(())
    }

    /// One level further in.
    fn inner(&mut self, value: Ref<'_>, member: &'static Member, depth: usize, step: Step) -> Written {
        let written = if depth < MAX_DEPTH { self.value(value, member, depth + 1) } else { Err(TOO_DEEP) };
        self.trace.at(step, written)
    }

    fn shape(&mut self, shape: &dyn Shape, depth: usize) -> Written {
        let schema = shape.schema();
        let start = text::open(&mut self.out, b'{');
        for (index, member) in schema.members.iter().enumerate() {
            let value = shape.get(index);
            if matches!(value, Ref::None) || !self.names.include(member) {
                continue;
            }
            text::separate(&mut self.out, start);
            text::name(&mut self.out, self.names.of(member), member);
            self.inner(value, member, depth, Step::Member(member.name))?;
        }
        if schema.kind == Kind::Union
            && let Some(name) = shape.unknown()
        {
            self.unknown(name)?;
        }
        self.out.push(b'}');
        Ok(())
    }

    /// A variant that came in under a name the model does not know. Its value was not kept, so that it cannot be sent
    /// and stands as null in what is shown to people; a union that is blank has not even a name.
    fn unknown(&mut self, name: &str) -> Written {
        if self.names == Names::Wire {
            return Err("a union's unknown variant cannot be sent");
        }
        if !name.is_empty() {
            text::key(&mut self.out, name);
            self.out.extend_from_slice(b"null");
        }
        Ok(())
    }

    fn list(&mut self, list: &dyn List, member: &'static Member, depth: usize) -> Written {
        let element = member.elements();
        let start = text::open(&mut self.out, b'[');
        for index in 0..list.len() {
            text::separate(&mut self.out, start);
            self.inner(list.get(index), element, depth, Step::Index(index))?;
        }
        self.out.push(b']');
        Ok(())
    }

    fn strings(&mut self, list: &[String]) {
        let start = text::open(&mut self.out, b'[');
        for value in list {
            text::separate(&mut self.out, start);
            text::string(&mut self.out, value);
        }
        self.out.push(b']');
    }

    fn map(&mut self, map: &dyn Map, member: &'static Member, depth: usize) -> Written {
        let element = member.elements();
        let start = text::open(&mut self.out, b'{');
        let mut written = Ok(());
        map.visit(&mut |key, value| {
            text::separate(&mut self.out, start);
            text::key(&mut self.out, key);
            written = self.inner(value, element, depth, Step::Key);
            written.is_ok()
        });
        self.out.push(b'}');
        written
    }

    fn document(&mut self, document: &Document, member: &Member, depth: usize) -> Written {
        if is_too_deep_at(document, depth) {
            return Err(TOO_DEEP);
        }
        if self.names == Names::Wire && member.has(Flag::JsonValue) {
            text::string(&mut self.out, &document.to_string());
            return Ok(());
        }
        text::document(&mut self.out, document)
    }

    fn time(&mut self, time: Timestamp, member: &Member) -> Written {
        let format = match self.names {
            Names::Wire => member.timestamp.unwrap_or(TimestampFormat::EpochSeconds),
            Names::Model | Names::Input => TimestampFormat::DateTime,
        };
        match format {
            TimestampFormat::EpochSeconds if time.nanos() == 0 => text::number(&mut self.out, time.seconds()),
            // Digit for digit: a float would round them.
            TimestampFormat::EpochSeconds => {
                self.out.extend_from_slice(time.format(format).as_bytes());
                Ok(())
            }
            format => {
                text::string(&mut self.out, &time.format(format));
                Ok(())
            }
        }
    }
}

/// What Smithy's protocols write for what is not a finite number.
pub(crate) fn no_number(value: f64) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}

/// Whether a document would overflow the stack of whoever writes or reads it.
pub(crate) fn is_too_deep(document: &Document) -> bool {
    is_too_deep_at(document, 0)
}

/// The same for one at a depth.
pub(super) fn is_too_deep_at(document: &Document, depth: usize) -> bool {
    depth > MAX_DEPTH
        || match document {
            Document::Array(values) => values.iter().any(|value| is_too_deep_at(value, depth + 1)),
            Document::Object(values) => values.values().any(|value| is_too_deep_at(value, depth + 1)),
            _ => false,
        }
}
