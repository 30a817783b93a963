//! Random documents of a shape, with missing, null and empty members.

use crate::random::Random;
use serde_json::{Map, Number, Value, json};
use smithereen_codegen::graph::{
    Binding, Expression, JmespathNode as Node, Kind, Member, Model, Presence, ShapeId,
};
use std::collections::BTreeSet;

/// The depth from which nothing is generated, since shapes may be recursive.
const DEEPEST: usize = 10;

/// A timestamp that every format can represent.
const TIME: i64 = 1_700_000_000;

/// The generator of documents. They have the members that some expressions name, and few others.
pub(crate) struct Documents<'a> {
    model: &'a Model,
    random: Random,
    names: BTreeSet<&'a str>,
    /// Strings that the expression or its waiter compares with.
    texts: Vec<&'a str>,
    /// Numbers that the expression compares with.
    numbers: Vec<f64>,
    /// Whether the values are those of a message: without nulls, and with the required members.
    is_message: bool,
}

impl<'a> Documents<'a> {
    pub(crate) fn new(model: &'a Model, random: Random) -> Self {
        let (names, texts, numbers) = (BTreeSet::new(), Vec::new(), vec![0.0, 1.0, 2.0, -1.0]);
        Self { model, random, names, texts, numbers, is_message: false }
    }

    /// Creates values of a message that services could send.
    pub(crate) fn of_message(model: &'a Model, random: Random) -> Self {
        Self { is_message: true, ..Self::new(model, random) }
    }

    /// Adds the members that an expression names, and the literals that it compares with.
    pub(crate) fn with_expression(mut self, expression: &'a Expression) -> Self {
        self.collect(&expression.node);
        self
    }

    /// Adds values of strings.
    pub(crate) fn with_texts(mut self, texts: impl IntoIterator<Item = &'a str>) -> Self {
        self.texts.extend(texts);
        self
    }

    /// Collects the names and literals of an expression.
    fn collect(&mut self, node: &'a Node) {
        match node {
            Node::Path(names) => self.names.extend(names.iter().map(String::as_str)),
            Node::String(text) => self.texts.push(text),
            Node::Number(number) => self.numbers.push(*number),
            _ => {}
        }
        children(node).into_iter().for_each(|child| self.collect(child));
    }

    /// Returns a document of a shape.
    pub(crate) fn next(&mut self, shape: ShapeId) -> Value {
        self.shape(shape, 0)
    }

    fn shape(&mut self, id: ShapeId, depth: usize) -> Value {
        let model = self.model;
        match &model.shapes[id].kind {
            Kind::Structure { members, .. } => {
                let entries = members.iter().filter_map(|member| self.member(member, depth));
                Value::Object(entries.collect())
            }
            Kind::Union { members } => {
                let named: Vec<_> =
                    members.iter().filter(|one| self.names.contains(one.name.as_str())).collect();
                let of = if named.is_empty() { members.iter().collect() } else { named };
                let chosen = self.random.pick(&of).copied();
                let value = chosen.map(|one| (one.name.clone(), self.shape_below(one.target, depth)));
                Value::Object(value.into_iter().collect())
            }
            Kind::List { element, .. } => {
                (0..self.count(depth)).map(|_| self.element(element, depth)).collect()
            }
            Kind::Map { value, .. } => {
                let names: Vec<&str> = self.names.iter().copied().chain(["a", "b"]).collect();
                let mut entries = Map::new();
                for _ in 0..self.count(depth) {
                    let key = self.random.pick(&names).copied().unwrap_or("a").to_owned();
                    entries.insert(key, self.element(value, depth));
                }
                Value::Object(entries)
            }
            Kind::Enum { values } => match self.random.chance(30) {
                true => self.random.pick(values).map_or(Value::Null, |one| one.value.clone().into()),
                false => self.text(),
            },
            Kind::Blob if self.is_message => "AAAA".into(),
            Kind::String | Kind::Blob => self.text(),
            Kind::Timestamp { .. } if self.is_message => TIME.into(),
            Kind::Boolean => self.random.chance(50).into(),
            Kind::Byte
            | Kind::Short
            | Kind::Integer
            | Kind::Long
            | Kind::BigInteger
            | Kind::IntEnum { .. } => (self.number() as i64).into(),
            Kind::Float | Kind::Double | Kind::BigDecimal | Kind::Timestamp { .. } => {
                let number = self.number() + if self.random.chance(30) { 0.5 } else { 0.0 };
                Number::from_f64(number).map_or(Value::Null, Value::Number)
            }
            Kind::Document => {
                let text = self.text();
                let values = [json!({ "a": text }), json!([text]), json!(1), json!(false), json!({}), text];
                self.random.pick(&values).cloned().unwrap_or_default()
            }
        }
    }

    /// Returns a member of a structure: missing, null or with a value.
    fn member(&mut self, member: &Member, depth: usize) -> Option<(String, Value)> {
        let percent = match self.names.contains(member.name.as_str()) {
            _ if self.is_message && member.presence == Presence::Required => 100,
            true => 85,
            // Members that belong together, such as texts and their encoding, are in messages only if they are named.
            false if self.is_message => 0,
            false => 3,
        };
        let is_set = depth < DEEPEST && self.random.chance(percent);
        let value = is_set.then(|| self.element(member, depth))?;
        // Neither an empty header nor an empty label can be sent.
        let is_text_alone = !matches!(member.binding, Binding::Body | Binding::Payload);
        let value = if self.is_message && is_text_alone && value == "" { "text".into() } else { value };
        Some((member.name.clone(), value))
    }

    /// Returns a value, or null.
    fn element(&mut self, of: &Member, depth: usize) -> Value {
        match !self.is_message && self.random.chance(8) {
            true => Value::Null,
            false => self.shape_below(of.target, depth),
        }
    }

    fn shape_below(&mut self, id: ShapeId, depth: usize) -> Value {
        if depth < DEEPEST { self.shape(id, depth + 1) } else { Value::Null }
    }

    fn count(&mut self, depth: usize) -> usize {
        if depth < DEEPEST { self.random.below(4) } else { 0 }
    }

    fn text(&mut self) -> Value {
        let texts = self.texts.len();
        match self.random.below(8) {
            0 => "".into(),
            1 => "other".into(),
            2 if !self.is_message => "\u{e9}\u{1f600}".into(),
            _ if texts == 0 => "text".into(),
            _ => self.random.pick(&self.texts).copied().unwrap_or_default().into(),
        }
    }

    fn number(&mut self) -> f64 {
        self.random.pick(&self.numbers).copied().unwrap_or_default()
    }
}

/// Returns the parts of an expression.
fn children(node: &Node) -> Vec<&Node> {
    match node {
        Node::Then(parts)
        | Node::Each(parts)
        | Node::Values(parts)
        | Node::Or(parts)
        | Node::And(parts)
        | Node::Contains(parts) => vec![&parts.0, &parts.1],
        Node::Filter(parts) => vec![&parts.0, &parts.1, &parts.2],
        Node::Compare(parts) => vec![&parts.0, &parts.2],
        Node::Index(one, _) | Node::Flatten(one) | Node::Not(one) | Node::Length(one) | Node::Keys(one) => {
            vec![one]
        }
        Node::List(all) => all.iter().collect(),
        Node::Current | Node::Path(_) | Node::String(_) | Node::Number(_) | Node::Bool(_) | Node::Null => {
            Vec::new()
        }
    }
}
