//! Verifies AWS Signature Version 4, written from its specification and independent of all client code.

use super::RecordedRequest;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// The credentials and the signing scope of accepted requests.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Account {
    pub(crate) key: &'static str,
    pub(crate) secret: &'static str,
    pub(crate) token: Option<&'static str>,
    pub(crate) region: &'static str,
    pub(crate) service: &'static str,
    /// Whether the signature encodes the path a second time.
    pub(crate) escaped_twice: bool,
}

impl Account {
    /// Accepts all requests, signed or not.
    pub(crate) const ANYBODY: Self =
        Self { escaped_twice: true, key: "", secret: "", token: None, region: "", service: "" };
}

/// The fields of the header `authorization`.
struct Claim<'a> {
    credential: &'a str,
    headers: Vec<&'a str>,
    signature: &'a str,
}

/// Verifies the signature of a request.
///
/// # Errors
/// Describes the first problem.
pub(crate) fn check(request: &RecordedRequest, account: &Account) -> Result<(), String> {
    if account.key.is_empty() {
        return Ok(());
    }
    let claim = claim(request.header("authorization").ok_or("no authorization")?)?;
    let time = request.header("x-amz-date").ok_or("no x-amz-date")?;
    let scope = scope(time, account)?;
    if claim.credential != format!("{}/{scope}", account.key) {
        return Err(format!("the credential is {}, not {}/{scope}", claim.credential, account.key));
    }
    if request.header("x-amz-security-token") != account.token {
        return Err("another session token".to_owned());
    }
    check_headers(request, account, &claim)?;
    let canonical = canonical_request(request, account, &claim.headers)?;
    let text = format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{}", hex(&Sha256::digest(&canonical)));
    match hex(&sign(&key(account, time), &text)) == claim.signature {
        true => Ok(()),
        false => Err(format!("another signature for\n{canonical}\n\n{text}")),
    }
}

fn claim(header: &str) -> Result<Claim<'_>, String> {
    let fields = header.strip_prefix("AWS4-HMAC-SHA256 ").ok_or("another algorithm")?;
    let field = |name: &str| {
        let mut fields = fields.split(", ").filter_map(|field| field.split_once('='));
        fields.find(|(given, _)| *given == name).map(|(_, value)| value).ok_or(format!("no {name}"))
    };
    Ok(Claim {
        credential: field("Credential")?,
        headers: field("SignedHeaders")?.split(';').collect(),
        signature: field("Signature")?,
    })
}

pub(super) fn scope(time: &str, account: &Account) -> Result<String, String> {
    let is_time = time.len() == 16 && time.as_bytes()[8] == b'T' && time.ends_with('Z');
    let day = if is_time { &time[..8] } else { return Err(format!("no time: {time}")) };
    Ok(format!("{day}/{}/{}/aws4_request", account.region, account.service))
}

/// Checks that signed headers are sorted and unique, and that all required headers are signed.
fn check_headers(request: &RecordedRequest, account: &Account, claim: &Claim<'_>) -> Result<(), String> {
    let mut needed = vec!["host", "x-amz-date"];
    needed.extend(account.token.map(|_| "x-amz-security-token"));
    needed.extend(request.header("content-type").map(|_| "content-type"));
    if let Some(missing) = needed.iter().find(|name| !claim.headers.contains(name)) {
        return Err(format!("the header {missing} is not signed"));
    }
    match claim.headers.is_sorted_by(|one, next| one < next) {
        true => Ok(()),
        false => Err(format!("signed headers in no order: {:?}", claim.headers)),
    }
}

fn canonical_request(
    request: &RecordedRequest,
    account: &Account,
    signed: &[&str],
) -> Result<String, String> {
    let mut headers = String::new();
    for name in signed {
        let value =
            request.header(name).ok_or_else(|| format!("the signed header {name} is not there once"))?;
        let words: Vec<_> = value.split(' ').filter(|word| !word.is_empty()).collect();
        headers.push_str(&format!("{name}:{}\n", words.join(" ")));
    }
    let query = request.query().split('&').filter(|pair| !pair.is_empty());
    // A name alone, such as `?uploads` of S3, has an empty value.
    let mut query: Vec<_> = query.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).collect();
    query.sort_unstable();
    let query: Vec<_> = query.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let (method, path, body) =
        (&request.method, canonical_path(request.path(), account), hex(&Sha256::digest(&request.body)));
    let body = match request.header("x-amz-content-sha256") {
        // The chunks have signatures of their own.
        Some(streaming) if streaming.starts_with("STREAMING-AWS4-") => streaming.to_owned(),
        Some(given) if given != body => return Err("another hash of the body".to_owned()),
        _ => body,
    };
    Ok([method, &path, &query.join("&"), &headers, &signed.join(";"), &body].map(String::as_str).join("\n"))
}

/// Normalizes the path and, for every service but S3, encodes it a second time.
fn canonical_path(path: &str, account: &Account) -> String {
    let mut segments = Vec::new();
    for segment in path.split('/').filter(|segment| !matches!(*segment, "" | ".")) {
        match segment {
            ".." => drop(segments.pop()),
            _ if account.escaped_twice => segments.push(escape(segment)),
            _ => segments.push(segment.to_owned()),
        }
    }
    let end = if path.ends_with('/') && !segments.is_empty() { "/" } else { "" };
    format!("/{}{end}", segments.join("/"))
}

fn escape(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(escape).collect()
}

pub(super) fn key(account: &Account, time: &str) -> Vec<u8> {
    let secret = format!("AWS4{}", account.secret).into_bytes();
    let parts = [&time[..8], account.region, account.service, "aws4_request"];
    parts.iter().fold(secret, |key, part| sign(&key, part))
}

pub(super) fn sign(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// Returns the SHA-256 in hexadecimal digits.
pub(super) fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The example of the AWS documentation.
#[test]
fn a_known_signature_is_recomputed() {
    let account = Account {
        key: "AKIDEXAMPLE",
        secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        token: None,
        region: "us-east-1",
        service: "iam",
        escaped_twice: true,
    };
    let signed = "Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, \
                  SignedHeaders=content-type;host;x-amz-date, \
                  Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";
    let headers = [
        ("authorization", format!("AWS4-HMAC-SHA256 {signed}")),
        ("content-type", "application/x-www-form-urlencoded; charset=utf-8".to_owned()),
        ("host", "iam.amazonaws.com".to_owned()),
        ("x-amz-date", "20150830T123600Z".to_owned()),
    ];
    let mut request = RecordedRequest {
        method: "GET".to_owned(),
        target: "/?Action=ListUsers&Version=2010-05-08".to_owned(),
        headers: headers.map(|(name, value)| (name.to_owned(), value)).to_vec(),
        body: Vec::new(),
        fault: None,
    };
    assert_eq!(check(&request, &account), Ok(()));
    request.body = b"x".to_vec();
    assert!(check(&request, &account).is_err());
}
