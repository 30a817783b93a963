//! Random responses with event streams.

use crate::differential::{Found, differing};
use crate::random::{Random, events, response};
use serde_json::Value;
use smithereen_codegen::graph::{Model, Operation};

/// Generates a response with a stream or, rarely, an error of the operation.
pub(super) fn make(model: &Model, operation: &Operation, mut random: Random) -> (&'static str, Value) {
    match !operation.errors.is_empty() && random.chance(5) {
        true => ("response", response::error(model, operation, random)),
        false => ("response", events::streamed(model, operation, random)),
    }
}

/// Returns whether the stream of a case is malformed.
pub(super) fn is_malformed(request: &Value) -> bool {
    request["response"]["malformed"].is_string()
}

/// Describes results for a malformed stream that are no failures of both. The official crates take a stream that ends after the lengths
/// of a message for complete.
pub(super) fn refused(request: &Value, theirs: &Value, ours: &Value) -> Option<Found> {
    let is_accepted = request["response"]["malformed"] == events::ENDS_AFTER_PRELUDE;
    match (theirs["raised"].is_string() != is_accepted, ours["error"].is_string()) {
        (true, true) => None,
        (false, _) if is_accepted => differing("the official crate refuses a stream", theirs, ours),
        (false, _) => differing("the official crate accepts a malformed stream", theirs, ours),
        (true, false) => differing("this project accepts a malformed stream", theirs, ours),
    }
}
