//! The protocols that are compared with botocore's, and the names of their suites.

use serde_json::Value;
use smithereen_codegen::graph::Protocol;

/// A protocol, botocore's name of it, and the names of its suites.
#[derive(PartialEq)]
pub(super) struct ProtocolSuites {
    pub(super) protocol: Protocol,
    pub(super) name: &'static str,
    pub(super) requests: &'static str,
    pub(super) responses: &'static str,
}

impl ProtocolSuites {
    /// Returns the name of the protocol in the names of crates and services.
    pub(super) fn key(&self) -> String {
        self.protocol.plain_name().to_lowercase().replace('_', "-")
    }

    /// Returns whether a service declares the protocol, in the version of JSON that it has.
    pub(super) fn is_in(&self, metadata: &Value) -> bool {
        let version = match self.protocol {
            Protocol::AwsJson10 => metadata["jsonVersion"] == "1.0",
            Protocol::AwsJson11 => metadata["jsonVersion"] == "1.1",
            _ => true,
        };
        let listed = metadata["protocols"].as_array();
        version
            && match listed {
                Some(all) => all.iter().any(|name| name == self.name),
                None => metadata["protocol"] == self.name,
            }
    }
}

const fn suites(
    protocol: Protocol,
    name: &'static str,
    requests: &'static str,
    responses: &'static str,
) -> ProtocolSuites {
    ProtocolSuites { protocol, name, requests, responses }
}

pub(super) static PROTOCOL_SUITES: [ProtocolSuites; 7] = [
    suites(
        Protocol::RestJson1,
        "rest-json",
        "differential restJson1 requests",
        "differential restJson1 responses",
    ),
    suites(Protocol::RestXml, "rest-xml", "differential restXml requests", "differential restXml responses"),
    suites(
        Protocol::AwsJson10,
        "json",
        "differential awsJson1_0 requests",
        "differential awsJson1_0 responses",
    ),
    suites(
        Protocol::AwsJson11,
        "json",
        "differential awsJson1_1 requests",
        "differential awsJson1_1 responses",
    ),
    suites(
        Protocol::RpcV2Cbor,
        "smithy-rpc-v2-cbor",
        "differential rpcv2Cbor requests",
        "differential rpcv2Cbor responses",
    ),
    suites(Protocol::AwsQuery, "query", "differential awsQuery requests", "differential awsQuery responses"),
    suites(Protocol::Ec2Query, "ec2", "differential ec2Query requests", "differential ec2Query responses"),
];
