//! How long each phase of a run took, and on a terminal in which one it is.

use crate::report::{self, Working};
use std::time::Instant;

/// The phases, each with the moment at which it began.
#[derive(Default)]
pub(crate) struct Timings {
    begun: Vec<(&'static str, Instant)>,
    working: Option<Working>,
}

impl Timings {
    /// A phase begins, and the one before it is over.
    pub(crate) fn begin(&mut self, phase: &'static str) {
        self.begun.push((phase, Instant::now()));
        self.working.get_or_insert_with(|| Working::at(phase)).now(phase);
    }

    /// A line a phase: microseconds, and the share of the whole. The last phase ends now.
    pub(crate) fn print(&self) {
        let ends = self.begun.iter().skip(1).map(|(_, moment)| *moment).chain([Instant::now()]);
        let spans: Vec<_> =
            self.begun.iter().zip(ends).map(|((phase, begin), end)| (*phase, micros(*begin, end))).collect();
        let total: u128 = spans.iter().map(|(_, span)| span).sum();
        for (phase, span) in spans.iter().chain([&("total", total)]) {
            let permille = span * 1000 / total.max(1);
            report::note(format_args!("{phase:<8} {span:>9} µs {:>4}.{} %", permille / 10, permille % 10));
        }
    }
}

fn micros(begin: Instant, end: Instant) -> u128 {
    end.saturating_duration_since(begin).as_micros()
}
