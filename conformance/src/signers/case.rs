//! Random requests, with their services, regions and credentials.

use crate::random::Random;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// The signer whose signatures are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Peer {
    /// `aws-sigv4`.
    Official,
    /// botocore. It signs fewer headers, for example neither `expect` nor `te`, and does not normalize the query.
    Botocore,
}

/// Whether a signature covers the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    Hashed,
    Unsigned,
    /// The rules of Amazon S3: hashed in headers, unsigned in URLs, and the path as it is sent.
    Objects,
}

#[derive(Debug)]
pub(super) struct Case {
    pub(super) method: &'static str,
    pub(super) url: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) data: Vec<u8>,
    pub(super) service: String,
    pub(super) region: String,
    pub(super) body: Body,
    pub(super) access_key: String,
    pub(super) secret_key: String,
    pub(super) token: Option<String>,
    pub(super) seconds: u32,
    pub(super) expires: u32,
}

const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];
const ORIGINS: &[&str] = &[
    "https://example.com",
    "http://example.com:80",
    "http://example.com:8080",
    "https://example.com:443",
    "https://a.b-c.example.com:80",
    "http://[::1]:4566",
    "http://127.0.0.1",
];
const SEGMENTS: &[&str] =
    &["", ".", "..", "...", ".a", "a.", "%2F", "%2E%2E", "~", "a+b", "ä", "a:b@c", "$&,;=*'()!"];
/// Text of a query that is percent-encoded as the signature requires.
const CANONICAL: &[&str] = &["", "a", "Zz9", "-._~", "%20", "%2F", "%C3%A4", "%25", "%2B", "%3D", "%26"];
/// Text that is not percent-encoded in that form.
/// No percent sign begins an escape of a byte that is not UTF-8, which `aws-sigv4` replaces.
const LOOSE: &[&str] = &["+", "/", ":", "@", "%7e", "%2f", "%41", "ä", "%g", "%zz", "*", "'"];
const NAMES: &[&str] = &[
    "Accept-Encoding",
    "amz-sdk-invocation-id",
    "content-length",
    "Content-Type",
    "if-match",
    "range",
    "transfer-encoding",
    "user-agent",
    "x-amz-acl",
    "x-amz-meta-a",
    "x-amz-meta-b",
    "x-amz-target",
    "x-amzn-trace-id",
    "z_z~z",
];
const OFFICIAL_NAMES: &[&str] =
    &["authorization", "connection", "date", "expect", "te", "x-amz-user-agent", "host"];

impl Case {
    pub(super) fn random(random: &mut Random, peer: Peer) -> Self {
        let is_official = peer == Peer::Official;
        let origin = pick(random, ORIGINS);
        let body = *random.pick(&[Body::Hashed, Body::Unsigned, Body::Objects]).unwrap_or(&Body::Hashed);
        // botocore always signs bodies over http.
        let body = if !is_official && body == Body::Unsigned && origin.starts_with("http:") {
            Body::Hashed
        } else {
            body
        };
        let url = format!("{origin}{}{}", path(random, is_official), query(random, is_official));
        let data = match random.chance(50) {
            true => Vec::new(),
            false => (0..random.below(200)).map(|_| random.next() as u8).collect(),
        };
        Self {
            method: pick(random, METHODS),
            url,
            headers: headers(random, is_official),
            data,
            service: text(random, b"abcz019-", 12),
            region: text(random, b"abcz019-", 12),
            body,
            access_key: text(random, b"ABCZ019", 20),
            secret_key: text(random, b"abcABC019/+=", 80),
            token: random.chance(50).then(|| text(random, b"abcABC019/+=", 60)),
            seconds: random.next() as u32,
            expires: random.between(0, 604_800),
        }
    }

    pub(super) fn to_json(&self) -> Value {
        json!({
            "method": self.method,
            "url": self.url,
            "headers": self.headers,
            "data_base64": STANDARD.encode(&self.data),
            "service": self.service,
            "region": self.region,
            "body": format!("{:?}", self.body),
            "access_key": self.access_key,
            "secret_key": self.secret_key,
            "token": self.token,
            "seconds": self.seconds,
            "expires": self.expires,
        })
    }
}

fn pick(random: &mut Random, from: &[&'static str]) -> &'static str {
    random.pick(from).copied().unwrap_or_default()
}

/// Returns text of at least one and at most `most` characters.
fn text(random: &mut Random, characters: &[u8], most: usize) -> String {
    (0..=random.below(most)).map(|_| random.pick(characters).copied().map_or('a', char::from)).collect()
}

fn path(random: &mut Random, is_official: bool) -> String {
    let mut path = String::new();
    for _ in 0..random.below(6) {
        path.push('/');
        match random.chance(50) {
            true => path.push_str(pick(random, SEGMENTS)),
            false => path.push_str(&text(random, b"abcXYZ019-._~", 12)),
        }
    }
    match is_official {
        true => path,
        // botocore does not replace a dot segment at the end by a slash, and adds no slash to a URL without a path.
        false => path + "/",
    }
}

/// Returns a query with a question mark, or nothing. The names of a canonical query differ.
fn query(random: &mut Random, is_loose: bool) -> String {
    let mut query = String::new();
    for index in 0..random.below(5) {
        query.push(if query.is_empty() { '?' } else { '&' });
        push(random, &mut query, is_loose, 3);
        match is_loose {
            true if random.chance(20) => continue,
            true => query.push('='),
            // botocore keeps one parameter of each name.
            false => query.push_str(&format!("n{index}=")),
        }
        push(random, &mut query, is_loose, 4);
    }
    query
}

/// Appends fewer than `end` parts of a name or value.
fn push(random: &mut Random, query: &mut String, is_loose: bool, end: usize) {
    for _ in 0..random.below(end) {
        let from = if is_loose && random.chance(30) { LOOSE } else { CANONICAL };
        query.push_str(pick(random, from));
    }
}

fn headers(random: &mut Random, is_official: bool) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for _ in 0..random.below(8) {
        let names = if is_official && random.chance(20) { OFFICIAL_NAMES } else { NAMES };
        let name = pick(random, names);
        let mut value = " ".repeat(random.below(3));
        for _ in 0..random.below(4) {
            value.push_str(&text(random, b"abcXYZ019,;=\"/-", 8));
            value.push_str(&" ".repeat(random.below(3)));
        }
        headers.push((name.to_owned(), value));
    }
    headers
}
