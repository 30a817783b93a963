//! All tests of the command line, in one program: each program would be compiled and linked for itself.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../../fixtures/nested.rs"]
mod nested;
mod support;

mod codegen;
mod completions;
mod convert;
mod init;
mod kinds;
mod models;
mod plugin;
mod pull;
mod reference;
mod report;
mod settings;
mod single;
mod source;
mod usage;

/// The command under test.
const PROGRAM: &str = env!("CARGO_BIN_EXE_smithereen");
