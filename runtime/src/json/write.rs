//! The walk that writes.

use super::trace::{Step, Trace};
use super::{MAX_DEPTH, Names, refuse};
use crate::reflect::{Flag, Kind, List, Map, Member, Ref, Shape, TimestampFormat};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_core::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value as Document;

/// A value on its way out.
#[derive(Clone, Copy)]
pub(super) struct Write<'a> {
    value: Ref<'a>,
    member: &'static Member,
    names: Names,
    depth: usize,
    trace: &'a Trace,
}

impl<'a> Write<'a> {
    pub(super) fn new(value: Ref<'a>, member: &'static Member, names: Names, trace: &'a Trace) -> Self {
        Self { value, member, names, depth: 0, trace }
    }

    pub(super) fn serialize_root<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }

    fn inner<E: Error>(&self, value: Ref<'a>, member: &'static Member) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(refuse(TOO_DEEP));
        }
        Ok(Self { value, member, depth: self.depth + 1, ..*self })
    }

    fn shape<S: Serializer>(&self, shape: &'a dyn Shape, serializer: S) -> Result<S::Ok, S::Error> {
        let schema = shape.schema();
        let mut out = serializer.serialize_map(None)?;
        for (index, member) in schema.members.iter().enumerate() {
            let value = shape.get(index);
            if matches!(value, Ref::None) || !self.names.include(member) {
                continue;
            }
            let name = self.names.of(member);
            let written = match value {
                // Most of what is sent, and nothing in it can go wrong.
                Ref::Text(text) => out.serialize_entry(name, text),
                value => self.inner(value, member).and_then(|inner| out.serialize_entry(name, &inner)),
            };
            self.trace.at(Step::Member(member.name), written)?;
        }
        if schema.kind == Kind::Union
            && let Some(name) = shape.unknown()
        {
            self.unknown(name, &mut out)?;
        }
        out.end()
    }

    /// A variant that came in under a name the model does not know: its value was not kept.
    fn unknown<M: SerializeMap>(&self, name: &str, out: &mut M) -> Result<(), M::Error> {
        match self.names {
            Names::Wire => Err(refuse("a union's unknown variant cannot be sent")),
            Names::Model | Names::Input => out.serialize_entry(name, &serde_json::Map::new()),
        }
    }

    fn list<S: Serializer>(&self, list: &'a dyn List, serializer: S) -> Result<S::Ok, S::Error> {
        let element = self.member.elements();
        let mut out = serializer.serialize_seq(Some(list.len()))?;
        for index in 0..list.len() {
            let written =
                self.inner(list.get(index), element).and_then(|inner| out.serialize_element(&inner));
            self.trace.at(Step::Index(index), written)?;
        }
        out.end()
    }

    fn map<S: Serializer>(&self, map: &'a dyn Map, serializer: S) -> Result<S::Ok, S::Error> {
        let element = self.member.elements();
        let mut out = serializer.serialize_map(Some(map.len()))?;
        let mut result = Ok(());
        map.visit(&mut |key, value| {
            // The value is borrowed for the visit alone, which is shorter than `'a`.
            let inner =
                Write { value, member: element, names: self.names, depth: self.depth + 1, trace: self.trace };
            result = match self.depth < MAX_DEPTH {
                true => self.trace.at(Step::Key, out.serialize_entry(key, &inner)),
                false => Err(refuse(TOO_DEEP)),
            };
            result.is_ok()
        });
        result?;
        out.end()
    }

    fn document<S: Serializer>(&self, document: &Document, serializer: S) -> Result<S::Ok, S::Error> {
        check_depth(document, self.depth)?;
        if self.names == Names::Wire && self.member.has(Flag::JsonValue) {
            return serializer.serialize_str(&document.to_string());
        }
        document.serialize(serializer)
    }

    fn time<S: Serializer>(&self, time: crate::Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        let format = match self.names {
            Names::Wire => self.member.timestamp.unwrap_or(TimestampFormat::EpochSeconds),
            Names::Model | Names::Input => TimestampFormat::DateTime,
        };
        match format {
            TimestampFormat::EpochSeconds if time.nanos() == 0 => serializer.serialize_i64(time.seconds()),
            TimestampFormat::EpochSeconds => {
                serializer.serialize_f64(time.seconds() as f64 + f64::from(time.nanos()) / 1e9)
            }
            format => serializer.serialize_str(&time.format(format)),
        }
    }
}

pub(crate) const TOO_DEEP: &str = "nested deeper than 128 levels";

impl Serialize for Write<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Ref::None => serializer.serialize_unit(),
            Ref::Bool(value) => serializer.serialize_bool(value),
            Ref::Int(value) => serializer.serialize_i64(value),
            Ref::Float(value) if value.is_finite() => serializer.serialize_f32(value),
            Ref::Float(value) => serializer.serialize_str(no_number(value.into())),
            Ref::Double(value) if value.is_finite() => serializer.serialize_f64(value),
            Ref::Double(value) => serializer.serialize_str(no_number(value)),
            Ref::Text(value) => serializer.serialize_str(value),
            Ref::Blob(value) => serializer.serialize_str(&STANDARD.encode(value)),
            Ref::Time(value) => self.time(value, serializer),
            Ref::Document(value) => self.document(value, serializer),
            Ref::Shape(value) => self.shape(value, serializer),
            Ref::List(value) => self.list(value, serializer),
            Ref::Strings(value) if self.depth < MAX_DEPTH => serializer.collect_seq(value),
            Ref::Strings(value) => self.list(value, serializer),
            Ref::Map(value) => self.map(value, serializer),
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
    check_depth::<serde_json::Error>(document, 0).is_err()
}

/// Refuses a document that would overflow the stack of whoever writes or reads it.
fn check_depth<E: Error>(document: &Document, depth: usize) -> Result<(), E> {
    if depth > MAX_DEPTH {
        return Err(refuse(TOO_DEEP));
    }
    match document {
        Document::Array(values) => values.iter().try_for_each(|value| check_depth(value, depth + 1)),
        Document::Object(values) => values.values().try_for_each(|value| check_depth(value, depth + 1)),
        _ => Ok(()),
    }
}
