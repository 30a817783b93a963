//! Equality of JSON values: 1 differs from 1.0, and 0.0 from -0.0.

#[path = "../../../../conformance/src/canonical.rs"]
mod canonical;
#[path = "../../../../conformance/src/uuid.rs"]
mod uuid;

pub(crate) use canonical::canonical;
pub(crate) use uuid::is_uuid_4;

/// Returns whether `got` is `expected`, where `{token}` stands for a UUID of version 4.
pub(super) fn is_query(expected: &str, got: &str) -> bool {
    let Some((before, after)) = expected.split_once("{token}") else { return expected == got };
    let token = got.strip_prefix(before).and_then(|got| got.strip_suffix(after));
    token.is_some_and(is_uuid_4)
}

#[test]
fn different_values_have_different_text() {
    let values = [
        "1",
        "1.0",
        "0",
        "0.0",
        "-0.0",
        "-1",
        "18446744073709551615",
        "1.8446744073709552e19",
        "\"1\"",
        "null",
    ];
    let texts: std::collections::HashSet<_> =
        values.iter().map(|text| canonical(&serde_json::from_str(text).unwrap())).collect();
    assert_eq!(texts.len(), values.len(), "{texts:?}");
    let same = [r#"{"b": [1e3, {}], "a": "\u00e9"}"#, r#"{"a":"é","b":[1000.0,{}]}"#];
    let [one, other] = same.map(|text| canonical(&serde_json::from_str(text).unwrap()));
    assert_eq!(one, other);
}

#[test]
fn a_token_is_a_uuid_of_version_4() {
    assert!(is_uuid_4("0f0e0d0c-0b0a-4908-8706-050403020100"));
    for other in
        ["", "0f0e0d0c-0b0a-1908-8706-050403020100", "0F0e0d0c-0b0a-4908-8706-050403020100", "{token}"]
    {
        assert!(!is_uuid_4(other), "{other}");
    }
}
