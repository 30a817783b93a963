//! Reads `metadata`, the properties of the service.

use super::auth;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Protocol, Service, ServiceCustomization};
use crate::json::Node;
use crate::read::calls::Calls;
use crate::read::fields::Fields;
use crate::read::protocols::Protocols;

/// The protocols of botocore's models, with their names there. `json` has two versions.
const NAMES: [(Protocol, &str); 7] = [
    (Protocol::AwsJson10, "json"),
    (Protocol::AwsJson11, "json"),
    (Protocol::RestJson1, "rest-json"),
    (Protocol::RestXml, "rest-xml"),
    (Protocol::RpcV2Cbor, "smithy-rpc-v2-cbor"),
    (Protocol::AwsQuery, "query"),
    (Protocol::Ec2Query, "ec2"),
];

pub(super) fn read(
    node: &Node<'_>,
    at: &At<'_>,
    protocols: &Protocols,
    calls: Calls<'_>,
    out: &Diagnostics,
) -> Option<Service> {
    // Types need only the name of the service.
    let sdk_id = Fields::of(node, at, out)?.require_string("serviceId");
    let mut fields = Fields::of(node, at, calls.out)?;
    // Other names of the service, and names of files in other generators.
    fields.ignore(&["serviceAbbreviation", "uid", "ripServiceName", "checksumFormat"]);
    // Superseded by endpoint rules.
    fields.ignore(&["globalEndpoint"]);
    // Whether HTTP/2 is possible.
    fields.ignore(&["protocolSettings"]);
    let query_compatible = fields.take("awsQueryCompatible").is_some();
    let endpoint_prefix = fields.require_string("endpointPrefix");
    check_protocols(&mut fields, protocols, at, calls.out);
    fields.ignore(&["serviceId"]);
    let title = fields.string("serviceFullName");
    let version = fields.require_string("apiVersion").map(str::to_owned);
    let signing_name = fields.string("signingName").or(endpoint_prefix).map(str::to_owned);
    let signature = fields.string("signatureVersion");
    let mut auth = auth::schemes(&mut fields, at, calls.out);
    if auth.is_empty() {
        auth = signature.map(auth::signature).into_iter().collect();
    }
    let target_prefix = fields.string("targetPrefix").map(str::to_owned);
    let xml_namespace = fields.string("xmlNamespace").filter(|_| protocols.reads_xml_traits());
    fields.finish();
    Some(Service {
        sdk_id: sdk_id?.to_owned(),
        title: title.or(sdk_id)?.to_owned(),
        version: calls.or(version, String::new)?,
        signing_name: calls.or(signing_name, String::new)?,
        protocol: calls.or(protocols.used, || Protocol::RestJson1)?,
        protocols: protocols.declared.clone(),
        target_prefix,
        xml_namespace: xml_namespace.map(|uri| (uri.to_owned(), None)),
        query_compatible,
        no_error_wrapping: false,
        auth,
        client_params: Vec::new(),
        customization: ServiceCustomization::default(),
        docs: None,
    })
}

/// Chooses the protocol among those of `protocols` or, without that list, of `protocol`, which often names another one than
/// botocore uses. `at` is the file.
pub(super) fn protocols(node: &Node<'_>, at: &At<'_>, wanted: Option<&str>, out: &Diagnostics) -> Protocols {
    let string = |key: &str| match node.as_object()?.get(key)? {
        Node::String(text) => Some(text.as_ref()),
        _ => None,
    };
    let listed = match node.as_object().and_then(|metadata| metadata.get("protocols")) {
        Some(Node::Array(elements)) => elements.as_slice(),
        _ => &[],
    };
    let listed = listed.iter().filter_map(|element| match element {
        Node::String(text) => Some(text.as_ref()),
        _ => None,
    });
    let mut names: Vec<&str> = listed.collect();
    if names.is_empty() {
        names.extend(string("protocol"));
    }
    let json = match string("jsonVersion") {
        Some("1.0") => Protocol::AwsJson10,
        _ => Protocol::AwsJson11,
    };
    let is_declared = |protocol: Protocol| {
        let name = NAMES.into_iter().find(|(known, _)| *known == protocol).map(|(_, name)| name);
        name.is_some_and(|name| names.contains(&name) && (name != "json" || protocol == json))
    };
    Protocols::choose(is_declared, wanted, at, out)
}

/// Reports a model that declares no protocol, or none that is known.
fn check_protocols(fields: &mut Fields<'_, '_>, protocols: &Protocols, at: &At<'_>, out: &Diagnostics) {
    fields.ignore(&["jsonVersion"]);
    let (key, name) = match fields.strings("protocols").first() {
        Some(first) => {
            fields.ignore(&["protocol"]);
            ("protocols", Some(*first))
        }
        None => ("protocol", fields.require_string("protocol")),
    };
    if let Some(name) = name.filter(|_| protocols.used.is_none()) {
        let known = "rest-json, rest-xml, json, query, ec2 and smithy-rpc-v2-cbor are known";
        out.error_help(&at.key(key), format!("unknown protocol `{name}`"), known);
    }
}
