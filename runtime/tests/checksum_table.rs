//! The checksums of requests to an object store, as botocore 1.44.8 sends them to `http://localhost`: recorded with a handler of
//! `before-send`, with the same bodies. `aws-sdk-s3` 1.157.0 sends the same for bytes, with one difference: under `when_required`, it
//! ignores an algorithm that the caller selects for an operation whose model does not require a checksum.

#![cfg(all(feature = "checksum", feature = "xml"))]
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use smithereen::checksum::{Algorithm, HttpChecksum, When};
use smithereen::protocol::RestXml;
use smithereen::{Bytes, Endpoint, Operation, OperationSchema, Request, Service};

static STORE: Service = Service::new("Store", &RestXml::new(), |_| Endpoint::new("http://localhost"));

/// The checksum is optional: PutObject, UploadPart, RestoreObject, PutBucketAccelerateConfiguration.
const OPTIONAL: &HttpChecksum = &HttpChecksum::new().algorithm_member("ChecksumAlgorithm");
/// The service requires a checksum: DeleteObjects, PutBucketTagging.
const REQUIRED: &HttpChecksum = &HttpChecksum::new().algorithm_member("ChecksumAlgorithm").required();
/// The response can have a checksum: GetObject.
const RESPONSE: &HttpChecksum =
    &HttpChecksum::new().mode_member("ChecksumMode").response(&[Algorithm::Crc64Nvme, Algorithm::Crc32]);

#[derive(Clone, PartialEq)]
enum Failure {
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {});

/// Defines an operation whose body is a payload. The algorithm of a checksum is in the header `$header`.
macro_rules! operation {
    ($name:ident, $method:literal, $header:literal, $($checksum:ident)?) => {
        #[derive(Clone, Default, PartialEq)]
        struct $name {
            body: Option<Bytes>,
            algorithm: Option<String>,
            crc32c: Option<String>,
            md5: Option<String>,
            mode: Option<String>,
        }

        smithereen::structure!($name = "Input" {
            0 body => Member::new("Body").payload(),
            1 algorithm => Member::new("ChecksumAlgorithm").header($header),
            2 crc32c => Member::new("ChecksumCRC32C").header("x-amz-checksum-crc32c"),
            3 md5 => Member::new("ContentMD5").header("Content-MD5"),
            4 mode => Member::new("ChecksumMode").header("x-amz-checksum-mode"),
        });

        impl Operation for $name {
            type Output = ();
            type Error = Failure;
            const OPERATION: &'static OperationSchema =
                &OperationSchema::new(&STORE, stringify!($name), $method, "/") $(.checksum($checksum))?;
        }

        impl $name {
            fn new(body: &'static str) -> Self {
                let body = (!body.is_empty()).then(|| Bytes::from(body));
                Self { body, ..Self::default() }
            }
        }
    };
}

operation!(PutObject, "PUT", "x-amz-sdk-checksum-algorithm", OPTIONAL);
operation!(UploadPart, "PUT", "x-amz-sdk-checksum-algorithm", OPTIONAL);
operation!(RestoreObject, "POST", "x-amz-sdk-checksum-algorithm", OPTIONAL);
operation!(DeleteObjects, "POST", "x-amz-sdk-checksum-algorithm", REQUIRED);
operation!(PutBucketTagging, "PUT", "x-amz-sdk-checksum-algorithm", REQUIRED);
operation!(CreateMultipartUpload, "POST", "x-amz-checksum-algorithm",);
operation!(CompleteMultipartUpload, "POST", "x-amz-checksum-algorithm",);
operation!(CopyObject, "PUT", "x-amz-checksum-algorithm",);
operation!(GetObject, "GET", "x-amz-checksum-algorithm", RESPONSE);
operation!(HeadObject, "HEAD", "x-amz-checksum-algorithm",);

const DELETE: &str =
    r#"<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Object><Key>k</Key></Object></Delete>"#;
const TAGGING: &str = concat!(
    r#"<Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TagSet><Tag><Key>a</Key><Value>b</Value></Tag>"#,
    "</TagSet></Tagging>"
);

/// Returns the headers with checksums, sorted, without `x-amz-` before their names.
fn headers(request: &Request<Bytes>) -> String {
    let headers = request.headers().iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap()));
    let headers = headers.filter(|(name, _)| name.contains("checksum") || *name == "content-md5");
    let mut lines: Vec<String> =
        headers.map(|(name, value)| format!("{}: {value}", name.trim_start_matches("x-amz-"))).collect();
    lines.sort();
    lines.join(", ")
}

