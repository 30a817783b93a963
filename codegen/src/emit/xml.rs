//! Emits the XML traits and the query names of members, elements and structures, as calls on their descriptions. Under other
//! protocols there are none.

use super::context::Context;
use super::listing::literal;
use crate::graph::{Binding, Kind, Member, MemberTrait, Protocol, Shape, XmlNamespace};

/// Returns the calls for the XML traits of a member of the body.
pub(super) fn member_calls(context: &Context<'_>, member: &Member) -> String {
    let is_in_body = matches!(member.binding, Binding::Body | Binding::Payload);
    if !is_in_body || !protocol(context).is_xml_or_query() {
        return String::new();
    }
    let mut out = String::new();
    if member.xml.flattened {
        out.push_str(".with(Flag::Flattened)");
    }
    if member.xml.attribute {
        out.push_str(".with(Flag::XmlAttribute)");
    }
    out + &rare_traits_call(context, member)
}

/// Returns the name that the model sets for the root element of a payload, unless the description of the target has it.
fn payload_root<'m>(context: &Context<'m>, member: &'m Member) -> Option<&'m String> {
    let target = &context.service.model.shapes[member.target];
    let own = member.wire_name.as_ref();
    match &target.kind {
        _ if protocol(context) != Protocol::RestXml => None,
        Kind::Structure { .. } => own,
        // The description of a union has no XML traits.
        Kind::Union { .. } => own.or(target.xml.name.as_ref()),
        _ => None,
    }
}

/// Returns the call for the name of the root element of a payload, if it is neither the name of the member nor of the target.
pub(super) fn payload_root_call(context: &Context<'_>, member: &Member) -> String {
    let root = payload_root(context, member).filter(|root| **root != member.name);
    root.map(|root| format!(".wire({})", literal(root))).unwrap_or_default()
}

fn is_payload(member: &Member) -> bool {
    member.binding == Binding::Payload
}

/// Returns the calls for the name and the XML traits of the element of a list, or of the key or value of a map.
pub(super) fn element_calls(context: &Context<'_>, element: &Member, is_flattened: bool) -> String {
    // The elements of a flattened list have the name of the list's member.
    let is_named = !is_flattened || element.name != "member";
    let name = element.wire_name.as_ref().filter(|_| is_named);
    let wire = name.map(|name| format!(".wire({})", literal(name))).unwrap_or_default();
    wire + &rare_traits_call(context, element)
}

/// Returns the call for the traits that few members have, or nothing.
fn rare_traits_call(context: &Context<'_>, member: &Member) -> String {
    let target = &context.service.model.shapes[member.target];
    let union_namespace = target.xml.namespace.as_ref().filter(|_| matches!(target.kind, Kind::Union { .. }));
    let mut calls = namespace_call(context, member.xml.namespace.as_ref().or(union_namespace));
    // The runtime takes a `wire` that equals the name of the member for unset.
    if let Some(root) =
        payload_root(context, member).filter(|root| is_payload(member) && **root == member.name)
    {
        calls.insert_str(0, &format!(".xml_name({})", literal(root)));
    }
    if let Some(name) = member.xml.query_name.as_ref().filter(|_| protocol(context) == Protocol::Ec2Query) {
        calls.push_str(&format!(".query_name({})", literal(name)));
    }
    if member.traits.contains(&MemberTrait::UrlEncoded) {
        calls.push_str(".url_encoded()");
    }
    if member.traits.contains(&MemberTrait::SentOnly) {
        calls.push_str(".sent_only()");
    }
    if let Kind::Map { key, .. } = &target.kind {
        let traits = element_calls(context, key, false);
        if !traits.is_empty() {
            calls.push_str(&format!(".key(&Member::new(\"key\"){traits})"));
        }
    }
    match calls.is_empty() {
        true => calls,
        false => format!(".rare(&RareTraits::new(){calls})"),
    }
}

/// Returns the XML traits of a structure: the name of its root element and its namespace.
pub(super) fn structure_traits(context: &Context<'_>, shape: &Shape) -> Option<String> {
    if protocol(context) != Protocol::RestXml {
        return None;
    }
    let name = shape.xml.name.as_ref().map(|name| format!(".xml_name({})", literal(name)));
    let calls = name.unwrap_or_default() + &namespace_call(context, shape.xml.namespace.as_ref());
    (!calls.is_empty()).then(|| format!("RareTraits::new(){calls}"))
}

/// Returns the call for a namespace. Forms have none, and responses are read without them.
fn namespace_call(context: &Context<'_>, namespace: Option<&XmlNamespace>) -> String {
    let namespace = namespace.filter(|_| protocol(context) == Protocol::RestXml);
    let call = |(uri, prefix): &XmlNamespace| {
        let prefix = prefix.as_deref().unwrap_or_default();
        format!(".namespace({}, {})", literal(uri), literal(prefix))
    };
    namespace.map(call).unwrap_or_default()
}

fn protocol(context: &Context<'_>) -> Protocol {
    context.service.model.service.protocol
}
