//! Asks both sides at once.

use crate::conformance::Problems;
use crate::conformance::companion::Companion;
use serde_json::Value;
use smithereen_cli::report;
use std::thread;

pub(super) struct Judge {
    pub(super) ours: Companion,
    pub(super) theirs: Companion,
}

impl Judge {
    /// To each question their answer and ours.
    pub(super) fn ask(&mut self, questions: &[Value]) -> Result<Vec<(Value, Value)>, Problems> {
        let Self { ours, theirs } = self;
        let (theirs, ours) = thread::scope(|scope| {
            let theirs = scope.spawn(|| theirs.ask(questions));
            let ours = ours.ask(questions);
            (theirs.join(), ours)
        });
        let gone = |_| vec![report::error("peer.py", "the thread that asks it is gone")];
        Ok(theirs.map_err(gone)??.into_iter().zip(ours?).collect())
    }

    pub(super) fn ask_one(&mut self, question: &Value) -> Result<(Value, Value), Problems> {
        Ok((self.theirs.ask_one(question)?, self.ours.ask_one(question)?))
    }
}
