//! Conversions of floats: NaN and infinities as text, and whole floats as integers.

/// Returns the string that Smithy's protocols use for NaN or an infinity.
pub(crate) fn non_finite_text(value: f64) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}

/// Parses the strings that Smithy's protocols use for NaN and infinities.
pub(crate) fn parse_non_finite(text: &str) -> Option<f64> {
    match text {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

/// Returns the integer with the same value. Returns `None` for a fraction, and from 2^63, where the cast would saturate.
pub(crate) fn exact_integer(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() < 9_223_372_036_854_775_808.0).then_some(value as i64)
}
