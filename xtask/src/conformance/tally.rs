//! Counts the cases of a suite, shows how far it has come and what fails.

use crate::report;
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, IsTerminal};

/// More failures of one suite are counted and not shown.
const SHOWN: usize = 20;

pub(super) struct Tally {
    name: &'static str,
    passed: usize,
    failed: usize,
    shown: usize,
    /// How many cases were left out for each reason.
    left: BTreeMap<String, usize>,
    bar: ProgressBar,
}

impl Tally {
    pub(super) fn begin(name: &'static str, total: usize) -> Self {
        let bar = match io::stderr().is_terminal() {
            true => ProgressBar::new(total as u64),
            false => ProgressBar::hidden(),
        };
        if bar.is_hidden() {
            report::note(format_args!("{name}: {total} cases"));
        }
        if let Ok(style) = ProgressStyle::with_template("{msg:32} {wide_bar} {pos}/{len}") {
            bar.set_style(style);
        }
        bar.set_message(name);
        Self { name, passed: 0, failed: 0, shown: 0, left: BTreeMap::new(), bar }
    }

    pub(super) fn pass(&mut self) {
        self.passed += 1;
        self.bar.inc(1);
    }

    pub(super) fn fail(&mut self, case: impl Display, difference: impl Display) {
        self.failed += 1;
        self.bar.inc(1);
        if !self.is_full() {
            self.shown += 1;
            let name = self.name;
            self.bar.suspend(|| report::say(format_args!("FAILED {name}: {case}\n{difference}")));
        }
    }

    /// Fails like others that were shown.
    pub(super) fn fail_unseen(&mut self) {
        self.failed += 1;
        self.bar.inc(1);
    }

    /// Passes if there is no difference.
    pub(super) fn note(&mut self, case: impl Display, difference: Option<String>) {
        match difference {
            None => self.pass(),
            Some(difference) => self.fail(case, difference),
        }
    }

    pub(super) fn leave(&mut self, reason: impl Into<String>) {
        *self.left.entry(reason.into()).or_default() += 1;
        self.bar.inc(1);
    }

    /// Says more of a reason.
    pub(super) fn explain(&mut self, reason: &str, more: &str) {
        if let Some(count) = self.left.remove(reason) {
            self.left.insert(format!("{reason} ({more})"), count);
        }
    }

    /// Whether no further failure would be shown.
    pub(super) fn is_full(&self) -> bool {
        self.shown >= SHOWN
    }

    pub(super) fn end(self) -> Self {
        self.bar.finish_and_clear();
        if self.failed > self.shown {
            report::say(format_args!("FAILED {}: {} more", self.name, self.failed - self.shown));
        }
        self
    }

    /// Whether nothing failed, and anything was tried.
    pub(super) fn is_good(&self) -> bool {
        self.failed == 0 && self.passed > 0
    }

    fn left(&self) -> usize {
        self.left.values().sum()
    }
}

/// The table, and below it why cases were left out.
pub(super) fn print(tallies: &[Tally]) {
    report::say(format_args!(
        "{:<36} {:>7} {:>7} {:>7} {:>8}",
        "suite", "passed", "failed", "total", "left out"
    ));
    for tally in tallies {
        let Tally { name, passed, failed, .. } = tally;
        let total = passed + failed + tally.left();
        report::say(format_args!("{name:<36} {passed:>7} {failed:>7} {total:>7} {:>8}", tally.left()));
    }
    for tally in tallies.iter().filter(|tally| tally.left() > 0) {
        report::say(format_args!("\nleft out of {}:", tally.name));
        for (reason, count) in &tally.left {
            report::say(format_args!("{count:>6}  {reason}"));
        }
    }
}
