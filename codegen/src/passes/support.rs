//! Rejects unsupported features of a model with the shape and the trait, because a crate without the feature would be
//! wrong on the wire.

use super::users::Users;
use crate::customizations::{self, Customization};
use crate::graph::{EndpointOperation, Kind, Model, Operation, OperationTrait, Service, Shape, ShapeTrait};
use crate::location::{Location, Reporter, ServicePart};
use std::cell::OnceCell;

/// The help for features that only calls need.
pub(super) const TYPES_ONLY: &str = "generate its types alone: `--types-only`";

const LIST: &str = "see \"Limits\" in the README";

/// Reports every unsupported property of the service and its operations.
pub(super) fn check_calls(model: &Model, out: &Reporter<'_>) {
    check_service(&model.service, out);
    for operation in &model.operations {
        check_operation(&model.service, operation, model.endpoint_operation.as_ref(), out);
    }
}

/// Reports every shape that is unsupported under the protocol. The help names operations that use it.
pub(super) fn check_shapes(model: &Model, out: &Reporter<'_>) {
    // Most models have no such shape, and do not need the users.
    let users = OnceCell::new();
    let users = || users.get_or_init(|| Users::of(model));
    for (id, shape) in model.shapes.iter() {
        if let Some(what) = unsupported_kind(&model.service, shape) {
            report(Location::Shape(&shape.name), &what, users().describe(id), out);
        }
    }
}

/// Returns the description of a document or an event stream under a protocol that has none.
fn unsupported_kind(service: &Service, shape: &Shape) -> Option<String> {
    let protocol = service.protocol;
    let what = match &shape.kind {
        Kind::Document if !protocol.has_json_bodies() => "a document",
        _ if shape.traits.contains(&ShapeTrait::EventStream) && !protocol.has_event_streams() => {
            "an event stream"
        }
        _ => return None,
    };
    Some(format!("{what} under `{}`", protocol.name()))
}

/// Reports every unsupported property of one shape, without its users.
pub(super) fn check_shape(service: &Service, shape: &Shape, out: &Reporter<'_>) {
    if let Some(what) = unsupported_kind(service, shape) {
        unsupported(Location::Shape(&shape.name), &what, out);
    }
}

/// Reports that `what` is not supported.
pub(super) fn unsupported(location: Location<'_>, what: &str, out: &Reporter<'_>) {
    report(location, what, None, out);
}

fn report(location: Location<'_>, what: &str, users: Option<String>, out: &Reporter<'_>) {
    let users = users.unwrap_or_else(|| "the operations that use it".to_owned());
    out.error_help(location, format!("{what} is not supported yet"), format!("leave out {users}; {LIST}"));
}

pub(super) fn check_service(service: &Service, out: &Reporter<'_>) {
    if service.protocol.sends_service_name() && service.target_prefix.is_none() {
        let problem = format!(
            "requests of `{}` have the name of the service, which is missing",
            service.protocol.name()
        );
        out.error_help(
            Location::Service(ServicePart::Protocol),
            problem,
            "set `targetPrefix` beside the protocol",
        );
    }
    let location = Location::Service(ServicePart::Id);
    for entry in customizations::of_service(service) {
        check_customization(entry, &format!("the service `{}`", service.sdk_id), location, out);
    }
}

pub(super) fn check_operation(
    service: &Service,
    operation: &Operation,
    endpoint_operation: Option<&EndpointOperation>,
    out: &Reporter<'_>,
) {
    let location = Location::operation(&operation.name);
    for entry in customizations::of_operation(service, operation) {
        check_customization(entry, &format!("`{}`", operation.name), location, out);
    }
    for found in &operation.traits {
        match found {
            // The operation that returns endpoints is an ordinary operation.
            OperationTrait::EndpointOperation => {}
            OperationTrait::HttpChecksumRequired => {}
            OperationTrait::RequestCompression => {}
            OperationTrait::UnsignedPayload => {}
            OperationTrait::RequiredEndpointDiscovery => {
                if let Some(problem) = undiscoverable(endpoint_operation) {
                    let what = format!("`{}` {problem}", found.name());
                    unsupported(location, &what, out);
                }
            }
            OperationTrait::EndpointDiscovery => {
                if let Some(problem) = endpoint_operation.and_then(|found| found.problem.as_ref()) {
                    let what = format!("`{}` has no effect: {problem}", found.name());
                    out.warning(location, what);
                }
            }
        }
    }
}

/// Returns the reason why endpoints cannot be discovered, if there is one.
fn undiscoverable(endpoint_operation: Option<&EndpointOperation>) -> Option<String> {
    match endpoint_operation {
        None => Some("without an operation that returns the endpoint".to_owned()),
        Some(found) => found.problem.as_ref().map(|problem| format!("where {problem}")),
    }
}

/// Reports behavior of official clients that the model does not have and the generator does not support yet.
fn check_customization(entry: &Customization, what: &str, location: Location<'_>, out: &Reporter<'_>) {
    if let Some(reason) = &entry.unsupported {
        out.error_help(location, format!("{what} is not supported yet: {reason}"), TYPES_ONLY);
    }
    if let Some(warning) = &entry.warning {
        out.warning(location, warning);
    }
}
