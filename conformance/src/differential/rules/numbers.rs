//! The notation of numbers in text. The protocols require a value and no notation: Python writes the sign of a positive exponent.

/// Returns one notation of a number with an exponent, and other text as it is.
pub(super) fn canonical(text: &str) -> String {
    let is_part = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    let is_number = text.contains(['e', 'E']) && text.bytes().all(is_part);
    match text.parse::<f64>() {
        Ok(number) if is_number && number.is_finite() => format!("{number:?}"),
        _ => text.to_owned(),
    }
}

/// Does the same for each part between separators.
pub(super) fn canonical_parts(text: &str, separator: &str) -> String {
    text.split(separator).map(canonical).collect::<Vec<_>>().join(separator)
}

/// Does the same for the value of a query parameter.
pub(super) fn canonical_parameter(pair: &str) -> String {
    match pair.split_once('=') {
        Some((name, value)) => {
            let decoded = value.replace("%2B", "+");
            let number = canonical(&decoded);
            if number == decoded { pair.to_owned() } else { format!("{name}={number}") }
        }
        None => pair.to_owned(),
    }
}

#[test]
fn the_notation_of_exponents_is_not_significant() {
    assert_eq!(canonical("1e+16"), canonical("1e16"));
    assert_eq!(canonical("-1.5E-07"), canonical("-1.5e-7"));
    assert_ne!(canonical("1e16"), canonical("1e17"));
    assert_ne!(canonical("1e-7"), canonical("1e7"));
    for other in ["1.0", "1", "", "e", "1e", "1e999", "infinity", "1e5 ", "x1e+5"] {
        assert_eq!(canonical(other), other);
    }
    assert_eq!(canonical_parts(r#"<a>"1e+16"</a>"#, "\""), canonical_parts(r#"<a>"1e16"</a>"#, "\""));
    assert_eq!(canonical_parameter("a=1e%2B16"), canonical_parameter("a=1e16"));
    assert_eq!(canonical_parameter("a=x%2B"), "a=x%2B");
}
