//! What a model may say and this generator does not emit yet. Each is an error that names the shape and the
//! trait: a crate that leaves it out would be wrong on the wire.

use crate::diagnostic::{At, Diagnostics};
use crate::graph::{
    Kind, MemberTrait, Model, Operation, OperationTrait, Protocol, Reference, Service, Shape, ShapeTrait,
};

/// Reports every use of something that is not emitted of a service and its operations.
pub(super) fn check_calls(model: &Model, out: &Diagnostics) {
    let at = At::file(&model.file);
    check_service(&model.service, &at.key("metadata"), out);
    let at_operations = at.key("operations");
    for operation in &model.operations {
        check_operation(operation, &at_operations.key(&operation.name), out);
    }
}

/// The same of shapes.
pub(super) fn check_shapes(model: &Model, out: &Diagnostics) {
    let at = At::file(&model.file);
    let at_shapes = at.key("shapes");
    for (_, shape) in model.shapes.iter() {
        check_shape(shape, &at_shapes.key(&shape.name), out);
    }
}

pub(super) fn unsupported(at: &At<'_>, what: &str, out: &Diagnostics) {
    let help = "leave out the operations that use it; see \"What it does not do yet\" in the README";
    out.error_help(at, format!("{what} is not supported yet"), help);
}

pub(super) fn check_service(service: &Service, at: &At<'_>, out: &Diagnostics) {
    if service.protocol != Protocol::RestJson1 {
        unsupported(&at.key("protocol"), &format!("the protocol `{}`", service.protocol.name()), out);
    }
}

pub(super) fn check_operation(operation: &Operation, at: &At<'_>, out: &Diagnostics) {
    for found in &operation.traits {
        match found {
            // The operation that others ask is one like others.
            OperationTrait::EndpointOperation => {}
            OperationTrait::HttpChecksumRequired => {}
            OperationTrait::RequestCompression => {}
            other => unsupported(at, &format!("`{}`", other.name()), out),
        }
    }
}

pub(super) fn check_shape(shape: &Shape, at: &At<'_>, out: &Diagnostics) {
    for found in &shape.traits {
        match found {
            ShapeTrait::Streaming
            | ShapeTrait::RequiresLength
            | ShapeTrait::EventStream
            | ShapeTrait::Event => {
                unsupported(at, &format!("`{}`", found.name()), out);
            }
            // They are for XML, and no XML is emitted yet.
            ShapeTrait::Wrapper | ShapeTrait::Flattened => {}
        }
    }
    if let Kind::BigInteger | Kind::BigDecimal = shape.kind {
        unsupported(at, &format!("a shape of type {}", shape.kind.name()), out);
    }
    let at_members = at.key("members");
    for member in shape.kind.members() {
        check_traits(&member.traits, &at_members.key(&member.name), out);
    }
    for (key, reference) in references(shape) {
        check_traits(&reference.traits, &at.key(key), out);
    }
}

fn references(shape: &Shape) -> Vec<(&'static str, &Reference)> {
    match &shape.kind {
        Kind::List { element, .. } => vec![("member", element)],
        Kind::Map { key, value, .. } => vec![("key", key), ("value", value)],
        _ => Vec::new(),
    }
}

fn check_traits(traits: &[MemberTrait], at: &At<'_>, out: &Diagnostics) {
    for found in traits {
        match found {
            MemberTrait::IdempotencyToken | MemberTrait::HostLabel | MemberTrait::JsonValue => {}
            MemberTrait::EventPayload | MemberTrait::EventHeader | MemberTrait::Streaming => {
                unsupported(at, &format!("`{}`", found.name()), out)
            }
        }
    }
}
