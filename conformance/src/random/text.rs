//! Random text: characters of every Unicode plane, control characters, and characters with a meaning in URLs and JSON.

use super::Random;

/// Characters that URLs, JSON, HTTP or signatures treat specially.
const AWKWARD: &str = " %/?#&+=:;,@!$'()*[]\\\"{}<>|^`~-_.";
/// Line separators, marks, joiners, noncharacters, and the last characters of planes.
const ODD: &str = "\u{0}\t\n\r\u{1b}\u{7f}\u{85}\u{a0}\u{ad}\u{301}\u{200b}\u{200d}\u{2028}\u{2029}\u{202e}\u{feff}\u{fffd}\
    \u{fffe}\u{ffff}\u{d7ff}\u{e000}\u{10000}\u{1f600}\u{10ffff}";

/// Returns any text.
pub(crate) fn any(random: &mut Random) -> String {
    let length = length(random);
    (0..length).map(|_| character(random)).collect()
}

/// Returns text of the characters that XML 1.0 allows.
pub(crate) fn xml(random: &mut Random) -> String {
    let allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    any(random).chars().filter(allowed).collect()
}

/// Returns text for a path segment: not empty, and neither `.` nor `..`.
pub(crate) fn label(random: &mut Random) -> String {
    let text = any(random);
    match text.as_str() {
        "" | "." | ".." => "a.b/c d%2F".to_owned(),
        _ => text,
    }
}

/// Returns text for a header value: visible ASCII with inner spaces.
pub(crate) fn header(random: &mut Random) -> String {
    let length = 1 + length(random);
    let text: String = (0..length).map(|_| ascii(random, ' ')).collect();
    match text.trim() {
        "" => "x".to_owned(),
        text => text.to_owned(),
    }
}

/// Returns text for a header name.
pub(crate) fn token(random: &mut Random) -> String {
    (0..=random.below(8)).map(|_| random.pick(b"abcxyz019-").copied().map_or('a', char::from)).collect()
}

/// Returns text for a host label.
pub(crate) fn host_label(random: &mut Random) -> String {
    format!("{}z", token(random).replace('-', "0"))
}

fn length(random: &mut Random) -> usize {
    match random.below(20) {
        0 => 0,
        1 => 1,
        2 => 200 + random.below(200),
        _ => 1 + random.below(16),
    }
}

fn character(random: &mut Random) -> char {
    match random.below(8) {
        0..=2 => ascii(random, '0'),
        3 => one_of(AWKWARD, random),
        4 => one_of(ODD, random),
        5 => code(random, 0, 0x2ff),
        6 => code(random, 0x300, 0xffff),
        _ => {
            let plane = random.between(1, 16) << 16;
            code(random, plane, plane | 0xffff)
        }
    }
}

fn ascii(random: &mut Random, first: char) -> char {
    code(random, first.into(), '~'.into())
}

fn one_of(text: &str, random: &mut Random) -> char {
    let at = random.below(text.chars().count());
    text.chars().nth(at).unwrap_or('a')
}

/// Returns a character in a range. A surrogate is replaced by U+E000.
fn code(random: &mut Random, first: u32, last: u32) -> char {
    char::from_u32(random.between(first, last)).unwrap_or('\u{e000}')
}

#[test]
fn every_unicode_plane_is_generated() {
    let mut random = Random::new(3);
    let text: String = (0..2000).map(|_| any(&mut random)).collect();
    assert!((0..=16).all(|plane| text.chars().any(|c| u32::from(c) >> 16 == plane)));
    assert!((0..32).all(|control| text.contains(char::from(control))));
    let labels: Vec<_> = (0..2000).map(|_| label(&mut random)).collect();
    assert!(labels.iter().all(|label| !matches!(label.as_str(), "" | "." | "..")));
    let mut headers = (0..2000).map(|_| header(&mut random));
    assert!(headers.all(|text| text.trim() == text && text.chars().all(|c| matches!(c, ' '..='~'))));
}
