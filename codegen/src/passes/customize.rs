//! Applies what official clients do for a service beyond its model (`data/customizations.toml`), for models of both formats.

use crate::customizations::{self, Facts};
use crate::graph::{Kind, Member, MemberTrait, Model, Operation, OperationCustomization, Presence, Shapes};

/// Applies the facts about a service and its operations. Each operation has an input and an output of its own.
pub(super) fn apply(model: &mut Model) {
    make_unions(model);
    let Model { service, operations, shapes, .. } = model;
    for entry in customizations::all_of(service) {
        for operation in operations.iter_mut().filter(|operation| entry.applies_to(operation)) {
            apply_to_input(&entry.facts, operation, shapes);
        }
    }
    let headers = customizations::of_service(service).flat_map(|entry| entry.facts.headers.clone());
    service.customization.headers = headers.collect();
}

/// Turns structures into the unions that they are.
pub(crate) fn make_unions(model: &mut Model) {
    let unions: Vec<&String> =
        customizations::of_service(&model.service).flat_map(|entry| &entry.facts.unions).collect();
    if unions.is_empty() {
        return;
    }
    for shape in model.shapes.iter_mut().filter(|shape| unions.contains(&&shape.name)) {
        if let Kind::Structure { members, error: None } = &mut shape.kind {
            members.iter_mut().for_each(|member| member.presence = Presence::Optional);
            shape.kind = Kind::Union { members: std::mem::take(members) };
        }
    }
}

fn apply_to_input(facts: &Facts, operation: &mut Operation, shapes: &mut Shapes) {
    let Some(id) = operation.input else { return };
    let mut input = shapes[id].kind.clone();
    for member in input.members_mut() {
        let target = &shapes[member.target];
        if matches!(target.kind, Kind::String | Kind::Enum { .. }) {
            apply_to_member(facts, member, &target.name, &mut operation.customization);
        }
    }
    if let Some(shape) = shapes.get_mut(id) {
        shape.kind = input;
    }
}

fn apply_to_member(
    facts: &Facts,
    member: &mut Member,
    target: &String,
    customization: &mut OperationCustomization,
) {
    if let Some(default) = facts.defaults.iter().find(|(name, _)| *name == member.name) {
        customization.defaults.push(default.clone());
        member.presence = Presence::Optional;
    }
    if facts.last_segment.contains(target) {
        member.traits.push(MemberTrait::LastSegment);
    }
    if facts.endpoint_member.as_ref() == Some(&member.name) {
        customization.endpoint_member.clone_from(&facts.endpoint_member);
    }
}
