//! Checks the names that requests contain without escaping: of XML elements, attributes and namespaces, and of the service. An
//! invalid name would make every request malformed. Names of parameters are not checked, because the runtime percent-encodes them.

use super::select::reached_from_inputs;
use crate::graph::{Binding, Kind, Member, Model, Protocol, Service, Shape, XmlNamespace};
use crate::location::{Location, Reporter, ServicePart};

const NAME_HELP: &str =
    "use letters, digits, `-`, `.` and `_`, a letter or `_` first, and at most one `:` after a prefix";

/// Reports each name that is invalid under the protocol of the service.
pub(super) fn check(model: &Model, out: &Reporter<'_>) {
    check_service_name(&model.service, out);
    match model.service.protocol {
        Protocol::RestXml => check_xml(model, out),
        Protocol::Ec2Query => check_maps(model, out),
        Protocol::RestJson1 | Protocol::AwsJson10 | Protocol::AwsJson11 => {}
        Protocol::AwsQuery | Protocol::RpcV2Cbor | Protocol::RpcV2Json => {}
    }
}

/// Checks the name of the service in the header `X-Amz-Target`, or in the path.
fn check_service_name(service: &Service, out: &Reporter<'_>) {
    let (is_allowed, what): (fn(u8) -> bool, _) = match service.protocol {
        Protocol::AwsJson10 | Protocol::AwsJson11 => (
            |byte| byte.is_ascii_graphic(),
            "a part of the header `X-Amz-Target`: use visible ASCII characters",
        ),
        Protocol::RpcV2Cbor | Protocol::RpcV2Json => (
            |byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte),
            "a segment of a path: use letters, digits, `-`, `.`, `_` and `~`",
        ),
        _ => return,
    };
    if let Some(name) = &service.target_prefix
        && (name.is_empty() || !name.bytes().all(is_allowed))
    {
        let problem = format!("{name:?} is not a valid name of the service in requests");
        out.error_help(Location::Service(ServicePart::TargetPrefix), problem, format!("it is {what}"));
    }
}

/// Reports maps in requests of `ec2Query`, whose specification has no names for their entries.
fn check_maps(model: &Model, out: &Reporter<'_>) {
    let mut sent: Vec<_> = reached_from_inputs(model).into_iter().collect();
    sent.sort_by_key(|id| id.index());
    let shapes = sent.into_iter().map(|id| &model.shapes[id]);
    for shape in shapes.filter(|shape| matches!(shape.kind, Kind::Map { .. })) {
        let problem = format!("a map in requests of `{}` is not supported", model.service.protocol.name());
        out.error_help(Location::Shape(&shape.name), problem, "use a list of structures");
    }
}

fn check_xml(model: &Model, out: &Reporter<'_>) {
    let location = Location::Service(ServicePart::XmlNamespace);
    check_namespace(model.service.xml_namespace.as_ref(), location, out);
    for (_, shape) in model.shapes.iter() {
        check_shape(shape, out);
    }
}

fn check_shape(shape: &Shape, out: &Reporter<'_>) {
    let location = Location::Shape(&shape.name);
    check_name(shape.xml.name.as_ref(), location, out);
    check_namespace(shape.xml.namespace.as_ref(), location, out);
    for member in shape.kind.members() {
        check_member(member, Location::member(&shape.name, &member.name), out);
    }
    for element in shape.kind.elements() {
        check_member(element, Location::Element { shape: &shape.name, element: &element.name }, out);
    }
}

fn check_member(member: &Member, location: Location<'_>, out: &Reporter<'_>) {
    if matches!(member.binding, Binding::Body | Binding::Payload) {
        check_name(member.wire_name.as_ref(), location, out);
        check_namespace(member.xml.namespace.as_ref(), location, out);
    }
}

fn check_name(name: Option<&String>, location: Location<'_>, out: &Reporter<'_>) {
    if let Some(name) = name.filter(|name| !is_qualified_name(name)) {
        out.error_help(location, format!("{name:?} is not a valid XML name"), NAME_HELP);
    }
}

fn check_namespace(namespace: Option<&XmlNamespace>, location: Location<'_>, out: &Reporter<'_>) {
    let Some((uri, prefix)) = namespace else { return };
    if uri.is_empty()
        || uri.chars().any(|c| c.is_control() || c.is_whitespace() || matches!(c, '\u{fffe}' | '\u{ffff}'))
    {
        out.error_help(location, format!("{uri:?} is not a valid XML namespace"), "use a URI");
    }
    if let Some(prefix) = prefix.as_ref().filter(|prefix| !is_name(prefix) || prefix.starts_with("xml")) {
        let help = "use letters, digits, `-`, `.` and `_`, a letter or `_` first, and not `xml` first";
        out.error_help(location, format!("{prefix:?} is not a valid prefix of an XML namespace"), help);
    }
}

/// Returns whether the text is a name with at most one prefix (`QName` of "Namespaces in XML 1.0").
fn is_qualified_name(text: &str) -> bool {
    match text.split_once(':') {
        Some((prefix, local)) => is_name(prefix) && is_name(local),
        None => is_name(text),
    }
}

/// Returns whether the text is a name without a colon (`NCName` of "Namespaces in XML 1.0").
fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(begins_name) && chars.all(|c| begins_name(c) || continues_name(c))
}

/// Returns whether a name can begin with the character (`NameStartChar` of XML 1.0 without the colon).
fn begins_name(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | '_'
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}'
        | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}'
        | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

/// Returns whether a name can contain the character, although not at its beginning.
fn continues_name(c: char) -> bool {
    matches!(c, '0'..='9' | '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}
