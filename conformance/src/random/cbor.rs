//! Serializes a value as CBOR. The widths of numbers, the notation of lengths and the order of members are random.

use super::Random;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use smithereen_codegen::graph::{Kind, Model, Presence, ShapeId};

pub(super) struct Cbor<'a> {
    pub(super) model: &'a Model,
    pub(super) random: &'a mut Random,
    pub(super) out: Vec<u8>,
}

impl Cbor<'_> {
    /// Writes a structure, with additional entries whose values are strings.
    pub(super) fn structure(&mut self, shape: Option<ShapeId>, value: &Value, texts: &Map<String, Value>) {
        let model = self.model;
        let members = shape.map_or(&[][..], |shape| model.shapes[shape].kind.members());
        let is_union = shape.is_some_and(|shape| matches!(model.shapes[shape].kind, Kind::Union { .. }));
        let mut entries = Vec::new();
        for member in members {
            let value = value.get(&member.name);
            // Null and an unset member are equivalent.
            let is_optional = member.presence == Presence::Optional && !is_union;
            if value.is_some() || is_optional && self.random.chance(5) {
                entries.push((member.name.as_str(), member.target, value));
            }
        }
        if self.random.chance(50) {
            entries.reverse();
        }
        let indefinite = self.begin(5, entries.len() + texts.len());
        for (name, text) in texts {
            self.text(name);
            self.text(text.as_str().unwrap_or_default());
        }
        for (name, target, value) in entries {
            self.text(name);
            match value {
                Some(value) => self.shape(target, value),
                None => self.out.push(0xf6),
            }
        }
        self.end(indefinite);
    }

    fn shape(&mut self, shape: ShapeId, value: &Value) {
        let model = self.model;
        match (&model.shapes[shape].kind, value) {
            (Kind::Structure { .. } | Kind::Union { .. }, value) => {
                self.structure(Some(shape), value, &Map::new());
            }
            (Kind::List { element, .. }, Value::Array(items)) => {
                let indefinite = self.begin(4, items.len());
                items.iter().for_each(|item| self.shape(element.target, item));
                self.end(indefinite);
            }
            (Kind::Map { value: element, .. }, Value::Object(entries)) => {
                let indefinite = self.begin(5, entries.len());
                for (key, value) in entries {
                    self.text(key);
                    self.shape(element.target, value);
                }
                self.end(indefinite);
            }
            (Kind::Blob, Value::String(text)) => {
                let bytes = STANDARD.decode(text).unwrap_or_default();
                self.chunks(2, &bytes);
            }
            (Kind::Timestamp { .. }, Value::Number(number)) => {
                self.out.push(0xc1);
                match number.as_i64().filter(|_| self.random.chance(50)) {
                    Some(whole) => self.integer(whole),
                    None => self.double(number.as_f64().unwrap_or_default()),
                }
            }
            (Kind::Float | Kind::Double | Kind::BigDecimal, value) => self.float(value),
            (_, Value::Number(number)) => self.integer(number.as_i64().unwrap_or_default()),
            (_, Value::Bool(value)) => self.out.push(if *value { 0xf5 } else { 0xf4 }),
            (_, value) => self.text(value.as_str().unwrap_or_default()),
        }
    }

    fn float(&mut self, value: &Value) {
        let number = match value {
            Value::String(text) if text == "Infinity" => f64::INFINITY,
            Value::String(text) if text == "-Infinity" => f64::NEG_INFINITY,
            Value::String(_) => f64::NAN,
            value => value.as_f64().unwrap_or_default(),
        };
        self.double(number);
    }

    /// Writes a float of the shortest width that is exact, or of a longer one.
    fn double(&mut self, number: f64) {
        let single = number as f32;
        if number.is_nan() && self.random.chance(50) {
            self.out.extend([0xf9, 0x7e, 0x00]);
        } else if f64::from(single) == number && self.random.chance(50) {
            self.out.push(0xfa);
            self.out.extend(single.to_be_bytes());
        } else {
            self.out.push(0xfb);
            self.out.extend(number.to_be_bytes());
        }
    }

    fn integer(&mut self, number: i64) {
        match u64::try_from(number) {
            Ok(number) => self.head(0, number),
            Err(_) => self.head(1, (-1 - number).unsigned_abs()),
        }
    }

    fn text(&mut self, text: &str) {
        match self.random.chance(10) {
            true => self.chunks(3, text.as_bytes()),
            false => {
                self.head(3, text.len() as u64);
                self.out.extend(text.as_bytes());
            }
        }
    }

    /// Writes bytes or text in one chunk, of definite or indefinite length.
    fn chunks(&mut self, major: u8, bytes: &[u8]) {
        let indefinite = self.random.chance(30);
        if indefinite {
            self.out.push(major << 5 | 31);
        }
        self.head(major, bytes.len() as u64);
        self.out.extend(bytes);
        self.end(indefinite);
    }

    fn begin(&mut self, major: u8, count: usize) -> bool {
        let indefinite = self.random.chance(50);
        match indefinite {
            true => self.out.push(major << 5 | 31),
            false => self.head(major, count as u64),
        }
        indefinite
    }

    fn end(&mut self, indefinite: bool) {
        if indefinite {
            self.out.push(0xff);
        }
    }

    /// Writes the initial byte with an argument of at least the necessary width.
    fn head(&mut self, major: u8, argument: u64) {
        let least = match argument {
            0..24 => 0,
            24..=0xff => 1,
            0x100..=0xffff => 2,
            0x1_0000..=0xffff_ffff => 3,
            _ => 4,
        };
        let width = if self.random.chance(20) { self.random.between(least, 4) } else { least };
        let bytes = argument.to_be_bytes();
        let initial = match width {
            0 => argument as u8,
            width => 23 + width as u8,
        };
        self.out.push(major << 5 | initial);
        if width > 0 {
            self.out.extend(bytes.iter().skip(8 - (1 << (width - 1))));
        }
    }
}

#[test]
fn numbers_are_written_in_each_width() {
    let path = "model.json".to_owned();
    let text = r#"{"metadata":{"apiVersion":"1","endpointPrefix":"t","protocol":"rest-json","serviceId":"T"},
        "operations":{"Get":{"name":"Get","http":{"method":"GET","requestUri":"/"}}},"shapes":{}}"#;
    let model =
        smithereen_codegen::whole(&smithereen_codegen::Source { path, text: text.to_owned() }).unwrap();
    for number in [0_i64, 23, 24, 255, 256, 65_536, i64::MAX, -1, -25, i64::MIN] {
        for seed in 0..50 {
            let mut cbor = Cbor { model: &model, random: &mut Random::new(seed), out: Vec::new() };
            cbor.integer(number);
            let read: ciborium::Value = ciborium::from_reader(&*cbor.out).unwrap();
            assert_eq!(read.as_integer().map(i128::from), Some(number.into()));
        }
    }
}
