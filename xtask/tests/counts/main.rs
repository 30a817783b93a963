//! Regression tests without a clock: allocations for a fixed input, lines and bytes of generated code, and crates that a user
//! builds, compared with the baselines in `counts.toml`. `cargo xtask bench counts --accept` updates them.

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

/// A single test, since allocations of tests that run at the same time would be counted too.
#[test]
fn counts_equal_the_baselines() {
    baseline::counts_outside_of_the_tolerance_are_described_with_both_numbers();
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
        "{}\nhelp: if the change is intended, run `cargo xtask bench counts --accept` and explain it in the commit",
        differences.join("\n")
    );
}

/// Counts allocations with reallocations, and the allocated bytes. A first run creates what exists once per process.
fn allocations<T>(now: &mut Counts, what: &str, work: impl Fn() -> T) {
    drop(work());
    let region = Region::new(ALLOCATOR);
    let made = work();
    let change = region.change();
    drop(made);
    now.add("allocations", what, change.allocations + change.reallocations);
    now.add("bytes allocated", what, change.bytes_allocated);
}

/// Returns the root of the project.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}
