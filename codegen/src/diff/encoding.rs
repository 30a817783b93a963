//! Compares how members are encoded: the HTTP binding, XML traits and timestamp formats.

use super::kind::ChangeKind;
use super::surface::Surface;
use crate::graph::{Binding, Kind, Member, Protocol, TimestampFormat, Xml, XmlNamespace};

/// Compares the XML traits of two members, and their names in `ec2Query`.
pub(super) fn compare_xml(old: &Xml, new: &Xml, mut record: impl FnMut(ChangeKind)) {
    // The name is compared as that on the wire.
    let Xml { name: _, attribute, flattened, namespace, query_name } = new;
    let text = |name: &Option<String>| name.clone().unwrap_or_default();
    for (of, old, new) in [
        ("XML attribute", old.attribute.to_string(), attribute.to_string()),
        ("XML flattening", old.flattened.to_string(), flattened.to_string()),
        ("XML namespace", namespace_text(old.namespace.as_ref()), namespace_text(namespace.as_ref())),
        ("`ec2Query` name", text(&old.query_name), text(query_name)),
    ] {
        if old != new {
            record(ChangeKind::Xml { of, old, new });
        }
    }
}

/// Returns a namespace with its prefix, or nothing.
pub(super) fn namespace_text(namespace: Option<&XmlNamespace>) -> String {
    match namespace {
        Some((uri, Some(prefix))) => format!("{prefix}:{uri}"),
        Some((uri, None)) => uri.clone(),
        None => String::new(),
    }
}

/// Returns the name of the root element of a body that consists of a member's value, if it has one.
pub(super) fn root<'m>(surface: &Surface<'m>, member: &'m Member) -> Option<&'m str> {
    let is_used = surface.model.service.protocol == Protocol::RestXml && member.binding == Binding::Payload;
    let target = surface.shape(member.target);
    let is_root = is_used && !target.kind.members().is_empty();
    is_root.then(|| member.wire_name.as_deref().unwrap_or_else(|| target.root_name()))
}

/// Compares the timestamp formats of two members, if both are timestamps.
pub(super) fn compare_timestamps(
    old: (&Surface<'_>, &Member),
    new: (&Surface<'_>, &Member),
) -> Option<ChangeKind> {
    let (old, new) = (timestamp_format(old.0, old.1)?, timestamp_format(new.0, new.1)?);
    let text = |format: Option<TimestampFormat>| {
        format.map_or_else(|| "the protocol's default".to_owned(), |format| format!("{format:?}"))
    };
    (old != new).then(|| ChangeKind::TimestampFormat { old: text(old), new: text(new) })
}

/// Returns the timestamp format that the model specifies for a timestamp, if it has an effect. `None` for any other type.
fn timestamp_format(surface: &Surface<'_>, member: &Member) -> Option<Option<TimestampFormat>> {
    match &surface.shape(member.target).kind {
        Kind::Timestamp { format } => {
            let has_formats = surface.model.service.protocol.has_timestamp_formats();
            Some(member.timestamp.or(*format).filter(|_| has_formats))
        }
        _ => None,
    }
}

/// Returns the part of the HTTP message that a member is bound to, with its name there.
pub(super) fn binding(member: &Member) -> String {
    match &member.binding {
        Binding::Body => format!("body member `{}`", member.wire_name.as_ref().unwrap_or(&member.name)),
        Binding::Label(name) => format!("path label `{name}`"),
        Binding::Query(name) => format!("query parameter `{name}`"),
        Binding::QueryParams => "query parameters, one for each entry".to_owned(),
        Binding::Header(name) => format!("header `{name}`"),
        Binding::PrefixHeaders(prefix) => format!("headers with prefix `{prefix}`"),
        Binding::ResponseCode => "response code".to_owned(),
        Binding::Payload => match &member.media_type {
            Some(media_type) => format!("payload of media type `{media_type}`"),
            None => "payload".to_owned(),
        },
    }
}
