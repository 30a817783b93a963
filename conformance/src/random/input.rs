//! Generates random values for the shapes of a model, as JSON under the model's names, which `call --stdin` reads.

use super::{Random, document, number, text};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use smithereen_codegen::graph::{Binding, Kind, Member, MemberTrait, Model, Presence, ShapeId};

/// The depth from which collections are empty and optional members unset, since shapes may be recursive.
const DEEPEST: usize = 7;

/// The generator of random values for the shapes of one model.
pub(crate) struct InputGenerator<'a> {
    pub(crate) model: &'a Model,
    pub(crate) random: Random,
    /// The probability that an optional member is set, in percent.
    present: usize,
    /// Whether text has only characters that XML allows.
    is_xml: bool,
    /// Whether the values are those of a response.
    is_response: bool,
    /// Precedes every text, so that a value is recognized wherever it appears.
    marker: &'static str,
}

/// The location of a value in a message, which restricts its text.
#[derive(Clone, Copy, PartialEq)]
enum Location {
    Anywhere,
    Label,
    Query,
    Header,
}

impl<'a> InputGenerator<'a> {
    pub(crate) fn new(model: &'a Model, mut random: Random) -> Self {
        // All, none, or some of the optional members.
        let present = match random.below(8) {
            0 => 100,
            1 => 0,
            2 => 15,
            _ => 60,
        };
        let is_xml = model.service.protocol.is_xml_or_query();
        Self { model, random, present, is_xml, is_response: false, marker: "" }
    }

    /// Creates values for a response.
    pub(crate) fn of_response(model: &'a Model, random: Random) -> Self {
        Self { is_response: true, ..Self::new(model, random) }
    }

    /// Begins every text with a marker: strings, keys of maps, and values of headers.
    pub(crate) fn with_marker(self, marker: &'static str) -> Self {
        Self { marker, ..self }
    }

    /// Creates a value for an input, output or error, whose members may be bound to other parts than the body.
    pub(crate) fn message(&mut self, shape: Option<ShapeId>) -> Value {
        let Some(id) = shape else { return Value::Object(Map::new()) };
        self.shape(id, 0, Location::Anywhere)
    }

    fn shape(&mut self, id: ShapeId, depth: usize, location: Location) -> Value {
        let model = self.model;
        match &model.shapes[id].kind {
            Kind::Structure { members, .. } => self.structure(members, depth),
            Kind::Union { members } => self.union(members, depth),
            Kind::List { element, .. } => {
                let count = self.count(depth);
                (0..count).map(|_| self.shape(element.target, depth + 1, location)).collect()
            }
            Kind::Map { key, value, .. } => self.map(key, value, depth, location),
            Kind::String => self.text(location).into(),
            Kind::Enum { values } => match self.random.chance(80) {
                true => self.random.pick(values).map_or_else(|| "x".into(), |one| one.value.clone().into()),
                false => self.text(location).into(),
            },
            Kind::IntEnum { .. } => number::integer(&mut self.random, 32).into(),
            Kind::Blob => self.blob(),
            Kind::Boolean => self.random.chance(50).into(),
            Kind::Byte => number::integer(&mut self.random, 8).into(),
            Kind::Short => number::integer(&mut self.random, 16).into(),
            Kind::Integer => number::integer(&mut self.random, 32).into(),
            Kind::Long | Kind::BigInteger => number::integer(&mut self.random, 64).into(),
            Kind::Float => number::float(&mut self.random),
            Kind::Double => number::double(&mut self.random),
            // Numbers of any size are finite.
            Kind::BigDecimal => match number::double(&mut self.random) {
                Value::String(_) => 0.5.into(),
                value => value,
            },
            Kind::Timestamp { .. } => self.timestamp(location),
            Kind::Document => document::any(&mut self.random),
        }
    }

    fn structure(&mut self, members: &[Member], depth: usize) -> Value {
        let mut out = Map::new();
        for member in members {
            let optional = member.presence == Presence::Optional;
            if optional && (depth > DEEPEST || !self.random.chance(self.present)) {
                continue;
            }
            out.insert(member.name.clone(), self.member(member, depth));
        }
        Value::Object(out)
    }

    /// Creates a value of a union, with one member set.
    fn union(&mut self, members: &[Member], depth: usize) -> Value {
        // At the depth limit, a member without further nesting.
        let model = self.model;
        let ends = |member: &&Member| {
            !matches!(model.shapes[member.target].kind, Kind::Structure { .. } | Kind::Union { .. })
        };
        let ending: Vec<_> = members.iter().filter(ends).collect();
        let of = if depth > DEEPEST && !ending.is_empty() { ending } else { members.iter().collect() };
        let chosen = self.random.pick(&of).copied();
        let entry = chosen.map(|member| (member.name.clone(), self.member(member, depth)));
        Value::Object(entry.into_iter().collect())
    }

