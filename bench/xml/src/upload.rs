//! The request of S3's `CompleteMultipartUpload` with 1,000 parts, written.

use crate::measure::{Candidate, compare};
use crate::objects::{CompletedMultipartUpload, CompletedPart, UploadInput};
use aws_sdk_s3::operation::complete_multipart_upload::{
    CompleteMultipartUpload, CompleteMultipartUploadInput,
};
use aws_sdk_s3::types;
use aws_smithy_runtime_api::client::interceptors::context::Input;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{SerializeRequest, SharedRequestSerializer};
use aws_smithy_types::config_bag::ConfigBag;
use smithereen::{Endpoint, Operation};
use std::hint::black_box;

const PARTS: i32 = 1000;

pub(crate) fn run() {
    compare(&format!("write a request of {PARTS} parts"), candidates());
}

/// Returns both writers, which write the same document.
pub(crate) fn candidates() -> Vec<Candidate<'static>> {
    let (ours, official) = (ours(), official());
    let endpoint = Endpoint::new("https://s3.example.com").expect("it is valid");
    let write_ours = {
        let ours = ours.clone();
        move || ours.to_http(&endpoint).expect("we write it")
    };
    let layer = CompleteMultipartUpload::new().config().expect("it has a configuration");
    let write_official = {
        let official = official.clone();
        move || -> HttpRequest {
            let serializer = layer.load::<SharedRequestSerializer>().expect("it has a serializer");
            let input = Input::erase(official.clone());
            serializer.serialize_input(input, &mut ConfigBag::base()).expect("aws-sdk-s3 writes it")
        }
    };
    let written = write_official();
    // aws-sdk-s3 escapes quotation marks in text, which XML does not require.
    let theirs =
        String::from_utf8_lossy(written.body().bytes().expect("it is in memory")).replace("&quot;", "\"");
    assert_eq!(String::from_utf8_lossy(write_ours().body()), theirs);
    vec![
        Candidate::new("smithereen", move || drop(black_box(write_ours()))),
        Candidate::new("aws-sdk-s3, with a clone of its input", move || drop(black_box(write_official()))),
        Candidate::new("the clone alone", move || drop(black_box(official.clone()))),
    ]
}

fn e_tag(number: i32) -> String {
    format!("\"{:032x}\"", number as u128 * 0x0123_4567_890a_bcde_f123_4567)
}

fn ours() -> UploadInput {
    let part = |number| CompletedPart {
        e_tag: Some(e_tag(number)),
        checksum_crc32: Some("AAAAAA==".to_owned()),
        part_number: Some(number),
        ..CompletedPart::default()
    };
    UploadInput {
        bucket: Some("bucket".to_owned()),
        key: Some("key".to_owned()),
        upload_id: Some("upload".to_owned()),
        multipart_upload: Some(CompletedMultipartUpload { parts: Some((1..=PARTS).map(part).collect()) }),
    }
}

fn official() -> CompleteMultipartUploadInput {
    let part = |number| {
        let part = types::CompletedPart::builder().e_tag(e_tag(number));
        part.checksum_crc32("AAAAAA==").part_number(number).build()
    };
    let parts = Some((1..=PARTS).map(part).collect());
    let upload = types::CompletedMultipartUpload::builder().set_parts(parts).build();
    let input = CompleteMultipartUploadInput::builder().bucket("bucket").key("key").upload_id("upload");
    input.multipart_upload(upload).build().expect("it is complete")
}
