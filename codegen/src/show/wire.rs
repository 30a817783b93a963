//! Describes messages on the wire for `explain`: where each member is, its name there, and how the operation is selected.

use super::types;
use crate::graph::{Binding, Kind, Member, Model, Operation, Protocol, Shape, ShapeId, Shapes};
use std::collections::HashSet;

/// The names of members in the messages of an operation.
pub(super) struct WireNames<'m> {
    shapes: &'m Shapes,
    protocol: Protocol,
    /// The shapes with members that requests contain.
    sent: HashSet<ShapeId>,
    /// The shapes with members that responses contain.
    received: HashSet<ShapeId>,
}

impl<'m> WireNames<'m> {
    pub(super) fn of(model: &'m Model, operation: &Operation) -> Self {
        let reached = |id: &ShapeId| types::reached(&model.shapes, *id);
        Self {
            shapes: &model.shapes,
            protocol: model.service.protocol,
            sent: operation.input.iter().flat_map(reached).collect(),
            received: operation.output.iter().chain(&operation.errors).flat_map(reached).collect(),
        }
    }

    /// Describes the location of a member of the shape `owner` in messages, and its name there. A member of a nested structure is in
    /// the same location as the outermost structure, so it has a description only if its name differs from the model's.
    pub(super) fn of_member(&self, owner: ShapeId, member: &Member, is_top: bool) -> Vec<String> {
        let location = match &member.binding {
            Binding::Body => return self.of_body_member(owner, member, is_top),
            Binding::Label(name) => format!("in the path as {{{name}}}"),
            Binding::Query(name) => format!("in the query as {name}"),
            Binding::QueryParams => "in the query, one parameter for each entry".to_owned(),
            Binding::Header(name) => format!("in the header {name}"),
            Binding::PrefixHeaders(prefix) => {
                format!("in headers with the prefix {prefix}, one for each entry")
            }
            Binding::ResponseCode => "the status code of the response".to_owned(),
            Binding::Payload => self.payload(member),
        };
        vec![location]
    }

    fn payload(&self, member: &Member) -> String {
        let target = &self.shapes[member.target];
        match &member.media_type {
            Some(media_type) => format!("the payload, as {media_type}"),
            None if self.protocol == Protocol::RestXml
                && !member.is_event_stream()
                && !target.kind.members().is_empty() =>
            {
                let root = member.wire_name.as_deref().unwrap_or_else(|| target.root_name());
                format!("the payload, as the element `{root}`")
            }
            None => "the payload".to_owned(),
        }
    }

    fn of_body_member(&self, owner: ShapeId, member: &Member, is_top: bool) -> Vec<String> {
        let name = match self.protocol {
            Protocol::AwsQuery | Protocol::Ec2Query => return self.of_query_member(owner, member),
            Protocol::RestXml if member.xml.attribute => {
                return vec![format!("the XML attribute `{}`", wire_name(member))];
            }
            Protocol::RestXml => self.element_path(member),
            Protocol::RestJson1 | Protocol::AwsJson10 | Protocol::AwsJson11 => wire_name(member).to_owned(),
            Protocol::RpcV2Cbor | Protocol::RpcV2Json => wire_name(member).to_owned(),
        };
        match (name != member.name, is_top) {
            (true, _) => vec![format!("in the body as `{name}`")],
            (false, true) => vec!["in the body".to_owned()],
            (false, false) => Vec::new(),
        }
    }

    /// Describes a member in requests, which are forms, and in responses, which are XML.
    fn of_query_member(&self, owner: ShapeId, member: &Member) -> Vec<String> {
        let sent = self.sent.contains(&owner).then(|| ("requests", self.parameter(member)));
        let received = self.received.contains(&owner).then(|| ("responses", self.element_path(member)));
        let names = sent.into_iter().chain(received).filter(|(_, name)| *name != member.name);
        names.map(|(messages, name)| format!("in {messages} as `{name}`")).collect()
    }

