//! Reads `shapes`.

use super::shared::{bounds, deprecated, timestamp_format};
use super::table::Table;
use super::{member, xml};
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{EnumValue, ErrorTrait, Kind, Member, Presence, Shape, ShapeTrait, XmlRoot};
use crate::json::{Node, Object};
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
    // A shape that was added by tools; a hint for default values; the order of elements; a name of list elements that
    // botocore does not read. None has an effect on the wire.
    fields.ignore(&["documentation", "synthetic", "box", "xmlOrder", "wrapper"]);
    // Members inherit it.
    fields.flag("flattened");
    let sensitive = fields.flag("sensitive");
    let deprecated = deprecated(&mut fields);
    let bounds = bounds(&mut fields);
    let mut traits = Vec::new();
    for (key, found) in [
        ("streaming", ShapeTrait::Streaming),
        ("requiresLength", ShapeTrait::RequiresLength),
        ("eventstream", ShapeTrait::EventStream),
        ("event", ShapeTrait::Event),
    ] {
        if fields.flag(key) {
            traits.push(found);
        }
    }
    let root = xml::root(&mut fields, at, table.out);
    let kind = kind(&mut fields, traits.contains(&ShapeTrait::EventStream), at, table)?;
    let has_root =
        table.protocols.reads_xml_traits() && matches!(kind, Kind::Structure { .. } | Kind::Union { .. });
    let xml = match has_root {
        true => XmlRoot { name: root.name.filter(|root| root != name), ..root },
        false => XmlRoot::default(),
    };
    fields.finish();
    let docs = None;
    Some(Shape { name: name.to_owned(), kind, sensitive, deprecated, bounds, xml, traits, docs })
}

fn kind(fields: &mut Fields<'_, '_>, events: bool, at: &At<'_>, table: &Table<'_>) -> Option<Kind> {
    Some(match fields.require_string("type")? {
        "structure" => structure(fields, events, at, table)?,
        "list" => {
            let element = member::element(fields, "member", at, table)?;
            Kind::List { element, sparse: fields.flag("sparse") }
        }
        "map" => {
            let (key, value) =
                (member::element(fields, "key", at, table), member::element(fields, "value", at, table));
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
    let union = fields.flag("union");
    let document = fields.flag("document");
    let error = error(fields, at, table);
    let payload = fields.string("payload");
    let required = fields.strings("required");
    let at_members = at.key("members");
    let nodes = object(fields.require("members")?, &at_members, table.out)?;
    let names: HashSet<&str> = nodes.entries.iter().map(|(name, _)| name.as_ref()).collect();
    check_names(&required, "required", &names, at, table.out);
    check_names(payload.as_slice(), "payload", &names, at, table.out);
    let required: HashSet<&str> = required.into_iter().collect();
    let members = nodes.entries.iter().filter_map(|(name, node)| {
        // Any of the events may come.
        let presence = match required.contains(name.as_ref()) && !events {
            true => Presence::Required,
            false => Presence::Optional,
        };
        let is_payload = payload == Some(name);
        member::read(name, node, presence, is_payload, &at_members.key(name), table)
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

fn error(fields: &mut Fields<'_, '_>, at: &At<'_>, table: &Table<'_>) -> Option<ErrorTrait> {
    let out = table.out;
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
        let has_code = table.has_query_codes || table.protocols.uses_json_names();
        error.code = fields.string("code").filter(|_| has_code).map(str::to_owned);
        error.status = fields.small("httpStatusCode");
        error.server_fault |= fields.flag("fault");
        fields.ignore(&["senderFault"]);
        fields.finish();
    }
    Some(error)
}

fn enum_values(values: Vec<&str>) -> Vec<EnumValue> {
    values.into_iter().map(|value| EnumValue { value: value.to_owned(), docs: None }).collect()
}
