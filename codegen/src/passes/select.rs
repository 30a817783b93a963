//! Prunes a model to the selected operations and the shapes that they reach.

use super::{bindings, customize, order};
use crate::graph::{Kind, MemberTrait, Model, Operation, Presence, Shape, ShapeId, Shapes};
use crate::location::{Location, Reporter, ServicePart};
use crate::near;
use std::collections::{HashMap, HashSet};

/// Returns the model with these operations, in this order, and the shapes that they reach. Each operation has an input
/// and an output of its own.
pub(crate) fn select(mut model: Model, names: &[String], out: &Reporter<'_>) -> Model {
    let picked = pick(&model, names, out);
    let operations = std::mem::replace(&mut model.operations, picked);
    let picked: HashSet<&str> = names.iter().map(String::as_str).collect();
    let others = operations.into_iter().map(|operation| operation.name);
    model.unselected.extend(others.filter(|name| !picked.contains(name.as_str())));
    dedicate(&mut model);
    customize::apply(&mut model);
    bindings::separate_errors(&mut model);
    let roots: Vec<ShapeId> = model.operations.iter().flat_map(roots).collect();
    let mut model = prune(model, &roots);
    bindings::normalize(&mut model);
    order::sort(&mut model);
    model
}

/// Returns the shapes that inputs reach, whose values callers construct.
pub(crate) fn reached_from_inputs(model: &Model) -> HashSet<ShapeId> {
    let roots: Vec<ShapeId> = model.operations.iter().filter_map(|operation| operation.input).collect();
    closure(&model.shapes, &roots)
}

fn pick(model: &Model, names: &[String], out: &Reporter<'_>) -> Vec<Operation> {
    let by_name: HashMap<&str, &Operation> =
        model.operations.iter().map(|operation| (operation.name.as_str(), operation)).collect();
    let unread: HashSet<&String> = model.unread.iter().collect();
    let (mut picked, mut seen) = (Vec::new(), HashSet::new());
    for name in names {
        match by_name.get(name.as_str()) {
            Some(_) if !seen.insert(name) => {
                out.error(Location::operation(name), "the operation is selected twice");
            }
            Some(operation) => picked.push((*operation).clone()),
            // An operation that cannot be read was reported.
            None if unread.contains(name) => {}
            None => report_unknown(name, &model.operations, out),
        }
    }
    picked
}

fn report_unknown(name: &str, operations: &[Operation], out: &Reporter<'_>) {
    let problem = format!("there is no operation `{name}` in the model");
    let known = operations.iter().map(|operation| operation.name.as_str());
    out.error_hint(Location::Service(ServicePart::Operations), problem, near::help(name, known));
}

/// Returns the input, output and errors of an operation.
pub(crate) fn roots(operation: &Operation) -> impl Iterator<Item = ShapeId> {
    operation.input.into_iter().chain(operation.output).chain(operation.errors.iter().copied())
}

/// Gives each operation an input and an output that nothing else refers to, since their types are named after the
/// operation. An operation without an input gets an empty one.
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

/// Makes the idempotency tokens of an input optional: the runtime fills them in, required or not.
fn relax_tokens(input: &mut Kind) {
    for member in input.members_mut() {
        if member.traits.contains(&MemberTrait::IdempotencyToken) {
            member.presence = Presence::Optional;
        }
    }
}

impl Shape {
    /// Creates a structure without members.
    fn empty(name: String) -> Self {
        Self {
            name,
            kind: Kind::Structure { members: Vec::new(), error: None },
            sensitive: false,
            deprecated: None,
            bounds: crate::graph::Bounds::default(),
            xml: crate::graph::XmlRoot::default(),
            traits: Vec::new(),
            docs: Some("Nothing: the operation takes no input.".to_owned()),
        }
    }
}

// A loop instead of recursion, because a model may be nested too deeply for the stack.
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

/// Returns the model without the shapes that the roots do not reach. The order of the others stays.
fn prune(model: Model, roots: &[ShapeId]) -> Model {
    let kept = closure(&model.shapes, roots);
    let mut shapes = Shapes::default();
    let mut moved = vec![None; model.shapes.len()];
    for (id, shape) in model.shapes.iter().filter(|(id, _)| kept.contains(id)) {
        if let Some(new) = moved.get_mut(id.index()) {
            *new = Some(shapes.add(shape.clone()));
        }
    }
    // A kept shape refers to kept shapes only.
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
