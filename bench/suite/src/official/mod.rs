//! The official crates, as far as one of them has the protocol of a case.

mod copy_object;
mod dynamodb;
mod s3;

use crate::cases::{Case, Message};
use crate::measure::Candidate;
use crate::ours::Outcome;
use aws_smithy_runtime_api::client::interceptors::context::{Input, Output};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{
    DeserializeResponse, SerializeRequest, SharedRequestSerializer, SharedResponseDeserializer,
};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use serde_json::Value;
use smithereen::Bytes;

/// The reasons why the cases of a service have no official candidate.
pub(crate) const MISSING: [(&str, &str); 4] = [
    ("aws_json_1_0 Healthcheck", "no service has this operation"),
    ("aws_query", "aws-sdk-cloudwatch has GetMetricData and PutMetricData, and sends rpcv2Cbor"),
    ("rest_json_1", "aws-sdk-s3 has the operations, and sends restXml"),
    ("rpc_v2_cbor", "aws-sdk-dynamodb has the operations, and sends awsJson1_0"),
];

/// Creates the candidate of an official crate and compares its result with ours. Returns `None` if there is none with the
/// protocol and the operation of the case.
pub(crate) fn candidate(case: &Case, ours: &Outcome) -> Option<Candidate> {
    match (case.service, &*case.operation) {
        ("aws_json_1_0", "GetItem" | "PutItem") => Some(dynamodb::candidate(case, ours)),
        ("rest_xml", _) => Some(s3::candidate(case, ours)),
        _ => None,
    }
}

/// Creates a candidate that serializes an input, and returns its request.
fn writer(
    name: &'static str,
    plugin: impl RuntimePlugin,
    input: impl Fn() -> Input + 'static,
) -> (Candidate, HttpRequest) {
    let layer = plugin.config().expect("the operation has a configuration");
    let serializer = layer.load::<SharedRequestSerializer>().expect("it has a serializer").clone();
    let work = move |(input, mut config): (Input, ConfigBag)| serializer.serialize_input(input, &mut config);
    let setup = move || (input(), ConfigBag::base());
    let request = work(setup()).expect("the official crate serializes the input");
    (Candidate::new(name, setup, work), request)
}

/// Creates a candidate that deserializes a response, and returns its output. A response with a streaming body is
/// deserialized without its body.
fn reader(
    name: &'static str,
    plugin: impl RuntimePlugin,
    response: &http::Response<Vec<u8>>,
) -> (Candidate, Output) {
    let layer = plugin.config().expect("the operation has a configuration");
    let response = response.clone().map(Bytes::from);
    let setup = move || {
        let response = response.clone().map(SdkBody::from);
        HttpResponse::try_from(response).expect("the response is valid")
    };
    let config = ConfigBag::base();
    let work = move |mut response: HttpResponse| {
        let deserializer = layer.load::<SharedResponseDeserializer>().expect("it has a deserializer");
        let streaming = deserializer.deserialize_streaming_with_config(&mut response, &config);
        streaming.unwrap_or_else(|| deserializer.deserialize_nonstreaming_with_config(&response, &config))
    };
    let output = work(setup()).expect("the official crate deserializes the response");
    (Candidate::new(name, setup, work), output)
}

/// Returns the input of a case.
fn params(case: &Case) -> &Value {
    match &case.message {
        Message::Request { params, .. } => params,
        Message::Response { .. } => panic!("{} is no request", case.id),
    }
}