    /// Returns the name of the parameter with a member's value, with `N` for numbers. For a map, it is the parameter of a key.
    fn parameter(&self, member: &Member) -> String {
        let is_ec2 = self.protocol == Protocol::Ec2Query;
        let mut name = match &member.xml.query_name {
            Some(name) if is_ec2 => name.clone(),
            _ if is_ec2 => capitalized(wire_name(member)),
            _ => wire_name(member).to_owned(),
        };
        for (level, at) in types::chain(self.shapes, member).into_iter().enumerate() {
            let is_flattened = level == 0 && at.xml.flattened;
            match &self.shapes[at.target].kind {
                Kind::List { .. } if is_ec2 || is_flattened => name.push_str(".N"),
                Kind::List { element, .. } => name.push_str(&format!(".{}.N", wire_name(element))),
                Kind::Map { key, .. } => {
                    let entry = if is_flattened { "" } else { ".entry" };
                    return format!("{name}{entry}.N.{}", wire_name(key));
                }
                _ => {}
            }
        }
        name
    }

    /// Returns the path of the elements that contain a member, from its own element down to the first structure or scalar.
    fn element_path(&self, member: &Member) -> String {
        let mut path = wire_name(member).to_owned();
        for (level, at) in types::chain(self.shapes, member).into_iter().enumerate() {
            let is_flattened = level == 0 && at.xml.flattened;
            match &self.shapes[at.target].kind {
                Kind::List { element, .. } if !is_flattened => {
                    path.push_str(&format!("/{}", wire_name(element)));
                }
                Kind::Map { key, .. } => {
                    let entry = if is_flattened { "" } else { "/entry" };
                    return format!("{path}{entry}/{}", wire_name(key));
                }
                _ => {}
            }
        }
        path
    }
}

fn wire_name(member: &Member) -> &str {
    member.wire_name.as_ref().unwrap_or(&member.name)
}

fn capitalized(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

/// Returns the method and the path of requests, and the status code of a success.
pub(super) fn request_line(model: &Model, operation: &Operation) -> String {
    let service = &model.service;
    match (service.protocol, &service.target_prefix) {
        (Protocol::RpcV2Cbor | Protocol::RpcV2Json, Some(name)) => {
            format!("POST /service/{name}/operation/{} -> {}", operation.name, operation.http.code)
        }
        _ => format!("{} {} -> {}", operation.http.method, operation.http.uri, operation.http.code),
    }
}

/// Returns a line for each header, parameter and element with which requests select the operation.
pub(super) fn selectors(model: &Model, operation: &Operation) -> Vec<String> {
    let service = &model.service;
    let mut lines = Vec::new();
    match service.protocol {
        Protocol::AwsJson10 | Protocol::AwsJson11 => {
            let prefix = service.target_prefix.as_deref().unwrap_or_default();
            lines.push(format!("header: X-Amz-Target: {prefix}.{}", operation.name));
        }
        Protocol::RpcV2Cbor => lines.push("header: Smithy-Protocol: rpc-v2-cbor".to_owned()),
        Protocol::RpcV2Json => lines.push("header: Smithy-Protocol: rpc-v2-json".to_owned()),
        Protocol::AwsQuery | Protocol::Ec2Query => {
            lines.push(format!("parameters: Action={}, Version={}", operation.name, service.version));
        }
        Protocol::RestXml => lines.extend(root_element(model, operation)),
        Protocol::RestJson1 => {}
    }
    if service.query_compatible
        && service.protocol.has_query_codes(true)
        && !service.protocol.is_xml_or_query()
    {
        lines.push("header: X-Amzn-Query-Mode: true".to_owned());
    }
    lines
}

/// Returns the root element of requests whose body consists of members, not of a payload.
fn root_element(model: &Model, operation: &Operation) -> Option<String> {
    let input: &Shape = &model.shapes[operation.input?];
    let members = input.kind.members();
    let is_root = members.iter().any(|member| member.binding == Binding::Body)
        && members.iter().all(|member| member.binding != Binding::Payload);
    let namespace = input.xml.namespace.as_ref().or(model.service.xml_namespace.as_ref());
    let namespace = namespace.map(|(uri, _)| format!(", namespace {uri}")).unwrap_or_default();
    is_root.then(|| format!("root element: {}{namespace}", input.root_name()))
}
