//! Rejects unsupported features of a model with the shape and the trait, because a crate without the feature would be
//! wrong on the wire.

use super::users::Users;
use crate::customizations::{self, Customization};
use crate::graph::{Kind, Member, MemberTrait, Model, Operation, OperationTrait, Service, Shape, ShapeTrait};
use crate::location::{Location, Reporter, ServicePart};
use std::cell::OnceCell;

/// The help for features that only calls need.
pub(super) const TYPES_ONLY: &str = "generate its types alone: `--types-only`";

const LIST: &str = "see \"Limits\" in the README";

/// Reports every unsupported property of the service and its operations.
pub(super) fn check_calls(model: &Model, out: &Reporter<'_>) {
    check_service(&model.service, out);
    for operation in &model.operations {
        check_operation(&model.service, operation, out);
    }
}

/// Reports every unsupported trait of a shape or member. The help names operations that use it.
pub(super) fn check_shapes(model: &Model, out: &Reporter<'_>) {
    // Most models have no such trait, and do not need the users.
    let users = OnceCell::new();
    let users = || users.get_or_init(|| Users::of(model));
    for (id, shape) in model.shapes.iter() {
        for (location, name) in unsupported_traits(shape) {
            report(location, &format!("`{name}`"), users().describe(id), out);
        }
        if let Some(what) = unsupported_kind(&model.service, shape) {
            report(Location::Shape(&shape.name), &what, users().describe(id), out);
        }
    }
}

/// Returns the description of a document under a protocol that has none.
fn unsupported_kind(service: &Service, shape: &Shape) -> Option<String> {
    let is_unsupported = shape.kind == Kind::Document && !service.protocol.has_json_bodies();
    is_unsupported.then(|| format!("a document under `{}`", service.protocol.name()))
}

/// Reports every unsupported property of one shape, without its users.
pub(super) fn check_shape(service: &Service, shape: &Shape, out: &Reporter<'_>) {
    if let Some(what) = unsupported_kind(service, shape) {
        unsupported(Location::Shape(&shape.name), &what, out);
    }
    for (location, name) in unsupported_traits(shape) {
        unsupported(location, &format!("`{name}`"), out);
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

pub(super) fn check_operation(service: &Service, operation: &Operation, out: &Reporter<'_>) {
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
            other => unsupported(location, &format!("`{}`", other.name()), out),
        }
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

/// Returns the unsupported traits of a shape, its members and elements, each with its location.
fn unsupported_traits(shape: &Shape) -> Vec<(Location<'_>, &'static str)> {
    let mut found = Vec::new();
    for one in &shape.traits {
        match one {
            // `streams` reports blobs that are not payloads.
            ShapeTrait::Streaming | ShapeTrait::RequiresLength => {}
            ShapeTrait::EventStream | ShapeTrait::Event => {
                found.push((Location::Shape(&shape.name), one.name()))
            }
        }
    }
    for member in shape.kind.members() {
        let location = Location::member(&shape.name, &member.name);
        found.extend(unsupported_member_traits(member).map(|name| (location, name)));
    }
    for element in shape.kind.elements() {
        let location = Location::Element { shape: &shape.name, element: &element.name };
        found.extend(unsupported_member_traits(element).map(|name| (location, name)));
    }
    found
}

fn unsupported_member_traits(member: &Member) -> impl Iterator<Item = &'static str> {
    member.traits.iter().filter_map(|one| match one {
        MemberTrait::IdempotencyToken
        | MemberTrait::HostLabel
        | MemberTrait::JsonValue
        | MemberTrait::LastSegment
        | MemberTrait::Streaming => None,
        MemberTrait::EventPayload | MemberTrait::EventHeader => Some(one.name()),
    })
}
