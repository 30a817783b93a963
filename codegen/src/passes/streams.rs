//! Finds the members that are streams: payloads of requests and responses whose blobs are marked as streaming.
//!
//! Models mark the blob, and botocore's also or instead the member. After this pass, the payloads among the members with
//! `MemberTrait::Streaming` are all streams.

use crate::graph::{Binding, Kind, Member, MemberTrait, Model, Shape, ShapeTrait, Shapes};
use crate::location::{Location, Reporter};
use crate::source::Content;

/// Marks the members that are streams. To be called after bindings are normalized.
pub(super) fn mark(model: &mut Model) {
    let Model { operations, shapes, .. } = model;
    for id in operations.iter().flat_map(|operation| operation.input.into_iter().chain(operation.output)) {
        let streaming: Vec<bool> =
            shapes[id].kind.members().iter().map(|member| is_streaming_payload(shapes, member)).collect();
        let Some(shape) = shapes.get_mut(id) else { continue };
        for (member, _) in shape.kind.members_mut().iter_mut().zip(streaming).filter(|(_, is)| *is) {
            if !member.traits.contains(&MemberTrait::Streaming) {
                member.traits.push(MemberTrait::Streaming);
            }
        }
    }
}

/// Without calls, a stream is a blob like any other.
pub(super) fn unmark(model: &mut Model, content: Content) {
    if content == Content::Whole {
        return;
    }
    for shape in model.shapes.iter_mut() {
        for member in shape.kind.members_mut() {
            member.traits.retain(|found| *found != MemberTrait::Streaming);
        }
    }
}

fn is_streaming_payload(shapes: &Shapes, member: &Member) -> bool {
    let target = &shapes[member.target];
    member.binding == Binding::Payload && target.kind == Kind::Blob && is_marked(target, member)
}

fn is_marked(target: &Shape, member: &Member) -> bool {
    target.traits.contains(&ShapeTrait::Streaming) || member.traits.contains(&MemberTrait::Streaming)
}

/// Reports streaming blobs that are not the payload of a request or response.
pub(super) fn check(model: &Model, out: &Reporter<'_>) {
    for (_, shape) in model.shapes.iter() {
        for member in shape.kind.members() {
            let target = &model.shapes[member.target];
            let is_blob = target.kind == Kind::Blob;
            if is_blob && is_marked(target, member) && !member.is_stream() {
                let problem =
                    "a streaming blob that is not the payload of a request or response is not supported";
                let help = "bind the member to the body with `httpPayload`, or remove `streaming`";
                out.error_help(Location::member(&shape.name, &member.name), problem, help);
            }
        }
    }
}
