//! Known differences between official crates and generated code. Each must be necessary.

use serde_json::Value;

/// Both sides of a comparison. Bodies of requests are canonical text.
pub(super) struct Pair {
    pub(super) theirs: Value,
    pub(super) ours: Value,
}

/// A known difference.
pub(super) struct Rule {
    pub(super) reason: &'static str,
    pub(super) services: &'static [&'static str],
    pub(super) is_request: bool,
    /// Removes the difference. Returns whether there was one.
    pub(super) apply: fn(&mut Pair) -> bool,
}

pub(super) const RULES: &[Rule] = &[];
