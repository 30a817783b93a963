//! Event streams: marks the members that are streams, and checks the rules that Smithy has for events.

use crate::graph::{Binding, Kind, Member, MemberTrait, Model, Protocol, Shape, ShapeId, ShapeTrait, Shapes};
use crate::location::{Location, Reporter};
use std::collections::HashSet;

/// Marks the members of inputs and outputs that are event streams. It runs after the selection of operations, so that each has an
/// input and an output that it shares with no other shape.
pub(super) fn mark(model: &mut Model) {
    let streams: HashSet<ShapeId> = streams(&model.shapes).map(|(id, _)| id).collect();
    if streams.is_empty() {
        return;
    }
    let has_bindings = model.service.protocol.has_bindings();
    for operation in &model.operations {
        for (id, found) in
            [(operation.input, MemberTrait::SendsEvents), (operation.output, MemberTrait::ReceivesEvents)]
        {
            let shape = id.and_then(|id| model.shapes.get_mut(id));
            let members = shape.into_iter().flat_map(|shape| shape.kind.members_mut());
            for member in members.filter(|member| streams.contains(&member.target)) {
                member.traits.push(found);
                // The body of a message with a stream has nothing else, whether the model says so or not.
                member.binding = if has_bindings { Binding::Payload } else { Binding::Body };
                member.wire_name = None;
            }
        }
    }
}

/// Returns the event streams of a model.
fn streams(shapes: &Shapes) -> impl Iterator<Item = (ShapeId, &Shape)> {
    shapes.iter().filter(|(_, shape)| shape.traits.contains(&ShapeTrait::EventStream))
}

/// Reports event streams that break a rule.
pub(super) fn check(model: &Model, out: &Reporter<'_>) {
    let shapes = &model.shapes;
    if streams(shapes).next().is_none() {
        return;
    }
    check_places(model, out);
    for (_, stream) in streams(shapes) {
        for member in stream.kind.members() {
            let target = &shapes[member.target];
            match &target.kind {
                Kind::Structure { .. } => check_event(target, shapes, out),
                kind => {
                    let problem = format!("an event has to be a structure, not a {}", kind.name());
                    out.error(Location::member(&stream.name, &member.name), problem);
                }
            }
        }
    }
}

/// Checks that streams are members of inputs and outputs only, and that events are members of streams only if they have headers.
fn check_places(model: &Model, out: &Reporter<'_>) {
    let shapes = &model.shapes;
    let roots: HashSet<ShapeId> =
        model.operations.iter().flat_map(|one| [one.input, one.output]).flatten().collect();
    for (id, shape) in shapes.iter() {
        let is_stream = |member: &Member| shapes[member.target].traits.contains(&ShapeTrait::EventStream);
        let mut streams = shape.kind.members().iter().filter(|member| is_stream(member));
        if let (true, Some(first), second) = (roots.contains(&id), streams.next(), streams.next()) {
            check_message(model.service.protocol, shape, first, second, out);
        }
        let members =
            shape.kind.members().iter().map(|member| (Location::member(&shape.name, &member.name), member));
        let elements = shape
            .kind
            .elements()
            .map(|element| (Location::Element { shape: &shape.name, element: &element.name }, element));
        for (location, member) in members.chain(elements) {
            if is_stream(member) && !roots.contains(&id) {
                out.error(location, "an event stream has to be a member of an input or output");
            }
            if has_event_bindings(&shapes[member.target]) && !shape.traits.contains(&ShapeTrait::EventStream)
            {
                let name = &shapes[member.target].name;
                let problem =
                    format!("`{name}` has headers or a payload of events, but this is not an event stream");
                out.error_help(location, problem, "give it a structure of its own");
            }
        }
    }
}

/// Checks the input or output with a stream.
fn check_message(
    protocol: Protocol,
    shape: &Shape,
    stream: &Member,
    second: Option<&Member>,
    out: &Reporter<'_>,
) {
    if let Some(second) = second {
        out.error(Location::member(&shape.name, &second.name), "a message can have one event stream only");
    }
    let in_body = |member: &&Member| matches!(member.binding, Binding::Body | Binding::Payload);
    let others = shape.kind.members().iter().filter(|member| member.name != stream.name);
    for other in others.filter(in_body).filter(|_| protocol.has_bindings()) {
        let problem =
            format!("it cannot be sent, because the event stream `{}` is the whole body", stream.name);
        out.error_help(Location::member(&shape.name, &other.name), problem, "bind it to a header");
    }
}

fn has_event_bindings(shape: &Shape) -> bool {
    shape.kind.members().iter().any(|member| {
        member.traits.contains(&MemberTrait::EventHeader)
            || member.traits.contains(&MemberTrait::EventPayload)
    })
}

/// Checks the members of an event that are headers or the payload.
fn check_event(event: &Shape, shapes: &Shapes, out: &Reporter<'_>) {
    let has = |member: &Member, found| member.traits.contains(&found);
    let payload = event.kind.members().iter().find(|member| has(member, MemberTrait::EventPayload));
    for member in event.kind.members() {
        let location = Location::member(&event.name, &member.name);
        let kind = &shapes[member.target].kind;
        if has(member, MemberTrait::EventHeader) {
            if !is_header(kind) {
                out.error(location, format!("a {} cannot be a header of an event", kind.name()));
            }
        } else if has(member, MemberTrait::EventPayload) && !is_payload(kind) {
            out.error(location, format!("a {} cannot be the payload of an event", kind.name()));
        } else if let Some(payload) = payload.filter(|payload| payload.name != member.name) {
            let problem =
                format!("it is in no part of the event, because `{}` is the whole payload", payload.name);
            out.error_help(location, problem, "make it a header with `eventHeader`");
        }
    }
}

fn is_header(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Boolean
            | Kind::Byte
            | Kind::Short
            | Kind::Integer
            | Kind::IntEnum { .. }
            | Kind::Long
            | Kind::Blob
            | Kind::String
            | Kind::Enum { .. }
            | Kind::Timestamp { .. }
    )
}

fn is_payload(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Blob | Kind::String | Kind::Enum { .. } | Kind::Structure { .. } | Kind::Union { .. }
    )
}
