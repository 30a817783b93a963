//! The input of an operation as JSON to fill in.

use super::Shown;
use crate::diagnostic::is_no_text;
use crate::graph::{Binding, Bounds, EnumValue, Kind, Member, MemberTrait, Presence, Shape, ShapeId, Shapes};
use serde_json::{Number, Value};

/// A skeleton that is larger than this helps nobody; what is beyond is left empty.
const MOST_VALUES: usize = 2000;
/// Nor does one that is deeper.
const DEEPEST: usize = 40;

/// An object with the names of the model that `call` takes: what is required and what may be set, one element a list
/// and one member a union. Left out are tokens that are filled in by themselves, optional members that are deprecated,
/// and, where a shape holds itself, what it holds of itself.
pub fn skeleton(shown: &Shown) -> String {
    let input = shown.operation().and_then(|operation| operation.input);
    let mut maker = Maker { shapes: &shown.model.shapes, open: Vec::new(), left: MOST_VALUES };
    let value = input.map_or(Json::Object(Vec::new()), |id| maker.value(id, &Bounds::default()));
    let mut out = String::new();
    value.print(0, &mut out);
    // They can be in strings alone.
    out.chars()
        .map(|c| if c != '\n' && is_no_text(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() })
        .collect()
}

/// JSON whose keys keep their order.
enum Json {
    Value(Value),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

struct Maker<'m> {
    shapes: &'m Shapes,
    /// The shapes that are being made, which are not made again within themselves.
    open: Vec<ShapeId>,
    left: usize,
}

impl Maker<'_> {
    /// A value of a shape. `own` are the bounds of the member that holds it.
    fn value(&mut self, id: ShapeId, own: &Bounds) -> Json {
        let shapes = self.shapes;
        self.left = self.left.saturating_sub(1);
        self.open.push(id);
        let value = match &shapes[id].kind {
            Kind::Structure { members, .. } => self.members(members.iter().filter(|member| is_shown(member))),
            Kind::Union { members } => self.union(members),
            Kind::List { element, .. } => self.list(element),
            Kind::Map { key, value, .. } => self.map(key, value),
            _ => Json::Value(sample(&shapes[id], own)),
        };
        self.open.pop();
        value
    }

    fn members<'a>(&mut self, members: impl Iterator<Item = &'a Member>) -> Json {
        let mut entries = Vec::new();
        for member in members {
            let may_be_left_out = member.presence == Presence::Optional;
            if may_be_left_out && self.ends_at(member.target) {
                continue;
            }
            let value = match self.ends_at(member.target) {
                true => Json::Object(Vec::new()),
                false => self.value(member.target, &member.bounds),
            };
            // A label may not be empty, and a list of nothing says nothing.
            let empty = matches!(&value, Json::Array(elements) if elements.is_empty());
            if !(may_be_left_out && empty) {
                entries.push((member.name.clone(), value));
            }
        }
        Json::Object(entries)
    }

    /// The first member that leads to an end.
    fn union(&mut self, members: &[Member]) -> Json {
        let good = members.iter().find(|member| !self.leads_back(member));
        self.members(good.or(members.first()).into_iter())
    }

    fn list(&mut self, element: &Member) -> Json {
        match self.ends_at(element.target) {
            true => Json::Array(Vec::new()),
            false => Json::Array(vec![self.value(element.target, &element.bounds)]),
        }
    }

    fn map(&mut self, key: &Member, value: &Member) -> Json {
        if self.ends_at(value.target) {
            return Json::Object(Vec::new());
        }
        let key = match sample(&self.shapes[key.target], &key.bounds) {
            Value::String(key) => key,
            other => other.to_string(),
        };
        Json::Object(vec![(key, self.value(value.target, &value.bounds))])
    }

    /// Whether the shape is within itself, or there is too much already.
    fn ends_at(&self, id: ShapeId) -> bool {
        self.open.contains(&id) || self.open.len() >= DEEPEST || self.left == 0
    }

    /// Whether the shape, or what its lists and maps hold, is being made already.
    fn leads_back(&self, member: &Member) -> bool {
        super::types::chain(self.shapes, member).into_iter().any(|at| self.ends_at(at.target))
    }
}

fn is_shown(member: &Member) -> bool {
    let is_token = member.traits.contains(&MemberTrait::IdempotencyToken);
    let is_status = member.binding == Binding::ResponseCode;
    member.presence == Presence::Required || !(is_token || is_status || member.deprecated.is_some())
}

/// A value that the model allows, as far as its pattern lets one tell.
fn sample(shape: &Shape, own: &Bounds) -> Value {
    let bounds = own.over(&shape.bounds);
    match &shape.kind {
        Kind::Enum { values } => values.first().map_or("", |EnumValue { value, .. }| value).into(),
        Kind::IntEnum { values } => values.first().map_or(0, |(_, value)| *value).into(),
        Kind::String => text(&bounds).into(),
        Kind::Blob => "".into(),
        Kind::Boolean => false.into(),
        Kind::Timestamp { .. } => "2026-01-01T00:00:00Z".into(),
        Kind::Document => Value::Object(serde_json::Map::new()),
        _ => Value::Number(number(&bounds)),
    }
}

/// `string`, or as much of it as fits, or as often as is asked for.
fn text(bounds: &Bounds) -> String {
    let most = bounds.max.as_ref().and_then(Number::as_u64).unwrap_or(u64::MAX);
    let least = bounds.min.as_ref().and_then(Number::as_u64).unwrap_or_default();
    let length = least.clamp(6, 200).min(most.max(1));
    "string".chars().cycle().take(usize::try_from(length).unwrap_or(6)).collect()
}

/// The smallest number that is allowed and not below zero, or zero.
fn number(bounds: &Bounds) -> Number {
    let least = bounds.min.clone().filter(|least| least.as_f64().is_some_and(|least| least > 0.0));
    let most = bounds.max.clone().filter(|most| most.as_f64().is_some_and(|most| most < 0.0));
    least.or(most).unwrap_or_else(|| 0.into())
}

impl Json {
    fn print(&self, depth: usize, out: &mut String) {
        match self {
            Self::Value(value) => out.push_str(&value.to_string()),
            Self::Array(elements) if elements.is_empty() => out.push_str("[]"),
            Self::Object(entries) if entries.is_empty() => out.push_str("{}"),
            Self::Array(elements) if matches!(elements.as_slice(), [Self::Value(_)]) => {
                out.push('[');
                elements.iter().for_each(|element| element.print(depth, out));
                out.push(']');
            }
            Self::Array(elements) => {
                let lines = elements.iter().map(|element| (String::new(), element));
                block(['[', ']'], lines, depth, out);
            }
            Self::Object(entries) => {
                let lines =
                    entries.iter().map(|(key, value)| (format!("{}: ", Value::from(key.as_str())), value));
                block(['{', '}'], lines, depth, out);
            }
        }
    }
}

fn block<'j>(
    [begin, end]: [char; 2],
    lines: impl Iterator<Item = (String, &'j Json)>,
    depth: usize,
    out: &mut String,
) {
    out.push(begin);
    for (index, (key, value)) in lines.enumerate() {
        out.push_str(if index > 0 { ",\n" } else { "\n" });
        out.push_str(&format!("{:indent$}{key}", "", indent = 2 * depth + 2));
        value.print(depth + 1, out);
    }
    out.push_str(&format!("\n{:indent$}{end}", "", indent = 2 * depth));
}
