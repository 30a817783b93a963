//! Lists in headers.

/// Returns the list as botocore writes it: without spaces, with quotes around an element with a comma or quote, in which only
/// quotes are escaped. Returns nothing if it is not a list.
pub(super) fn in_notation_of_botocore(header: &str) -> Option<String> {
    let elements = elements(header)?;
    let written = elements.iter().map(|element| match element.contains(['"', ',']) {
        true => format!("\"{}\"", element.replace('"', "\\\"")),
        false => element.clone(),
    });
    Some(written.collect::<Vec<_>>().join(","))
}

/// Parses a list, whose elements are tokens or quoted strings (RFC 9110, 5.6).
fn elements(header: &str) -> Option<Vec<String>> {
    let mut out = Vec::new();
    let mut rest = header;
    loop {
        rest = rest.trim_start();
        let (element, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted_string(quoted)?,
            None => {
                let (element, _) = rest.split_once(',').unwrap_or((rest, ""));
                (element.trim_end().to_owned(), rest.get(element.len()..)?)
            }
        };
        out.push(element);
        match after.strip_prefix(',') {
            Some(after) => rest = after,
            None => return after.is_empty().then_some(out),
        }
    }
}

/// Returns the text up to the closing quote, and what follows it.
fn quoted_string(text: &str) -> Option<(String, &str)> {
    let mut out = String::new();
    let mut characters = text.char_indices();
    loop {
        match characters.next()? {
            (at, '"') => return Some((out, text.get(at + 1..)?)),
            (_, '\\') => out.push(characters.next()?.1),
            (_, other) => out.push(other),
        }
    }
}

#[test]
fn lists_are_rewritten() {
    for (ours, theirs) in [
        ("a, b", "a,b"),
        ("", ""),
        (r#""""#, ""),
        (r#""a, b", c"#, r#""a, b",c"#),
        (r#""a\"\\""#, r#""a\"\""#),
        (r#", a, "#, ",a,"),
    ] {
        assert_eq!(in_notation_of_botocore(ours).as_deref(), Some(theirs));
    }
    assert_eq!(in_notation_of_botocore(r#""a"#), None);
    assert_eq!(in_notation_of_botocore(r#""a"b"#), None);
}
