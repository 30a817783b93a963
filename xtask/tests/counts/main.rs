//! A guard against growth that needs no clock: allocations for a fixed input, lines and bytes of what is generated,
//! crates that a user builds. They are compared with `counts.toml`, which `cargo xtask bench counts --accept` writes.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may fail, and say why")]

mod baseline;
mod crates;
mod generation;
mod requests;
#[path = "../../../fixtures/sources.rs"]
mod sources;

use baseline::Counts;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use std::path::PathBuf;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// One test, since what runs at the same time would be counted too.
#[test]
fn nothing_has_grown_unnoticed() {
    baseline::what_is_too_far_off_is_told_with_both_numbers();
    let mut now = Counts::default();
    requests::count(&mut now);
    generation::count(&mut now);
    crates::count(&mut now);
    match std::env::var("SMITHEREEN_COUNTS").as_deref() {
        Ok("accept") => now.accept(),
        Ok(_) => println!("{now}"),
        Err(_) => {}
    }
    let differences = Counts::accepted().differences(&now);
    assert!(
        differences.is_empty(),
        "{}\nif this is meant: `cargo xtask bench counts --accept`, and say why in the commit",
        differences.join("\n")
    );
}

/// Allocations with reallocations, and the bytes that were asked for. What is made once a process is made before.
fn allocations<T>(now: &mut Counts, what: &str, work: impl Fn() -> T) {
    drop(work());
    let region = Region::new(ALLOCATOR);
    let made = work();
    let change = region.change();
    drop(made);
    now.add("allocations", what, change.allocations + change.reallocations);
    now.add("bytes allocated", what, change.bytes_allocated);
}

/// The root of the project.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}
