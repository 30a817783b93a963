//! The parts of CBOR.

use std::ops::Range;

/// An array or map whose end has not been reached.
struct Open {
    start: usize,
    /// The number of items that are missing; `None` if the end is marked.
    missing: Option<u64>,
    is_map: bool,
    /// The start of the key whose value comes next.
    key: Option<usize>,
}

/// Returns the items of a body with their tags, and the entries of its maps.
pub(super) fn spans(body: &[u8]) -> Vec<Range<usize>> {
    let (mut spans, mut open, mut at) = (Vec::new(), Vec::<Open>::new(), 0);
    // The start of the tags before the next item.
    let mut tagged = None;
    while let Some((major, argument, after)) = head(body, at) {
        let start = tagged.take().unwrap_or(at);
        at = after;
        match (major, argument) {
            (6, _) => {
                tagged = Some(start);
                continue;
            }
            (7, None) => match open.pop() {
                Some(closed) if closed.missing.is_none() => end(closed.start..at, &mut open, &mut spans),
                _ => break,
            },
            // Chunks of strings are items of an array.
            (2..=5, _) if major > 3 || argument.is_none() => {
                let factor = if major == 5 { 2 } else { 1 };
                let missing = argument.map(|count| count.saturating_mul(factor));
                open.push(Open { start, missing, is_map: major == 5, key: None });
            }
            (2 | 3, Some(length)) => {
                let rest = body.len() - at;
                match usize::try_from(length) {
                    Ok(length) if length <= rest => at += length,
                    _ => break,
                }
                end(start..at, &mut open, &mut spans);
            }
            _ => end(start..at, &mut open, &mut spans),
        }
        while open.last().is_some_and(|open| open.missing == Some(0)) {
            let closed = open.pop().map_or(at, |closed| closed.start);
            end(closed..at, &mut open, &mut spans);
        }
        if open.is_empty() {
            break;
        }
    }
    spans
}

/// Adds an item that has ended, and the entry that ends with it.
fn end(item: Range<usize>, open: &mut [Open], spans: &mut Vec<Range<usize>>) {
    spans.push(item.clone());
    let Some(outer) = open.last_mut() else { return };
    if let Some(missing) = &mut outer.missing {
        *missing = missing.saturating_sub(1);
    }
    if outer.is_map {
        match outer.key.take() {
            Some(key) => spans.push(key..item.end),
            None => outer.key = Some(item.start),
        }
    }
}

/// Returns the major type of an item, its argument, and the position behind its head. A missing argument is an indefinite
/// length or a break.
fn head(body: &[u8], at: usize) -> Option<(u8, Option<u64>, usize)> {
    let first = *body.get(at)?;
    let (major, short) = (first >> 5, first & 31);
    if short < 24 {
        return Some((major, Some(short.into()), at + 1));
    }
    if short == 31 {
        return Some((major, None, at + 1));
    }
    let length = 1_usize.checked_shl(u32::from(short) - 24).filter(|length| *length <= 8)?;
    let bytes = body.get(at + 1..at + 1 + length)?;
    let number = bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
    Some((major, Some(number), at + 1 + length))
}
