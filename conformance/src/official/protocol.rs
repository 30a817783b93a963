//! The protocol of an official crate, as its requests show it.

use crate::Problems;
use crate::json_lines::JsonLines;
use serde_json::{Value, json};
use smithereen_cli::report;
use smithereen_codegen::Source;
use smithereen_codegen::graph::{Model, Protocol};

/// Returns the protocol of the first request with a content type that only one declared protocol has, or the only declared one.
pub(super) fn observed(program: &mut JsonLines, model: &Model) -> Result<Protocol, Problems> {
    let declared = &model.service.protocols;
    for operation in &model.operations {
        let request = json!({ "operation": operation.name, "input": {} });
        let sent = program.exchange_one(&request)?;
        let media = sent["headers"]["content-type"].as_str().unwrap_or_default();
        let mut fitting = declared.iter().filter(|protocol| has_media(**protocol, media));
        if let Some(protocol) = fitting.next()
            && fitting.next().is_none()
        {
            return Ok(*protocol);
        }
    }
    if let [protocol] = declared[..] {
        return Ok(protocol);
    }
    Err(vec![report::error(&model.file, "no request of the official crate shows which protocol it uses")])
}

fn has_media(protocol: Protocol, media: &str) -> bool {
    media
        == match protocol {
            Protocol::AwsJson10 => "application/x-amz-json-1.0",
            Protocol::AwsJson11 => "application/x-amz-json-1.1",
            Protocol::RestJson1 | Protocol::RpcV2Json => "application/json",
            Protocol::RestXml => "application/xml",
            Protocol::RpcV2Cbor => "application/cbor",
            Protocol::AwsQuery | Protocol::Ec2Query => "application/x-www-form-urlencoded",
        }
}

/// Returns botocore's model with this protocol alone.
pub(super) fn with_protocol(model: &Source, protocol: Protocol) -> Source {
    let name = match protocol {
        Protocol::RestJson1 => "rest-json",
        Protocol::RestXml => "rest-xml",
        Protocol::AwsJson10 | Protocol::AwsJson11 => "json",
        Protocol::RpcV2Cbor => "smithy-rpc-v2-cbor",
        // botocore has no name for it, so no model of botocore declares it.
        Protocol::RpcV2Json => "smithy-rpc-v2-json",
        Protocol::AwsQuery => "query",
        Protocol::Ec2Query => "ec2",
    };
    let mut edited: Value = serde_json::from_str(&model.text).unwrap_or_default();
    edited["metadata"]["protocol"] = name.into();
    edited["metadata"]["protocols"] = [name].as_slice().into();
    Source { path: model.path.clone(), text: edited.to_string() }
}
