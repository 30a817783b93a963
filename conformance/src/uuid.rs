//! The form of generated idempotency tokens.

/// Returns whether the text is a UUID of version 4 in lower case.
pub(crate) fn is_uuid_4(text: &str) -> bool {
    let pattern = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
    let fits = |(pattern, got): (char, char)| match pattern {
        'x' => matches!(got, '0'..='9' | 'a'..='f'),
        'y' => matches!(got, '8' | '9' | 'a' | 'b'),
        other => got == other,
    };
    text.len() == pattern.len() && pattern.chars().zip(text.chars()).all(fits)
}
