//! Reads `metadata`, the properties of the service.

use super::auth;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{Protocol, Service};
use crate::json::Node;
use crate::read::calls::Calls;
use crate::read::fields::Fields;

pub(super) fn read(node: &Node<'_>, at: &At<'_>, calls: Calls<'_>, out: &Diagnostics) -> Option<Service> {
    // Types need only the name of the service.
    let sdk_id = Fields::of(node, at, out)?.require_string("serviceId");
    let mut fields = Fields::of(node, at, calls.out)?;
    // Other names of the service, and names of files in other generators.
    fields.ignore(&["serviceAbbreviation", "uid", "ripServiceName", "protocols", "checksumFormat"]);
    // Superseded by endpoint rules.
    fields.ignore(&["globalEndpoint"]);
    // Whether HTTP/2 is possible; whether errors have a code of the query protocol too.
    fields.ignore(&["protocolSettings", "awsQueryCompatible"]);
    let endpoint_prefix = fields.require_string("endpointPrefix");
    let protocol = protocol(&mut fields, at, calls.out);
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
    let xml_namespace = fields.string("xmlNamespace").map(str::to_owned);
    fields.finish();
    Some(Service {
        sdk_id: sdk_id?.to_owned(),
        title: title.or(sdk_id)?.to_owned(),
        version: calls.or(version, String::new)?,
        signing_name: calls.or(signing_name, String::new)?,
        protocol: calls.or(protocol, || Protocol::RestJson1)?,
        target_prefix,
        xml_namespace,
        auth,
        client_params: Vec::new(),
        docs: None,
    })
}

fn protocol(fields: &mut Fields<'_, '_>, at: &At<'_>, out: &Diagnostics) -> Option<Protocol> {
    let version = fields.string("jsonVersion");
    Some(match fields.require_string("protocol")? {
        "rest-json" => Protocol::RestJson1,
        "rest-xml" => Protocol::RestXml,
        "json" if version == Some("1.0") => Protocol::AwsJson10,
        "json" => Protocol::AwsJson11,
        "query" => Protocol::AwsQuery,
        "ec2" => Protocol::Ec2Query,
        "smithy-rpc-v2-cbor" => Protocol::RpcV2Cbor,
        other => {
            let known = "rest-json, rest-xml, json, query, ec2 and smithy-rpc-v2-cbor are known";
            out.error_help(&at.key("protocol"), format!("unknown protocol `{other}`"), known);
            return None;
        }
    })
}
