//! Invalid inputs are rejected before a request exists, with an error that names the member and not its value.
//!
//! `requests.rs` has one case of each kind: labels, host labels, headers with line breaks, unknown union variants, deep
//! documents. This file has the other cases of each kind.

use fixtures::smithereen::{Bytes, Endpoint, Operation};
use serde_json::{Value, json};

fn at() -> Endpoint {
    Endpoint::new("https://example.com").unwrap()
}

/// Returns the rejected member and the reason.
fn rejection<O: Operation>(input: &O) -> (String, String) {
    let error = input.to_http(&at()).unwrap_err();
    assert_eq!(error.operation(), O::OPERATION.name);
    (error.member().to_owned(), error.reason().to_owned())
}

fn assert_rejected<O: Operation>(input: &O, member: &str, case: &str) {
    let (at, reason) = rejection(input);
    assert_eq!(at, member, "{case}: {reason}");
}

fn body<O: Operation>(input: &O) -> Value {
    serde_json::from_slice(input.to_http(&at()).unwrap().body()).unwrap()
}

/// Each invalid character at each position of a header.
#[test]
fn control_and_non_ascii_characters_in_headers_are_rejected() {
    use fixtures::bindings::*;
    let input = |value: String| GetPartInput::new("1", "p").r#match(value);
    let controls = (0..0x20u8).filter(|byte| *byte != b'\t').chain([0x7f]).map(char::from);
    for bad in controls.chain(['\u{80}', 'é', '\u{2028}', '温', '\u{1f321}']) {
        for value in [bad.to_string(), format!("{bad}x"), format!("x{bad}"), format!("x{bad}y")] {
            assert_rejected(&input(value), "match", &format!("{bad:?}"));
        }
    }
    let plain: String = (0x20..0x7fu8).map(char::from).chain(['\t']).collect();
    let request = input(format!("x{plain}y")).to_http(&at()).unwrap();
    assert_eq!(request.headers()["if-match"].to_str().unwrap(), format!("x{plain}y").as_str());
}

/// The keys of the map become parts of header names.
#[test]
fn invalid_names_and_values_of_prefixed_headers_are_rejected() {
    use fixtures::bindings::*;
    let input =
        |key: &str, value: &str| GetPartInput::new("1", "p").meta([(key.to_owned(), value.to_owned())]);
    for key in ["a b", "a:b", "a\r\nb", "a\0", "é", "(a)", "a/b", "\u{7f}"] {
        assert_rejected(&input(key, "v"), "meta", key);
    }
    for value in ["a\r\nb: c", "\n", "\0", "é"] {
        assert_rejected(&input("k", value), "meta", value);
    }
    assert_eq!(input("K", "").to_http(&at()).unwrap().headers()["x-meta-k"], "");
}

/// Line breaks and all other reserved characters are escaped.
#[test]
fn labels_and_queries_are_percent_encoded() {
    use fixtures::bindings::*;
    let text = "a\r\nb\0é";
    let request = GetPartInput::new(text, text).unnamed(text).to_http(&at()).unwrap();
    let escaped = "a%0D%0Ab%00%C3%A9";
    assert_eq!(
        request.uri().to_string(),
        format!("https://example.com/parts/{escaped}/{escaped}?fixed=1&unnamed={escaped}")
    );
}

/// NaN and the infinities have names in JSON, for floats and doubles.
#[test]
fn nan_and_infinities_are_strings() {
    use fixtures::scalars::*;
    for (half, whole, text) in [
        (f32::NAN, f64::NAN, "NaN"),
        (-f32::NAN, -f64::NAN, "NaN"),
        (f32::INFINITY, f64::INFINITY, "Infinity"),
        (f32::NEG_INFINITY, f64::NEG_INFINITY, "-Infinity"),
    ] {
        let input = MeasureInput::new(Bytes::new(), false).half(half).whole(whole);
        assert_eq!(body(&input), json!({"flag": false, "data": "", "half": text, "whole": text}));
    }
    for (half, whole) in [(f32::MAX, f64::MAX), (f32::MIN_POSITIVE, f64::MIN_POSITIVE), (-0.0, -0.0)] {
        let input = MeasureInput::new(Bytes::new(), false).half(half).whole(whole);
        let body = body(&input);
        assert_eq!((body["half"].as_f64().unwrap() as f32, body["whole"].as_f64().unwrap()), (half, whole));
    }
}

