//! What a model may say and this generator does not emit yet. Each is an error that names the shape and the
//! trait: a crate that leaves it out would be wrong on the wire.

use super::users::Users;
use crate::customizations::{self, Customization};
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{MemberTrait, Model, Operation, OperationTrait, Protocol, Service, Shape, ShapeTrait};
use std::cell::OnceCell;

/// Reports every use of something that is not emitted of a service and its operations.
pub(super) fn check_calls(model: &Model, out: &Diagnostics) {
    let at = At::file(&model.file);
    check_service(&model.service, &at.key("metadata"), out);
    let at_operations = at.key("operations");
    for operation in &model.operations {
        check_operation(&model.service, operation, &at_operations.key(&operation.name), out);
    }
}

/// The same of shapes.
pub(super) fn check_shapes(model: &Model, out: &Diagnostics) {
    let at = At::file(&model.file);
    let at_shapes = at.key("shapes");
    // Most models have nothing of the kind.
    let users = OnceCell::new();
    let users = || users.get_or_init(|| Users::of(model));
    for (id, shape) in model.shapes.iter() {
        let at = at_shapes.key(&shape.name);
        let out = Out { all: out, users: &|| users().operations(id) };
        check_shape_for(shape, &at, &out);
    }
}

/// What is left where nothing can be called.
pub(super) const TYPES_ONLY: &str = "generate its types alone: `--types-only`";

const LIST: &str = "see \"What it does not do yet\" in the README";

/// Where problems go that operations may be left out for.
struct Out<'o> {
    all: &'o Diagnostics,
    /// Which ones to leave out, in words, if that is known.
    users: &'o dyn Fn() -> Option<String>,
}

impl Out<'_> {
    fn unsupported(&self, at: &At<'_>, what: &str) {
        let users = (self.users)().unwrap_or_else(|| "the operations that use it".to_owned());
        let help = format!("leave out {users}; {LIST}");
        self.all.error_help(at, format!("{what} is not supported yet"), help);
    }
}

pub(super) fn unsupported(at: &At<'_>, what: &str, out: &Diagnostics) {
    Out { all: out, users: &|| None }.unsupported(at, what);
}

pub(super) fn check_service(service: &Service, at: &At<'_>, out: &Diagnostics) {
    if service.protocol != Protocol::RestJson1 {
        let problem = format!("the protocol `{}` is not supported yet", service.protocol.name());
        out.error_help(&at.key("protocol"), problem, LIST);
    }
    let at = at.key("serviceId");
    for entry in customizations::of_service(service) {
        customized(entry, &format!("the service `{}`", service.sdk_id), &at, out);
    }
}

/// Reports what official clients do beyond what the model says and this generator does not do yet.
fn customized(entry: &Customization, what: &str, at: &At<'_>, out: &Diagnostics) {
    if let Some(reason) = &entry.unsupported {
        out.error_help(at, format!("{what} is not supported yet: {reason}"), TYPES_ONLY);
    }
    if let Some(warning) = &entry.warning {
        out.warning(at, warning);
    }
}

pub(super) fn check_operation(service: &Service, operation: &Operation, at: &At<'_>, out: &Diagnostics) {
    for entry in customizations::of_operation(service, operation) {
        customized(entry, &format!("`{}`", operation.name), at, out);
    }
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

/// What a shape says against itself, whoever uses it.
pub(super) fn check_shape(shape: &Shape, at: &At<'_>, out: &Diagnostics) {
    let out = Out { all: out, users: &|| None };
    check_shape_for(shape, at, &out);
}

fn check_shape_for(shape: &Shape, at: &At<'_>, out: &Out<'_>) {
    for found in &shape.traits {
        match found {
            ShapeTrait::Streaming
            | ShapeTrait::RequiresLength
            | ShapeTrait::EventStream
            | ShapeTrait::Event => {
                out.unsupported(at, &format!("`{}`", found.name()));
            }
            // They are for XML, and no XML is emitted yet.
            ShapeTrait::Wrapper | ShapeTrait::Flattened => {}
        }
    }
    let at_members = at.key("members");
    for member in shape.kind.members() {
        check_traits(&member.traits, &at_members.key(&member.name), out);
    }
    for element in shape.kind.elements() {
        check_traits(&element.traits, &at.key(&element.name), out);
    }
}

fn check_traits(traits: &[MemberTrait], at: &At<'_>, out: &Out<'_>) {
    for found in traits {
        match found {
            MemberTrait::IdempotencyToken | MemberTrait::HostLabel | MemberTrait::JsonValue => {}
            MemberTrait::EventPayload | MemberTrait::EventHeader | MemberTrait::Streaming => {
                out.unsupported(at, &format!("`{}`", found.name()))
            }
        }
    }
}
