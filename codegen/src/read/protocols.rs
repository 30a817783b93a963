//! Reads the protocols that a model declares. A configuration can select one other than the preferred.

use crate::format::ModelFormat;
use crate::graph::Protocol;
use crate::json::{Node, Object};
use crate::source::Source;

/// The known protocols, with their names in botocore's models. `json` has two versions.
const KNOWN: [(Protocol, &str); 7] = [
    (Protocol::RestJson1, "rest-json"),
    (Protocol::RestXml, "rest-xml"),
    (Protocol::AwsJson10, "json"),
    (Protocol::AwsJson11, "json"),
    (Protocol::AwsQuery, "query"),
    (Protocol::Ec2Query, "ec2"),
    (Protocol::RpcV2Cbor, "smithy-rpc-v2-cbor"),
];

/// Returns the protocols that a model declares. A text that cannot be read declares none; reading the model reports the
/// problem.
pub(crate) fn read(model: &Source) -> Vec<Protocol> {
    let Ok(root) = Node::parse(&model.text) else { return Vec::new() };
    let declared = match ModelFormat::of(&root) {
        ModelFormat::Botocore => botocore(&root),
        ModelFormat::Smithy => smithy(&root),
    };
    KNOWN.into_iter().map(|(protocol, _)| protocol).filter(|known| declared.contains(known)).collect()
}

fn botocore(root: &Node<'_>) -> Vec<Protocol> {
    let Some(metadata) = root.as_object().and_then(|root| root.get("metadata")?.as_object()) else {
        return Vec::new();
    };
    let listed = match metadata.get("protocols") {
        Some(Node::Array(elements)) => elements.as_slice(),
        _ => &[],
    };
    let names: Vec<&str> = listed.iter().chain(metadata.get("protocol")).filter_map(string).collect();
    let version = metadata.get("jsonVersion").and_then(string);
    let json = if version == Some("1.0") { Protocol::AwsJson10 } else { Protocol::AwsJson11 };
    let is_declared =
        |(protocol, name): &(Protocol, &str)| names.contains(name) && (*name != "json" || *protocol == json);
    KNOWN.into_iter().filter(is_declared).map(|(protocol, _)| protocol).collect()
}

fn smithy(root: &Node<'_>) -> Vec<Protocol> {
    let shapes = root.as_object().and_then(|root| root.get("shapes")?.as_object());
    let shapes = shapes.into_iter().flat_map(|shapes| &shapes.entries);
    let services = shapes.filter_map(|(_, shape)| shape.as_object()).filter(|shape| is_service(shape));
    let traits = services.filter_map(|service| service.get("traits")?.as_object());
    let has = |protocol: Protocol| move |traits: &Object<'_>| traits.get(protocol.name()).is_some();
    let all: Vec<&Object<'_>> = traits.collect();
    let is_declared = |protocol: &Protocol| all.iter().any(|traits| has(*protocol)(traits));
    KNOWN.into_iter().map(|(protocol, _)| protocol).filter(is_declared).collect()
}

fn is_service(shape: &Object<'_>) -> bool {
    shape.get("type").and_then(string) == Some("service")
}

fn string<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match node {
        Node::String(text) => Some(text),
        _ => None,
    }
}
