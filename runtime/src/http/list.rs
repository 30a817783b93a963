//! Lists in headers: values separated by commas, with double quotes around values that contain commas.

use std::borrow::Cow;

/// Joins values to a list. A list of one empty string is `""`, since an empty header is an empty list.
pub(super) fn join(values: &[Cow<'_, str>]) -> String {
    if values == [""] { "\"\"".to_owned() } else { values.join(", ") }
}

/// Puts a string in quotes if it would be another value in a list without them.
pub(super) fn quote_if_needed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text.contains(['"', ',']) || text.trim().len() != text.len() {
        true => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")).into(),
        false => text,
    }
}

/// The tokenizer of lists.
pub(super) struct Values<'a> {
    /// The rest of the list; `None` after the last value.
    rest: Option<&'a str>,
}

impl<'a> Values<'a> {
    /// Creates a tokenizer for the value of a header.
    pub(super) fn new(header: &'a str) -> Self {
        Self { rest: Some(header.trim()).filter(|header| !header.is_empty()) }
    }

    /// Returns whether there are no more values.
    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_none()
    }

    /// Skips empty elements, which are values in lists of strings only (RFC 9110, 5.6.1.2).
    pub(super) fn skip_empty(&mut self) {
        while let Some(rest) = self.rest.filter(|rest| rest.is_empty() || rest.starts_with(',')) {
            self.rest = after_comma(rest);
        }
    }

    /// Returns the next value. In a list of timestamps, the comma after the weekday of an HTTP date is part of the value.
    ///
    /// # Errors
    /// Returns an error for a quoted value that does not end, or is followed by something other than a comma.
    pub(super) fn next(&mut self, is_timestamp: bool) -> Result<Cow<'a, str>, &'static str> {
        let text = self.rest.unwrap_or_default();
        let (value, rest) = if text.starts_with('"') { quoted(text)? } else { unquoted(text, is_timestamp) };
        self.rest = rest;
        Ok(value)
    }
}

fn unquoted(text: &str, is_timestamp: bool) -> (Cow<'_, str>, Option<&str>) {
    let mut commas = text.match_indices(',').map(|(at, _)| at).peekable();
    let is_weekday = |before: &str| before.chars().all(|c| c.is_ascii_alphabetic()) && !before.is_empty();
    if is_timestamp && commas.peek().and_then(|at| text.get(..*at)).is_some_and(is_weekday) {
        commas.next();
    }
    let (value, rest) = text.split_at_checked(commas.next().unwrap_or(text.len())).unwrap_or((text, ""));
    (value.trim().into(), after_comma(rest))
}

fn quoted(text: &str) -> Result<(Cow<'_, str>, Option<&str>), &'static str> {
    let mut value = String::new();
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => {
                let rest = text.get(at + 1..).unwrap_or_default().trim_start();
                return match rest.is_empty() || rest.starts_with(',') {
                    true => Ok((value.into(), after_comma(rest))),
                    false => Err("expected a comma after a quoted value"),
                };
            }
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    Err("expected a closing quote")
}

fn after_comma(text: &str) -> Option<&str> {
    text.strip_prefix(',').map(str::trim_start)
}
