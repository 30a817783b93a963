//! `aws-sdk-s3`, which sends restXml. It has the bucket in the host, where the service of the suite has it in the path.

use super::{params, reader, writer};
use crate::cases::{Case, Message};
use crate::measure::Candidate;
use crate::official::copy_object;
use crate::ours::Outcome;
use aws_sdk_s3::operation::copy_object::{CopyObject, CopyObjectOutput};
use aws_sdk_s3::operation::get_object::{GetObject, GetObjectOutput};
use aws_sdk_s3::operation::put_object::{PutObject, PutObjectInput};
use aws_sdk_s3::primitives::{ByteStream, DateTime, DateTimeFormat};
use aws_smithy_runtime_api::client::interceptors::context::{Input, Output};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;
use smithereen::{Bytes, Timestamp};
use std::collections::BTreeMap;

const NAME: &str = "aws-sdk-s3";

pub(super) fn candidate(case: &Case, ours: &Outcome) -> Candidate {
    match (&case.message, ours) {
        (Message::Request { .. }, Outcome::Request(ours)) => {
            let (candidate, request) = match &*case.operation {
                "CopyObject" => {
                    let input = copy_object::input(params(case));
                    writer(NAME, CopyObject::new(), move || Input::erase(input.clone()))
                }
                "PutObject" => {
                    let params = params(case).clone();
                    let body = params["Body"].as_str().and_then(|body| STANDARD.decode(body).ok());
                    let body = Bytes::from(body.expect("the body is base64"));
                    writer(NAME, PutObject::new(), move || Input::erase(put_object(&params, body.clone())))
                }
                other => panic!("`s3.rs` cannot serialize {other}"),
            };
            compare_requests(case, ours, &request);
            candidate
        }
        (Message::Response { response, .. }, Outcome::Output(ours)) => {
            let (candidate, output) = match &*case.operation {
                "CopyObject" => reader(NAME, CopyObject::new(), response),
                "GetObject" => reader(NAME, GetObject::new(), response),
                other => panic!("`s3.rs` cannot deserialize {other}"),
            };
            compare_outputs(case, ours, output);
            candidate
        }
        _ => panic!("{}: another kind of result", case.id),
    }
}

fn put_object(params: &Value, body: Bytes) -> PutObjectInput {
    let text = |name: &str| params[name].as_str().map(str::to_owned);
    PutObjectInput::builder()
        .set_bucket(text("Bucket"))
        .set_key(text("Key"))
        .set_content_length(params["ContentLength"].as_i64())
        .set_content_type(text("ContentType"))
        .set_checksum_crc64_nvme(text("ChecksumCRC64NVME"))
        .body(ByteStream::from(body))
        .build()
        .expect("it is complete")
}

/// Checks that both requests have the same path below the bucket, headers and body.
fn compare_requests(case: &Case, ours: &http::Request<Bytes>, theirs: &HttpRequest) {
    let path = theirs.uri().split('?').next().unwrap_or_default();
    assert!(ours.uri().path().ends_with(path), "{}: {path}", case.id);
    // The official client adds these after serialization.
    let later = |name: &str| name == "accept-encoding" || name == "content-length" && ours.body().is_empty();
    let headers = ours.headers().iter().filter(|(name, _)| !later(name.as_str()));
    let headers = headers.map(|(name, value)| (name.as_str(), value.to_str().expect("it is text")));
    // S3's model has another format for one of the timestamps.
    let same_format = |(name, value)| match name {
        "x-amz-object-lock-retain-until-date" => (name, format!("{:?}", Timestamp::parse(value))),
        _ => (name, str::to_owned(value)),
    };
    let headers: BTreeMap<_, _> = headers.map(same_format).collect();
    assert_eq!(headers, theirs.headers().iter().map(same_format).collect(), "{}", case.id);
    assert_eq!(&**ours.body(), theirs.body().bytes().expect("it is in memory"), "{}", case.id);
}

/// Checks that both outputs have the same members. The official output of `GetObject` has a stream in place of the body.
fn compare_outputs(case: &Case, ours: &Value, theirs: Output) {
    let expected = match &*case.operation {
        "CopyObject" => {
            copy_object::members(&theirs.downcast::<CopyObjectOutput>().expect("it is this type"))
        }
        _ => get_object(&theirs.downcast::<GetObjectOutput>().expect("it is this type")),
    };
    let mut ours = ours.as_object().expect("it is an object").clone();
    ours.remove("Body");
    assert_eq!(Value::from(ours), members(expected), "{}", case.id);
}

fn get_object(output: &GetObjectOutput) -> Vec<(&'static str, Option<Value>)> {
    let text = |text: Option<&str>| text.map(Value::from);
    vec![
        ("LastModified", time(output.last_modified())),
        ("ContentLength", output.content_length().map(Value::from)),
        ("ETag", text(output.e_tag())),
        ("AcceptRanges", text(output.accept_ranges())),
        ("ContentType", text(output.content_type())),
        ("ServerSideEncryption", text(output.server_side_encryption().map(|value| value.as_str()))),
        ("VersionId", text(output.version_id())),
        ("ChecksumCRC64NVME", text(output.checksum_crc64_nvme())),
    ]
}

pub(super) fn time(time: Option<&DateTime>) -> Option<Value> {
    time.map(|time| time.fmt(DateTimeFormat::DateTime).expect("it can be formatted").into())
}

/// Collects the members that are set.
fn members(all: Vec<(&'static str, Option<Value>)>) -> Value {
    all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}
