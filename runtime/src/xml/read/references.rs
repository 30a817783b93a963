//! Resolves references to characters and to the predefined entities (XML 1.0, 4.1 and 4.6).

/// Appends text to `out` with its references resolved. `append_literal` appends the text between references, which it may
/// normalize.
pub(super) fn resolve_all(
    text: &str,
    out: &mut String,
    append_literal: impl Fn(&str, &mut String),
) -> Result<(), &'static str> {
    let mut parts = text.split('&');
    append_literal(parts.next().unwrap_or_default(), out);
    for part in parts {
        let (name, text) = part.split_once(';').ok_or("`&` without a reference")?;
        out.push(resolve(name)?);
        append_literal(text, out);
    }
    Ok(())
}

/// Returns the character of a reference, such as `lt` or `#10`. Control characters are accepted, though XML 1.0 forbids them.
fn resolve(name: &str) -> Result<char, &'static str> {
    match name {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        name => match name.strip_prefix('#') {
            Some(number) => character(number).ok_or("a reference to a character that does not exist"),
            None => Err("an entity that is not one of the five predefined ones"),
        },
    }
}

fn character(number: &str) -> Option<char> {
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |digits| (digits, 16));
    // `from_str_radix` accepts a sign, which references do not have.
    let number = u32::from_str_radix(digits, radix).ok().filter(|_| !digits.starts_with('+'))?;
    char::from_u32(number).filter(|character| *character != '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(text: &str) -> Result<String, &'static str> {
        let mut out = String::new();
        resolve_all(text, &mut out, |text, out| out.push_str(text)).map(|()| out)
    }

    #[test]
    fn references_are_replaced_once() {
        for (text, expected) in [
            ("", ""),
            ("a", "a"),
            ("&amp;&lt;&gt;&quot;&apos;", "&<>\"'"),
            ("a&amp;amp;b", "a&amp;b"),
            ("&#65;&#x41;&#x0041;&#x1F600;&#1;", "AAA\u{1f600}\u{1}"),
        ] {
            assert_eq!(resolved(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn other_references_are_errors() {
        for text in [
            "&",
            "a & b",
            "&amp",
            "&;",
            "&AMP;",
            "&nbsp;",
            "& amp;",
            "&#;",
            "&#x;",
            "&#+65;",
            "&#-1;",
            "&#0;",
            "&#xD800;",
            "&#x110000;",
            "&#99999999999;",
        ] {
            assert!(resolved(text).is_err(), "{text}");
        }
    }
}
