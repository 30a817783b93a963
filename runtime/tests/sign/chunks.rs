//! Signed chunks: the examples of Amazon S3's documentation, an upload of 65 KiB of `a` in chunks of 64 KiB.

use http::Request;
use smithereen::sign::{Credentials, Payload, Signature, Signer, SigningConfig};
use smithereen::{Bytes, Timestamp};

const KIB: usize = 1024;

fn signer() -> Signer {
    Signer::new(Credentials::new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"))
}

/// 2013-05-24T00:00:00Z.
fn time() -> Timestamp {
    Timestamp::new(1_369_353_600, 0)
}

fn config(payload: Payload) -> SigningConfig {
    SigningConfig::new("s3", "us-east-1").as_sent().payload(payload)
}

/// Signs the head of the example, and returns the signature.
fn sign(payload: Payload, (name, value): (&str, &str)) -> Signature {
    let request = Request::put("https://s3.amazonaws.com/examplebucket/chunkObject.txt")
        .header("x-amz-storage-class", "REDUCED_REDUNDANCY")
        .header("Content-Encoding", "aws-chunked")
        .header("x-amz-decoded-content-length", "66560");
    let mut request = request.header(name, value).body(Bytes::new()).unwrap();
    signer().sign(&mut request, &config(payload), time()).unwrap()
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html>
#[test]
fn the_documented_chunks_are_signed() {
    let seed = sign(Payload::StreamingSigned, ("Content-Length", "66824"));
    assert_eq!(seed.to_string(), "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
    let mut chunks = signer().chunks(&config(Payload::StreamingSigned), seed, time()).unwrap();
    for (length, signature) in [
        (64 * KIB, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"),
        (KIB, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"),
        (0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"),
    ] {
        assert_eq!(chunks.sign(&vec![b'a'; length]).to_string(), signature, "{length}");
    }
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>
#[test]
fn the_documented_trailers_are_signed() {
    let seed = sign(Payload::StreamingSignedTrailer, ("x-amz-trailer", "x-amz-checksum-crc32c"));
    let config = config(Payload::StreamingSignedTrailer);
    assert_eq!(seed.to_string(), "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e");
    let mut chunks = signer().chunks(&config, seed, time()).unwrap();
    for (length, signature) in [
        (64 * KIB, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2"),
        (KIB, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7"),
        (0, "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992"),
    ] {
        assert_eq!(chunks.sign(&vec![b'a'; length]).to_string(), signature, "{length}");
    }
    let trailers = [("x-amz-checksum-crc32c", "sOO8/Q==")];
    let expected = "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435";
    assert_eq!(chunks.sign_trailers(trailers).to_string(), expected);
}
