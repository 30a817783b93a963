//! Normalizes patterns to regular expressions that match whole values, without anchors.
//!
//! Smithy's patterns match anywhere in a value and usually have anchors; botocore's match whole values and sometimes
//! have anchors. `^a$` in Smithy is `a` or `^a$` in botocore's format, and `a` is `.*a.*`.

/// Normalizes a pattern that matches whole values, as in botocore's format.
pub(crate) fn of_whole(pattern: &str) -> String {
    joined(pattern, unanchored)
}

/// Normalizes a pattern that matches anywhere in a value, as in Smithy.
pub(crate) fn of_part(pattern: &str) -> String {
    let anything = |is_there: bool| if is_there { "" } else { ".*" };
    let before = anything(pattern.starts_with('^') || pattern.starts_with(".*"));
    let after = anything(end_anchor(pattern).is_some() || pattern.ends_with(".*"));
    of_whole(&format!("{before}{pattern}{after}"))
}

/// Returns a normalized pattern with anchors, as in Smithy.
pub(crate) fn anchored(pattern: &str) -> String {
    joined(pattern, |alternative| format!("^{alternative}$"))
}

/// Returns the pattern with a change to each of its alternatives.
fn joined<T: AsRef<str>>(pattern: &str, change: impl Fn(&str) -> T) -> String {
    let mut out = String::new();
    for (index, alternative) in alternatives(pattern).into_iter().enumerate() {
        out.push_str(if index > 0 { "|" } else { "" });
        out.push_str(change(alternative).as_ref());
    }
    out
}

/// Returns the parts between each `|` outside of groups and classes.
fn alternatives(pattern: &str) -> Vec<&str> {
    let (mut parts, mut from) = (Vec::new(), 0);
    let (mut groups, mut in_class, mut escaped) = (0_usize, false, false);
    for (at, character) in pattern.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ']' if in_class => in_class = false,
            _ if in_class => {}
            '[' => in_class = true,
            '(' => groups += 1,
            ')' => groups = groups.saturating_sub(1),
            '|' if groups == 0 => {
                parts.extend(pattern.get(from..at));
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(pattern.get(from..));
    parts
}

fn unanchored(part: &str) -> String {
    let part = part.strip_prefix('^').unwrap_or(part);
    end_anchor(part).unwrap_or(part).to_owned()
}

/// Returns the text before an unescaped `$` at the end.
fn end_anchor(part: &str) -> Option<&str> {
    let rest = part.strip_suffix('$')?;
    let escapes = rest.bytes().rev().take_while(|byte| *byte == b'\\').count();
    escapes.is_multiple_of(2).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::{anchored, of_part, of_whole};

    #[test]
    fn anchors_of_alternatives_are_removed() {
        for (pattern, expected) in [
            ("^a$", "a"),
            ("a", "a"),
            (".*a.*", ".*a.*"),
            ("^a$|^b$", "a|b"),
            ("a$|^b", "a|b"),
            ("^(a|b)$", "(a|b)"),
            ("(^a$)|(^b$)", "(^a$)|(^b$)"),
            (r"^\$next$", r"\$next"),
            (r"a\$", r"a\$"),
            (r"a\\$", r"a\\"),
            (r"^[$|^]$", "[$|^]"),
            (r"^[\]|]$", r"[\]|]"),
            (r"\(|^b$", r"\(|b"),
            ("", ""),
            ("^", ""),
            ("é$|", "é|"),
        ] {
            assert_eq!(of_whole(pattern), expected, "{pattern}");
            assert_eq!(of_part(&anchored(expected)), expected, "{pattern}");
        }
    }

    #[test]
    fn a_pattern_without_anchors_matches_anywhere() {
        for (pattern, expected) in [
            ("^a$", "a"),
            ("a", ".*a.*"),
            ("^a", "a.*"),
            ("a$", ".*a"),
            (r"a\$", r".*a\$.*"),
            (".*a", ".*a.*"),
            (".*", ".*"),
            ("^a$|^b$", "a|b"),
            ("^a|b$", "a|b"),
        ] {
            assert_eq!(of_part(pattern), expected, "{pattern}");
        }
    }
}
