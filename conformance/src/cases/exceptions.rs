//! Cases that do not apply, with the reason. Each must fail: an exception that is no longer necessary is a failure.

use crate::tally::Tally;
use std::collections::BTreeSet;

/// An exception: the suite, the case, and the reason.
type Exception = (&'static str, &'static str, &'static str);

const EXCEPTIONS: &[Exception] = &[];

/// The exceptions of a suite, and which of them were necessary.
pub(super) struct Exceptions {
    all: Vec<&'static Exception>,
    seen: BTreeSet<&'static str>,
}

impl Exceptions {
    pub(super) fn of(suite: &str) -> Self {
        let all = EXCEPTIONS.iter().filter(|(of, ..)| *of == suite).collect();
        Self { all, seen: BTreeSet::new() }
    }

    /// Counts a case with its difference, if there is one.
    pub(super) fn note(&mut self, tally: &mut Tally, id: &str, difference: Option<String>) {
        let exception = self.all.iter().find(|(_, case, _)| *case == id);
        match (exception, difference) {
            (None, difference) => tally.note(id, difference),
            (Some((_, case, reason)), Some(_)) => {
                self.seen.insert(case);
                tally.leave(format!("{reason} ({case})"));
            }
            (Some((_, case, _)), None) => {
                self.seen.insert(case);
                tally.fail(id, "  the case passes, so its exception is not necessary");
            }
        }
    }

    /// Fails for each exception without a case.
    pub(super) fn finish(self, tally: &mut Tally) {
        for (_, case, _) in self.all.iter().filter(|(_, case, _)| !self.seen.contains(case)) {
            tally.fail(case, "  there is no such case, so its exception is not necessary");
        }
    }
}
