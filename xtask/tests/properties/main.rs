//! What holds for any input of the three operations, and for any answer to them.
//!
//! - [`requests`]: whatever becomes a request says what the input said, by a parser that knows nothing of ours.
//! - [`answers`]: whatever comes back is an output or an error, and nothing panics.
//! - [`inputs`]: the inputs, with text of all of Unicode and documents up to twenty levels deep.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

/// A structure of the generated crate with the values of its fields. Its literal is for its own crate alone.
macro_rules! filled {
    ($type:ident { $($field:ident $(: $value:expr)?),* $(,)? }) => {{
        let mut structure: $type = smithereen::reflect::default_value();
        $(structure.$field = filled!(@ $field $($value)?);)*
        structure
    }};
    (@ $field:ident) => { $field };
    (@ $field:ident $value:expr) => { $value };
}

mod answers;
mod inputs;
mod requests;
mod strict;

use proptest::prelude::ProptestConfig;

/// So many cases, and no files left behind.
fn cases(count: u32) -> ProptestConfig {
    ProptestConfig { cases: count, failure_persistence: None, ..ProptestConfig::default() }
}
