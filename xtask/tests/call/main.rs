//! Tests of the example `call`: requests, calls, `--stdin`, errors and exit codes.
//!
//! The example is built once and runs as a program, in an environment with only the variables of a test.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod dry_run;
mod filter;
#[path = "../support/loopback/mod.rs"]
mod loopback;
mod program;
mod protocols;
mod real;
mod skeleton;
#[path = "../support/wire/mod.rs"]
mod wire;
