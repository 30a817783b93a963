//! Decodes bodies with signed chunks and verifies their signatures, written from the specification and independent of all client code.

use super::RecordedRequest;
use super::sigv4::{self, Account};

/// The signature of a request or a chunk, and what the next one covers beside it.
struct Chain<'a> {
    key: Vec<u8>,
    time: &'a str,
    scope: String,
    prior: String,
}

impl Chain<'_> {
    fn check(&mut self, algorithm: &str, hashes: &str, signature: &str) -> Result<(), String> {
        let text = format!("{algorithm}\n{}\n{}\n{}\n{hashes}", self.time, self.scope, self.prior);
        let expected = sigv4::hex(&sigv4::sign(&self.key, &text));
        self.prior = signature.to_owned();
        if expected == signature { Ok(()) } else { Err(format!("another signature for\n{text}")) }
    }
}

/// Returns whether the chunks of a request have signatures.
pub(super) fn is_signed(request: &RecordedRequest) -> bool {
    let hash = request.header("x-amz-content-sha256").unwrap_or_default();
    hash.starts_with("STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
}

/// Replaces the body of a request by its content, and adds the trailer to its headers.
///
/// # Errors
/// Describes the first problem, such as a wrong signature of a chunk.
pub(crate) fn decode(request: &mut RecordedRequest, account: &Account) -> Result<(), String> {
    if account.key.is_empty() {
        return Ok(());
    }
    let time = request.header("x-amz-date").ok_or("no x-amz-date")?.to_owned();
    let seed = request.header("authorization").and_then(|header| header.rsplit_once("Signature="));
    let mut chain = Chain {
        key: sigv4::key(account, &time),
        time: &time,
        scope: sigv4::scope(&time, account)?,
        prior: seed.ok_or("no signature")?.1.to_owned(),
    };
    let (body, mut rest) = chunks(&request.body, &mut chain)?;
    let length = request.header("x-amz-decoded-content-length").ok_or("no decoded length")?;
    if length != body.len().to_string() {
        return Err(format!("the decoded length is {}, not {length}", body.len()));
    }
    let encodings = request.header("content-encoding").unwrap_or_default();
    if !encodings.ends_with("aws-chunked") {
        return Err(format!("another content encoding: {encodings:?}"));
    }
    if let Some(name) = request.header("x-amz-trailer").map(str::to_owned) {
        let (given, value) = line(&mut rest)?.split_once(':').ok_or("no trailer")?;
        let signature = line(&mut rest)?.strip_prefix("x-amz-trailer-signature:").ok_or("no signature")?;
        if given != name {
            return Err(format!("the trailer is {given}, not {name}"));
        }
        let hash = sigv4::hash(format!("{given}:{value}\n").as_bytes());
        chain.check("AWS4-HMAC-SHA256-TRAILER", &hash, signature)?;
        request.headers.push((name, value.to_owned()));
    }
    if rest != b"\r\n" {
        return Err("the body does not end after its trailer".to_owned());
    }
    request.body = body;
    Ok(())
}

/// Returns the content of the chunks, and what follows the last one.
fn chunks<'b>(mut rest: &'b [u8], chain: &mut Chain<'_>) -> Result<(Vec<u8>, &'b [u8]), String> {
    let mut body = Vec::new();
    loop {
        let (size, signature) =
            line(&mut rest)?.split_once(";chunk-signature=").ok_or("a chunk without a signature")?;
        let size = usize::from_str_radix(size, 16).map_err(|_| "no size of a chunk")?;
        let data = rest.get(..size).ok_or("a chunk is too short")?;
        let hashes = format!("{}\n{}", sigv4::hash(b""), sigv4::hash(data));
        chain.check("AWS4-HMAC-SHA256-PAYLOAD", &hashes, signature)?;
        rest = &rest[size..];
        if size == 0 {
            return Ok((body, rest));
        }
        body.extend_from_slice(data);
        rest = rest.strip_prefix(b"\r\n").ok_or("no line break after a chunk")?;
    }
}

/// Takes the next line.
fn line<'b>(rest: &mut &'b [u8]) -> Result<&'b str, String> {
    let end = rest.windows(2).position(|pair| pair == b"\r\n").ok_or("an incomplete line")?;
    let line = std::str::from_utf8(&rest[..end]).map_err(|_| "no text")?;
    *rest = &rest[end + 2..];
    Ok(line)
}
