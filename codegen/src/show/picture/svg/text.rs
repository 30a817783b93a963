//! Numbers, paths and escaped text of an SVG.

use crate::diagnostic::is_no_text;

/// Formats a number with at most one decimal, independent of the platform.
pub(super) fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// Escapes text for XML and replaces control characters.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if is_no_text(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Returns a `path` element.
pub(super) fn path_of(class: &str, path: &str) -> String {
    format!("<path class=\"{class}\" d=\"{path}\"/>\n")
}