/// The error has the complete path of the variant.
#[test]
fn an_unknown_variant_is_rejected_at_any_depth() {
    use fixtures::recursion::*;
    let unknown = || Expression::Unknown("later".to_owned());
    let check =
        |expression, member| assert_rejected(&NestInput::default().expression(expression), member, member);
    check(unknown(), "expression");
    check(Expression::Not(Box::new(unknown())), "expression.not");
    let all = Expression::All(vec![Expression::Value(String::new()), Expression::Not(Box::new(unknown()))]);
    check(all, "expression.all[1].not");
}

fn nested(levels: usize) -> Value {
    (0..levels).fold(Value::Null, |inner, _| Value::Array(vec![inner]))
}

/// Drops a document level by level, because a recursive drop would overflow the stack.
fn take_apart(mut rest: Value) {
    while let Value::Array(mut inner) = rest {
        rest = inner.pop().unwrap_or_default();
    }
}

/// The levels are counted from the top of the body.
#[test]
fn documents_have_at_most_128_levels() {
    use fixtures::documents::*;
    let input = |any| DescribeInput::new(Value::Null).list(vec![Value::Null, any]);
    assert!(input(nested(126)).to_http(&at()).is_ok());
    assert_rejected(&input(nested(127)), "list[1]", "in a list");
    let json = |json| DescribeInput::new(Value::Null).json(json);
    assert!(json(nested(127)).to_http(&at()).is_ok());
    assert_rejected(&json(nested(128)), "json", "as a text");
    let input = input(nested(20_000));
    assert_rejected(&input, "list[1]", "without end");
    input.list.into_iter().flatten().for_each(take_apart);
    let input = json(nested(20_000));
    assert_rejected(&input, "json", "without end");
    input.json.into_iter().for_each(take_apart);
}

/// A document in a header is not part of the body.
#[test]
fn documents_in_headers_have_at_most_128_levels() {
    use fixtures::documents::*;
    let input = |header| DescribeInput::new(Value::Null).header(header);
    assert!(input(nested(128)).to_http(&at()).is_ok());
    assert_rejected(&input(nested(129)), "header", "one too many");
    let input = input(nested(100_000));
    assert_rejected(&input, "header", "without end");
    input.header.into_iter().for_each(take_apart);
}

/// A host label is checked before it becomes part of the URL.
#[test]
fn invalid_host_labels_are_rejected() {
    use fixtures::host_prefix::*;
    for tenant in [
        "evil.example.com/",
        "user@",
        "a:80",
        "a?b",
        "a#b",
        "a b",
        "a\r\nb",
        "a\0",
        "-",
        "a-",
        "a_b",
        "%41",
        "\u{ff41}",
    ] {
        assert_rejected(&PublishInput::new(tenant), "tenant", tenant);
    }
    for tenant in ["a", "A", "0", "a-b", "a--b", &"a".repeat(63)] {
        let request = PublishInput::new(tenant).to_http(&at()).unwrap();
        assert_eq!(request.uri().host().unwrap(), format!("{tenant}.data.example.com"));
    }
}

/// Errors do not contain the rejected value, sensitive or not.
#[test]
fn rejected_values_are_not_in_errors() {
    use fixtures::sensitive_everywhere::*;
    let inputs = [
        HideInput::new("l").header("hunter2\r\n"),
        HideInput::new("l").prefixed([("k".to_owned(), "hunter2\n".to_owned())]),
        HideInput::new("l").prefixed([("hunter2\n".to_owned(), "v".to_owned())]),
        HideInput::new("").open("hunter2"),
    ];
    for (input, member) in inputs.iter().zip(["header", "prefixed", "prefixed", "label"]) {
        let error = input.to_http(&at()).unwrap_err();
        assert_eq!(error.member(), member);
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
    }
}

/// A URL has at most 64 KiB.
#[test]
fn a_url_that_is_too_long_is_rejected() {
    use fixtures::bindings::*;
    assert!(PutPartInput::new("x".repeat(60_000)).to_http(&at()).is_ok());
    let (_, reason) = rejection(&PutPartInput::new("x".repeat(70_000)));
    assert!(reason.len() < 200 && !reason.contains("xx"), "{reason}");
}
