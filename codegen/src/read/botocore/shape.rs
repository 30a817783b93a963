//! Reads `shapes` and their members.

use super::table::Table;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{
    Binding, Bounds, Deprecated, EnumValue, ErrorTrait, Kind, Member, MemberTrait, Presence, Shape,
    ShapeTrait, TimestampFormat, Xml, pattern,
};
use crate::json::{Node, Object};
use crate::read::context_params;
use crate::read::fields::{Fields, object};
use std::collections::HashSet;

/// Reads one shape for each entry. A shape that cannot be read is a placeholder, so that ids match the entries.
pub(super) fn read_all(nodes: &Object<'_>, at: &At<'_>, table: &mut Table<'_>) -> Vec<Shape> {
    let shapes = nodes.entries.iter();
    shapes
        .map(|(name, node)| read(name, node, &at.key(name), table).unwrap_or(Shape::placeholder()))
        .collect()
}

fn read(name: &str, node: &Node<'_>, at: &At<'_>, table: &Table<'_>) -> Option<Shape> {
    let mut fields = Fields::of(node, at, table.out)?;
    // A shape that was added by tools; a hint for default values, which has no effect on the wire.
    fields.ignore(&["documentation", "synthetic", "box"]);
    let sensitive = fields.flag("sensitive");
    let deprecated = deprecated(&mut fields);
    let bounds = bounds(&mut fields);
    let mut traits = Vec::new();
    for (key, found) in [
        ("streaming", ShapeTrait::Streaming),
        ("requiresLength", ShapeTrait::RequiresLength),
        ("eventstream", ShapeTrait::EventStream),
        ("event", ShapeTrait::Event),
        ("wrapper", ShapeTrait::Wrapper),
        ("flattened", ShapeTrait::Flattened),
    ] {
        if fields.flag(key) {
            traits.push(found);
        }
    }
    let kind = kind(&mut fields, traits.contains(&ShapeTrait::EventStream), at, table)?;
    fields.finish();
    let docs = None;
    Some(Shape { name: name.to_owned(), kind, sensitive, deprecated, bounds, traits, docs })
}

fn kind(fields: &mut Fields<'_, '_>, events: bool, at: &At<'_>, table: &Table<'_>) -> Option<Kind> {
    Some(match fields.require_string("type")? {
        "structure" => structure(fields, events, at, table)?,
        "list" => {
            fields.ignore(&["locationName"]);
            let element = element(fields, "member", at, table)?;
            Kind::List { element, sparse: fields.flag("sparse") }
        }
        "map" => {
            fields.ignore(&["locationName"]);
            let (key, value) = (element(fields, "key", at, table), element(fields, "value", at, table));
            Kind::Map { key: key?, value: value?, sparse: fields.flag("sparse") }
        }
        "string" | "character" => {
            let values = fields.strings("enum");
            if values.is_empty() { Kind::String } else { Kind::Enum { values: enum_values(values) } }
        }
        "blob" => Kind::Blob,
        "boolean" => Kind::Boolean,
        "byte" => Kind::Byte,
        "short" => Kind::Short,
        "integer" => Kind::Integer,
        "long" => Kind::Long,
        "biginteger" => Kind::BigInteger,
        "float" => Kind::Float,
        "double" => Kind::Double,
        "bigdecimal" => Kind::BigDecimal,
        "timestamp" => Kind::Timestamp { format: timestamp_format(fields, at, table.out) },
        other => {
            table.out.error(&at.key("type"), format!("unknown shape type `{other}`"));
            return None;
        }
    })
}

