//! Finds the ends of values in JSON text.

/// Returns the length of the value at the start of JSON text.
pub(super) fn end_of_value(text: &str) -> usize {
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    for (at, c) in text.char_indices() {
        if in_string {
            in_string = is_escaped || c != '"';
            is_escaped = !is_escaped && c == '\\';
            if !in_string && depth == 0 {
                return at + 1;
            }
            continue;
        }
        match c {
            '"' => in_string = true,
            '{' | '[' => depth += 1,
            '}' | ']' if depth > 1 => depth -= 1,
            '}' | ']' if depth == 1 => return at + 1,
            '}' | ']' | ',' if depth == 0 => return at,
            c if depth == 0 && c.is_ascii_whitespace() => return at,
            _ => {}
        }
    }
    text.len()
}

/// Returns the length of the entry at the start of JSON text: up to the comma after it, or the end of its object.
pub(super) fn end_of_entry(text: &str) -> usize {
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if in_string => {
                in_string = is_escaped || c != '"';
                is_escaped = !is_escaped && c == '\\';
            }
            '"' => in_string = true,
            '{' | '[' => depth += 1,
            '}' | ']' if depth > 0 => depth -= 1,
            '}' | ']' | ',' if depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}
