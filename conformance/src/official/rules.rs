//! Known differences between official crates and generated code. In a complete run, a rule that no case needs is a failure.

mod defaults;
mod events;
mod requests;
mod responses;

use serde_json::Value;

pub(super) use requests::KNOWN_DIFFERENCES as OF_REQUESTS;
pub(super) use responses::KNOWN_DIFFERENCES as OF_RESPONSES;

/// Both sides of a comparison. Bodies of requests are canonical text.
pub(super) struct Pair {
    pub(super) theirs: Value,
    pub(super) ours: Value,
    /// What the official crate returns for the same response without CDATA sections, if it has any.
    pub(super) without_cdata: Option<Value>,
}

/// A known difference.
pub(super) struct KnownDifference {
    pub(super) reason: &'static str,
    pub(super) services: &'static [&'static str],
    /// Removes the difference. Returns whether there was one.
    pub(super) apply: fn(&mut Pair) -> bool,
}
