//! Reads members of structures and unions, and the elements of lists and maps.

use super::ast::RawMember;
use super::flat::Flat;
use super::ids::Table;
use super::shared::{bounds, deprecated, timestamp_format, xml_namespace};
use super::traits::Traits;
use crate::graph::{Binding, Member, MemberTrait, Presence, Xml};
use crate::read::context_params;

/// Reads the members of a structure or union.
pub(super) fn read_all(flat: &Flat<'_, '_>, table: &Table<'_, '_>) -> Vec<Member> {
    flat.members.iter().map(|member| read(member, table)).collect()
}

/// Reads a member. The element of a list and the key and value of a map are members too.
pub(super) fn read(member: &RawMember<'_, '_>, table: &Table<'_, '_>) -> Member {
    let mut traits = Traits::new(&member.traits, table.at, table.out);
    let required = traits.has("smithy.api#required");
    let protocols = &table.protocols;
    let binding = match protocols.has_bindings() {
        true => binding(member.name, &mut traits),
        false => Binding::Body,
    };
    let xml =
        if protocols.reads_xml_traits() { xml(member.name, &binding, &mut traits) } else { Xml::default() };
    let wire_name = match protocols.uses_json_names() {
        true => traits.text("smithy.api#jsonName").filter(|name| *name != member.name).map(str::to_owned),
        false => xml.name.clone().filter(|_| protocols.sends_xml_names()),
    };
    let timestamp = timestamp_format(&mut traits);
    let deprecated = deprecated(&mut traits);
    let mut found = member_traits(&mut traits);
    let context_param = traits.take("smithy.rules#contextParam");
    let context_param = context_param.and_then(|found| {
        found.with_location(table.at, |at| context_params::member(found.value, at, table.calls.out))
    });
    let media_type = media_type(member, &mut traits, table);
    // The whole body and the parts of events are text.
    let is_text = binding == Binding::Payload
        || found.iter().any(|found| matches!(found, MemberTrait::EventPayload | MemberTrait::EventHeader));
    match protocols.has_json_values(&binding) {
        true if !is_text => json_value(member, media_type, &mut found, table),
        true => {}
        false => found.retain(|found| *found != MemberTrait::JsonValue),
    }
    let is_payload = binding == Binding::Payload || found.contains(&MemberTrait::EventPayload);
    let media_type = media_type.filter(|_| is_payload).map(str::to_owned);
    let (bounds, sensitive) = (bounds(&mut traits), traits.has("smithy.api#sensitive"));
    traits.finish();
    Member {
        name: member.name.to_owned(),
        target: table.target(member.target, &member.origin),
        presence: if required { Presence::Required } else { Presence::Optional },
        binding,
        wire_name,
        media_type,
        xml,
        timestamp,
        bounds,
        sensitive,
        deprecated,
        context_param,
        traits: found,
        boxed: false,
        docs: None,
    }
}

fn binding(name: &str, traits: &mut Traits<'_, '_, '_>) -> Binding {
    if traits.has("smithy.api#httpLabel") {
        return Binding::Label(name.to_owned());
    }
    if let Some(query) = traits.text("smithy.api#httpQuery") {
        return Binding::Query(query.to_owned());
    }
    if traits.has("smithy.api#httpQueryParams") {
        return Binding::QueryParams;
    }
    if let Some(header) = traits.text("smithy.api#httpHeader") {
        return Binding::Header(header.to_owned());
    }
    if let Some(prefix) = traits.text("smithy.api#httpPrefixHeaders") {
        return Binding::PrefixHeaders(prefix.to_owned());
    }
    if traits.has("smithy.api#httpResponseCode") {
        return Binding::ResponseCode;
    }
    if traits.has("smithy.api#httpPayload") { Binding::Payload } else { Binding::Body }
}

/// Reads the XML traits. A name that is the default is left out; that of a payload is not the member's.
fn xml(name: &str, binding: &Binding, traits: &mut Traits<'_, '_, '_>) -> Xml {
    let own = traits.text("smithy.api#xmlName");
    Xml {
        name: own.filter(|own| *binding == Binding::Payload || *own != name).map(str::to_owned),
        attribute: traits.has("smithy.api#xmlAttribute"),
        flattened: traits.has("smithy.api#xmlFlattened"),
        namespace: xml_namespace(traits),
        query_name: traits.text("aws.protocols#ec2QueryName").map(str::to_owned),
    }
}

fn member_traits(traits: &mut Traits<'_, '_, '_>) -> Vec<MemberTrait> {
    let all = [
        MemberTrait::IdempotencyToken,
        MemberTrait::HostLabel,
        MemberTrait::JsonValue,
        MemberTrait::EventPayload,
        MemberTrait::EventHeader,
        MemberTrait::Streaming,
        MemberTrait::EndpointDiscoveryId,
    ];
    let name = |found: MemberTrait| match found {
        MemberTrait::JsonValue => "smithereen.botocore#jsonValue",
        other => other.name(),
    };
    all.into_iter().filter(|found| traits.has(name(*found))).collect()
}

/// Returns the media type of a member or its target.
fn media_type<'a>(
    member: &RawMember<'a, '_>,
    traits: &mut Traits<'a, '_, '_>,
    table: &Table<'_, 'a>,
) -> Option<&'a str> {
    traits.text("smithy.api#mediaType").or_else(|| table.media_type(member.target))
}

/// Marks a string of the media type JSON as a document, unless it is the whole body.
fn json_value(
    member: &RawMember<'_, '_>,
    media_type: Option<&str>,
    found: &mut Vec<MemberTrait>,
    table: &Table<'_, '_>,
) {
    let is_json = media_type == Some("application/json") && table.is_string(member.target);
    if is_json && !found.contains(&MemberTrait::JsonValue) {
        found.push(MemberTrait::JsonValue);
    }
}
