//! Reads the members of structures and unions, and the elements of lists and maps.

use super::shared::{bounds, deprecated, timestamp_format};
use super::table::Table;
use super::xml;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Binding, Member, MemberTrait, Presence, Xml};
use crate::json::Node;
use crate::read::context_params;
use crate::read::fields::Fields;

/// Reads a member of a structure or union.
pub(super) fn read(
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
    let own_name = fields.string("locationName");
    let binding = match binding(&mut fields, name, own_name, is_payload, at, table.calls.out) {
        _ if !table.protocols.has_bindings() => Binding::Body,
        found => found,
    };
    let xml = xml::of_member(own_name, &mut fields, at, table);
    // The name of a payload is that of the root element, whose default is not the member's name.
    let default = if binding == Binding::Payload { "" } else { name };
    let mut member = body_member(name, own_name, (xml, default), &mut fields, at, table);
    if !table.protocols.has_json_values(&binding) {
        member.traits.retain(|found| *found != MemberTrait::JsonValue);
    }
    fields.finish();
    Some(Member { presence, binding, context_param, ..member })
}

/// Reads the element of a list, or the key or value of a map.
pub(super) fn element(
    fields: &mut Fields<'_, '_>,
    key: &str,
    at: &At<'_>,
    table: &Table<'_>,
) -> Option<Box<Member>> {
    let at = at.key(key);
    let mut fields = Fields::of(fields.require(key)?, &at, table.out)?;
    let own_name = fields.string("locationName");
    let xml = xml::of_element(own_name, &mut fields, &at, table);
    let element = body_member(key, own_name, (xml, key), &mut fields, &at, table);
    fields.finish();
    Some(Box::new(element))
}

/// Reads the keys that members and elements have in common. `own_name` is their `locationName`; XML names are left out if
/// they are the default.
fn body_member(
    name: &str,
    own_name: Option<&str>,
    (xml, default): (Xml, &str),
    fields: &mut Fields<'_, '_>,
    at: &At<'_>,
    table: &Table<'_>,
) -> Member {
    fields.ignore(&["documentation", "box"]);
    let xml = match table.protocols.reads_xml_traits() {
        true => Xml { name: xml.name.filter(|name| name != default), ..xml },
        false => Xml::default(),
    };
    let wire_name = match table.protocols.sends_xml_names() {
        true => xml.name.clone(),
        false => own_name.filter(|_| table.protocols.uses_json_names()).map(str::to_owned),
    };
    Member {
        name: name.to_owned(),
        target: table.reference(fields, at),
        presence: Presence::Optional,
        binding: Binding::Body,
        wire_name: wire_name.filter(|wire| table.protocols.sends_xml_names() || wire != name),
        media_type: None,
        xml,
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

fn member_traits(fields: &mut Fields<'_, '_>) -> Vec<MemberTrait> {
    let mut traits = Vec::new();
    for (key, found) in [
        ("idempotencyToken", MemberTrait::IdempotencyToken),
        ("hostLabel", MemberTrait::HostLabel),
        ("jsonvalue", MemberTrait::JsonValue),
        ("eventpayload", MemberTrait::EventPayload),
        ("eventheader", MemberTrait::EventHeader),
        ("streaming", MemberTrait::Streaming),
        ("endpointdiscoveryid", MemberTrait::EndpointDiscoveryId),
    ] {
        if fields.flag(key) {
            traits.push(found);
        }
    }
    traits
}
