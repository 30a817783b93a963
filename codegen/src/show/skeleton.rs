//! The JSON skeleton of an operation's input.

use super::operation::OperationGraph;
use super::types;
use crate::diagnostic::is_no_text;
use crate::graph::{
    Binding, Bounds, EnumValue, Kind, Member, MemberTrait, Presence, Shape, ShapeId, ShapeTrait, Shapes,
};
use serde_json::{Number, Value};

/// The number of values after which structures and lists stay empty.
const MAX_VALUES: usize = 2000;
/// The depth below which structures and lists stay empty.
const MAX_DEPTH: usize = 40;

/// Returns the input of an operation as JSON with sample values, under the names of the model. Lists have one element and
/// unions one member; an event stream is a list of events.
///
/// Idempotency tokens and optional deprecated members are omitted. Shapes are not repeated within themselves.
pub fn skeleton(graph: &OperationGraph) -> String {
    let input = graph.operation().and_then(|operation| operation.input);
    let mut builder = Builder { shapes: graph.shapes(), open: Vec::new(), remaining: MAX_VALUES };
    let value = input.map_or(Json::Object(Vec::new()), |id| builder.value(id, &Bounds::default()));
    let mut out = String::new();
    value.print(0, &mut out);
    // Only strings can contain control characters.
    out.chars()
        .map(|c| if c != '\n' && is_no_text(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() })
        .collect()
}

/// A JSON value whose keys keep their order.
enum Json {
    Value(Value),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// Builds sample values.
struct Builder<'m> {
    shapes: &'m Shapes,
    /// The shapes around the current value.
    open: Vec<ShapeId>,
    remaining: usize,
}

impl Builder<'_> {
    /// Creates a sample of a shape. `own` are the bounds of the member that targets it.
    fn value(&mut self, id: ShapeId, own: &Bounds) -> Json {
        let shapes = self.shapes;
        self.remaining = self.remaining.saturating_sub(1);
        self.open.push(id);
        let value = match &shapes[id].kind {
            Kind::Structure { members, .. } => {
                self.members(members.iter().filter(|member| is_included(member)))
            }
            Kind::Union { members } if shapes[id].traits.contains(&ShapeTrait::EventStream) => {
                Json::Array(vec![self.union(members)])
            }
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
            let is_optional = member.presence == Presence::Optional;
            if is_optional && self.ends_at(member.target) {
                continue;
            }
            let value = match self.ends_at(member.target) {
                true => Json::Object(Vec::new()),
                false => self.value(member.target, &member.bounds),
            };
            // An empty list is of no use, unless the member is required.
            let empty = matches!(&value, Json::Array(elements) if elements.is_empty());
            if !(is_optional && empty) {
                entries.push((member.name.clone(), value));
            }
        }
        Json::Object(entries)
    }

    /// Chooses the first member that is not recursive.
    fn union(&mut self, members: &[Member]) -> Json {
        let finite = members.iter().find(|member| !self.is_recursive(member));
        self.members(finite.or(members.first()).into_iter())
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

    /// Returns whether the value of a shape stays empty: within itself, or beyond one of the limits.
    fn ends_at(&self, id: ShapeId) -> bool {
        self.open.contains(&id) || self.open.len() >= MAX_DEPTH || self.remaining == 0
    }

    /// Returns whether a member, or an element of its lists and maps, contains a shape around it.
    fn is_recursive(&self, member: &Member) -> bool {
        types::chain(self.shapes, member).into_iter().any(|at| self.ends_at(at.target))
    }
}

fn is_included(member: &Member) -> bool {
    let is_token = member.traits.contains(&MemberTrait::IdempotencyToken);
    let is_status = member.binding == Binding::ResponseCode;
    member.presence == Presence::Required || !(is_token || is_status || member.deprecated.is_some())
}

/// Returns a value within the bounds of a shape. Patterns are not considered.
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

/// Returns `string`, cut or repeated to a valid length.
fn text(bounds: &Bounds) -> String {
    let most = bounds.max.as_ref().and_then(Number::as_u64).unwrap_or(u64::MAX);
    let least = bounds.min.as_ref().and_then(Number::as_u64).unwrap_or_default();
    let length = least.clamp(6, 200).min(most.max(1));
    "string".chars().cycle().take(usize::try_from(length).unwrap_or(6)).collect()
}

/// Returns the valid number nearest to zero.
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
