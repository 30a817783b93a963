//! The parts of the text of a header.

use std::ops::Range;

/// Returns the words, the values between commas, and the whole text.
pub(super) fn spans(text: &[u8]) -> Vec<Range<usize>> {
    let (mut spans, mut word, mut value) = (Vec::new(), 0, 0);
    let mut add = |span: Range<usize>| {
        if !span.is_empty() && spans.last() != Some(&span) {
            spans.push(span);
        }
    };
    for (at, byte) in text.iter().enumerate() {
        if matches!(byte, b' ' | b',') {
            add(word..at);
            word = at + 1;
        }
        if *byte == b',' {
            add(value..at);
        }
        // A value begins behind the spaces that follow the comma.
        if *byte == b',' || (*byte == b' ' && value == at) {
            value = at + 1;
        }
    }
    add(word..text.len());
    add(value..text.len());
    add(0..text.len());
    spans
}
