//! The response of S3's `ListObjectsV2` with 1,000 keys, read.

use crate::derived::ListBucketResult;
use crate::measure::{Candidate, compare};
use crate::objects::ListObjectsV2Input;
use aws_sdk_s3::operation::list_objects_v2::{ListObjectsV2, ListObjectsV2Output};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use smithereen::{Bytes, Operation, RawResponse, Validation};
use std::fmt::Write;
use std::hint::black_box;

const KEYS: usize = 1000;

pub(crate) fn run() {
    compare(&format!("read ListObjectsV2, {} KB", body().len() / 1000), candidates());
}

/// Returns all readers of one body, which find the same keys in it.
pub(crate) fn candidates() -> Vec<Candidate<'static>> {
    let body: &'static str = Box::leak(body().into_boxed_str());
    let response = http::Response::new(SdkBody::from(body));
    let official = HttpResponse::try_from(response).expect("it is valid");
    let ours = http::Response::new(Bytes::from_static(body.as_bytes()));
    let layer = ListObjectsV2::new().config().expect("it has a configuration");
    let config = ConfigBag::base();
    let read_ours = move || ListObjectsV2Input::parse_with(&RawResponse::from(&ours), Validation::Lenient);
    let read_official = move || {
        let deserializer = layer.load::<SharedResponseDeserializer>().expect("it has a deserializer");
        deserializer.deserialize_nonstreaming_with_config(&official, &config)
    };
    let derived = move || quick_xml::de::from_str::<ListBucketResult>(black_box(body));
    let rusty = move || rusty_s3::actions::ListObjectsV2::parse_response(black_box(body));

    let keys = {
        let read = read_official().expect("aws-sdk-s3 reads it").downcast::<ListObjectsV2Output>();
        let read = read.expect("it is this type");
        read.contents()
            .iter()
            .map(|object| object.key().expect("it has a key").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(keys.len(), KEYS);
    let contents = read_ours().expect("we read it").contents.unwrap_or_default();
    assert!(contents.iter().map(|object| object.key.as_deref()).eq(keys.iter().map(|key| Some(&**key))));
    let contents = derived().expect("quick-xml reads it").contents;
    assert!(contents.iter().map(|object| object.key.as_deref()).eq(keys.iter().map(|key| Some(&**key))));
    let contents = rusty().expect("rusty-s3 reads it").contents;
    assert!(contents.iter().map(|object| &object.key).eq(&keys));
    vec![
        Candidate::new("smithereen", move || drop(black_box(read_ours()))),
        Candidate::new("aws-sdk-s3", move || drop(black_box(read_official()))),
        Candidate::new("quick-xml, derived", move || drop(black_box(derived()))),
        Candidate::new("rusty-s3", move || drop(black_box(rusty()))),
        Candidate::new("quick-xml, events alone", move || events(black_box(body))),
    ]
}

/// Reads the events of a body and drops them: what a reader on quick-xml cannot be faster than.
fn events(body: &str) {
    let mut reader = quick_xml::Reader::from_str(body);
    while !matches!(black_box(reader.read_event().expect("it is valid")), quick_xml::events::Event::Eof) {}
}

fn body() -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>bucket</Name><Prefix></Prefix>\
         <NextContinuationToken>a/token=</NextContinuationToken><KeyCount>1000</KeyCount><MaxKeys>1000</MaxKeys>\
         <EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>",
    );
    for index in 0..KEYS {
        let tag = (index as u128 + 1) * 0x0123_4567_890a_bcde_f123_4567;
        let _ = write!(
            text,
            "<Contents><Key>logs/2026/08/21/host-{index:05}/part-{:08}.json.gz</Key>\
             <LastModified>2026-08-21T12:{:02}:{:02}.000Z</LastModified><ETag>&quot;{tag:032x}&quot;</ETag>\
             <ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType>\
             <Size>{}</Size><StorageClass>STANDARD</StorageClass></Contents>",
            index * 7,
            index % 60,
            index / 17,
            index * 4711,
        );
    }
    text + "</ListBucketResult>"
}
