//! The shapes of an operation that known differences depend on.

use crate::reach::reachable;
use smithereen_codegen::graph::{Binding, Kind, Member, Model, Operation, Presence, ShapeId};

/// Returns whether the body of the input can contain text.
pub(super) fn has_text(model: &Model, operation: &Operation) -> bool {
    let members = members(model, operation.input).iter();
    let in_body = members.filter(|member| !member.is_outside_the_body()).map(|member| member.target);
    reachable(model, in_body.collect())
        .into_iter()
        .any(|id| matches!(model.shapes[id].kind, Kind::String | Kind::Enum { .. }))
}

/// Returns whether the input has a body in the format of the protocol.
pub(super) fn has_structured_body(model: &Model, operation: &Operation) -> bool {
    match payload(model, operation.input) {
        Some(payload) => is_structured(model, payload),
        None => body_members(model, operation).next().is_some(),
    }
}

/// Returns whether each member of the input's body is optional.
pub(super) fn has_optional_body(model: &Model, operation: &Operation) -> bool {
    let mut members = body_members(model, operation).peekable();
    members.peek().is_some() && members.all(|member| member.presence == Presence::Optional)
}

/// Returns whether the body of the input is text or bytes.
pub(super) fn has_raw_payload(model: &Model, operation: &Operation) -> bool {
    payload(model, operation.input).is_some_and(|payload| !is_structured(model, payload))
}

pub(super) fn has_list_in_header(model: &Model, operation: &Operation) -> bool {
    !list_headers(model, operation).is_empty()
}

/// Returns the names of the headers that have the elements of a list, in lower case. HTTP dates in a list have commas of their
/// own; no service has such a header.
pub(super) fn list_headers(model: &Model, operation: &Operation) -> Vec<String> {
    let members = members(model, operation.input).iter();
    let name = |member: &Member| match (&member.binding, &model.shapes[member.target].kind) {
        (Binding::Header(name), Kind::List { element, .. }) => {
            let is_time = matches!(model.shapes[element.target].kind, Kind::Timestamp { .. });
            Some(name.to_lowercase()).filter(|_| !is_time)
        }
        _ => None,
    };
    members.filter_map(name).collect()
}

/// Returns whether the body of the output is a member that may be unset.
pub(super) fn has_optional_payload(model: &Model, operation: &Operation) -> bool {
    payload(model, operation.output).is_some_and(|payload| payload.presence == Presence::Optional)
}

/// Returns whether an error has a code that is not its name.
pub(super) fn has_error_code(model: &Model, operation: &Operation) -> bool {
    let mut errors = operation.errors.iter().map(|error| &model.shapes[*error]);
    errors.any(|shape| match &shape.kind {
        Kind::Structure { error: Some(error), .. } => {
            error.code.as_ref().is_some_and(|code| *code != shape.name)
        }
        _ => false,
    })
}

/// Returns whether the message of an error is sensitive.
pub(super) fn has_sensitive_message(model: &Model, operation: &Operation) -> bool {
    let mut members = operation.errors.iter().flat_map(|error| model.shapes[*error].kind.members());
    members.any(|member| member.name.eq_ignore_ascii_case("message") && model.shapes.is_sensitive(member))
}

fn members(model: &Model, message: Option<ShapeId>) -> &[Member] {
    message.map_or(&[][..], |shape| model.shapes[shape].kind.members())
}

fn body_members<'a>(model: &'a Model, operation: &Operation) -> impl Iterator<Item = &'a Member> {
    let is_part = |member: &&Member| member.binding == Binding::Body && !member.is_outside_the_body();
    members(model, operation.input).iter().filter(is_part)
}

fn payload(model: &Model, message: Option<ShapeId>) -> Option<&Member> {
    members(model, message).iter().find(|member| member.binding == Binding::Payload)
}

fn is_structured(model: &Model, payload: &Member) -> bool {
    !matches!(model.shapes[payload.target].kind, Kind::Blob | Kind::String | Kind::Enum { .. })
}
