//! The parts of XML.

use std::ops::Range;

/// Returns the elements, attributes and texts, and the comments, CDATA sections and instructions of a document.
pub(super) fn spans(body: &[u8]) -> Vec<Range<usize>> {
    let (mut spans, mut open, mut at) = (Vec::new(), Vec::new(), 0);
    while at < body.len() {
        let rest = body.get(at..).unwrap_or_default();
        let Some(text) = rest.iter().position(|byte| *byte == b'<') else { break };
        if text > 0 {
            spans.push(at..at + text);
            at += text;
        }
        let rest = body.get(at..).unwrap_or_default();
        let Some(length) = length_of_markup(rest) else { break };
        let markup = at..at + length;
        let tag = rest.get(..length).unwrap_or_default();
        match tag {
            [b'<', b'!' | b'?', ..] => spans.push(markup.clone()),
            [b'<', b'/', ..] => spans.extend(open.pop().map(|start| start..markup.end)),
            _ => {
                attributes(tag, at, &mut spans);
                match tag.ends_with(b"/>") {
                    true => spans.push(markup.clone()),
                    false => open.push(at),
                }
            }
        }
        at = markup.end;
    }
    spans
}

fn length_of_markup(rest: &[u8]) -> Option<usize> {
    const ENDS: [(&[u8], &[u8]); 3] = [(b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>")];
    let end = ENDS.iter().find(|(start, _)| rest.starts_with(start)).map_or(&b">"[..], |(_, end)| end);
    rest.windows(end.len()).position(|window| window == end).map(|at| at + end.len())
}

/// Adds the attributes of a start tag at a position, each with the space before it.
fn attributes(tag: &[u8], position: usize, spans: &mut Vec<Range<usize>>) {
    let mut at = 0;
    while let Some(space) = tag.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b' ')) {
        let start = at + space;
        let rest = tag.get(start..).unwrap_or_default();
        let Some(quote) = rest.iter().position(|byte| matches!(byte, b'"' | b'\'')) else { return };
        let opening = rest.get(quote).copied().unwrap_or_default();
        let value = rest.get(quote + 1..).unwrap_or_default();
        let Some(length) = value.iter().position(|byte| *byte == opening) else { return };
        at = start + quote + 1 + length + 1;
        spans.push(position + start..position + at);
    }
}
