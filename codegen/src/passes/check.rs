//! What no protocol could make sense of: labels without a member, types without an end.

use super::labels::is_single;
use super::{cycles, labels};
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Binding, Kind, Member, MemberTrait, Model, Operation, Presence, ShapeId, Shapes};
use crate::source::Content;
use std::collections::HashMap;

/// Reports every problem of what is generated. Addresses and bindings do not matter to types alone.
pub(super) fn check(model: &Model, content: Content, out: &Diagnostics) {
    let is_called = content == Content::Whole;
    let at = At::file(&model.file);
    let (at_operations, at_shapes) = (at.key("operations"), at.key("shapes"));
    for operation in &model.operations {
        let at = at_operations.key(&operation.name);
        check_name(&operation.name, &at, out);
        check_operation(operation, &model.shapes, &at, out);
        if is_called {
            let has_bindings = model.service.protocol.has_bindings();
            check_http(operation, &model.shapes, has_bindings, (&at, &at_shapes), out);
        }
    }
    let endless = cycles::components(&model.shapes, unnamed_targets);
    let demanding = cycles::components(&model.shapes, required_targets);
    for ((_, shape), (endless, demanding)) in model.shapes.iter().zip(endless.into_iter().zip(demanding)) {
        let at = at_shapes.key(&shape.name);
        check_name(&shape.name, &at, out);
        let at_members = at.key("members");
        for member in shape.kind.members() {
            check_name(&member.name, &at_members.key(&member.name), out);
        }
        check_key(&shape.kind, &model.shapes, &at, out);
        if endless.is_some() {
            let problem = "the list or map holds itself, so that no value of it can be written down";
            out.error_help(&at, problem, "put a structure or union in between");
        }
        if demanding.is_some() {
            out.error_help(
                &at,
                "a value of the structure needs another one of it",
                "make the member optional",
            );
        }
        if is_called {
            check_bindings(shape.kind.members(), &model.shapes, &at, out);
        }
    }
}

/// What goes over the wire as the name of something is text.
fn check_key(kind: &Kind, shapes: &Shapes, at: &At<'_>, out: &Diagnostics) {
    if let Kind::Map { key, .. } = kind
        && !matches!(shapes[key.target].kind, Kind::String | Kind::Enum { .. })
    {
        let found = shapes[key.target].kind.name();
        out.error_help(
            &at.key("key"),
            format!("the keys are of type {found}"),
            "a map is by strings or enums",
        );
    }
}

/// Smithy's grammar of identifiers. A placeholder has no name, and was reported.
fn check_name(name: &str, at: &At<'_>, out: &Diagnostics) {
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !plain || name.starts_with(|c: char| c.is_ascii_digit()) {
        let help = "a name is made of letters, digits and underscores, and does not begin with a digit";
        out.error_help(at, format!("{name:?} is not a name"), help);
    }
}

/// What its input, output and errors are.
fn check_operation(operation: &Operation, shapes: &Shapes, at: &At<'_>, out: &Diagnostics) {
    for (key, id) in [("input", operation.input), ("output", operation.output)] {
        // A shape without a name stands in for one that is not there, which was reported.
        if let Some(id) = id
            && !shapes[id].name.is_empty()
            && !matches!(shapes[id].kind, Kind::Structure { .. })
        {
            let kind = shapes[id].kind.name();
            out.error(&at.key(key), format!("`{}` is a {kind}, not a structure", shapes[id].name));
        }
    }
    for (index, error) in operation.errors.iter().enumerate() {
        let shape = &shapes[*error];
        if !shape.name.is_empty() && !matches!(shape.kind, Kind::Structure { error: Some(_), .. }) {
            out.error(&at.key("errors").index(index), format!("`{}` is not an error", shape.name));
        }
    }
}

/// Its method, path and host. The spots are the operation's, and that of the shapes.
fn check_http(
    operation: &Operation,
    shapes: &Shapes,
    has_bindings: bool,
    (at, at_shapes): (&At<'_>, &At<'_>),
    out: &Diagnostics,
) {
    check_method(&operation.http.method, &at.key("http"), out);
    let input = operation.input.map(|id| shapes[id].kind.members()).unwrap_or_default();
    let name = operation.input.map_or("", |id| &shapes[id].name);
    // Under other protocols no member goes into the path.
    if has_bindings {
        labels::check(&operation.http.uri, input, shapes, at, &at_shapes.key(name).key("members"), out);
    }
    if let Some(prefix) = &operation.host_prefix {
        check_host(prefix, input, shapes, at, out);
    }
}

fn check_method(method: &str, at: &At<'_>, out: &Diagnostics) {
    if method.is_empty() || !method.bytes().all(|byte| byte.is_ascii_uppercase()) {
        out.error(&at.key("method"), format!("`{method}` is not an HTTP method"));
    }
}

fn check_host(prefix: &str, input: &[Member], shapes: &Shapes, at: &At<'_>, out: &Diagnostics) {
    let at = at.key("endpoint");
    let at = at.key("hostPrefix");
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '{' | '}' | '_');
    let Some(labels) = labels::names(prefix).filter(|_| prefix.chars().all(plain)) else {
        out.error(&at, format!("`{prefix}` is not the beginning of a host's name"));
        return;
    };
    let marked = input.iter().filter(|member| member.traits.contains(&MemberTrait::HostLabel));
    let marked: HashMap<&str, &Member> = marked.map(|member| (member.name.as_str(), member)).collect();
    for label in labels {
        match marked.get(label) {
            None => out.error(&at, format!("the label `{label}` has no member marked `hostLabel`")),
            Some(member) if !matches!(shapes[member.target].kind, Kind::String | Kind::Enum { .. }) => {
                out.error(&at, format!("the label `{label}` is not a string"));
            }
            Some(_) => {}
        }
    }
}

fn check_bindings(members: &[Member], shapes: &Shapes, at: &At<'_>, out: &Diagnostics) {
    let at = at.key("members");
    for member in members {
        let kind = &shapes[member.target].kind;
        let fits = match &member.binding {
            Binding::QueryParams | Binding::PrefixHeaders(_) => matches!(kind, Kind::Map { .. }),
            Binding::ResponseCode => matches!(kind, Kind::Integer | Kind::Long | Kind::Short),
            Binding::Header(_) | Binding::Query(_) => match kind {
                Kind::List { element, .. } => is_single(&shapes[element.target].kind),
                Kind::Document => member.traits.contains(&MemberTrait::JsonValue),
                kind => is_single(kind),
            },
            Binding::Body | Binding::Label(_) | Binding::Payload => true,
        };
        if !fits {
            let problem = format!("a {} cannot be bound to this part of a message", kind.name());
            out.error(&at.key(&member.name), problem);
        }
        if let Binding::Header(name) | Binding::PrefixHeaders(name) = &member.binding
            && !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
        {
            out.error(&at.key(&member.name), format!("`{name}` is not the name of a header"));
        }
    }
}

/// Along lists and maps, which have no name that could stand for themselves.
fn unnamed_targets(shapes: &Shapes, id: ShapeId) -> Vec<ShapeId> {
    match &shapes[id].kind {
        Kind::List { element, .. } => vec![element.target],
        Kind::Map { key, value, .. } => vec![key.target, value.target],
        _ => Vec::new(),
    }
}

/// Along members that cannot be left out.
fn required_targets(shapes: &Shapes, id: ShapeId) -> Vec<ShapeId> {
    match &shapes[id].kind {
        Kind::Structure { members, .. } => {
            members.iter().filter(|m| m.presence == Presence::Required).map(|m| m.target).collect()
        }
        _ => Vec::new(),
    }
}
