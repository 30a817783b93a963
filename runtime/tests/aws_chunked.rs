//! Encoded bodies with the signatures of Amazon S3's documentation, an upload of 65 KiB of `a` in chunks of 64 KiB.

#![cfg(all(feature = "checksum", feature = "sign"))]
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use smithereen::aws_chunked::{Encoder, Layout};
use smithereen::checksum::Algorithm;
use smithereen::sign::{Credentials, Payload, Signature, Signer, SigningConfig};
use smithereen::{Bytes, Request, Timestamp};

const LENGTH: usize = 65 * 1024;

fn signer() -> Signer {
    Signer::new(Credentials::new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"))
}

/// 2013-05-24T00:00:00Z.
fn time() -> Timestamp {
    Timestamp::new(1_369_353_600, 0)
}

/// Signs the request of the example with the headers of the layout, and returns the configuration and the signature.
fn sign(layout: Layout, has_length: bool) -> (SigningConfig, Signature) {
    let mut request = Request::put("https://s3.amazonaws.com/examplebucket/chunkObject.txt")
        .header("x-amz-storage-class", "REDUCED_REDUNDANCY")
        .body(Bytes::new())
        .unwrap();
    layout.set_headers(request.headers_mut(), Some(65 * 1024));
    if !has_length {
        request.headers_mut().remove("content-length");
    }
    let config = SigningConfig::new("s3", "us-east-1").as_sent().payload(layout.payload());
    let seed = signer().sign(&mut request, &config, time()).unwrap();
    (config, seed)
}

/// Encodes the body of the example in parts of this size.
fn encode(layout: Layout, config: &SigningConfig, seed: Signature, size: usize) -> String {
    let mut encoder = Encoder::signed(layout, signer().chunks(config, seed, time()).unwrap());
    let body = Bytes::from(vec![b'a'; LENGTH]);
    (0..LENGTH).step_by(size).for_each(|at| encoder.push(body.slice(at..LENGTH.min(at + size))));
    let mut encoded = Vec::new();
    while let Some(piece) = encoder.pull() {
        encoded.extend_from_slice(&piece);
    }
    encoder.finish().iter().for_each(|piece| encoded.extend_from_slice(piece));
    String::from_utf8(encoded).unwrap()
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html>
#[test]
fn the_documented_body_has_its_signatures() {
    let layout = Layout::signed();
    assert_eq!(
        (layout.payload(), layout.encoded_length(65 * 1024)),
        (Payload::StreamingSigned, Some(66_824))
    );
    let (config, seed) = sign(layout, true);
    let expected = format!(
        "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n{}\r\n\
         400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n{}\r\n\
         0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n",
        "a".repeat(64 * 1024),
        "a".repeat(1024)
    );
    for size in [LENGTH, 1000, 64 * 1024] {
        assert_eq!(encode(layout, &config, seed, size), expected, "{size}");
    }
    assert_eq!(expected.len(), 66_824);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>, whose request has no length.
#[test]
fn the_documented_body_has_a_signed_trailer() {
    let layout = Layout::signed().with_trailer(Algorithm::Crc32c);
    let expected_length = (Payload::StreamingSignedTrailer, Some(66_946));
    assert_eq!((layout.payload(), layout.encoded_length(65 * 1024)), expected_length);
    let (config, seed) = sign(layout, false);
    let body = encode(layout, &config, seed, 5000);
    let end = "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n\
               x-amz-checksum-crc32c:sOO8/Q==\r\n\
               x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n";
    assert!(body.ends_with(end), "{}", body.trim_start_matches('a'));
    assert_eq!(body.len(), 66_946);
}
