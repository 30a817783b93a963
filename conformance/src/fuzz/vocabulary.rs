//! Texts, names, numbers and entries that mutations insert.

use super::rng::Rng;
use super::tree::Tree;

/// Texts that could escape from a folder, a line, a literal, a comment or an identifier.
const HOSTILE: &[&str] = &[
    "../../x",
    "..",
    ".",
    "/",
    "/etc/passwd",
    "a/b",
    "C:\\x",
    "\\",
    "\"",
    "'",
    "`",
    "```",
    "*/",
    "//",
    "/*",
    "\n",
    "\r",
    "\r\n",
    "\0",
    "\u{7f}",
    "\u{85}",
    "\u{202e}",
    "\u{2066}",
    "\u{200f}",
    "\u{61c}",
    "\u{2028}",
    "\u{feff}",
    "\u{200d}",
    "\u{fffd}",
    "\u{10ffff}",
    "é",
    "名前",
    "🦀",
    "ﬁ",
    "İ",
    "",
    " ",
    "{}",
    "{",
    "}",
    "{0}",
    "{id}",
    "{id+}",
    "{{x}}",
    "%2e%2e",
    "%s",
    "?a=b",
    "#",
    "&",
    "a:b",
    "$crate",
    "#![x]",
    "x\"]; fn main() {} //",
    "r#\"x\"#",
    "]",
    "[a](b)",
    "<b>",
    "<!--",
    "-",
    "--",
    "_",
    "__",
    "0",
    "1",
    "-1",
    "1e9",
    "2nd",
    "a-b",
    "a.b",
    "a b",
];

/// Names that Rust, its prelude or generated code uses.
const TAKEN: &str = "fn self Self crate super type r#type match async await gen try yield dyn union macro_rules static \
    true null new default String Option Vec Box Result Ok Err Some None Default Clone Debug From Error \
    Unknown Client Operation Input Output Schema Member Slot Ref std core alloc smithereen serde types \
    errors enums endpoint mod lib http Value Bytes u8 str bool main Params code";

/// Boundary values and unusual notations.
const NUMBERS: &str = "0 -0 -1 1 255 256 65536 2147483648 -2147483649 9223372036854775807 9223372036854775808 \
    -9223372036854775809 18446744073709551616 340282366920938463463374607431768211456 0.1 1.5 -1e-5 \
    1e308 1e309 -1e309 1E+2 00 NaN 0x10";

/// Names of map entries in models, one per line: key and value.
const KNOWN: &str = r#"
    type: "structure"
    type: "string"
    type: "blob"
    type: "list"
    type: "map"
    type: "timestamp"
    type: "double"
    type: "biginteger"
    location: "header"
    location: "headers"
    location: "uri"
    location: "querystring"
    location: "statusCode"
    locationName: "x-a"
    locationName: "authorization"
    timestampFormat: "rfc822"
    timestampFormat: "unixTimestamp"
    payload: "clientToken"
    sensitive: true
    idempotencyToken: true
    jsonvalue: true
    streaming: true
    eventstream: true
    event: true
    eventpayload: true
    exception: true
    fault: true
    document: true
    union: true
    box: true
    deprecated: true
    flattened: true
    deprecatedMessage: "old"
    hostLabel: true
    endpoint: {"hostPrefix":"{a}.b."}
    contextParam: {"name":"Region"}
    required: ["enabled","enabled"]
    enum: ["","a","A"]
    error: {"code":"X","httpStatusCode":409,"senderFault":true}
    retryable: {"throttling":true}
    authtype: "none"
    auth: ["aws.auth#sigv4a"]
    auth: ["smithy.api#httpBearerAuth","smithy.api#noAuth"]
    auth: [{"smithy.api#httpApiKeyAuth":{"name":"X-Key","in":"header","scheme":"Key"}}]
    auth: [{"smithy.api#httpApiKeyAuth":{"name":"a key","in":"query"}}]
    httpChecksumRequired: true
    httpChecksum: {"requestAlgorithmMember":"clientToken","requestChecksumRequired":true}
    httpChecksum: {"requestValidationModeMember":"gone","responseAlgorithms":["CRC32","SHA1024"]}
    min: 0
    max: -1
    pattern: "("
    key: {"shape":"String"}
    value: {"shape":"String"}
    member: {"shape":"String"}
    protocol: "rest-json"
    requestUri: "/{a}/{b+}?c&d=e"
    fn: "aws.parseArn"
    fn: "isSet"
    argv: [{"ref":"Region"}]
    assign: "Region"
    url: "https://{Region}.{a#b}"
    headers: {"x":["{Region}"]}
    conditions: []
    rules: []
    builtIn: "AWS::Region"
    default: true
    regionRegex: "^(us|eu)\\-\\w+$"
"#;

/// Returns a replacement for `old`, which may contain it.
pub(super) fn text(old: &str, rng: &mut Rng) -> String {
    let hostile = rng.of_these(HOSTILE).copied().unwrap_or_default();
    match rng.below(8) {
        0 => format!("{old}{hostile}"),
        1 => format!("{hostile}{old}"),
        2 => repeated(old, hostile, rng),
        3..=5 => word(TAKEN, rng),
        _ => hostile.to_owned(),
    }
}

fn repeated(old: &str, hostile: &str, rng: &mut Rng) -> String {
    let part = match (old, hostile) {
        ("", "") => "x",
        ("", hostile) => hostile,
        (old, _) => old,
    };
    let length = if rng.once_in(20) { 100_000 } else { 300 };
    part.repeat(length / part.len() + 1)
}

/// Returns a name that is in use, or that differs from an existing one only in case.
pub(super) fn name(old: &str, rng: &mut Rng) -> String {
    match rng.below(6) {
        0 => old.to_uppercase(),
        1 => old.to_lowercase(),
        2 => format!("{old}_"),
        3 => text(old, rng),
        _ => word(TAKEN, rng),
    }
}

/// Returns a number.
pub(super) fn number(rng: &mut Rng) -> Tree {
    Tree::Number(word(NUMBERS, rng))
}

/// Returns an entry of a model.
pub(super) fn entry(rng: &mut Rng) -> (String, Tree) {
    let entries: Vec<(String, Tree)> = entries().collect();
    rng.of_these(&entries).cloned().unwrap_or_else(|| (String::new(), Tree::Null))
}

fn entries() -> impl Iterator<Item = (String, Tree)> {
    KNOWN.lines().filter_map(|line| {
        let (key, value) = line.trim().split_once(": ")?;
        Some((key.to_owned(), Tree::from_json(value).ok()?))
    })
}

/// Returns a word of a list.
fn word(list: &str, rng: &mut Rng) -> String {
    let words: Vec<&str> = list.split_whitespace().collect();
    rng.of_these(&words).copied().unwrap_or_default().to_owned()
}

/// Returns a part of a text.
pub(super) fn part(text: &str, rng: &mut Rng) -> String {
    let length = text.chars().count();
    let skip = if rng.once_in(3) { rng.below(length) } else { 0 };
    text.chars().skip(skip).take(rng.below(length)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_json() {
        assert_eq!(entries().count(), KNOWN.trim().lines().count());
    }
}
