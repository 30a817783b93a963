//! An entry of a member table.

use super::context::Context;
use super::listing::literal;
use super::xml;
use crate::graph::{
    Binding, ErrorTrait, Kind, Member, MemberTrait, Presence, Shape, ShapeTrait, TimestampFormat,
};

/// Returns whether the member is JSON in a string.
pub(super) fn is_json_value(member: &Member) -> bool {
    member.traits.contains(&MemberTrait::JsonValue)
}

/// Returns the entry of an error in the table of an operation's errors.
pub(super) fn error_entry(shape: &Shape, error: &ErrorTrait) -> String {
    let name = &shape.name;
    let mut out = format!("Member::new({})", literal(name));
    if let Some(code) = error.code.as_ref().filter(|code| *code != name) {
        call(&mut out, "wire", code);
    }
    if error.retryable {
        out.push_str(".with(Flag::Retryable)");
    }
    if error.throttling {
        out.push_str(".with(Flag::Throttling)");
    }
    out.push_str(escaped([Some(name), error.code.as_ref()]));
    out
}

/// Returns the entry of an error in the table of an event stream's errors. Its name on the wire is that of the member.
pub(super) fn stream_error_entry(member: &Member, shape: &Shape, error: &ErrorTrait) -> String {
    let code = (member.name != shape.name).then(|| member.name.clone());
    error_entry(shape, &ErrorTrait { code, ..error.clone() })
}

/// Appends a method call with a string argument.
fn call(out: &mut String, method: &str, argument: &str) {
    out.push_str(&format!(".{method}({})", literal(argument)));
}

/// Returns the call that marks names with characters that JSON escapes.
fn escaped(names: [Option<&String>; 2]) -> &'static str {
    let is_escaped = |c: char| c < ' ' || c == '"' || c == '\\';
    match names.into_iter().flatten().any(|name| name.contains(is_escaped)) {
        true => ".with(Flag::Escaped)",
        false => "",
    }
}

/// Returns the entry of a member.
pub(super) fn entry(context: &Context<'_>, member: &Member) -> String {
    let target = &context.service.model.shapes[member.target];
    let mut out = format!("Member::new({})", literal(&member.name));
    binding(context, member, &target.kind, &mut out);
    if member.presence == Presence::Required {
        out.push_str(".required()");
    }
    for found in &member.traits {
        match found {
            MemberTrait::IdempotencyToken => out.push_str(".idempotency_token()"),
            MemberTrait::LastSegment => out.push_str(".with(Flag::LastSegment)"),
            MemberTrait::EndpointDiscoveryId => out.push_str(".with(Flag::EndpointDiscoveryId)"),
            MemberTrait::HostLabel => out.push_str(".with(Flag::HostLabel)"),
            MemberTrait::Streaming if target.traits.contains(&ShapeTrait::RequiresLength) => {
                out.push_str(".with(Flag::RequiresLength)");
            }
            _ => {}
        }
    }
    out.push_str(target_calls(context, member));
    out.push_str(&xml::member_calls(context, member));
    out.push_str(&element(context, target, member.xml.flattened));
    if is_sensitive(context, member) {
        out.push_str(".sensitive()");
    }
    out.push_str(escaped([Some(&member.name), member.wire_name.as_ref()]));
    out
}

fn binding(context: &Context<'_>, member: &Member, target: &Kind, out: &mut String) {
    if member.traits.contains(&MemberTrait::EventHeader) {
        return out.push_str(".event_header()");
    }
    if member.traits.contains(&MemberTrait::EventPayload) {
        out.push_str(".event_payload()");
        return payload(context, member, target, out);
    }
    match &member.binding {
        Binding::Body => member.wire_name.iter().for_each(|wire| call(out, "wire", wire)),
        Binding::Label(wire) => call(out, "label", wire),
        Binding::Query(wire) => call(out, "query", wire),
        Binding::QueryParams => out.push_str(".query_params()"),
        Binding::Header(wire) => call(out, "header", wire),
        Binding::PrefixHeaders(prefix) => call(out, "prefix_headers", prefix),
        Binding::ResponseCode => out.push_str(".response_code()"),
        Binding::Payload => {
            out.push_str(".payload()");
            payload(context, member, target, out);
        }
    }
}

/// Adds the calls of a member that is the whole payload of a message or event.
fn payload(context: &Context<'_>, member: &Member, target: &Kind, out: &mut String) {
    if matches!(target, Kind::Structure { .. }) {
        out.push_str(".with(Flag::Structure)");
    }
    out.push_str(&xml::payload_root_call(context, member));
    if !matches!(target, Kind::Structure { .. }) {
        member.media_type.iter().for_each(|media_type| call(out, "media_type", media_type));
    }
}

/// Returns the calls for the type of the value: a document, or the format of a timestamp.
fn target_calls(context: &Context<'_>, member: &Member) -> &'static str {
    if is_json_value(member) {
        return ".document().with(Flag::JsonValue)";
    }
    match &context.service.model.shapes[member.target].kind {
        Kind::Document => ".document()",
        Kind::Timestamp { format } => member.timestamp.or(*format).map(timestamp).unwrap_or_default(),
        _ => "",
    }
}

fn timestamp(format: TimestampFormat) -> &'static str {
    match format {
        TimestampFormat::DateTime => ".timestamp(TimestampFormat::DateTime)",
        TimestampFormat::HttpDate => ".timestamp(TimestampFormat::HttpDate)",
        TimestampFormat::EpochSeconds => ".timestamp(TimestampFormat::EpochSeconds)",
    }
}

/// Returns the call for the elements of a list or the values of a map, or nothing if no trait of theirs has an effect.
fn element(context: &Context<'_>, shape: &Shape, is_flattened: bool) -> String {
    let (Kind::List { element: member, .. } | Kind::Map { value: member, .. }) = &shape.kind else {
        return String::new();
    };
    let kind = target_calls(context, member);
    let inner = element(context, &context.service.model.shapes[member.target], false);
    let is_xml = context.service.model.service.protocol.is_xml_or_query();
    let traits = if is_xml { xml::element_calls(context, member, is_flattened) } else { String::new() };
    let name = if is_xml { member.name.as_str() } else { "member" };
    match kind.is_empty() && inner.is_empty() && traits.is_empty() {
        true => String::new(),
        false => format!(".element(&Member::new({}){traits}{kind}{inner})", literal(name)),
    }
}

/// Returns whether the value must not appear in errors or `Debug`. A structure or union is not sensitive because one of its members is:
/// each member is redacted on its own.
pub(super) fn is_sensitive(context: &Context<'_>, member: &Member) -> bool {
    context.service.model.shapes.is_sensitive(member)
}
