//! Checks the labels of paths: each label has a member of the input, and each member bound to a label has its label.

use crate::graph::{Binding, Kind, Member, Operation, Shapes};
use crate::location::{Location, OperationPart, Reporter};
use std::collections::{HashMap, HashSet};

/// Reports every problem with the path of an operation.
pub(super) fn check(operation: &Operation, shapes: &Shapes, out: &Reporter<'_>) {
    let location = Location::Operation(&operation.name, OperationPart::Path);
    let uri = &operation.http.uri;
    let Some(labels) = names(uri) else {
        return out.error(location, format!("unbalanced braces in the path `{uri}`"));
    };
    let plain =
        |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '#' | '\\' | '<' | '>' | '^' | '`' | '|');
    if !uri.starts_with('/') || !uri.chars().all(plain) {
        out.error(location, format!("`{uri}` is not a valid path"));
    }
    let labels: Vec<&str> = labels.iter().map(|label| label.strip_suffix('+').unwrap_or(label)).collect();
    let input = operation.input.map(|id| shapes[id].kind.members()).unwrap_or_default();
    let bound = input.iter().filter_map(|member| match &member.binding {
        Binding::Label(name) => Some((name.as_str(), member)),
        _ => None,
    });
    let bound: HashMap<&str, &Member> = bound.collect();
    for name in &labels {
        match bound.get(name) {
            None => report_unbound(name, operation, shapes, out),
            Some(member) if !is_single(&shapes[member.target].kind) => {
                let kind = shapes[member.target].kind.name();
                out.error(
                    location,
                    format!("the label `{name}` is a {kind}, which cannot be part of a path"),
                );
            }
            Some(_) => {}
        }
    }
    let labels: HashSet<&str> = labels.into_iter().collect();
    for member in input {
        // The endpoint may have the value in place of the path.
        if let Binding::Label(name) = &member.binding
            && member.context_param.is_none()
            && !labels.contains(name.as_str())
        {
            let problem =
                format!("the member `{}` is bound to the label `{name}`, which the path lacks", member.name);
            out.error(location, problem);
        }
    }
}

/// Reports a label without a member. A member of that name most likely lacks its trait.
fn report_unbound(name: &str, operation: &Operation, shapes: &Shapes, out: &Reporter<'_>) {
    let input = operation.input.map(|id| &shapes[id]);
    let members = input.map(|input| input.kind.members()).unwrap_or_default();
    let is_named = |member: &&Member| member.name == name || member.wire_name.as_deref() == Some(name);
    match (input, members.iter().find(is_named)) {
        (Some(input), Some(member)) => out.error_help(
            Location::member(&input.name, &member.name),
            format!("the path has the label `{name}`, but the member `{}` is not bound to it", member.name),
            "give the member the trait `smithy.api#httpLabel`; in botocore's format, `\"location\": \"uri\"`",
        ),
        _ => {
            let location = Location::Operation(&operation.name, OperationPart::Path);
            out.error(location, format!("the label `{name}` has no member in the input"));
        }
    }
}

/// Returns the names in braces, or `None` if the braces are unbalanced.
pub(super) fn names(template: &str) -> Option<Vec<&str>> {
    let mut pieces = template.split('{');
    let before = pieces.next()?;
    let labels = pieces.map(|piece| piece.split_once('}').filter(|(name, _)| !name.is_empty()));
    let labels: Option<Vec<_>> = labels.collect();
    let labels = labels?;
    let stray = before.contains('}') || labels.iter().any(|(_, after)| after.contains('}'));
    (!stray).then(|| labels.into_iter().map(|(name, _)| name).collect())
}

/// Returns whether a value of the kind is a single text in a path, query or header.
pub(super) fn is_single(kind: &Kind) -> bool {
    !matches!(
        kind,
        Kind::Structure { .. }
            | Kind::Union { .. }
            | Kind::List { .. }
            | Kind::Map { .. }
            | Kind::Document
            | Kind::Blob
    )
}
