//! The mutations of bodies.

use super::codec::Format;
use super::{hostile, spans};
use crate::fuzz::rng::Rng;
use std::ops::Range;

/// The length that mutations do not make a body longer than, except by hostile parts.
const LONGEST: usize = 60_000;

/// A mutation. It returns false if it does not apply to the body.
type Mutation = fn(&mut Draft, &mut Rng) -> bool;

/// All mutations with their names. Those that mostly leave a well-formed body are listed more than once, because a body that
/// is rejected at its first byte tests little.
const MUTATIONS: &[(&str, Mutation)] = &[
    ("delete", delete),
    ("duplicate", duplicate),
    ("swap", swap),
    ("swap", swap),
    ("graft", graft),
    ("graft", graft),
    ("replace", replace),
    ("replace", replace),
    ("replace", replace),
    ("insert", insert),
    ("insert", insert),
    ("repeat", repeat),
    ("cut out", cut_out),
    ("truncate", truncate),
    ("insert anywhere", insert_anywhere),
    ("flip a bit", flip),
    ("flip a bit", flip),
    ("set a byte", set_byte),
];

/// A body that mutations are applied to.
struct Draft {
    format: Format,
    body: Vec<u8>,
}

/// Applies one to four mutations, more often few than many, and returns their names.
pub(super) fn mutate(format: Format, body: &mut Vec<u8>, rng: &mut Rng) -> Vec<String> {
    let mut draft = Draft { format, body: std::mem::take(body) };
    let most = rng.below(4);
    let steps = (0..1 + rng.below(1 + most)).map(|_| draft.mutate(rng)).collect();
    *body = draft.body;
    steps
}

impl Draft {
    fn mutate(&mut self, rng: &mut Rng) -> String {
        for _ in 0..20 {
            let before = self.body.clone();
            if let Some((name, mutation)) = rng.of_these(MUTATIONS)
                && mutation(self, rng)
                && self.body != before
            {
                let start = before.iter().zip(&self.body).take_while(|(old, new)| old == new).count();
                return format!("{name} at byte {start}");
            }
            self.body = before;
        }
        self.body.push(b'\0');
        "append a zero".to_owned()
    }

    /// Returns a random part of the body.
    fn span(&self, rng: &mut Rng) -> Option<Range<usize>> {
        rng.of_these(&spans::of(self.format, &self.body)).cloned()
    }

    fn part(&self, span: Range<usize>) -> Vec<u8> {
        self.body.get(span).unwrap_or_default().to_vec()
    }

    fn splice(&mut self, span: Range<usize>, with: &[u8]) -> bool {
        let is_inside = span.start <= span.end && span.end <= self.body.len();
        if is_inside {
            self.body.splice(span, with.iter().copied());
        }
        is_inside
    }

    /// Returns a range of bytes, mostly a short one.
    fn bytes(&self, rng: &mut Rng) -> Range<usize> {
        let start = rng.below(self.body.len());
        let longest = if rng.once_in(3) { self.body.len() / 4 + 1 } else { 8 };
        start..(start + 1 + rng.below(longest)).min(self.body.len())
    }

    /// Separates parts that are next to each other.
    fn separator(&self) -> &'static [u8] {
        match self.format {
            Format::Json | Format::Text => b",",
            Format::Xml | Format::Cbor => b"",
        }
    }
}

/// Deletes a part, in JSON with a comma beside it.
fn delete(draft: &mut Draft, rng: &mut Rng) -> bool {
    let Some(mut span) = draft.span(rng) else { return false };
    let is_comma = |at: Option<usize>| at.and_then(|at| draft.body.get(at)) == Some(&b',');
    if draft.format == Format::Json {
        if is_comma(Some(span.end)) {
            span.end += 1;
        } else if is_comma(span.start.checked_sub(1)) {
            span.start -= 1;
        }
    }
    draft.splice(span, &[])
}

fn duplicate(draft: &mut Draft, rng: &mut Rng) -> bool {
    let Some(span) = draft.span(rng) else { return false };
    let copy = [draft.separator(), &draft.part(span.clone())].concat();
    draft.body.len() < LONGEST && draft.splice(span.end..span.end, &copy)
}

/// Swaps two parts, neither of which contains the other.
fn swap(draft: &mut Draft, rng: &mut Rng) -> bool {
    let (Some(one), Some(other)) = (draft.span(rng), draft.span(rng)) else { return false };
    let (first, second) = if one.start < other.start { (one, other) } else { (other, one) };
    if first.end > second.start {
        return false;
    }
    let (head, tail) = (draft.part(first.clone()), draft.part(second.clone()));
    draft.splice(second, &head) && draft.splice(first, &tail)
}

/// Replaces a part by a copy of another.
fn graft(draft: &mut Draft, rng: &mut Rng) -> bool {
    let (Some(from), Some(to)) = (draft.span(rng), draft.span(rng)) else { return false };
    let copy = draft.part(from);
    draft.body.len() < LONGEST && draft.splice(to, &copy)
}

