//! Benchmarks serializing and deserializing JSON bodies.

use crate::derived::Thing;
use crate::measure::{Candidate, compare};
use crate::{smithy, thing};
use smithereen::json;
use smithereen::reflect::default_value;
use smithereen_aws::iot_managed_integrations::UpdateManagedThingInput;
use std::hint::black_box;

/// The numbers of endpoints and schemas of the bodies.
const SIZES: [(usize, usize); 4] = [(40, 0), (40, 40), (76, 0), (120, 0)];

pub(crate) fn run() {
    for (endpoints, schemas) in SIZES {
        let all = Bodies::new(endpoints, schemas);
        let size = format!("{} KB, {schemas} documents", all.body.len() / 1000);
        compare(&format!("write, {size}"), writers(&all));
        compare(&format!("read, {size}"), readers(&all));
    }
}

/// Repeats one variant for a profiler.
pub(crate) fn profile(what: &str, endpoints: usize, schemas: usize, times: usize) {
    let all = Bodies::new(endpoints, schemas);
    let candidates = match what.split_once('-') {
        Some(("write", _)) => writers(&all),
        Some(("read", _)) => readers(&all),
        _ => crate::usage(),
    };
    let index = match what.split_once('-') {
        Some((_, "ours")) => 0,
        Some((_, "derived")) => 1,
        Some((_, "smithy")) => 2,
        Some((_, "sonic")) => 3,
        _ => crate::usage(),
    };
    if let Some(mut candidate) = candidates.into_iter().nth(index) {
        (0..times).for_each(|_| (candidate.work)());
    }
}

/// The same thing in the types of each codec.
struct Bodies {
    ours: UpdateManagedThingInput,
    derived: Thing<serde_json::Value>,
    smithy: Thing<aws_smithy_types::Document>,
    body: Vec<u8>,
}

impl Bodies {
    /// Creates the bodies, and checks that each codec can parse the bodies of the others.
    fn new(endpoints: usize, schemas: usize) -> Self {
        let ours = thing::ours(endpoints, schemas);
        let body = json::to_body(&ours).expect("it can be sent");
        let derived: Thing<serde_json::Value> = serde_json::from_slice(&body).expect("derived reads it");
        let smithy = derived.map(thing::smithy_document);
        let tree = |body: &[u8]| serde_json::from_slice::<serde_json::Value>(body).expect("it is JSON");
        assert_eq!(serde_json::to_value(&derived).expect("it can be written"), tree(&body));
        assert_eq!(tree(smithy::write(&smithy).as_bytes()), tree(&body));
        let sonic: Thing<serde_json::Value> = sonic_rs::from_slice(&body).expect("sonic-rs reads it");
        assert_eq!(sonic, derived);
        assert_eq!(tree(&sonic_rs::to_vec(&derived).expect("it can be written")), tree(&body));
        assert_eq!(smithy::read(&body).expect("aws-smithy-json reads it"), smithy);
        let mut read = default_value::<UpdateManagedThingInput>();
        json::from_body(&body, &mut read).expect("we read it");
        read.identifier.clone_from(&ours.identifier);
        assert!(read == ours);
        Self { ours, derived, smithy, body }
    }
}

fn writers(all: &Bodies) -> Vec<Candidate<'_>> {
    vec![
        Candidate::new("smithereen", || drop(black_box(json::to_body(black_box(&all.ours))))),
        Candidate::new("serde_json, derived", || {
            drop(black_box(serde_json::to_vec(black_box(&all.derived))))
        }),
        Candidate::new("aws-smithy-json", || drop(black_box(smithy::write(black_box(&all.smithy))))),
        Candidate::new("sonic-rs, derived", || drop(black_box(sonic_rs::to_vec(black_box(&all.derived))))),
    ]
}

fn readers(all: &Bodies) -> Vec<Candidate<'_>> {
    vec![
        Candidate::new("smithereen", || {
            let mut read = default_value::<UpdateManagedThingInput>();
            let _ = black_box(json::from_body(black_box(&all.body), &mut read));
            drop(black_box(read));
        }),
        Candidate::new("serde_json, derived", || {
            let read = serde_json::from_slice::<Thing<serde_json::Value>>(black_box(&all.body));
            drop(black_box(read));
        }),
        Candidate::new("aws-smithy-json", || drop(black_box(smithy::read(black_box(&all.body))))),
        Candidate::new("sonic-rs, derived", || {
            let read = sonic_rs::from_slice::<Thing<serde_json::Value>>(black_box(&all.body));
            drop(black_box(read));
        }),
    ]
}
