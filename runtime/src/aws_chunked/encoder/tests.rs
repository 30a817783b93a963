//! Encoded bodies: their exact bytes, whatever the split of the data, and their lengths.

use super::*;
use crate::checksum::Algorithm;
use proptest::prelude::*;

/// Encodes parts, and returns the body and the number of bytes that were kept back at most.
fn encode(mut encoder: Encoder, parts: &[Bytes]) -> Vec<u8> {
    let mut body = Vec::new();
    for part in parts {
        encoder.push(part.clone());
        while let Some(piece) = encoder.pull() {
            body.extend_from_slice(&piece);
        }
        assert!(encoder.pending_length < encoder.layout.chunk_size);
    }
    encoder.finish().iter().for_each(|piece| body.extend_from_slice(piece));
    body
}

/// A signature that tells what was signed: the position of the chunk and the begin of its hash.
#[derive(Default)]
struct Counter(u8);

impl SignChunks for Counter {
    fn sign_chunk(&mut self, sha256: [u8; 32]) -> [u8; 32] {
        self.0 += 1;
        let mut signature = sha256;
        signature[0] = self.0;
        signature
    }

    fn sign_trailer(&mut self, name: &str, value: &str) -> [u8; 32] {
        self.sign_chunk(Sha256::digest(format!("{name}:{value}\n")).into())
    }
}

fn small(layout: Layout) -> Layout {
    Layout { chunk_size: 5, ..layout }
}

/// The frames of botocore 1.44.8 (`AwsChunkedWrapper`), with the chunk size 5.
#[test]
fn an_unsigned_body_has_a_checksum_after_its_chunks() {
    let body = |text: &'static str| {
        let layout = small(Layout::unsigned(Algorithm::Crc32));
        String::from_utf8(encode(Encoder::unsigned(layout), &[Bytes::from(text)])).unwrap()
    };
    assert_eq!(body(""), "0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n");
    let expected = "5\r\nhello\r\n5\r\n worl\r\n1\r\nd\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n";
    assert_eq!(body("hello world"), expected);
    // A full chunk is not followed by an empty one, but for the last.
    assert_eq!(body("hello"), "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n");
}

#[test]
fn a_signed_body_has_a_signature_with_each_chunk() {
    let layout = small(Layout::signed());
    let body = encode(Encoder::signed(layout, Counter::default()), &[Bytes::from("hello!")]);
    let hash = |data: &str| {
        let hex: String = Sha256::digest(data).iter().map(|byte| format!("{byte:02x}")).collect();
        hex[2..].to_owned()
    };
    let expected = format!(
        "5;chunk-signature=01{}\r\nhello\r\n1;chunk-signature=02{}\r\n!\r\n0;chunk-signature=03{}\r\n\r\n",
        hash("hello"),
        hash("!"),
        hash("")
    );
    assert_eq!(String::from_utf8(body).unwrap(), expected);
    let body = encode(Encoder::signed(layout.with_trailer(Algorithm::Crc32), Counter::default()), &[]);
    let expected = format!(
        "0;chunk-signature=01{}\r\nx-amz-checksum-crc32:AAAAAA==\r\nx-amz-trailer-signature:02{}\r\n\r\n",
        hash(""),
        hash("x-amz-checksum-crc32:AAAAAA==\n")
    );
    assert_eq!(String::from_utf8(body).unwrap(), expected);
}

#[test]
fn data_is_not_copied() {
    let data = Bytes::from(vec![7; 200_000]);
    let mut encoder = Encoder::unsigned(Layout::unsigned(Algorithm::Crc32));
    encoder.push(data.clone());
    let range = data.as_ptr_range();
    let mut pieces: Vec<Bytes> = std::iter::from_fn(|| encoder.pull()).collect();
    pieces.extend(encoder.finish());
    let inside = pieces.iter().filter(|piece| range.contains(&piece.as_ptr()));
    assert_eq!(inside.map(Bytes::len).sum::<usize>(), data.len());
}

#[test]
fn chunk_sizes_that_s3_rejects_are_raised() {
    let layout = Layout::signed().with_chunk_size(1);
    assert_eq!(layout.chunk_size, 8192);
    assert_eq!(Layout::signed().with_chunk_size(1 << 20).chunk_size, 1 << 20);
}

#[test]
fn headers_name_the_encoding_the_trailer_and_the_lengths() {
    let mut headers = http::HeaderMap::new();
    headers.insert("content-encoding", "gzip".parse().unwrap());
    Layout::unsigned(Algorithm::Sha256).set_headers(&mut headers, Some(0));
    assert_eq!(headers["content-encoding"], "gzip,aws-chunked");
    assert_eq!(headers["x-amz-trailer"], "x-amz-checksum-sha256");
    assert_eq!(headers["x-amz-decoded-content-length"], "0");
    let end = "0\r\nx-amz-checksum-sha256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\r\n\r\n".len();
    assert_eq!(headers["content-length"], end.to_string());
    let mut headers = http::HeaderMap::new();
    Layout::signed().set_headers(&mut headers, None);
    assert_eq!((headers.len(), &headers["content-encoding"]), (1, &"aws-chunked".parse().unwrap()));
}

#[test]
fn lengths_beyond_a_u64_are_none() {
    assert_eq!(Layout::signed().encoded_length(u64::MAX), None);
    assert!(Layout::signed().encoded_length(5 << 40).is_some());
}

proptest! {
    #[test]
    fn the_split_of_the_data_does_not_matter(
        parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..8),
        chunk_size in 1_usize..50,
        algorithm in prop::sample::select(Algorithm::BY_PRIORITY.to_vec()),
        is_signed: bool,
        has_trailer: bool,
    ) {
        let trailer = (has_trailer || !is_signed).then_some(algorithm);
        let layout = Layout { chunk_size, trailer, is_signed };
        let encoder = || match is_signed {
            true => Encoder::signed(layout, Counter::default()),
            false => Encoder::unsigned(layout),
        };
        let whole = parts.concat();
        let parts: Vec<Bytes> = parts.into_iter().map(Bytes::from).collect();
        let body = encode(encoder(), &[whole.clone().into()]);
        prop_assert_eq!(u64::try_from(body.len()).unwrap(), layout.encoded_length(whole.len() as u64).unwrap());
        prop_assert_eq!(encode(encoder(), &parts), body);
    }
}
