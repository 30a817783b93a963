//! Mutations of valid bodies. Run with `cargo test -p smithereen --features xml --lib --release fuzz -- --ignored`.

use super::shapes::{Choice, Collections, Scalars, Strict, Tree};
use crate::codec::Checks;
use crate::reflect::{Shape, Value, slot};
use crate::schema::Member;
use crate::xml::{error_fields, has_error_root, read_body, to_body};
use std::time::{Duration, Instant};

const BODIES: [&str; 4] = [
    "<?xml version='1.0'?><r><Text> a &amp; <![CDATA[<b>]]>&#xD;</Text><integer>1</integer><blob>AQ==</blob>
        <time>2014-04-29T18:30:38Z</time><double>1.5</double><!-- c --><date>Tue, 29 Apr 2014 18:30:38 GMT</date></r>",
    "<r><texts><m>1</m><m/></texts><FlatText>a</FlatText><FlatText>b</FlatText><rows><a><b>x</b></a></rows>
        <maps><entry><value><entry><value>v</value><key>l</key></entry></value><key>k</key></entry></maps>
        <flatMap><Setting size='3'><text>x</text></Setting><Name>t</Name></flatMap><sparse><m xsi:nil='true'/></sparse></r>",
    "<r xmlns='urn:x' xsi:type=\"a&amp;b\" size='1'><child><child size='2'/></child><Child/><choice><tree><text>t</text></tree>
        </choice><Child><choice><flat>1</flat><flat>2</flat></choice></Child><id>1</id><name>n</name></r>",
    "<Response><Errors><Error><Code>C</Code><Message>m</Message></Error></Errors><RequestID>r</RequestID></Response>",
];

/// Pieces that are inserted.
const PIECES: [&str; 16] = [
    "<",
    ">",
    "&",
    "&lt;",
    "&#0;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<!DOCTYPE r [<!ENTITY e 'e'>]>",
    "&e;",
    "<?",
    "'",
    "</",
    "/>",
    "\u{fffd}",
];

/// A generator of numbers (xorshift64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    fn mutate(&mut self, body: &mut Vec<u8>) {
        let (at, other) = (self.below(body.len() + 1), self.below(body.len() + 1));
        let (start, end) = (at.min(other), at.max(other));
        match self.below(7) {
            0 => body.truncate(at),
            1 => drop(body.drain(start..end.min(start + 8))),
            2 => {
                let piece = body[start..end].to_vec();
                body.splice(at..at, piece);
            }
            3 => drop(body.splice(at..at, PIECES[self.below(PIECES.len())].bytes())),
            4 => {
                if let Some(byte) = body.get_mut(at) {
                    *byte = self.below(256) as u8;
                }
            }
            5 => {
                let piece = body[start..end.min(start + 30)].repeat(self.below(200));
                body.splice(at..at, piece);
            }
            _ => drop(body.splice(at..at, BODIES[self.below(BODIES.len())].bytes())),
        }
        body.truncate(100_000);
    }
}

/// What is read can be written and is read again as the same value, unless it has a character that XML does not have.
fn read_as<T: Shape + Value + PartialEq>(body: &[u8], within: &[&str]) -> bool {
    let mut value = T::default_value();
    if read_body(body, slot(&mut value), Member::ELEMENT, Checks::Lenient, within).is_err() {
        return false;
    }
    if let Ok(body) = to_body(&value, None) {
        let mut again = T::default_value();
        read_body(&body, slot(&mut again), Member::ELEMENT, Checks::Lenient, &[]).unwrap();
        let bodies = [&value, &again].map(|value| to_body(value, None).unwrap());
        assert_eq!(bodies[0], bodies[1], "{value:?}");
    }
    true
}

#[test]
#[ignore = "runs for as many seconds as FUZZ_SECONDS says, 10 by default"]
fn mutated_bodies_neither_panic_nor_hang() {
    let number = |name: &str, default: u64| std::env::var(name).map_or(default, |text| text.parse().unwrap());
    let mut random = Random(number("FUZZ_SEED", 1));
    let end = Instant::now() + Duration::from_secs(number("FUZZ_SECONDS", 10));
    let (mut cases, mut accepted, mut slowest) = (0_u64, 0_u64, Duration::ZERO);
    while Instant::now() < end {
        let mut body = BODIES[random.below(BODIES.len())].as_bytes().to_vec();
        for _ in 0..=random.below(6) {
            random.mutate(&mut body);
        }
        let start = Instant::now();
        let reads = [
            read_as::<Scalars>(&body, &[]),
            read_as::<Collections>(&body, &[]),
            read_as::<Tree>(&body, &[]),
            read_as::<Choice>(&body, &[]),
            read_as::<Strict>(&body, &["Errors", "Error"]),
        ];
        let _ = (error_fields(&body), has_error_root(&body));
        slowest = slowest.max(start.elapsed());
        cases += 1;
        accepted += u64::from(reads.contains(&true));
    }
    assert!(slowest < Duration::from_secs(5), "{slowest:?}");
    assert!(accepted > cases / 100, "{accepted} of {cases} bodies were accepted");
    eprintln!("{cases} bodies, {accepted} accepted, slowest {slowest:?}");
}
