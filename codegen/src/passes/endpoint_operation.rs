//! Finds the operation that returns the endpoints of others, and checks its shapes: the runtime has shapes of its own for it, so that
//! its types are not part of a crate that does not select it.

use crate::graph::{
    Binding, EndpointOperation, Kind, Member, Model, Operation, OperationTrait, Presence, ShapeId,
};

/// Returns the operation of the model that returns endpoints.
pub(super) fn find(model: &Model) -> Option<EndpointOperation> {
    let is_it = |operation: &&Operation| operation.traits.contains(&OperationTrait::EndpointOperation);
    let found = model.operations.iter().find(is_it)?;
    let input = members(model, found.input);
    let operation = Operation {
        input: None,
        output: None,
        errors: Vec::new(),
        checksum: None,
        docs: None,
        ..found.clone()
    };
    Some(EndpointOperation {
        operation,
        takes_identifiers: input.iter().any(|member| member.name == "Identifiers"),
        problem: problem(model, found),
    })
}

fn members(model: &Model, shape: Option<ShapeId>) -> &[Member] {
    shape.map_or(&[], |shape| model.shapes[shape].kind.members())
}

/// Returns the first difference of the input and the output from those that the trait requires.
fn problem(model: &Model, operation: &Operation) -> Option<String> {
    let kind = |member: &Member| &model.shapes[member.target].kind;
    for member in members(model, operation.input) {
        let is_known = match member.name.as_str() {
            "Operation" => is_plain(member) && *kind(member) == Kind::String,
            "Identifiers" => is_plain(member) && is_string_map(model, kind(member)),
            _ => member.presence == Presence::Optional,
        };
        if !is_known {
            return Some(format!(
                "the input of `{}` has an unknown member `{}`",
                operation.name, member.name
            ));
        }
    }
    let output = members(model, operation.output);
    let Some(Kind::List { element, .. }) = plain(output, "Endpoints").map(kind) else {
        return Some(format!("the output of `{}` has no list `Endpoints`", operation.name));
    };
    let endpoint = kind(element).members();
    let address = plain(endpoint, "Address").is_some_and(|member| *kind(member) == Kind::String);
    let period = plain(endpoint, "CachePeriodInMinutes")
        .is_some_and(|member| matches!(kind(member), Kind::Long | Kind::Integer));
    match (address, period) {
        (true, true) => None,
        (false, _) => Some(format!("an endpoint of `{}` has no string `Address`", operation.name)),
        (true, false) => {
            Some(format!("an endpoint of `{}` has no long `CachePeriodInMinutes`", operation.name))
        }
    }
}

/// Returns the member with this name, if it is in the body under the same name.
fn plain<'m>(members: &'m [Member], name: &str) -> Option<&'m Member> {
    members.iter().find(|member| member.name == name && is_plain(member))
}

fn is_plain(member: &Member) -> bool {
    member.binding == Binding::Body && member.wire_name.is_none() && !member.xml.flattened
}

fn is_string_map(model: &Model, kind: &Kind) -> bool {
    let is_string = |member: &Member| model.shapes[member.target].kind == Kind::String;
    matches!(kind, Kind::Map { key, value, .. } if is_string(key) && is_string(value))
}
