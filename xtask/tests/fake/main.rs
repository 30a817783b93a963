//! The fake service of the runtime, with clients of every protocol: rules, latency, faults and recordings.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod errors;
mod faults;
mod latency;
mod recording_files;
mod recordings;
mod rules;
mod secrets;
mod typed;