/// Replaces a part by a hostile one.
fn replace(draft: &mut Draft, rng: &mut Rng) -> bool {
    let Some(span) = draft.span(rng) else { return false };
    let part = hostile::part(draft.format, rng);
    draft.splice(span, &part)
}

/// Inserts a hostile part between others.
fn insert(draft: &mut Draft, rng: &mut Rng) -> bool {
    let Some(span) = draft.span(rng) else { return false };
    let (part, separator) = (hostile::part(draft.format, rng), draft.separator());
    match rng.once_in(2) {
        true => draft.splice(span.start..span.start, &[&part, separator].concat()),
        false => draft.splice(span.end..span.end, &[separator, &part].concat()),
    }
}

/// Inserts a hostile part at any byte.
fn insert_anywhere(draft: &mut Draft, rng: &mut Rng) -> bool {
    let at = rng.below(draft.body.len() + 1);
    let part = hostile::part(draft.format, rng);
    draft.splice(at..at, &part)
}

/// Repeats a part many times.
fn repeat(draft: &mut Draft, rng: &mut Rng) -> bool {
    let Some(span) = draft.span(rng) else { return false };
    let copy = [draft.separator(), &draft.part(span.clone())].concat();
    let most = LONGEST.saturating_sub(draft.body.len()) / copy.len().max(1);
    let count = (2 + rng.below(1000)).min(most);
    draft.splice(span.end..span.end, &copy.repeat(count))
}

fn cut_out(draft: &mut Draft, rng: &mut Rng) -> bool {
    let bytes = draft.bytes(rng);
    draft.splice(bytes, &[])
}

fn truncate(draft: &mut Draft, rng: &mut Rng) -> bool {
    let end = match draft.span(rng) {
        Some(span) if rng.once_in(2) => span.end,
        _ => rng.below(draft.body.len()),
    };
    draft.body.truncate(end);
    true
}

fn flip(draft: &mut Draft, rng: &mut Rng) -> bool {
    let (at, bit) = (rng.below(draft.body.len()), rng.below(8));
    let Some(byte) = draft.body.get_mut(at) else { return false };
    *byte ^= 1 << bit;
    true
}

fn set_byte(draft: &mut Draft, rng: &mut Rng) -> bool {
    let (at, value) = (rng.below(draft.body.len()), rng.next().to_be_bytes());
    let Some(byte) = draft.body.get_mut(at) else { return false };
    const SPECIAL: &[u8] = b"\0\xff\x7f\x80\x1f\x9f\xbf\"'<>&;[]{},:\\/ \n\r-09.eE";
    *byte = match rng.once_in(4) {
        true => value[0],
        false => rng.of_these(SPECIAL).copied().unwrap_or_default(),
    };
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODIES: [(Format, &[u8]); 4] = [
        (Format::Text, b"Tue, 29 Apr 2014 18:30:38 GMT, a,\"b, c\", 1.5"),
        (Format::Json, br#"{"name":"a","numbers":[1,2,3],"byName":{"k":"v"}}"#),
        (Format::Xml, b"<r><name>a</name><numbers><member>1</member></numbers><x a='1'/></r>"),
        (Format::Cbor, b"\xa2\x64name\x61a\x67numbers\x83\x01\x02\x03"),
    ];

    fn mutant(format: Format, body: &[u8], seed: u64, case: u64) -> (Vec<u8>, Vec<String>) {
        let mut body = body.to_vec();
        let steps = mutate(format, &mut body, &mut Rng::of(seed, case));
        (body, steps)
    }

    #[test]
    fn the_same_seed_gives_the_same_mutant_and_another_one_another() {
        for (format, body) in BODIES {
            let mut different = 0;
            for case in 0..100 {
                assert_eq!(mutant(format, body, 1, case), mutant(format, body, 1, case));
                different += usize::from(mutant(format, body, 1, case) != mutant(format, body, 2, case));
            }
            assert!(different > 95, "{different}");
        }
    }

    #[test]
    fn a_single_mutation_changes_the_body() {
        for (format, body) in BODIES {
            for case in 0..400 {
                let (found, steps) = mutant(format, body, 5, case);
                assert!(steps.len() > 1 || found != body, "{format:?} {case}: {steps:?}");
            }
        }
    }

    #[test]
    fn every_mutation_applies_to_every_format() {
        for (format, body) in BODIES {
            for (name, mutation) in MUTATIONS {
                let applies = (0..100).any(|case| {
                    let mut draft = Draft { format, body: body.to_vec() };
                    mutation(&mut draft, &mut Rng::of(1, case)) && draft.body != body
                });
                assert!(applies, "{name} does not change {format:?}");
            }
        }
    }

    #[test]
    fn an_empty_body_can_be_mutated() {
        for format in [Format::Json, Format::Xml, Format::Cbor, Format::Text] {
            assert!((0..100).all(|case| !mutant(format, b"", 1, case).1.is_empty()));
        }
    }
}
