//! Values that the runtime accesses as it accesses generated types, and the values of expressions as JSON.

use super::expression::leak_text;
use serde_json::{Map as Object, Number, Value};
use smithereen::jmespath::Node;
use smithereen::reflect::{List, Map, Shape, Slot, VARIANT, ValueRef};
use smithereen::schema::{Member, Schema};
use smithereen_codegen::graph::{Kind, Model, ShapeId};
use std::collections::HashMap;

/// The schemas of the shapes of a model, which are leaked: generated ones are static, too.
#[derive(Default)]
pub(super) struct Schemas(HashMap<ShapeId, &'static Schema>);

impl Schemas {
    fn of(&mut self, model: &Model, id: ShapeId) -> &'static Schema {
        self.0.entry(id).or_insert_with(|| {
            let shape = &model.shapes[id];
            let members = shape.kind.members().iter().map(|member| Member::new(leak_text(&member.name)));
            let (name, members) = (leak_text(&shape.name), Vec::leak(members.collect()));
            Box::leak(Box::new(match shape.kind {
                Kind::Union { .. } => Schema::union(name, members),
                _ => Schema::structure(name, members),
            }))
        })
    }
}

/// A value of a shape.
#[derive(Debug)]
pub(super) enum Dynamic {
    Null,
    Scalar(Value),
    List(Elements),
    Map(Entries),
    Shape(Structure),
}

#[derive(Debug)]
pub(super) struct Elements(Vec<Dynamic>);

#[derive(Debug)]
pub(super) struct Entries(Vec<(String, Dynamic)>);

#[derive(Debug)]
pub(super) struct Structure {
    schema: &'static Schema,
    values: Vec<Dynamic>,
}

impl Dynamic {
    /// Creates the value of a shape from JSON under the model's names.
    pub(super) fn new(model: &Model, id: ShapeId, value: &Value, schemas: &mut Schemas) -> Self {
        match (&model.shapes[id].kind, value) {
            (_, Value::Null) => Self::Null,
            (Kind::Structure { members, .. } | Kind::Union { members }, value) => {
                let values = members.iter().map(|member| {
                    let value = value.get(&member.name).unwrap_or(&Value::Null);
                    Self::new(model, member.target, value, schemas)
                });
                let values = values.collect();
                Self::Shape(Structure { schema: schemas.of(model, id), values })
            }
            (Kind::List { element, .. }, Value::Array(all)) => {
                let all = all.iter().map(|value| Self::new(model, element.target, value, schemas));
                Self::List(Elements(all.collect()))
            }
            (Kind::Map { value: of, .. }, Value::Object(all)) => {
                let all =
                    all.iter().map(|(key, value)| (key.clone(), Self::new(model, of.target, value, schemas)));
                Self::Map(Entries(all.collect()))
            }
            (_, value) => Self::Scalar(value.clone()),
        }
    }

    pub(super) fn get(&self) -> ValueRef<'_> {
        match self {
            Self::Null => ValueRef::None,
            Self::Scalar(Value::Bool(value)) => ValueRef::Bool(*value),
            Self::Scalar(Value::String(text)) => ValueRef::String(text),
            Self::Scalar(Value::Number(number)) => match number.as_i64() {
                Some(integer) => ValueRef::Integer(integer),
                None => ValueRef::Double(number.as_f64().unwrap_or_default()),
            },
            Self::Scalar(document) => ValueRef::Document(document),
            Self::List(list) => ValueRef::List(list),
            Self::Map(map) => ValueRef::Map(map),
            Self::Shape(shape) => ValueRef::Shape(shape),
        }
    }
}

impl Structure {
    /// Returns the index of the active variant of a union.
    fn active(&self) -> Option<i64> {
        let is_union = self.schema.kind == smithereen::schema::Kind::Union;
        let index = self.values.iter().position(|value| is_union && !matches!(value, Dynamic::Null))?;
        i64::try_from(index).ok()
    }
}

// Values are read only: the slots are not used.

