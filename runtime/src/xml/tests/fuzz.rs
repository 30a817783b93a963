//! A fuzz test with mutations of valid bodies. Run it with
//! `cargo test -p smithereen --features xml --lib --release fuzz -- --ignored`.

use super::mutations::{Random, mutated};
use super::shapes::{Choice, Collections, Scalars, Strict, Tree};
use crate::codec::Checks;
use crate::reflect::{Shape, Value, slot};
use crate::schema::Member;
use crate::xml::{error_fields, has_error_root, read_body, to_body};
use std::time::{Duration, Instant};

/// Deserializes a body, and returns whether it was accepted. The value must survive a round trip, unless it has a character
/// that XML forbids.
fn read_as<T: Shape + Value + PartialEq>(body: &[u8], wrappers: &[&str]) -> bool {
    let mut value = T::default_value();
    if read_body(body, slot(&mut value), Member::ELEMENT, Checks::Lenient, wrappers).is_err() {
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
#[ignore = "runs for FUZZ_SECONDS seconds, 10 by default"]
fn mutated_bodies_neither_panic_nor_hang() {
    let number = |name: &str, default: u64| std::env::var(name).map_or(default, |text| text.parse().unwrap());
    let mut random = Random(number("FUZZ_SEED", 1));
    let end = Instant::now() + Duration::from_secs(number("FUZZ_SECONDS", 10));
    let (mut cases, mut accepted, mut slowest) = (0_u64, 0_u64, Duration::ZERO);
    while Instant::now() < end {
        let body = mutated(&mut random);
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
