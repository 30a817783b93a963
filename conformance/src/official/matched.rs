//! Matches the shapes of a model with the types of an official crate.

mod streams;
#[cfg(test)]
mod tests;

use super::crate_source::{CrateSource, Field, FieldType, Item};
use super::names::normalized;
use smithereen_codegen::graph::{Kind, Model, Operation, Shape, ShapeId};
use std::collections::{BTreeMap, BTreeSet};

/// The types of the crate that the operations of both use.
#[derive(Default)]
pub(super) struct Matched {
    pub(super) operations: Vec<MatchedOperation>,
    /// The structures and unions, by path.
    pub(super) types: BTreeMap<String, MatchedType>,
    /// The paths of the enums.
    pub(super) enums: BTreeSet<String>,
    /// The names of operations that the official crate does not have.
    pub(super) missing_operations: Vec<String>,
    /// Errors and members that it does not have.
    pub(super) missing: BTreeSet<String>,
    /// The members of each shape that it has.
    kept: BTreeMap<ShapeId, BTreeSet<String>>,
    visited: BTreeSet<(String, ShapeId, bool)>,
}

pub(super) struct MatchedOperation {
    pub(super) name: String,
    pub(super) module: String,
    pub(super) input: String,
    pub(super) error: String,
    /// The variants of the error that the model has.
    pub(super) errors: Vec<String>,
    /// The event stream of the input.
    pub(super) sends: Option<MatchedStream>,
    /// The event stream of the output.
    pub(super) receives: Option<MatchedStream>,
}

/// An event stream of an input or output.
pub(super) struct MatchedStream {
    /// The name of the member in the model.
    pub(super) member: String,
    /// The name of the field.
    pub(super) field: String,
    /// The path of the type of their errors.
    pub(super) error: String,
    /// The variants of the error that the model has.
    pub(super) errors: Vec<String>,
}

#[derive(Default)]
pub(super) struct MatchedType {
    pub(super) is_union: bool,
    pub(super) in_inputs: bool,
    pub(super) in_outputs: bool,
    /// The model's names of the members, with the crate's.
    pub(super) members: BTreeMap<String, String>,
}

/// Returns whether values of the shape have this type.
fn fits(model: &Model, of: &FieldType, shape: ShapeId) -> bool {
    let kind = &model.shapes[shape].kind;
    match (of, kind) {
        (FieldType::Named(_), _) => kind.has_type() || matches!(kind, Kind::String),
        (FieldType::List(of), Kind::List { element, .. }) => fits(model, of, element.target),
        (FieldType::Map(key_type, of), Kind::Map { key, value, .. }) => {
            fits(model, key_type, key.target) && fits(model, of, value.target)
        }
        (FieldType::Foreign(name), _) => match name.as_str() {
            "String" => matches!(kind, Kind::String | Kind::Enum { .. }),
            "bool" => matches!(kind, Kind::Boolean),
            "i8" => matches!(kind, Kind::Byte),
            "i16" => matches!(kind, Kind::Short),
            "i32" => matches!(kind, Kind::Integer),
            "i64" => matches!(kind, Kind::Long),
            "f32" => matches!(kind, Kind::Float),
            "f64" => matches!(kind, Kind::Double),
            "Blob" => matches!(kind, Kind::Blob),
            "DateTime" => matches!(kind, Kind::Timestamp { .. }),
            _ => false,
        },
        _ => false,
    }
}

impl Matched {
    /// Matches all operations of a model.
    pub(super) fn new(model: &Model, source: &CrateSource) -> Self {
        let mut all = Self::default();
        for operation in &model.operations {
            match all.operation(model, source, operation) {
                Some(matched) => all.operations.push(matched),
                None => all.missing_operations.push(operation.name.clone()),
            }
        }
        all
    }

    fn operation(
        &mut self,
        model: &Model,
        source: &CrateSource,
        operation: &Operation,
    ) -> Option<MatchedOperation> {
        let name = &operation.name;
        let module = format!("operation::{}", source.module(name)?);
        let input = source.type_in(&module, &format!("{name}Input"))?;
        let output = source.type_in(&module, &format!("{name}Output"))?;
        let error = source.type_in(&module, &format!("{name}Error"))?;
        for (path, shape, is_input) in [(&input, operation.input, true), (&output, operation.output, false)] {
            match shape {
                Some(shape) => self.visit(model, source, path, shape, is_input),
                None => drop(self.types.entry(path.clone()).or_insert_with(|| MatchedType {
                    in_inputs: is_input,
                    in_outputs: !is_input,
                    ..MatchedType::default()
                })),
            }
        }
        let sends = self.stream(model, source, &input, operation.input, true);
        let receives = self.stream(model, source, &output, operation.output, false);
        let errors = self.errors(model, source, &error, &operation.errors, name)?;
        Some(MatchedOperation { name: name.clone(), module, input, error, errors, sends, receives })
    }

