//! Checks that no sensitive value is shown, for the crate of all fixtures and for the crate of `fixtures/`, whose test
//! includes these files.

#![allow(dead_code, reason = "not each test uses all of it")]
#![allow(missing_docs, unreachable_pub, reason = "a test has no readers outside")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

pub mod errors;
pub mod events;
mod filler;
pub mod log;
pub mod model;
pub mod redaction;
