//! The example `call` does what its help says: it shows requests, makes calls and serves as a filter, and whatever is
//! wrong is said in one line, with an exit code.
//!
//! It is built once and run as a program, in an environment that holds nothing but what a test puts there.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod dry_run;
mod filter;
#[path = "../support/loopback/mod.rs"]
mod loopback;
mod program;
mod real;
mod skeleton;
#[path = "../support/wire/mod.rs"]
mod wire;