    /// Matches the errors with the variants of a type. Returns the names of the variants.
    fn errors(
        &mut self,
        model: &Model,
        source: &CrateSource,
        path: &str,
        shapes: &[ShapeId],
        of: &str,
    ) -> Option<Vec<String>> {
        let item = source.item(path)?;
        let Item::Union(variants) = &*item else { return None };
        let mut errors = Vec::new();
        for shape in shapes {
            let described = &model.shapes[*shape];
            match variants.iter().find(|variant| normalized(&variant.name) == normalized(&described.name)) {
                Some(Field { name, kind: FieldType::Named(path) }) => {
                    errors.push(name.clone());
                    self.visit(model, source, path, *shape, false);
                }
                _ => {
                    self.missing.insert(format!("error {} of {of}", described.name));
                }
            }
        }
        Some(errors)
    }

    fn visit(&mut self, model: &Model, source: &CrateSource, path: &str, shape: ShapeId, is_input: bool) {
        if !self.visited.insert((path.to_owned(), shape, is_input)) {
            return;
        }
        let described = &model.shapes[shape];
        let item = source.item(path);
        let (fields, is_union) = match item.as_deref() {
            Some(Item::Structure(fields)) => (fields, false),
            Some(Item::Union(fields)) => (fields, true),
            Some(Item::Enum) => {
                self.enums.insert(path.to_owned());
                return;
            }
            None => {
                self.missing.insert(format!("type {path} of shape {}", described.name));
                return;
            }
        };
        let matched = self.types.entry(path.to_owned()).or_default();
        matched.is_union = is_union;
        matched.in_inputs |= is_input;
        matched.in_outputs |= !is_input;
        let kept = self.kept.entry(shape).or_default();
        let mut inner = Vec::new();
        for member in described.kind.members() {
            if streams::is_apart(model, shape, member) {
                continue;
            }
            match fields.iter().find(|field| normalized(&field.name) == normalized(&member.name)) {
                Some(field) if !fits(model, &field.kind, member.target) => {
                    let member = format!("member {}.{} of this type", described.name, member.name);
                    self.missing.insert(member);
                }
                Some(field) => {
                    matched.members.insert(member.name.clone(), field.name.clone());
                    kept.insert(member.name.clone());
                    inner.push((&field.kind, member.target));
                }
                None => {
                    self.missing.insert(format!("member {}.{}", described.name, member.name));
                }
            }
        }
        for (kind, target) in inner {
            self.descend(model, source, kind, target, is_input);
        }
    }

    fn descend(
        &mut self,
        model: &Model,
        source: &CrateSource,
        of: &FieldType,
        shape: ShapeId,
        is_input: bool,
    ) {
        match (of, &model.shapes[shape].kind) {
            (FieldType::Named(path), _) => self.visit(model, source, path, shape, is_input),
            (FieldType::List(of), Kind::List { element, .. }) => {
                self.descend(model, source, of, element.target, is_input);
            }
            (FieldType::Map(key_type, of), Kind::Map { key, value, .. }) => {
                self.descend(model, source, key_type, key.target, is_input);
                self.descend(model, source, of, value.target, is_input);
            }
            _ => {}
        }
    }

    /// Removes from the model what the official crate does not have, so that no random case has it.
    pub(super) fn prune(&self, model: &mut Model) {
        let has = |name: &String| self.operations.iter().any(|one| one.name == *name);
        model.operations.retain(|operation| has(&operation.name));
        for operation in &mut model.operations {
            let matched = self.operations.iter().find(|one| one.name == operation.name);
            let variants = matched.map(|one| one.errors.as_slice()).unwrap_or_default();
            let shapes = &model.shapes;
            operation.errors.retain(|id| {
                let name = normalized(&shapes[*id].name);
                variants.iter().any(|variant| normalized(variant) == name)
            });
        }
        for (id, kept) in &self.kept {
            if let Some(Shape { kind: Kind::Structure { members, .. } | Kind::Union { members }, .. }) =
                model.shapes.get_mut(*id)
            {
                members.retain(|member| kept.contains(&member.name));
            }
        }
    }
}
