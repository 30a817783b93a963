//! Compares bodies of requests by their values.

use serde_json::Value;

/// Returns whether two bodies have the same values in the format of a protocol, except for members with the names `ignored`.
/// Bodies that are not in the format are compared byte by byte.
pub(super) fn is_equal(protocol: &str, one: &[u8], other: &[u8], ignored: &[&str]) -> bool {
    one == other
        || match protocol {
            "aws.protocols#awsQuery" | "aws.protocols#ec2Query" => form(one, ignored) == form(other, ignored),
            "aws.protocols#restXml" => is_same(xml(one, ignored), xml(other, ignored)),
            "smithy.protocols#rpcv2Cbor" => is_same(cbor(one, ignored), cbor(other, ignored)),
            _ => is_same(json(one, ignored), json(other, ignored)),
        }
}

/// Compares what could be read.
fn is_same<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one == other)
}

fn json(body: &[u8], ignored: &[&str]) -> Option<Value> {
    let mut value = serde_json::from_slice(body).ok()?;
    remove(&mut value, ignored);
    Some(value)
}

fn remove(value: &mut Value, ignored: &[&str]) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !ignored.contains(&name.as_str()));
            members.values_mut().for_each(|value| remove(value, ignored));
        }
        Value::Array(elements) => elements.iter_mut().for_each(|value| remove(value, ignored)),
        _ => {}
    }
}

/// Returns the parameters of a form, sorted.
fn form(body: &[u8], ignored: &[&str]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(body);
    let is_kept = |(name, _): &(String, String)| !name.split('.').any(|part| ignored.contains(&part));
    let mut parameters: Vec<_> = crate::http::query::pairs(&text).filter(is_kept).collect();
    parameters.sort();
    parameters
}

#[cfg(feature = "xml")]
fn xml(body: &[u8], ignored: &[&str]) -> Option<String> {
    crate::xml::normalized(body, ignored)
}

#[cfg(not(feature = "xml"))]
fn xml(_: &[u8], _: &[&str]) -> Option<String> {
    None
}

#[cfg(feature = "cbor")]
fn cbor(body: &[u8], ignored: &[&str]) -> Option<String> {
    crate::cbor::diagnostic_without(body, ignored)
}

#[cfg(not(feature = "cbor"))]
fn cbor(_: &[u8], _: &[&str]) -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_compared_by_its_values() {
        let equal = |one: &str, other: &str| {
            is_equal("aws.protocols#restJson1", one.as_bytes(), other.as_bytes(), &["secret"])
        };
        assert!(equal(r#"{"a": 1, "secret": 1, "b": [{"secret": 2}]}"#, r#"{"b":[{}],"a":1}"#));
        assert!(!equal(r#"{"a": 1}"#, r#"{"a": 2}"#));
        assert!(equal("text", "text") && !equal("text", "other") && !equal("{}", ""));
    }

    #[test]
    fn forms_are_compared_by_their_parameters() {
        let equal = |one: &str, other: &str| {
            is_equal("aws.protocols#awsQuery", one.as_bytes(), other.as_bytes(), &["Secret"])
        };
        assert!(equal("A=1&B.member.1.Secret=x&C=%20", "C=%20&A=1&B.member.1.Secret=y"));
        assert!(!equal("A=1", "A=2") && !equal("A=1", "A=1&B=2"));
    }

    #[cfg(feature = "xml")]
    #[test]
    fn xml_is_compared_by_its_elements() {
        let equal = |one: &str, other: &str| {
            is_equal("aws.protocols#restXml", one.as_bytes(), other.as_bytes(), &["Secret"])
        };
        assert!(equal("<R xmlns='u'><A>1</A> <Secret><B/></Secret></R>", "<R><!-- c --><A>1</A></R>"));
        assert!(equal("<R a='1' Secret='x'>&lt;</R>", "<R a=\"1\" Secret='y'><![CDATA[<]]></R>"));
        for other in
            ["<R><A>2</A></R>", "<R><A><A/></A></R>", "<R><B>1</B></R>", "<R b=''><A>1</A></R>", "<R>"]
        {
            assert!(!equal("<R><A>1</A></R>", other), "{other}");
        }
    }

    #[cfg(feature = "cbor")]
    #[test]
    fn cbor_is_compared_by_its_items() {
        let equal = |one: &[u8], other: &[u8]| is_equal("smithy.protocols#rpcv2Cbor", one, other, &["s"]);
        // {"a": 1, "s": 2} and an indefinite {"a": 1}
        assert!(equal(b"\xa2\x61a\x01\x61s\x02", b"\xbf\x61a\x01\xff"));
        assert!(equal(b"\xa2\x61s\x02\x61a\x01", b"\xa1\x61a\x01"));
        assert!(!equal(b"\xa1\x61a\x01", b"\xa1\x61a\x02") && !equal(b"\xa1\x61a\x01", b"\xa1"));
    }
}
