//! The selected operations, and the shapes that they reach.

use super::{bindings, order};
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Kind, MemberTrait, Model, Operation, Presence, Shape, ShapeId, Shapes};
use crate::near;
use std::collections::{HashMap, HashSet};

/// The model with the operations in the given order, each with an input of its own, and no other shapes.
pub(super) fn select(mut model: Model, names: &[String], out: &Diagnostics) -> Model {
    let picked = pick(&model, names, out);
    let operations = std::mem::replace(&mut model.operations, picked);
    let picked: HashSet<&str> = names.iter().map(String::as_str).collect();
    let others = operations.into_iter().map(|operation| operation.name);
    model.unselected.extend(others.filter(|name| !picked.contains(name.as_str())));
    dedicate(&mut model);
    bindings::separate_errors(&mut model);
    let roots: Vec<ShapeId> = model.operations.iter().flat_map(reached).collect();
    let mut model = prune(model, &roots);
    bindings::settle(&mut model);
    order::settle(&mut model);
    model
}

/// The shapes that inputs reach, which their callers have to make.
pub(crate) fn inputs(model: &Model) -> HashSet<ShapeId> {
    let roots: Vec<ShapeId> = model.operations.iter().filter_map(|operation| operation.input).collect();
    closure(&model.shapes, &roots)
}

fn pick(model: &Model, names: &[String], out: &Diagnostics) -> Vec<Operation> {
    let at = At::file(&model.file);
    let at = at.key("operations");
    let by_name: HashMap<&str, &Operation> =
        model.operations.iter().map(|operation| (operation.name.as_str(), operation)).collect();
    let unread: HashSet<&String> = model.unread.iter().collect();
    let (mut picked, mut seen) = (Vec::new(), HashSet::new());
    for name in names {
        match by_name.get(name.as_str()) {
            Some(_) if !seen.insert(name) => out.error(&at.key(name), "the operation is selected twice"),
            Some(operation) => picked.push((*operation).clone()),
            // That it cannot be read was reported.
            None if unread.contains(name) => {}
            None => unknown(name, &model.operations, &at, out),
        }
    }
    picked
}

fn unknown(name: &str, operations: &[Operation], at: &At<'_>, out: &Diagnostics) {
    let problem = format!("there is no operation `{name}` in the model");
    let known = operations.iter().map(|operation| operation.name.as_str());
    out.error_hint(at, problem, near::help(name, known));
}

/// The shapes that an operation names itself.
pub(crate) fn reached(operation: &Operation) -> impl Iterator<Item = ShapeId> {
    operation.input.into_iter().chain(operation.output).chain(operation.errors.iter().copied())
}

/// Gives each operation an input and an output that nothing else refers to: they carry the operation's name and
/// stand for it. Where there is no input, an empty one.
fn dedicate(model: &mut Model) {
    let Model { operations, shapes, .. } = model;
    for operation in operations {
        let mut input = match operation.input {
            Some(id) => shapes[id].clone(),
            None => Shape::empty(format!("{}Input", operation.name)),
        };
        relax_tokens(&mut input.kind);
        operation.input = Some(shapes.add(input));
        operation.output = operation.output.map(|id| {
            let output = shapes[id].clone();
            shapes.add(output)
        });
    }
}

/// Makes the idempotency tokens of an input optional. One that the model requires is filled in as well, so that no
/// caller has to set it.
fn relax_tokens(input: &mut Kind) {
    for member in input.members_mut() {
        if member.traits.contains(&MemberTrait::IdempotencyToken) {
            member.presence = Presence::Optional;
        }
    }
}

impl Shape {
    /// A structure without members.
    fn empty(name: String) -> Self {
        Self {
            name,
            kind: Kind::Structure { members: Vec::new(), error: None },
            sensitive: false,
            deprecated: None,
            bounds: crate::graph::Bounds::default(),
            traits: Vec::new(),
            docs: Some("Nothing: the operation takes no input.".to_owned()),
        }
    }
}

// With a stack of its own: a model may nest deeper than this program's stack.
fn closure(shapes: &Shapes, roots: &[ShapeId]) -> HashSet<ShapeId> {
    let mut found: HashSet<ShapeId> = HashSet::new();
    let mut open = roots.to_vec();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(shapes[id].kind.targets());
        }
    }
    found
}

/// The model without the shapes that the roots do not reach; the order of the rest stays.
fn prune(model: Model, roots: &[ShapeId]) -> Model {
    let kept = closure(&model.shapes, roots);
    let mut shapes = Shapes::default();
    let mut moved = vec![None; model.shapes.len()];
    for (id, shape) in model.shapes.iter().filter(|(id, _)| kept.contains(id)) {
        if let Some(place) = moved.get_mut(id.index()) {
            *place = Some(shapes.add(shape.clone()));
        }
    }
    // All that is kept refers to what is kept.
    let to = |id: &mut ShapeId| *id = moved.get(id.index()).copied().flatten().unwrap_or(*id);
    shapes.iter_mut().for_each(|shape| retarget(&mut shape.kind, to));
    let mut operations = model.operations;
    for operation in &mut operations {
        operation.input.iter_mut().chain(&mut operation.output).chain(&mut operation.errors).for_each(to);
    }
    Model { operations, shapes, ..model }
}

fn retarget(kind: &mut Kind, to: impl Fn(&mut ShapeId)) {
    kind.members_mut().iter_mut().for_each(|member| to(&mut member.target));
    kind.elements_mut().for_each(|element| to(&mut element.target));
}