fn structure(fields: &mut Fields<'_, '_>, events: bool, at: &At<'_>, table: &Table<'_>) -> Option<Kind> {
    // XML only: the name of the root, the order of elements and the namespace of the root.
    fields.ignore(&["locationName", "xmlOrder", "xmlNamespace"]);
    let union = fields.flag("union");
    let document = fields.flag("document");
    let error = error(fields, at, table.out);
    let payload = fields.string("payload");
    let required = fields.strings("required");
    let at_members = at.key("members");
    let nodes = object(fields.require("members")?, &at_members, table.out)?;
    let names: HashSet<&str> = nodes.entries.iter().map(|(name, _)| name.as_ref()).collect();
    check_names(&required, "required", &names, at, table.out);
    check_names(payload.as_slice(), "payload", &names, at, table.out);
    let required: HashSet<&str> = required.into_iter().collect();
    let members = nodes.entries.iter().filter_map(|(name, node)| {
        let presence = match required.contains(name.as_ref()) {
            true => Presence::Required,
            false => Presence::Optional,
        };
        let is_payload = payload == Some(name);
        member(name, node, presence, is_payload, &at_members.key(name), table)
    });
    let members: Vec<Member> = members.collect();
    Some(match (document, union) {
        (true, _) if members.is_empty() => Kind::Document,
        (_, true) => Kind::Union { members },
        // An event stream is a union of its events.
        _ if events => Kind::Union { members },
        _ => Kind::Structure { members, error },
    })
}

fn check_names(names: &[&str], key: &str, members: &HashSet<&str>, at: &At<'_>, out: &Diagnostics) {
    for (index, name) in names.iter().enumerate() {
        if !members.contains(name) {
            out.error(&at.key(key).index(index), format!("there is no member `{name}`"));
        }
    }
}

fn error(fields: &mut Fields<'_, '_>, at: &At<'_>, out: &Diagnostics) -> Option<ErrorTrait> {
    let exception = fields.flag("exception");
    let fault = fields.flag("fault");
    let retryable = fields.take("retryable");
    let described = fields.take("error");
    if !exception && described.is_none() {
        return None;
    }
    let mut error =
        ErrorTrait { server_fault: fault, retryable: retryable.is_some(), ..ErrorTrait::default() };
    let at_retryable = at.key("retryable");
    if let Some(mut fields) = retryable.and_then(|node| Fields::of(node, &at_retryable, out)) {
        error.throttling = fields.flag("throttling");
        fields.finish();
    }
    let at_error = at.key("error");
    if let Some(mut fields) = described.and_then(|node| Fields::of(node, &at_error, out)) {
        error.code = fields.string("code").map(str::to_owned);
        error.status = fields.small("httpStatusCode");
        error.server_fault |= fields.flag("fault");
        fields.ignore(&["senderFault"]);
        fields.finish();
    }
    Some(error)
}

fn member(
    name: &str,
    node: &Node<'_>,
    presence: Presence,
    is_payload: bool,
    at: &At<'_>,
    table: &Table<'_>,
) -> Option<Member> {
    let mut fields = Fields::of(node, at, table.out)?;
    // Two members in botocore repeat the enum of their shape.
    fields.ignore(&["enum"]);
    let context_param = fields.take("contextParam");
    let context_param =
        context_param.and_then(|node| context_params::member(node, &at.key("contextParam"), table.calls.out));
    let wire_name = fields.string("locationName").map(str::to_owned);
    let binding = binding(&mut fields, name, wire_name.as_deref(), is_payload, at, table.calls.out);
    let member = body_member(name, wire_name, &mut fields, at, table);
    fields.finish();
    Some(Member { presence, binding, context_param, ..member })
}

/// Reads the element of a list, or the key or value of a map.
fn element(fields: &mut Fields<'_, '_>, key: &str, at: &At<'_>, table: &Table<'_>) -> Option<Box<Member>> {
    let at = at.key(key);
    let mut fields = Fields::of(fields.require(key)?, &at, table.out)?;
    let wire_name = fields.string("locationName").map(str::to_owned);
    let element = body_member(key, wire_name, &mut fields, &at, table);
    fields.finish();
    Some(Box::new(element))
}

/// Reads the keys that members and elements have in common.
fn body_member(
    name: &str,
    wire_name: Option<String>,
    fields: &mut Fields<'_, '_>,
    at: &At<'_>,
    table: &Table<'_>,
) -> Member {
    fields.ignore(&["documentation", "box"]);
    Member {
        name: name.to_owned(),
        target: table.reference(fields, at),
        presence: Presence::Optional,
        binding: Binding::Body,
        wire_name: wire_name.filter(|wire| wire != name),
        media_type: None,
        xml: xml(fields, at, table.out),
        timestamp: timestamp_format(fields, at, table.out),
        bounds: bounds(fields),
        sensitive: fields.flag("sensitive"),
        context_param: None,
        deprecated: deprecated(fields),
        traits: member_traits(fields),
        boxed: false,
        docs: None,
    }
}

