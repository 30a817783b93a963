//! Measures the phases of a run, and shows the current one on a terminal.

use crate::report::{self, Working};
use std::time::Instant;

/// The phases with the times at which they began.
#[derive(Default)]
pub(crate) struct Timings {
    begun: Vec<(&'static str, Instant)>,
    working: Option<Working>,
}

impl Timings {
    /// Begins a phase and ends the previous one.
    pub(crate) fn begin(&mut self, phase: &'static str) {
        self.begun.push((phase, Instant::now()));
        self.working.get_or_insert_with(|| Working::at(phase)).now(phase);
    }

    /// Ends the last phase, and prints a line for each: microseconds, and the share of the total.
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
