//! Patterns: regular expressions that values match as a whole.

/// The pattern without `^` at the beginning and `$` at the end of each of its alternatives.
pub(super) fn unanchored(pattern: &str) -> String {
    let alternatives: Vec<&str> = alternatives(pattern).into_iter().map(unanchored_alternative).collect();
    alternatives.join("|")
}

/// The parts between the `|` that are in no group and no class.
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

fn unanchored_alternative(part: &str) -> &str {
    let part = part.strip_prefix('^').unwrap_or(part);
    match part.strip_suffix('$') {
        // A dollar sign that is escaped is a character of the text.
        Some(rest) if rest.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 0 => rest,
        _ => part,
    }
}

#[cfg(test)]
mod tests {
    use super::unanchored;

    #[test]
    fn anchors_of_alternatives_are_left_out() {
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
            assert_eq!(unanchored(pattern), expected, "{pattern}");
        }
    }
}
