//! Compares how members are encoded: the HTTP binding, XML traits and timestamp formats.

use super::kind::ChangeKind;
use super::surface::Surface;
use crate::graph::{Binding, Kind, Member, TimestampFormat, Xml};

/// Compares the XML traits of two members, and their names in `ec2Query`.
pub(super) fn compare_xml(old: &Xml, new: &Xml, mut record: impl FnMut(ChangeKind)) {
    let Xml { attribute, flattened, namespace, query_name } = new;
    let namespace_text = |of: &Option<(String, Option<String>)>| match of {
        Some((uri, Some(prefix))) => format!("{prefix}:{uri}"),
        Some((uri, None)) => uri.clone(),
        None => String::new(),
    };
    let text = |name: &Option<String>| name.clone().unwrap_or_default();
    for (of, old, new) in [
        ("XML attribute", old.attribute.to_string(), attribute.to_string()),
        ("XML flattening", old.flattened.to_string(), flattened.to_string()),
        ("XML namespace", namespace_text(&old.namespace), namespace_text(namespace)),
        ("`ec2Query` name", text(&old.query_name), text(query_name)),
    ] {
        if old != new {
            record(ChangeKind::Xml { of, old, new });
        }
    }
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

/// Returns the timestamp format that the model specifies for a timestamp, if any. `None` for any other type.
fn timestamp_format(surface: &Surface<'_>, member: &Member) -> Option<Option<TimestampFormat>> {
    match &surface.shape(member.target).kind {
        Kind::Timestamp { format } => Some(member.timestamp.or(*format)),
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
