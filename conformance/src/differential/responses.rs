//! Random HTTP responses, and the comparison of the outputs and errors that both sides parse.

use super::{Found, differing};
use crate::equal::canonical;
use crate::random::{Random, response};
use serde_json::Value;
use smithereen_codegen::graph::{Model, Operation};

/// Generates an output or an error with equal probability.
pub(crate) fn make(model: &Model, operation: &Operation, mut random: Random) -> (&'static str, Value) {
    let make = if random.chance(50) { response::output } else { response::error };
    ("response", make(model, operation, random))
}

/// Compares two results and describes the difference.
pub(super) fn difference(theirs: &Value, ours: &Value) -> Option<Found> {
    match (theirs["raised"].is_string(), ours["error"].is_string()) {
        (true, _) => differing("botocore fails to parse it", theirs, ours),
        (false, true) => differing("this project fails to parse it", theirs, ours),
        (false, false) if canonical(theirs) == canonical(ours) => None,
        (false, false) if theirs.get("output").is_some() => differing("output", theirs, ours),
        (false, false) => differing("error", theirs, ours),
    }
}
