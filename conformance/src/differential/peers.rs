//! botocore or an official crate, and this project's program, which process the same requests.

use crate::Problems;
use crate::json_lines::JsonLines;
use serde_json::Value;
use smithereen_cli::report;
use std::thread;

/// The two programs of a comparison.
pub(crate) struct Peers {
    pub(crate) ours: JsonLines,
    pub(crate) theirs: JsonLines,
}

impl Peers {
    /// Sends all requests to both at the same time. Returns pairs of botocore's response and this project's.
    pub(super) fn exchange(&mut self, requests: &[Value]) -> Result<Vec<(Value, Value)>, Problems> {
        let Self { ours, theirs } = self;
        let (theirs, ours) = thread::scope(|scope| {
            let theirs = scope.spawn(|| theirs.exchange(requests));
            let ours = ours.exchange(requests);
            (theirs.join(), ours)
        });
        let gone = |_| vec![report::error("botocore", "the thread that communicates with it panicked")];
        Ok(theirs.map_err(gone)??.into_iter().zip(ours?).collect())
    }

    pub(super) fn exchange_one(&mut self, request: &Value) -> Result<(Value, Value), Problems> {
        Ok((self.theirs.exchange_one(request)?, self.ours.exchange_one(request)?))
    }
}
