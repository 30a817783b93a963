//! Fills values of any generated type through reflection, with a unique text or number for each member.

use super::model::Model;
use smithereen::Timestamp;
use smithereen::reflect::{List, Map, Shape, Slot};
use smithereen::schema::{Kind, Schema};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The maximum depth of shapes, because types can be recursive.
const DEPTH: usize = 5;

/// Fills values with markers, and records which of them are sensitive.
pub struct Filler<'m> {
    model: &'m Model,
    /// Determines the variants of unions.
    round: usize,
    /// Sensitive values depend on this number; all others are the same.
    variation: usize,
    /// Whether unions can have the unknown variant, which cannot be serialized.
    unknown: bool,
    /// The markers of sensitive members.
    pub hidden: Vec<String>,
    /// The text markers of other members.
    pub shown: Vec<String>,
    /// The members that occurred, and those that were filled: shape and name.
    pub seen: BTreeSet<(&'static str, &'static str)>,
    pub filled: BTreeSet<(&'static str, &'static str)>,
}

impl<'m> Filler<'m> {
    pub fn new(model: &'m Model, round: usize, variation: usize) -> Self {
        let (hidden, shown, seen, filled) = Default::default();
        Self { model, round, variation, unknown: true, hidden, shown, seen, filled }
    }

    /// Creates a filler for inputs, which must be serializable.
    pub fn sendable(model: &'m Model, round: usize) -> Self {
        Self { unknown: false, ..Self::new(model, round, 0) }
    }

    /// Fills all members of a structure, or one member of a union.
    pub fn shape(&mut self, shape: &mut dyn Shape, hide: bool, depth: usize) {
        let schema = shape.schema();
        let hide = hide || self.model.hides_shape(schema.name);
        self.seen.extend(schema.members.iter().map(|member| (schema.name, member.name)));
        if depth == DEPTH {
            return;
        }
        let members = match schema.kind {
            Kind::Structure => 0..schema.members.len(),
            Kind::Union => {
                let choice = self.choose(schema, depth);
                choice..choice + 1
            }
        };
        for index in members {
            let Some(member) = schema.members.get(index) else {
                shape.set_unknown(&self.text(hide));
                continue;
            };
            self.filled.insert((schema.name, member.name));
            let hide = hide || self.model.hides_member(schema.name, member.name);
            self.slot(shape.slot(index), hide, depth);
        }
    }

    /// Returns the variant of a union: in order in the first rounds, and later in another order for each union.
    fn choose(&self, schema: &Schema, depth: usize) -> usize {
        let mut hash = DefaultHasher::new();
        (self.round / 64, schema.name, depth).hash(&mut hash);
        (self.round + hash.finish() as usize % 64) % (schema.members.len() + usize::from(self.unknown)).max(1)
    }

    fn slot(&mut self, slot: Slot<'_>, hide: bool, depth: usize) {
        match slot {
            Slot::Skip => panic!("a member without a place"),
            Slot::Bool(out) => *out = hide && self.variation > 0,
            Slot::Byte(out) => *out = if hide { self.variation as i8 } else { 0 },
            Slot::Short(out) => *out = if hide { self.variation as i16 } else { 0 },
            Slot::Integer(out) => *out = self.number(hide) as i32,
            Slot::IntEnum(out) => out.set(self.number(hide) as i32),
            Slot::Long(out) => *out = self.number(hide),
            Slot::Float(out) => *out = if hide { self.variation as f32 } else { 0.0 },
            Slot::Double(out) => *out = self.number(hide) as f64,
            Slot::BigNumber(out) => *out = self.number(hide).into(),
            Slot::Timestamp(out) => *out = Timestamp::new(self.number(hide), 0),
            Slot::String(out) => *out = self.text(hide),
            Slot::Enum(out) => out.set(self.text(hide)),
            // `Debug` of a blob shows its length.
            Slot::Blob(out) => {
                *out = if hide { self.text(hide).repeat(1 + self.variation).into() } else { "1".into() }
            }
            Slot::Body(out) => {
                *out = if hide { self.text(hide).repeat(1 + self.variation).into() } else { "1".into() }
            }
            Slot::Document(out) => {
                *out = serde_json::json!({ self.text(hide): [self.text(hide), self.number(hide)] })
            }
            Slot::Shape(out) => self.shape(out, hide, depth + 1),
            Slot::Strings(out) => out.extend((0..self.count(hide)).map(|_| self.text(hide))),
            Slot::List(out) => self.list(out, hide, depth),
            Slot::Map(out) => self.map(out, hide, depth),
        }
    }

    fn list(&mut self, list: &mut dyn List, hide: bool, depth: usize) {
        for _ in 0..self.count(hide) {
            self.slot(list.push(), hide, depth);
        }
    }

    fn map(&mut self, map: &mut dyn Map, hide: bool, depth: usize) {
        for _ in 0..self.count(hide) {
            let key = self.text(hide);
            self.slot(map.insert(key), hide, depth);
        }
    }

    /// Returns the number of elements of a list or map.
    fn count(&self, hide: bool) -> usize {
        if hide { 1 + self.variation } else { 2 }
    }

    /// Returns whether a text is a marker, as the keys of maps are.
    pub fn is_text(text: &str) -> bool {
        let rest = text.strip_prefix("secret").or_else(|| text.strip_prefix("open"));
        rest.and_then(|rest| rest.strip_suffix('x'))
            .is_some_and(|rest| rest.starts_with(|char: char| char.is_ascii_digit()))
    }

    fn text(&mut self, hide: bool) -> String {
        let text = match hide {
            true => format!("secret{}x{}x", self.variation, self.hidden.len()),
            false => format!("open{}x", self.shown.len()),
        };
        self.note(text, hide)
    }

    /// Returns a number that occurs nowhere else.
    fn number(&mut self, hide: bool) -> i64 {
        if !hide {
            return 7;
        }
        let number = 1_730_000_000 + 10_000 * self.variation + self.hidden.len();
        self.note(number.to_string(), true);
        number as i64
    }

    fn note(&mut self, text: String, hide: bool) -> String {
        let notes = if hide { &mut self.hidden } else { &mut self.shown };
        notes.push(text.clone());
        text
    }
}
