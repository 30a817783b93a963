//! Prunes a model to the selected operations and the shapes that they reach.

use super::{bindings, customize, endpoint_operation, order, session_operation, streams};
use crate::graph::{Kind, MemberTrait, Model, Operation, Presence, Shape, ShapeId, Shapes};
use crate::location::{Location, Reporter, ServicePart};
use crate::near;
use std::collections::{HashMap, HashSet};

/// Returns the model with these operations, in this order, and the shapes that they reach. Each operation gets its own copy
/// of its input, and of its output if it has one.
///
/// Unknown and duplicate names are reported and skipped.
pub(crate) fn select(mut model: Model, names: &[String], reporter: &Reporter<'_>) -> Model {
    let selected = selected(&model, names, reporter);
    let is_discovered = selected.iter().any(|operation| operation.endpoint_discovery().is_some());
    model.endpoint_operation = is_discovered.then(|| endpoint_operation::find(&model)).flatten();
    model.session_operation = session_operation::find(&model);
    let all = std::mem::replace(&mut model.operations, selected);
    let selected: HashSet<&str> = names.iter().map(String::as_str).collect();
    let all = all.into_iter().map(|operation| operation.name);
    model.unselected.extend(all.filter(|name| !selected.contains(name.as_str())));
    copy_inputs_and_outputs(&mut model);
    customize::apply(&mut model);
    bindings::separate_errors(&mut model);
    let roots: Vec<ShapeId> = model.operations.iter().flat_map(roots).collect();
    let mut model = prune(model, &roots);
    bindings::normalize(&mut model);
    streams::mark(&mut model);
    order::sort(&mut model);
    model
}

/// Returns the shapes reachable from operation inputs. Users of the crate construct values of them.
pub(crate) fn reached_from_inputs(model: &Model) -> HashSet<ShapeId> {
    let roots: Vec<ShapeId> = model.operations.iter().filter_map(|operation| operation.input).collect();
    closure(&model.shapes, &roots)
}

/// Returns the operations with these names. Unknown and duplicate names are reported and skipped.
fn selected(model: &Model, names: &[String], reporter: &Reporter<'_>) -> Vec<Operation> {
    let by_name: HashMap<&str, &Operation> =
        model.operations.iter().map(|operation| (operation.name.as_str(), operation)).collect();
    let unread: HashSet<&String> = model.unread.iter().collect();
    let (mut selected, mut seen) = (Vec::new(), HashSet::new());
    for name in names {
        match by_name.get(name.as_str()) {
            Some(_) if !seen.insert(name) => {
                reporter.error(Location::operation(name), "the operation is selected twice");
            }
            Some(operation) => selected.push((*operation).clone()),
            // Already reported by the reader.
            None if unread.contains(name) => {}
            None => report_unknown(name, &model.operations, reporter),
        }
    }
    selected
}

fn report_unknown(name: &str, operations: &[Operation], reporter: &Reporter<'_>) {
    let problem = format!("there is no operation `{name}` in the model");
    let known = operations.iter().map(|operation| operation.name.as_str());
    reporter.error_hint(Location::Service(ServicePart::Operations), problem, near::help(name, known));
}

/// Returns the input, output and errors of an operation.
pub(crate) fn roots(operation: &Operation) -> impl Iterator<Item = ShapeId> {
    operation.input.into_iter().chain(operation.output).chain(operation.errors.iter().copied())
}

/// Replaces the input and the output of each operation by copies that nothing else refers to, since their types are named
/// after the operation. An operation without an input gets an empty one; without an output, it stays without.
fn copy_inputs_and_outputs(model: &mut Model) {
    let Model { operations, shapes, .. } = model;
    for operation in operations {
        let mut input = match operation.input {
            Some(id) => shapes[id].clone(),
            None => Shape::empty(format!("{}Input", operation.name)),
        };
        make_idempotency_tokens_optional(&mut input.kind);
        operation.input = Some(shapes.add(input));
        operation.output = operation.output.map(|id| {
            let output = shapes[id].clone();
            shapes.add(output)
        });
    }
}

/// Makes the idempotency tokens of an input optional, even required ones: the runtime generates them if they are unset.
fn make_idempotency_tokens_optional(input: &mut Kind) {
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
            docs: Some("This operation has no input members.".to_owned()),
        }
    }
}

/// Returns the shapes that the roots reach, including the roots.
pub(super) fn closure(shapes: &Shapes, roots: &[ShapeId]) -> HashSet<ShapeId> {
    let mut reached: HashSet<ShapeId> = HashSet::new();
    // A loop instead of recursion, because a model may be nested too deeply for the stack.
    let mut pending = roots.to_vec();
    while let Some(id) = pending.pop() {
        if reached.insert(id) {
            pending.extend(shapes[id].kind.targets());
        }
    }
    reached
}

/// Removes the shapes that the roots do not reach. The remaining shapes keep their order, and get new IDs.
fn prune(model: Model, roots: &[ShapeId]) -> Model {
    let reached = closure(&model.shapes, roots);
    let mut shapes = Shapes::with_capacity(reached.len());
    let mut new_ids = vec![None; model.shapes.len()];
    for (id, shape) in model.shapes.into_iter().filter(|(id, _)| reached.contains(id)) {
        if let Some(new_id) = new_ids.get_mut(id.index()) {
            *new_id = Some(shapes.add(shape));
        }
    }
    // Each ID has a new one, because a shape that is reached refers to such shapes only.
    let remap = |id: &mut ShapeId| *id = new_ids.get(id.index()).copied().flatten().unwrap_or(*id);
    shapes.iter_mut().for_each(|shape| remap_targets(&mut shape.kind, remap));
    let mut operations = model.operations;
    for operation in &mut operations {
        operation.input.iter_mut().chain(&mut operation.output).chain(&mut operation.errors).for_each(remap);
    }
    Model { operations, shapes, ..model }
}

fn remap_targets(kind: &mut Kind, remap: impl Fn(&mut ShapeId)) {
    kind.members_mut().iter_mut().for_each(|member| remap(&mut member.target));
    kind.elements_mut().for_each(|element| remap(&mut element.target));
}
