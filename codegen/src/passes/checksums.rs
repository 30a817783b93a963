//! Checks `httpChecksum`: its members are strings of the input, and checks of responses are complete.

use crate::graph::{HttpChecksum, Kind, Operation, Shapes};
use crate::location::{Location, OperationPart, Reporter};

/// Reports every problem with the checksums of an operation.
pub(super) fn check(operation: &Operation, shapes: &Shapes, out: &Reporter<'_>) {
    let Some(HttpChecksum { algorithm_member, mode_member, response_algorithms, .. }) = &operation.checksum
    else {
        return;
    };
    check_member(operation, "requestAlgorithmMember", algorithm_member.as_deref(), shapes, out);
    check_member(operation, "requestValidationModeMember", mode_member.as_deref(), shapes, out);
    let at = |key| Location::Operation(&operation.name, OperationPart::HttpChecksum(key));
    if mode_member.is_some() && response_algorithms.is_empty() {
        let problem = "no known algorithm in `responseAlgorithms`: responses are not checked";
        out.warning(at("requestValidationModeMember"), problem);
    }
    if mode_member.is_none() && !response_algorithms.is_empty() {
        let problem = "without `requestValidationModeMember`, requests do not ask for a checksum: responses are \
                       checked only if the service sends one unasked";
        out.warning(at("responseAlgorithms"), problem);
    }
}

/// Checks that the member that `key` names is a string of the input.
fn check_member(
    operation: &Operation,
    key: &'static str,
    name: Option<&str>,
    shapes: &Shapes,
    out: &Reporter<'_>,
) {
    let Some(name) = name else { return };
    let location = Location::Operation(&operation.name, OperationPart::HttpChecksum(key));
    let input = operation.input.map(|id| shapes[id].kind.members()).unwrap_or_default();
    match input.iter().find(|member| member.name == name).map(|member| &shapes[member.target].kind) {
        None => out.error(location, format!("the input has no member `{name}`")),
        Some(Kind::String | Kind::Enum { .. }) => {}
        Some(kind) => {
            out.error(location, format!("the member `{name}` is a {}, not a string or an enum", kind.name()));
        }
    }
}