fn binding(
    fields: &mut Fields<'_, '_>,
    name: &str,
    wire: Option<&str>,
    is_payload: bool,
    at: &At<'_>,
    out: &Diagnostics,
) -> Binding {
    let called = wire.unwrap_or(name).to_owned();
    match fields.string("location") {
        None if is_payload => Binding::Payload,
        None => Binding::Body,
        Some("uri") => Binding::Label(called),
        // A map without a name is `QueryParams`.
        Some("querystring") if wire.is_some() => Binding::Query(called),
        Some("querystring") => Binding::QueryParams,
        Some("header") => Binding::Header(called),
        Some("headers") => Binding::PrefixHeaders(wire.unwrap_or_default().to_owned()),
        Some("statusCode") => Binding::ResponseCode,
        Some(other) => {
            let known = "uri, querystring, header, headers and statusCode are known";
            out.error_help(&at.key("location"), format!("unknown location `{other}`"), known);
            Binding::Body
        }
    }
}

fn xml(fields: &mut Fields<'_, '_>, at: &At<'_>, out: &Diagnostics) -> Xml {
    let at_namespace = at.key("xmlNamespace");
    let namespace = fields.take("xmlNamespace").and_then(|node| {
        let mut fields = Fields::of(node, &at_namespace, out)?;
        let (uri, prefix) = (fields.require_string("uri"), fields.string("prefix"));
        fields.finish();
        Some((uri?.to_owned(), prefix.map(str::to_owned)))
    });
    Xml {
        attribute: fields.flag("xmlAttribute"),
        flattened: fields.flag("flattened"),
        namespace,
        query_name: fields.string("queryName").map(str::to_owned),
    }
}

fn member_traits(fields: &mut Fields<'_, '_>) -> Vec<MemberTrait> {
    let mut traits = Vec::new();
    for (key, found) in [
        ("idempotencyToken", MemberTrait::IdempotencyToken),
        ("hostLabel", MemberTrait::HostLabel),
        ("jsonvalue", MemberTrait::JsonValue),
        ("eventpayload", MemberTrait::EventPayload),
        ("eventheader", MemberTrait::EventHeader),
        ("streaming", MemberTrait::Streaming),
    ] {
        if fields.flag(key) {
            traits.push(found);
        }
    }
    traits
}

fn enum_values(values: Vec<&str>) -> Vec<EnumValue> {
    values.into_iter().map(|value| EnumValue { value: value.to_owned(), docs: None }).collect()
}

fn bounds(fields: &mut Fields<'_, '_>) -> Bounds {
    Bounds {
        min: fields.number("min").cloned(),
        max: fields.number("max").cloned(),
        pattern: fields.string("pattern").map(pattern::of_whole),
    }
}

pub(super) fn deprecated(fields: &mut Fields<'_, '_>) -> Option<Deprecated> {
    let is_deprecated = fields.flag("deprecated");
    let message = fields.string("deprecatedMessage").map(str::to_owned);
    let since = fields.string("deprecatedSince").map(str::to_owned);
    is_deprecated.then_some(Deprecated { message, since })
}

fn timestamp_format(fields: &mut Fields<'_, '_>, at: &At<'_>, out: &Diagnostics) -> Option<TimestampFormat> {
    Some(match fields.string("timestampFormat")? {
        "iso8601" => TimestampFormat::DateTime,
        "rfc822" => TimestampFormat::HttpDate,
        "unixTimestamp" => TimestampFormat::EpochSeconds,
        other => {
            let known = "iso8601, rfc822 and unixTimestamp are known";
            out.error_help(&at.key("timestampFormat"), format!("unknown timestamp format `{other}`"), known);
            return None;
        }
    })
}