fn sent<O: Operation>(input: &O, when: When) -> String {
    let endpoint = Endpoint::new("http://localhost").unwrap();
    headers(&input.to_http(&endpoint.request_checksums(when).response_checksums(when)).unwrap())
}

/// Compares the headers by default, under `when_required`, and with the algorithm SHA256.
macro_rules! table {
    ($($operation:ident($body:expr): $default:literal, $required:literal, $selected:literal;)*) => {$(
        let input = $operation::new($body);
        let name = stringify!($operation);
        assert_eq!(sent(&input, When::Supported), $default, "{name}, by default");
        assert_eq!(sent(&input, When::Required), $required, "{name}, when required");
        let input = $operation { algorithm: Some("SHA256".to_owned()), ..input };
        for when in [When::Supported, When::Required] {
            assert_eq!(sent(&input, when), $selected, "{name}, selected, {when:?}");
        }
    )*};
}

#[test]
fn requests_have_the_checksums_of_botocore() {
    table! {
        PutObject("good"): "checksum-crc32: bIROkg==, sdk-checksum-algorithm: CRC32", "",
            "checksum-sha256: dw5gdiTWiSZcpsRIhNCAfZsFTSPEc8EGxyvp3gi3N2w=, sdk-checksum-algorithm: SHA256";
        UploadPart("good"): "checksum-crc32: bIROkg==, sdk-checksum-algorithm: CRC32", "",
            "checksum-sha256: dw5gdiTWiSZcpsRIhNCAfZsFTSPEc8EGxyvp3gi3N2w=, sdk-checksum-algorithm: SHA256";
        RestoreObject(""): "checksum-crc32: AAAAAA==, sdk-checksum-algorithm: CRC32", "",
            "checksum-sha256: 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=, sdk-checksum-algorithm: SHA256";
        DeleteObjects(DELETE): "checksum-crc32: tCs18Q==, sdk-checksum-algorithm: CRC32",
            "checksum-crc32: tCs18Q==, sdk-checksum-algorithm: CRC32",
            "checksum-sha256: 7hQAjPi43BVgrvhayOKZxa/QbH3IV+RM4oG+/+YvCT0=, sdk-checksum-algorithm: SHA256";
        PutBucketTagging(TAGGING): "checksum-crc32: Mr5yoA==, sdk-checksum-algorithm: CRC32",
            "checksum-crc32: Mr5yoA==, sdk-checksum-algorithm: CRC32",
            "checksum-sha256: WDsnQSerDXwWGU7UcIQoW463rzj1z0Jg5kVXwgCWL2I=, sdk-checksum-algorithm: SHA256";
        CreateMultipartUpload(""): "", "", "checksum-algorithm: SHA256";
        CompleteMultipartUpload("<CompleteMultipartUpload/>"): "", "", "checksum-algorithm: SHA256";
        CopyObject(""): "", "", "checksum-algorithm: SHA256";
    }
    assert_eq!(sent(&GetObject::new(""), When::Supported), "checksum-mode: ENABLED");
    assert_eq!(sent(&GetObject::new(""), When::Required), "");
    assert_eq!(sent(&HeadObject::new(""), When::Supported), "");
}

#[test]
fn a_checksum_of_the_caller_is_sent_alone() {
    let own = PutObject { crc32c: Some("mine".to_owned()), ..PutObject::new("good") };
    assert_eq!(sent(&own, When::Supported), "checksum-crc32c: mine");
    let both = PutObject { algorithm: Some("SHA256".to_owned()), ..own };
    assert_eq!(sent(&both, When::Supported), "checksum-crc32c: mine, sdk-checksum-algorithm: SHA256");
    // The MD5 of the caller is sent beside the checksum.
    let md5 = PutObject { md5: Some("dVxPY2U2XAsuXpmoEMbqZg==".to_owned()), ..PutObject::new("good") };
    let expected =
        "checksum-crc32: bIROkg==, content-md5: dVxPY2U2XAsuXpmoEMbqZg==, sdk-checksum-algorithm: CRC32";
    assert_eq!(sent(&md5, When::Supported), expected);
}
