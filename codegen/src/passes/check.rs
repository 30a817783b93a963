//! Checks that apply under every protocol: names, labels, bindings, and types without possible values.

use super::labels::is_single;
use super::{checksums, cycles, labels};
use crate::graph::{Binding, Kind, Member, MemberTrait, Model, Operation, Presence, Shape, ShapeId, Shapes};
use crate::location::{Location, OperationPart, Reporter};
use crate::source::Content;
use std::collections::HashMap;

/// Reports every problem. Without operations, paths and bindings are not checked.
pub(super) fn check(model: &Model, content: Content, out: &Reporter<'_>) {
    let is_called = content == Content::Whole;
    for operation in &model.operations {
        check_name(&operation.name, Location::operation(&operation.name), out);
        check_operation(operation, &model.shapes, out);
        if is_called {
            check_http(operation, &model.shapes, model.service.protocol.has_bindings(), out);
            checksums::check(operation, &model.shapes, out);
        }
    }
    let endless = cycles::components(&model.shapes, unnamed_targets);
    let demanding = cycles::components(&model.shapes, required_targets);
    for ((_, shape), (endless, demanding)) in model.shapes.iter().zip(endless.into_iter().zip(demanding)) {
        check_shape(shape, &model.shapes, out);
        if endless.is_some() {
            let problem = "recursive list or map without a structure or union in between";
            out.error_help(Location::Shape(&shape.name), problem, "put a structure or union in between");
        }
        if demanding.is_some() {
            let problem = "required members lead back to the structure, so it has no finite value";
            out.error_help(Location::Shape(&shape.name), problem, "make one of the members optional");
        }
        if is_called {
            check_bindings(shape, &model.shapes, out);
        }
    }
}

fn check_shape(shape: &Shape, shapes: &Shapes, out: &Reporter<'_>) {
    check_name(&shape.name, Location::Shape(&shape.name), out);
    for member in shape.kind.members() {
        check_name(&member.name, Location::member(&shape.name, &member.name), out);
    }
    // The keys of a map are serialized as text.
    if let Kind::Map { key, .. } = &shape.kind
        && !matches!(shapes[key.target].kind, Kind::String | Kind::Enum { .. })
    {
        let location = Location::Element { shape: &shape.name, element: "key" };
        let found = shapes[key.target].kind.name();
        out.error_help(
            location,
            format!("map keys of type {found} are not supported"),
            "use a string or an enum",
        );
    }
}

/// Checks a name against Smithy's grammar of identifiers. Placeholders have no name, and were reported.
fn check_name(name: &str, location: Location<'_>, out: &Reporter<'_>) {
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !plain || name.starts_with(|c: char| c.is_ascii_digit()) {
        let help = "use letters, digits and underscores, and no digit first";
        out.error_help(location, format!("{name:?} is not a valid name"), help);
    }
}

/// Checks the kinds of an operation's input, output and errors.
fn check_operation(operation: &Operation, shapes: &Shapes, out: &Reporter<'_>) {
    let name = operation.name.as_str();
    for (part, id) in [(OperationPart::Input, operation.input), (OperationPart::Output, operation.output)] {
        // A shape without a name stands in for a missing one, which was reported.
        if let Some(id) = id
            && !shapes[id].name.is_empty()
            && !matches!(shapes[id].kind, Kind::Structure { .. })
        {
            let kind = shapes[id].kind.name();
            let problem = format!("`{}` is a {kind}, not a structure", shapes[id].name);
            out.error(Location::Operation(name, part), problem);
        }
    }
    for (index, error) in operation.errors.iter().enumerate() {
        let shape = &shapes[*error];
        if !shape.name.is_empty() && !matches!(shape.kind, Kind::Structure { error: Some(_), .. }) {
            let location = Location::Operation(name, OperationPart::Error(index));
            out.error(location, format!("`{}` is not an error", shape.name));
        }
    }
}

/// Checks an operation's method, path and host prefix.
fn check_http(operation: &Operation, shapes: &Shapes, has_bindings: bool, out: &Reporter<'_>) {
    let method = &operation.http.method;
    if method.is_empty() || !method.bytes().all(|byte| byte.is_ascii_uppercase()) {
        let location = Location::Operation(&operation.name, OperationPart::Method);
        out.error(location, format!("`{method}` is not an HTTP method"));
    }
    // Under other protocols no member is part of the path.
    if has_bindings {
        labels::check(operation, shapes, out);
    }
    if let Some(prefix) = &operation.host_prefix {
        check_host(operation, prefix, shapes, out);
    }
}

fn check_host(operation: &Operation, prefix: &str, shapes: &Shapes, out: &Reporter<'_>) {
    let location = Location::Operation(&operation.name, OperationPart::HostPrefix);
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '{' | '}' | '_');
    let Some(labels) = labels::names(prefix).filter(|_| prefix.chars().all(plain)) else {
        return out.error(location, format!("`{prefix}` is not a valid host prefix"));
    };
    let input = operation.input.map(|id| shapes[id].kind.members()).unwrap_or_default();
    let marked = input.iter().filter(|member| member.traits.contains(&MemberTrait::HostLabel));
    let marked: HashMap<&str, &Member> = marked.map(|member| (member.name.as_str(), member)).collect();
    for label in labels {
        match marked.get(label) {
            None => out.error(location, format!("the label `{label}` has no member marked `hostLabel`")),
            Some(member) if !matches!(shapes[member.target].kind, Kind::String | Kind::Enum { .. }) => {
                out.error(location, format!("the label `{label}` is not a string"));
            }
            Some(_) => {}
        }
    }
}

fn check_bindings(shape: &Shape, shapes: &Shapes, out: &Reporter<'_>) {
    for member in shape.kind.members() {
        let location = Location::member(&shape.name, &member.name);
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
            out.error(location, format!("a {} cannot be bound to this part of a message", kind.name()));
        }
        if let Binding::Header(name) | Binding::PrefixHeaders(name) = &member.binding
            && !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
        {
            out.error(location, format!("`{name}` is not a valid header name"));
        }
    }
}

/// Returns the targets of lists and maps, whose types have no name.
fn unnamed_targets(shapes: &Shapes, id: ShapeId) -> Vec<ShapeId> {
    match &shapes[id].kind {
        Kind::List { element, .. } => vec![element.target],
        Kind::Map { key, value, .. } => vec![key.target, value.target],
        _ => Vec::new(),
    }
}

/// Returns the targets of required members.
fn required_targets(shapes: &Shapes, id: ShapeId) -> Vec<ShapeId> {
    match &shapes[id].kind {
        Kind::Structure { members, .. } => {
            members.iter().filter(|m| m.presence == Presence::Required).map(|m| m.target).collect()
        }
        _ => Vec::new(),
    }
}
