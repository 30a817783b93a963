//! Finds the operation that returns the credentials of a session, and checks its shapes: the runtime has shapes of its own for it, so
//! that its types are not part of a crate that does not select it.

use super::customize;
use crate::customizations;
use crate::graph::{Binding, Kind, Member, Model, Operation, Presence, SessionOperation, ShapeId};

/// The members of the credentials in the output.
const CREDENTIALS: [(&str, &Kind); 4] = [
    ("AccessKeyId", &Kind::String),
    ("SecretAccessKey", &Kind::String),
    ("SessionToken", &Kind::String),
    ("Expiration", &Kind::Timestamp { format: None }),
];

/// Returns the operation of the model that returns sessions, if the service has one.
pub(super) fn find(model: &Model) -> Option<SessionOperation> {
    let name = customizations::session_operation(&model.service.sdk_id)?;
    let found = model.operations.iter().find(|operation| operation.name == name)?;
    let mut operation = Operation {
        input: None,
        output: None,
        errors: Vec::new(),
        checksum: None,
        docs: None,
        ..found.clone()
    };
    let input = members(model, found.input);
    for member in input {
        if let (Binding::Label(label), Some(_)) = (&member.binding, &member.context_param) {
            customize::remove_endpoint_label(&model.service, label, &mut operation.http.uri);
        }
    }
    let param = input.iter().find_map(|member| member.context_param.clone());
    let problem = problem(model, found, &operation.http.uri);
    Some(SessionOperation { operation, param: param.unwrap_or_default(), problem })
}

fn members(model: &Model, shape: Option<ShapeId>) -> &[Member] {
    shape.map_or(&[], |shape| model.shapes[shape].kind.members())
}

/// Returns the first difference of the input and the output from those that the runtime has.
fn problem(model: &Model, operation: &Operation, uri: &str) -> Option<String> {
    let name = &operation.name;
    let input = members(model, operation.input);
    let required: Vec<&Member> = input
        .iter()
        .filter(|member| member.presence != Presence::Optional || member.context_param.is_some())
        .collect();
    match required.as_slice() {
        [resource] if resource.context_param.is_some() => {}
        _ => {
            return Some(format!(
                "the input of `{name}` has other members than the parameter of an endpoint"
            ));
        }
    }
    if uri.contains('{') {
        return Some(format!("the path of `{name}` has labels"));
    }
    let output = members(model, operation.output);
    let Some(credentials) = plain(output, "Credentials") else {
        return Some(format!("the output of `{name}` has no structure `Credentials`"));
    };
    let credentials = members(model, Some(credentials.target));
    let is_there = |(wanted, kind): &(&str, &Kind)| {
        plain(credentials, wanted).is_some_and(|member| {
            std::mem::discriminant(&model.shapes[member.target].kind) == std::mem::discriminant(*kind)
        })
    };
    let (missing, _) = CREDENTIALS.iter().find(|wanted| !is_there(wanted))?;
    Some(format!("the credentials of `{name}` have no `{missing}`"))
}

/// Returns the member with this name, if it is in the body under the same name.
fn plain<'m>(members: &'m [Member], name: &str) -> Option<&'m Member> {
    let is_plain = |member: &Member| member.binding == Binding::Body && member.wire_name.is_none();
    members.iter().find(|member| member.name == name && is_plain(member))
}
