//! A document of 48 KB with all common types, written and read.

use crate::alarms::{self, Alarms};
use crate::measure::{Candidate, compare};
use crate::schema;
use smithereen::cbor;
use smithereen::reflect::default_value;
use std::hint::black_box;

/// The alarms of a body of 48 KB.
const ALARMS: usize = 99;

pub(crate) fn run() {
    let all = Bodies::new();
    let size = |body: &[u8]| format!("{} KB", body.len() / 1000);
    compare(&format!("write CBOR, {}", size(&all.body)), writers(&all));
    compare(&format!("read CBOR, {}", size(&all.body)), readers(&all.body));
    compare(&format!("read CBOR, indefinite, {}", size(&all.indefinite)), readers(&all.indefinite));
    compare("allocate and free", clones(&all));
}

/// Returns the candidates of `write`, `read` or `clone`, on bodies that live as long as the process.
pub(crate) fn candidates(what: &str) -> Option<Vec<Candidate<'static>>> {
    let all: &'static Bodies = Box::leak(Box::new(Bodies::new()));
    match what {
        "write" => Some(writers(all)),
        "read" => Some(readers(&all.body)),
        "clone" => Some(clones(all)),
        _ => None,
    }
}

/// The same document as a value and as bodies, with definite and indefinite lengths.
struct Bodies {
    value: Alarms,
    body: Vec<u8>,
    indefinite: Vec<u8>,
}

impl Bodies {
    /// Checks that each side reads what the others write.
    fn new() -> Self {
        let value = alarms::alarms(ALARMS);
        let body = cbor::to_body(&value).expect("it can be sent");
        let indefinite = schema::write(&value);
        let derived = minicbor_serde::to_vec(&value).expect("minicbor-serde writes it");
        let mut ciborium = Vec::new();
        ciborium::into_writer(&value, &mut ciborium).expect("ciborium writes it");
        for body in [&body, &indefinite, &derived, &ciborium] {
            assert!(ours(body) == value, "smithereen");
            assert!(schema::read(body).expect("aws-smithy-cbor reads it") == value, "aws-smithy-cbor");
            assert!(minicbor_serde::from_slice::<Alarms>(body).expect("minicbor-serde reads it") == value);
            assert!(ciborium::from_reader::<Alarms, _>(&body[..]).expect("ciborium reads it") == value);
        }
        Self { value, body, indefinite }
    }
}

fn ours(body: &[u8]) -> Alarms {
    let mut read = default_value::<Alarms>();
    cbor::from_body(body, &mut read).expect("we read it");
    read
}

/// Returns what every reader does besides reading.
fn clones(all: &Bodies) -> Vec<Candidate<'_>> {
    vec![Candidate::new("a clone of the document", || drop(black_box(black_box(&all.value).clone())))]
}

fn writers(all: &Bodies) -> Vec<Candidate<'_>> {
    let value = &all.value;
    vec![
        Candidate::new("smithereen", move || drop(black_box(cbor::to_body(black_box(value))))),
        Candidate::new("aws-smithy-cbor, schemas", move || drop(black_box(schema::write(black_box(value))))),
        Candidate::new("minicbor-serde, derived", move || {
            drop(black_box(minicbor_serde::to_vec(black_box(value))))
        }),
        Candidate::new("ciborium, derived", move || {
            let mut body = Vec::new();
            let _ = black_box(ciborium::into_writer(black_box(value), &mut body));
            drop(black_box(body));
        }),
    ]
}

fn readers(body: &[u8]) -> Vec<Candidate<'_>> {
    vec![
        Candidate::new("smithereen", move || drop(black_box(ours(black_box(body))))),
        Candidate::new("aws-smithy-cbor, schemas", move || drop(black_box(schema::read(black_box(body))))),
        Candidate::new("minicbor-serde, derived", move || {
            drop(black_box(minicbor_serde::from_slice::<Alarms>(black_box(body))));
        }),
        Candidate::new("ciborium, derived", move || {
            drop(black_box(ciborium::from_reader::<Alarms, _>(black_box(body))));
        }),
    ]
}
