//! Bodies with random changes: no panic, no hang, and no memory beyond a multiple of the body.

use crate::rpc_v2_cbor::shapes::{All, Choice};
use smithereen::{Bytes, Timestamp, cbor};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// A generator of random numbers (xorshift), so that a failure can be repeated from its seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

fn valid() -> Vec<u8> {
    let inner =
        All { number: Some("1.25".parse().unwrap()), longs: Some(vec![1, -70_000]), ..All::default() };
    let all = All {
        string: Some("text".to_owned()),
        blob: Some(Bytes::from_static(b"\x00\xff")),
        double: Some(0.5),
        number: Some("-340282366920938463463374607431768211457".parse().unwrap()),
        time: Some(Timestamp::new(1_398_796_238, 0)),
        strings: Some(vec!["a".to_owned(); 3]),
        sparse: Some(vec![None, Some("b".to_owned())]),
        map: Some(BTreeMap::from([("k".to_owned(), 1)])),
        nested: Some(Box::new(inner.clone())),
        choice: Some(Choice::Nested(Box::new(inner))),
        ..All::default()
    };
    cbor::to_body(&all).unwrap()
}

/// Changes some bytes: heads of data items are more frequent than other bytes.
fn mutate(body: &mut Vec<u8>, random: &mut Random) {
    const HEADS: [u8; 22] = [
        0x1b, 0x3b, 0x5b, 0x5f, 0x7b, 0x7f, 0x81, 0x9b, 0x9f, 0xa1, 0xbb, 0xbf, 0xc1, 0xc2, 0xc4, 0xdb, 0xf6,
        0xf7, 0xf8, 0xf9, 0xfb, 0xff,
    ];
    for _ in 0..=random.below(4) {
        let at = random.below(body.len());
        let byte = HEADS.get(random.below(2 * HEADS.len())).copied().unwrap_or(random.below(256) as u8);
        match random.below(5) {
            0 => body.truncate(at),
            1 => body.insert(at, byte),
            2 if !body.is_empty() => drop(body.remove(at)),
            3 => body.splice(at..at, vec![byte; random.below(300)]).for_each(drop),
            _ => body.iter_mut().skip(at).take(1).for_each(|old| *old = byte),
        }
    }
}

fn run(cases: u64) {
    let valid = valid();
    let mut slowest = Duration::ZERO;
    for seed in 1..=cases {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut body = valid.clone();
        mutate(&mut body, &mut random);
        let start = Instant::now();
        let mut all = All::default();
        let read = cbor::from_body(&body, &mut all);
        slowest = slowest.max(start.elapsed());
        let is_item = body.is_empty() || cbor::diagnostic(&body).is_some();
        assert!(
            read.is_err() || is_item || nested_too_deep(&body),
            "seed {seed}: accepted, but not one data item"
        );
        // A value that was read can be written, except for unknown variants and numbers with too many digits.
        if read.is_ok() {
            drop(cbor::to_body(&all));
        }
    }
    assert!(slowest < Duration::from_millis(500), "a body of some hundred bytes took {slowest:?}");
}

/// Returns whether a body is one data item that is nested too deeply for diagnostic notation.
fn nested_too_deep(body: &[u8]) -> bool {
    body.windows(128).any(|bytes| bytes.iter().all(|byte| (0x81..0xc0).contains(byte)))
}

#[test]
fn mutated_bodies_are_read_or_rejected() {
    run(20_000);
}

#[test]
#[ignore = "takes a minute in a release build"]
fn many_mutated_bodies_are_read_or_rejected() {
    run(20_000_000);
}

/// Large bodies that state more than they hold, each of which is to be rejected or read in time linear in its size.
#[test]
fn hostile_bodies_take_linear_time() {
    let repeated = |head: &[u8], unit: &[u8]| [head, &unit.repeat(1_000_000 / unit.len())].concat();
    let number = |unit: &[u8]| repeated(b"\xbf\x66number", unit);
    for body in [
        repeated(b"\xa1\x67strings\x9a\x00\x0f\x42\x00", b"\x9a\x00\x0f\x42\x00"),
        repeated(b"\xa1\x67strings\x9f", b"\x60"),
        repeated(b"\xa1\x66string\x7f", b"\x60"),
        repeated(b"\xa1\x64blob\x5f", b"\x40"),
        repeated(b"\xa1\x61x\x9f", b"\xf6"),
        repeated(b"\xa1\x61x", b"\x82\x9f"),
        repeated(b"\xbf", b"\x61x\x00"),
        repeated(b"\xa1\x64time", b"\xc1"),
        number(&[b"\xc2\x5a\x00\x0f\x00\x00".as_slice(), &[0xff; 0xf_0000]].concat()),
        number(&[b"\xc2\x59\x04\x00".as_slice(), &[0xff; 1024], b"\x66number"].concat()),
    ] {
        let start = Instant::now();
        let mut all = All::default();
        let _ = cbor::from_body(&body, &mut all);
        let taken = start.elapsed();
        assert!(taken < Duration::from_secs(5), "{:02x?}: {taken:?}", body.get(..16));
    }
}