impl Shape for Structure {
    fn schema(&self) -> &'static Schema {
        self.schema
    }
    fn get(&self, index: usize) -> ValueRef<'_> {
        if index == VARIANT {
            return self.active().map_or(ValueRef::None, ValueRef::Integer);
        }
        self.values.get(index).map_or(ValueRef::None, Dynamic::get)
    }
    fn slot(&mut self, _: usize) -> Slot<'_> {
        Slot::Skip
    }
}

impl List for Elements {
    fn len(&self) -> usize {
        self.0.len()
    }
    fn get(&self, index: usize) -> ValueRef<'_> {
        self.0.get(index).map_or(ValueRef::None, Dynamic::get)
    }
    fn clear(&mut self) {}
    fn push(&mut self) -> Slot<'_> {
        Slot::Skip
    }
    fn push_null(&mut self) -> bool {
        false
    }
}

impl Map for Entries {
    fn len(&self) -> usize {
        self.0.len()
    }
    fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a str, ValueRef<'a>) -> bool) {
        self.0.iter().all(|(key, value)| visit(key, value.get()));
    }
    fn clear(&mut self) {}
    fn insert(&mut self, _: String) -> Slot<'_> {
        Slot::Skip
    }
    fn insert_null(&mut self, _: String) -> bool {
        false
    }
}

/// Returns the value of an expression as JSON. Unset members are left out.
pub(super) fn to_json(node: &Node<'_>) -> Value {
    match node {
        Node::List(list) => list.iter().map(to_json).collect(),
        Node::Value(value) => value_to_json(*value),
    }
}

fn value_to_json(value: ValueRef<'_>) -> Value {
    let number = |number: f64| Number::from_f64(number).map_or(Value::Null, Value::Number);
    match value {
        ValueRef::Bool(value) => value.into(),
        ValueRef::Integer(value) => value.into(),
        ValueRef::Float(value) => number(value.into()),
        ValueRef::Double(value) => number(value),
        ValueRef::String(text) => text.into(),
        ValueRef::Document(document) => document.clone(),
        ValueRef::Shape(shape) => {
            let members = shape.schema().members.iter().enumerate();
            let values =
                members.map(|(index, member)| (member.name.to_owned(), value_to_json(shape.get(index))));
            Value::Object(values.filter(|(_, value)| !value.is_null()).collect())
        }
        ValueRef::List(list) => (0..list.len()).map(|index| value_to_json(list.get(index))).collect(),
        ValueRef::Strings(list) => list.iter().map(|text| Value::from(text.as_str())).collect(),
        ValueRef::Map(map) => {
            let mut entries = Object::new();
            map.visit(&mut |key, value| {
                entries.insert(key.to_owned(), value_to_json(value));
                true
            });
            Value::Object(entries)
        }
        // The values above have no others.
        _ => Value::Null,
    }
}

/// Removes nulls of objects, which values of generated types do not have.
pub(super) fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Array(all) => all.iter().map(without_nulls).collect(),
        Value::Object(all) => {
            let set = all.iter().filter(|(_, value)| !value.is_null());
            Value::Object(set.map(|(key, value)| (key.clone(), without_nulls(value))).collect())
        }
        value => value.clone(),
    }
}

/// Returns whether two values are equal. Numbers are compared by value: a literal of an expression has the type of a double.
pub(super) fn is_equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_equal(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let has =
                |(key, value): (&String, &Value)| other.get(key).is_some_and(|found| is_equal(value, found));
            one.len() == other.len() && one.iter().all(has)
        }
        (one, other) => one == other,
    }
}

#[test]
fn nulls_of_members_are_absent_and_numbers_are_compared_by_value() {
    let null = serde_json::json!({ "a": null, "b": [null, { "c": null }] });
    assert_eq!(without_nulls(&null), serde_json::json!({ "b": [null, {}] }));
    let [one, other] = [serde_json::json!([{ "a": 1 }]), serde_json::json!([{ "a": 1.0 }])];
    assert!(one != other && is_equal(&one, &other));
    assert!(!is_equal(&one, &serde_json::json!([{ "a": true }])));
    assert!(!is_equal(&serde_json::json!({}), &serde_json::json!({ "a": null })));
}
