//! Describes for `explain` what a client does for calls beyond one request with one response: events, and where requests go.

use crate::graph::rules::RuleSet;
use crate::graph::{AuthScheme, Kind, Member, Model, Operation, OperationTrait, ShapeId, Shapes};

/// Returns a line for each behavior that the operation has.
pub(super) fn lines(model: &Model, operation: &Operation) -> Vec<String> {
    let shapes = &model.shapes;
    let sent = events(shapes, operation.input);
    let is_signed = operation.auth.schemes(&model.service).iter().any(AuthScheme::is_signature);
    let signature = if is_signed { ", each with a signature" } else { "" };
    let received = events(shapes, operation.output);
    [
        sent.map(|name| format!("events in requests: `{name}`{signature}; needs HTTP/2")),
        received.map(|name| format!("events in responses: `{name}`")),
        endpoint_discovery(model, operation),
        sessions(model, operation),
        operation
            .customization
            .region_redirects
            .as_ref()
            .map(|param| format!("region redirects: a call is repeated in the region of `{param}`")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Returns what the signature does not cover, as an addition to the authentication schemes.
pub(super) fn unsigned_payload(operation: &Operation) -> &'static str {
    match operation.traits.contains(&OperationTrait::UnsignedPayload) {
        true => "; over HTTPS, the signature does not cover the body",
        false => "",
    }
}

/// Returns the authentication schemes that the endpoint rules can choose for a signed operation, if they choose any.
pub(super) fn endpoint_schemes(model: &Model, rules: &RuleSet, operation: &Operation) -> Option<String> {
    let is_signed = operation.auth.schemes(&model.service).iter().any(AuthScheme::is_signature);
    let schemes = rules.auth_schemes();
    let names: Vec<&str> = schemes.iter().map(String::as_str).collect();
    (is_signed && !names.is_empty())
        .then(|| format!("authentication that the endpoint rules can choose: {}", names.join(", or ")))
}

/// Returns the name of the member that is an event stream.
fn events(shapes: &Shapes, message: Option<ShapeId>) -> Option<&str> {
    let mut members = members(shapes, message).iter();
    members.find(|member| member.is_event_stream()).map(|member| member.name.as_str())
}

fn members(shapes: &Shapes, message: Option<ShapeId>) -> &[Member] {
    message.map(|id| &shapes[id].kind).map(Kind::members).unwrap_or_default()
}

/// Returns the discovery of the operation's endpoint, if it has one.
fn endpoint_discovery(model: &Model, operation: &Operation) -> Option<String> {
    let found = model.endpoint_operation.as_ref()?;
    let when = match operation.endpoint_discovery()? {
        OperationTrait::RequiredEndpointDiscovery => "required",
        _ => "if it is enabled",
    };
    Some(format!("endpoint discovery: {when}, with {}", found.operation.name))
}

/// Returns the sessions that some endpoints of the operation require.
fn sessions(model: &Model, operation: &Operation) -> Option<String> {
    let found = model.session_operation.as_ref().filter(|found| found.problem.is_none())?;
    let is_resource = |member: &Member| member.context_param.as_ref() == Some(&found.param);
    let has_resource = members(&model.shapes, operation.input).iter().any(is_resource);
    let (name, param) = (&found.operation.name, &found.param);
    (has_resource && operation.name != *name)
        .then(|| format!("sessions: from {name} for `{param}`, where the endpoint requires one"))
}
