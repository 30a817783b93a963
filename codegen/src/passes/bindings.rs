//! Normalizes HTTP bindings: a binding that has no effect becomes `Body`.
//!
//! A binding has an effect on a member of an operation's input, of its output or of one of its errors, under a protocol that
//! is built on the parts of an HTTP message, and only if the message has that part: a response has no query. Any other
//! bound member is serialized in the body, as Smithy's specification and botocore's serializers have it.

use crate::graph::{Binding, Kind, Member, Model, Shape, ShapeId, Shapes};
use std::collections::HashMap;

/// The messages and bodies that a shape is used in.
#[derive(Clone, Copy, Default, PartialEq)]
struct Uses {
    request: bool,
    response: bool,
    nested: bool,
}

/// Moves members whose bindings have no effect into the body. A shape that is used in more ways than one keeps its
/// bindings and names: selection gives each use a shape of its own.
pub(crate) fn normalize(model: &mut Model) {
    let uses = uses(model);
    for (shape, uses) in model.shapes.iter_mut().zip(uses) {
        shape.kind.elements_mut().for_each(|element| element.binding = Binding::Body);
        for member in shape.kind.members_mut() {
            normalize_member(member, uses);
        }
    }
}

fn normalize_member(member: &mut Member, uses: Uses) {
    match uses {
        Uses { request: true, response: false, nested: false } if applies_to_requests(&member.binding) => {}
        Uses { request: false, response: true, nested: false } if applies_to_responses(&member.binding) => {}
        Uses { request, response, nested }
            if u8::from(request) + u8::from(response) + u8::from(nested) > 1 =>
        {
            return;
        }
        _ => member.binding = Binding::Body,
    }
    // The body name of a member outside of the body is never sent.
    if !matches!(member.binding, Binding::Body | Binding::Payload) {
        member.wire_name = None;
    }
}

fn applies_to_requests(binding: &Binding) -> bool {
    match binding {
        Binding::Body | Binding::Payload | Binding::Header(_) | Binding::PrefixHeaders(_) => true,
        Binding::Label(_) | Binding::Query(_) | Binding::QueryParams => true,
        Binding::ResponseCode => false,
    }
}

fn applies_to_responses(binding: &Binding) -> bool {
    match binding {
        Binding::Body | Binding::Payload | Binding::Header(_) | Binding::PrefixHeaders(_) => true,
        Binding::Label(_) | Binding::Query(_) | Binding::QueryParams => false,
        Binding::ResponseCode => true,
    }
}

fn uses(model: &Model) -> Vec<Uses> {
    let mut uses = vec![Uses::default(); model.shapes.len()];
    let mut mark = |id: ShapeId, mark: fn(&mut Uses)| {
        if let Some(uses) = uses.get_mut(id.index()) {
            mark(uses);
        }
    };
    for (_, shape) in model.shapes.iter() {
        shape.kind.targets().into_iter().for_each(|target| mark(target, |uses| uses.nested = true));
    }
    if model.service.protocol.has_bindings() {
        for operation in &model.operations {
            operation.input.into_iter().for_each(|id| mark(id, |uses| uses.request = true));
            let responses = operation.output.iter().chain(&operation.errors);
            responses.for_each(|id| mark(*id, |uses| uses.response = true));
        }
    }
    uses
}

/// Replaces errors with bindings by copies where other shapes refer to them, so that the bindings apply to the error's own
/// response only. The copy has a name of its own, whether or not an operation with that error is selected.
pub(super) fn separate_errors(model: &mut Model) {
    let uses = uses(model);
    let is_bound = |shape: &Shape| shape.kind.members().iter().any(|member| member.binding != Binding::Body);
    let shared = model.shapes.iter().zip(uses).filter(|((_, shape), uses)| {
        uses.nested && matches!(shape.kind, Kind::Structure { error: Some(_), .. }) && is_bound(shape)
    });
    let shared: Vec<ShapeId> = shared.map(|((id, _), _)| id).collect();
    let copies: HashMap<ShapeId, ShapeId> =
        shared.into_iter().map(|id| (id, copy(&mut model.shapes, id))).collect();
    if copies.is_empty() {
        return;
    }
    let retarget =
        |member: &mut Member| member.target = *copies.get(&member.target).unwrap_or(&member.target);
    for shape in model.shapes.iter_mut() {
        shape.kind.members_mut().iter_mut().for_each(retarget);
        shape.kind.elements_mut().for_each(retarget);
    }
}

fn copy(shapes: &mut Shapes, id: ShapeId) -> ShapeId {
    let error = &shapes[id];
    let copy = Shape { name: format!("{}Shape", error.name), ..error.clone() };
    shapes.add(copy)
}
