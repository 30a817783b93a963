//! The parts of JSON.

use std::ops::Range;

/// An array or object whose end has not been reached.
struct Open {
    start: usize,
    /// The start of the key whose value comes next.
    key: Option<usize>,
}

/// Returns the values, keys and members of a text.
pub(super) fn spans(body: &[u8]) -> Vec<Range<usize>> {
    let (mut spans, mut open, mut at) = (Vec::new(), Vec::<Open>::new(), 0);
    while let Some(byte) = body.get(at) {
        let start = at;
        at += 1;
        let ended = match byte {
            b'{' | b'[' => {
                open.push(Open { start, key: None });
                continue;
            }
            b'}' | b']' => match open.pop() {
                Some(closed) => closed.start..at,
                None => break,
            },
            b'"' => match end_of_string(body, at) {
                Some(end) => start..end,
                None => break,
            },
            b',' | b':' | b' ' | b'\n' | b'\r' | b'\t' => continue,
            _ => start..end_of_word(body, at),
        };
        at = ended.end;
        let is_key = body.get(at..).unwrap_or_default().trim_ascii_start().first() == Some(&b':');
        let key = open.last_mut().and_then(|open| open.key.take());
        spans.push(ended.clone());
        spans.extend(key.map(|key| key..at));
        if let (true, Some(open)) = (is_key, open.last_mut()) {
            open.key = Some(ended.start);
        }
    }
    spans
}

/// Returns the end of a string, behind its quote.
fn end_of_string(body: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        match body.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

fn end_of_word(body: &[u8], start: usize) -> usize {
    let rest = body.get(start..).unwrap_or_default();
    let is_end = |byte: &u8| {
        matches!(byte, b',' | b':' | b'"' | b'{' | b'}' | b'[' | b']') || byte.is_ascii_whitespace()
    };
    start + rest.iter().position(is_end).unwrap_or(rest.len())
}
