//! The labels of paths: each has a member of the input, and each member that goes to one has it.

use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Binding, Kind, Member, Shapes};
use std::collections::{HashMap, HashSet};

/// Reports what is wrong with the path of the operation at `at`, whose input has its members at `at_members`.
pub(super) fn check(
    uri: &str,
    input: &[Member],
    shapes: &Shapes,
    at: &At<'_>,
    at_members: &At<'_>,
    out: &Diagnostics,
) {
    let at = at.key("http");
    let at = at.key("requestUri");
    let Some(labels) = names(uri) else {
        out.error(&at, format!("the braces of `{uri}` do not match"));
        return;
    };
    let plain =
        |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '#' | '\\' | '<' | '>' | '^' | '`' | '|');
    if !uri.starts_with('/') || !uri.chars().all(plain) {
        out.error(&at, format!("`{uri}` is not a path"));
    }
    let labels: Vec<&str> = labels.iter().map(|label| label.strip_suffix('+').unwrap_or(label)).collect();
    let bound = input.iter().filter_map(|member| match &member.binding {
        Binding::Label(name) => Some((name.as_str(), member)),
        _ => None,
    });
    let bound: HashMap<&str, &Member> = bound.collect();
    for name in &labels {
        match bound.get(name) {
            None => missing(name, input, &at, at_members, out),
            Some(member) if !is_single(&shapes[member.target].kind) => {
                let kind = shapes[member.target].kind.name();
                out.error(&at, format!("the label `{name}` is a {kind}, which has no place in a path"));
            }
            Some(_) => {}
        }
    }
    let labels: HashSet<&str> = labels.into_iter().collect();
    for member in input {
        if let Binding::Label(name) = &member.binding
            && !labels.contains(name.as_str())
        {
            let problem =
                format!("the member `{}` goes to the label `{name}`, which is not there", member.name);
            out.error(&at, problem);
        }
    }
}

/// A label that no member goes to. Most likely one should, and does not say so.
fn missing(name: &str, input: &[Member], at: &At<'_>, at_members: &At<'_>, out: &Diagnostics) {
    let is_called = |member: &&Member| member.name == name || member.wire_name.as_deref() == Some(name);
    match input.iter().find(is_called) {
        None => out.error(at, format!("the label `{name}` has no member in the input")),
        Some(member) => out.error_help(
            &at_members.key(&member.name),
            format!("the path has the label `{name}`, but the member `{}` is not bound to it", member.name),
            "give the member the trait `smithy.api#httpLabel`; in botocore's format, `\"location\": \"uri\"`",
        ),
    }
}

/// The names in braces; `None` where braces do not match.
pub(super) fn names(template: &str) -> Option<Vec<&str>> {
    let mut pieces = template.split('{');
    let before = pieces.next()?;
    let labels = pieces.map(|piece| piece.split_once('}').filter(|(name, _)| !name.is_empty()));
    let labels: Option<Vec<_>> = labels.collect();
    let labels = labels?;
    let stray = before.contains('}') || labels.iter().any(|(_, after)| after.contains('}'));
    (!stray).then(|| labels.into_iter().map(|(name, _)| name).collect())
}

/// Whether it has room where there is room for one value alone.
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