    fn member(&mut self, member: &Member, depth: usize) -> Value {
        if member.traits.contains(&MemberTrait::JsonValue) {
            return self.json_value(member);
        }
        if member.traits.contains(&MemberTrait::HostLabel) {
            return text::host_label(&mut self.random).into();
        }
        // Endpoint rules reject most other texts, so cases with them would test little.
        let is_text = matches!(self.model.shapes[member.target].kind, Kind::String);
        if member.context_param.is_some() && is_text && self.random.chance(60) {
            return text::host_label(&mut self.random).into();
        }
        // A null document is a value for generated code; botocore treats it as unset in a member of the input, where no rule
        // can tell it from an unset one.
        let is_document = matches!(self.model.shapes[member.target].kind, Kind::Document);
        let location = match member.binding {
            Binding::Label(_) => Location::Label,
            Binding::Query(_) | Binding::QueryParams => Location::Query,
            Binding::Header(_) | Binding::PrefixHeaders(_) => Location::Header,
            _ => Location::Anywhere,
        };
        // An empty list or map without an element of its own is unset for botocore; generated code fills in a required member.
        let is_required_flattened = member.xml.flattened && member.presence == Presence::Required;
        let must_have_entry = self.is_response && self.is_xml && is_required_flattened && depth < DEEPEST;
        match self.shape(member.target, depth + 1, location) {
            Value::Null if is_document && depth == 0 && !self.is_response => false.into(),
            Value::Array(items) if must_have_entry && items.is_empty() => self.member(member, depth),
            Value::Object(entries) if must_have_entry && entries.is_empty() => self.member(member, depth),
            value => value,
        }
    }

    /// Creates JSON in a string. Null is a value in a response; in an input, botocore treats it as unset.
    fn json_value(&mut self, member: &Member) -> Value {
        let value = match member.binding {
            Binding::Header(_) => document::any(&mut self.random),
            _ if self.is_response && self.random.chance(20) => Value::Null,
            // In a body the text is compared, and most values have several texts.
            _ => json!({ "a": [self.random.below(9), self.random.chance(50), format!("{}b", self.marker)] }),
        };
        if value.is_null() && !self.is_response { false.into() } else { value }
    }

    fn map(&mut self, key: &Member, value: &Member, depth: usize, location: Location) -> Value {
        let model = self.model;
        let mut out = Map::new();
        for _ in 0..self.count(depth) {
            let name = match (&model.shapes[key.target].kind, location) {
                (_, Location::Header) => format!("{}{}", self.marker, text::token(&mut self.random)),
                (Kind::Enum { values }, _) if self.random.chance(80) => {
                    self.random.pick(values).map(|one| one.value.clone()).unwrap_or_default()
                }
                _ => self.text(Location::Anywhere),
            };
            out.insert(name, self.shape(value.target, depth + 1, location));
        }
        Value::Object(out)
    }

    fn count(&mut self, depth: usize) -> usize {
        if depth > DEEPEST { 0 } else { self.random.below(4) }
    }

    /// Returns text that a body can contain.
    pub(crate) fn any_text(&mut self) -> String {
        self.text(Location::Anywhere)
    }

    fn text(&mut self, location: Location) -> String {
        let text = match location {
            Location::Anywhere if self.is_xml => text::xml(&mut self.random),
            Location::Anywhere | Location::Query => text::any(&mut self.random),
            Location::Label => text::label(&mut self.random),
            Location::Header => text::header(&mut self.random),
        };
        format!("{}{text}", self.marker)
    }

    fn blob(&mut self) -> Value {
        let count = self.random.below(40);
        let bytes: Vec<_> = (0..count).map(|_| self.random.next() as u8).collect();
        STANDARD.encode(bytes).into()
    }

    /// Returns a timestamp in seconds since 1970, from the years 1000 to 9999, which Python can format.
    fn timestamp(&mut self, location: Location) -> Value {
        const FIRST: i64 = -30_609_792_000;
        const LAST: i64 = 253_402_300_799;
        match self.random.below(8) {
            0 => 0.into(),
            1 => (-1).into(),
            2 => FIRST.into(),
            3 => LAST.into(),
            4 | 5 => (1_700_000_000 + number::integer(&mut self.random, 24)).into(),
            6 if location == Location::Anywhere => {
                // Six digits without a trailing zero: botocore writes six digits if there is a fraction, and generated
                // code only the necessary ones. The closest double, so that its text has no more digits.
                let (seconds, micros) = (self.random.below(100_000_000), self.random.below(100_000) * 10);
                let text = format!("{}.{:06}", 1_700_000_000 + seconds, micros + 1 + self.random.below(9));
                text.parse::<f64>().unwrap_or_default().into()
            }
            _ => (FIRST + self.random.below((LAST - FIRST) as usize) as i64).into(),
        }
    }
}

#[test]
fn timestamps_have_at_most_six_digits_of_a_second() {
    let text = r#"{"metadata":{"apiVersion":"1","endpointPrefix":"t","protocol":"rest-json","serviceId":"T"},
        "operations":{"Get":{"name":"Get","http":{"method":"GET","requestUri":"/"}}},"shapes":{}}"#;
    let source = smithereen_codegen::Source { path: "model.json".to_owned(), text: text.to_owned() };
    let model = smithereen_codegen::whole(&source).unwrap();
    let mut generator = InputGenerator::new(&model, Random::new(1));
    let texts: Vec<_> = (0..100_000).map(|_| generator.timestamp(Location::Anywhere).to_string()).collect();
    let digits = |text: &String| text.split_once('.').map_or(0, |(_, digits)| digits.len());
    assert_eq!(texts.iter().map(digits).max(), Some(6));
}
