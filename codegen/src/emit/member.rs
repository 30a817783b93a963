//! A line in the table of members.

use super::Context;
use crate::graph::{
    Binding, ErrorTrait, Kind, Member, MemberTrait, Presence, Reference, Shape, ShapeId, TimestampFormat,
};
use proc_macro2::TokenStream;
use quote::quote;

/// Whether the member is JSON in a string.
pub(super) fn is_json_value(member: &Member) -> bool {
    member.traits.contains(&MemberTrait::JsonValue)
}

/// What is said of an operation's error, by its code.
pub(super) fn error_entry(shape: &Shape, error: &ErrorTrait) -> TokenStream {
    let name = &shape.name;
    let wire = error.code.as_ref().filter(|code| *code != name).map(|code| quote!(.wire(#code)));
    let retryable = error.retryable.then(|| quote!(.with(Flag::Retryable)));
    let throttling = error.throttling.then(|| quote!(.with(Flag::Throttling)));
    let escaped = escaped([Some(name), error.code.as_ref()]);
    quote!(Member::new(#name) #wire #retryable #throttling #escaped)
}

/// Said of names that are not JSON's as they are.
fn escaped(names: [Option<&String>; 2]) -> Option<TokenStream> {
    let is_escaped = |c: char| c < ' ' || c == '"' || c == '\\';
    names.into_iter().flatten().any(|name| name.contains(is_escaped)).then(|| quote!(.with(Flag::Escaped)))
}

/// What is said of a member.
pub(super) fn entry(context: &Context<'_>, member: &Member) -> TokenStream {
    let name = &member.name;
    let target = &context.service.model.shapes[member.target];
    let binding = binding(member, &target.kind);
    let required = (member.presence == Presence::Required).then(|| quote!(.required()));
    let sensitive = is_sensitive(context, member.target).then(|| quote!(.sensitive()));
    let kind = target_calls(member.target, member.timestamp, &member.traits, context);
    let element = element(context, target);
    let traits = member.traits.iter().filter_map(|found| match found {
        MemberTrait::IdempotencyToken => Some(quote!(.idempotency_token())),
        MemberTrait::HostLabel => Some(quote!(.with(Flag::HostLabel))),
        _ => None,
    });
    let escaped = escaped([Some(name), member.wire_name.as_ref()]);
    quote!(Member::new(#name) #binding #required #(#traits)* #kind #element #sensitive #escaped)
}

fn binding(member: &Member, target: &Kind) -> TokenStream {
    match &member.binding {
        Binding::Body => member.wire_name.as_ref().map(|wire| quote!(.wire(#wire))).unwrap_or_default(),
        Binding::Label(wire) => quote!(.label(#wire)),
        Binding::Query(wire) => quote!(.query(#wire)),
        Binding::QueryParams => quote!(.query_map()),
        Binding::Header(wire) => quote!(.header(#wire)),
        Binding::PrefixHeaders(prefix) => quote!(.prefix_headers(#prefix)),
        Binding::ResponseCode => quote!(.status_code()),
        Binding::Payload if matches!(target, Kind::Structure { .. }) => {
            quote!(.payload().with(Flag::Structure))
        }
        Binding::Payload => quote!(.payload()),
    }
}

/// What follows from the target: a document, a timestamp's format.
fn target_calls(
    target: ShapeId,
    own: Option<TimestampFormat>,
    traits: &[MemberTrait],
    context: &Context<'_>,
) -> TokenStream {
    if traits.contains(&MemberTrait::JsonValue) {
        return quote!(.document().with(Flag::JsonValue));
    }
    match &context.service.model.shapes[target].kind {
        Kind::Document => quote!(.document()),
        Kind::Timestamp { format } => own.or(*format).map(timestamp).unwrap_or_default(),
        _ => TokenStream::new(),
    }
}

fn timestamp(format: TimestampFormat) -> TokenStream {
    match format {
        TimestampFormat::DateTime => quote!(.timestamp(TimestampFormat::DateTime)),
        TimestampFormat::HttpDate => quote!(.timestamp(TimestampFormat::HttpDate)),
        TimestampFormat::EpochSeconds => quote!(.timestamp(TimestampFormat::EpochSeconds)),
    }
}

/// What the model says of the elements of a list or map, where it says something.
fn element(context: &Context<'_>, shape: &Shape) -> TokenStream {
    let Some(reference) = elements(shape) else { return TokenStream::new() };
    let target = &context.service.model.shapes[reference.target];
    let kind = target_calls(reference.target, None, &reference.traits, context);
    let inner = element(context, target);
    match kind.is_empty() && inner.is_empty() {
        true => TokenStream::new(),
        false => quote!(.element(&Member::new("member") #kind #inner)),
    }
}

/// The elements of a list, the values of a map.
fn elements(shape: &Shape) -> Option<&Reference> {
    match &shape.kind {
        Kind::List { element, .. } => Some(element),
        Kind::Map { value, .. } => Some(value),
        _ => None,
    }
}

/// Whether a value must not be shown. What holds members answers for itself, so that more of it can be shown.
pub(super) fn is_sensitive(context: &Context<'_>, id: ShapeId) -> bool {
    let shapes = &context.service.model.shapes;
    let shape = &shapes[id];
    shape.sensitive
        || match &shape.kind {
            Kind::List { element, .. } => is_sensitive(context, element.target),
            Kind::Map { key, value, .. } => {
                is_sensitive(context, key.target) || is_sensitive(context, value.target)
            }
            _ => false,
        }
}
