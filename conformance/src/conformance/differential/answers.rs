//! Responses: an answer that both sides read, and what each finds in it.

use super::{Found, differing};
use crate::conformance::equal::canonical;
use crate::conformance::random::{Random, answer};
use serde_json::Value;
use smithereen_codegen::graph::{Model, Operation};

/// As many outputs as errors.
pub(super) fn make(model: &Model, operation: &Operation, mut random: Random) -> (&'static str, Value) {
    let make = if random.chance(50) { answer::output } else { answer::error };
    ("response", make(model, operation, random))
}

/// In what two readings differ, if they do.
pub(super) fn difference(theirs: &Value, ours: &Value) -> Option<Found> {
    match (theirs["raised"].is_string(), ours["error"].is_string()) {
        (true, _) => differing("botocore cannot read it", theirs, ours),
        (false, true) => differing("we cannot read it", theirs, ours),
        (false, false) if canonical(theirs) == canonical(ours) => None,
        (false, false) if theirs.get("output").is_some() => differing("output", theirs, ours),
        (false, false) => differing("error", theirs, ours),
    }
}
