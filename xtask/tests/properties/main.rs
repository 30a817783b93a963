//! Property tests of the three operations.
//!
//! - [`requests`]: an independent parser reads the input back from each request.
//! - [`responses`]: each response gives an output or an error, without a panic.
//! - [`inputs`]: strategies for inputs, with text of all of Unicode and documents with up to twenty levels.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

/// Creates a structure of the generated crate with the values of its fields, since its literal is not available to other
/// crates.
macro_rules! filled {
    ($type:ident { $($field:ident $(: $value:expr)?),* $(,)? }) => {{
        let mut structure: $type = smithereen::reflect::default_value();
        $(structure.$field = filled!(@ $field $($value)?);)*
        structure
    }};
    (@ $field:ident) => { $field };
    (@ $field:ident $value:expr) => { $value };
}

mod inputs;
mod requests;
mod responses;
mod strict;

use proptest::prelude::ProptestConfig;

/// Returns the configuration: the number of cases, and no files of failures.
fn cases(count: u32) -> ProptestConfig {
    ProptestConfig { cases: count, failure_persistence: None, ..ProptestConfig::default() }
}
