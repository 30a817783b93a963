//! Counts the cases of a suite, and shows its progress and failures.

use indicatif::{ProgressBar, ProgressStyle};
use smithereen_cli::report;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, IsTerminal};

/// The number of failures in a suite whose differences are shown.
const SHOWN: usize = 20;

pub(super) struct Tally {
    name: String,
    passed: usize,
    failed: usize,
    shown: usize,
    /// The names of the failed cases whose differences were not shown.
    unshown: Vec<String>,
    /// Whether the suite has cases that can be run.
    runs: bool,
    /// The number of cases that were left out for each reason.
    left: BTreeMap<String, usize>,
    bar: ProgressBar,
}

impl Tally {
    pub(super) fn begin(name: impl Into<String>, total: usize) -> Self {
        let name = name.into();
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
        bar.set_message(name.clone());
        let (unshown, left) = (Vec::new(), BTreeMap::new());
        Self { name, passed: 0, failed: 0, shown: 0, unshown, runs: true, left, bar }
    }

    /// Creates a suite whose cases are all left out for one reason.
    pub(super) fn left_out(name: impl Into<String>, reason: &str, cases: &[String]) -> Self {
        let mut tally = Self { runs: false, ..Self::begin(name, cases.len()) };
        cases.iter().for_each(|_| tally.leave(reason));
        tally.explain(reason, &cases.join(", "));
        tally.end()
    }

    pub(super) fn pass(&mut self) {
        self.passed += 1;
        self.bar.inc(1);
    }

    pub(super) fn fail(&mut self, case: impl Display, difference: impl Display) {
        self.failed += 1;
        self.bar.inc(1);
        if self.is_full() {
            self.unshown.push(case.to_string());
        } else {
            self.shown += 1;
            let name = &self.name;
            self.bar.suspend(|| report::say(format_args!("FAILED {name}: {case}\n{difference}")));
        }
    }

    /// Counts a failure without showing it, since similar ones were shown.
    pub(super) fn fail_unseen(&mut self, case: impl Display) {
        self.failed += 1;
        self.unshown.push(case.to_string());
        self.bar.inc(1);
    }

    /// Counts a failure if there is a difference, or else a pass.
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

    /// Adds details to a reason.
    pub(super) fn explain(&mut self, reason: &str, more: &str) {
        if let Some(count) = self.left.remove(reason) {
            self.left.insert(format!("{reason} ({more})"), count);
        }
    }

    /// Returns whether no further failure would be shown.
    pub(super) fn is_full(&self) -> bool {
        self.shown >= SHOWN
    }

    pub(super) fn end(self) -> Self {
        self.bar.finish_and_clear();
        self
    }

    /// Returns whether no case failed, and at least one passed unless the suite cannot be run.
    pub(super) fn is_good(&self) -> bool {
        self.failed == 0 && (self.passed > 0 || !self.runs)
    }

    /// Returns whether any case was run.
    pub(super) fn was_run(&self) -> bool {
        self.failed + self.passed > 0
    }

    fn unshown(&self, all: bool) -> Vec<String> {
        let name = &self.name;
        match self.unshown.len() {
            0 => Vec::new(),
            _ if all => self.unshown.iter().map(|case| format!("FAILED {name}: {case}")).collect(),
            count => vec![format!("FAILED {name}: {count} more; `--all-failures` lists their names")],
        }
    }

    fn left(&self) -> usize {
        self.left.values().sum()
    }
}

/// Prints the names of the failed cases whose differences were not shown, or their number.
pub(super) fn print_unshown(tallies: &[Tally], all: bool) {
    tallies.iter().flat_map(|tally| tally.unshown(all)).for_each(report::say);
}

/// Prints the table, and below it the reasons for cases that were left out.
pub(super) fn print(tallies: &[Tally]) {
    report::say(format_args!(
        "{:<40} {:>7} {:>7} {:>7} {:>8}",
        "suite", "passed", "failed", "total", "left out"
    ));
    for tally in tallies {
        let Tally { name, passed, failed, .. } = tally;
        let total = passed + failed + tally.left();
        report::say(format_args!("{name:<40} {passed:>7} {failed:>7} {total:>7} {:>8}", tally.left()));
    }
    for tally in tallies.iter().filter(|tally| tally.left() > 0) {
        report::say(format_args!("\nleft out of {}:", tally.name));
        for (reason, count) in &tally.left {
            report::say(format_args!("{count:>6}  {reason}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failed_case_can_be_listed() {
        let mut tally = Tally::begin("suite", SHOWN + 3);
        (0..SHOWN + 2).for_each(|case| tally.fail(case, "differs"));
        tally.fail_unseen("alike");
        let tally = tally.end();
        assert_eq!(tally.unshown(true), ["FAILED suite: 20", "FAILED suite: 21", "FAILED suite: alike"]);
        assert_eq!(tally.unshown(false), ["FAILED suite: 3 more; `--all-failures` lists their names"]);
        assert!(!tally.is_good());
    }

    #[test]
    fn a_suite_that_cannot_be_run_fails_nothing() {
        let tally = Tally::left_out("suite", "not supported yet", &["a".to_owned(), "b".to_owned()]);
        assert_eq!(tally.left, BTreeMap::from([("not supported yet (a, b)".to_owned(), 2)]));
        assert!(tally.is_good() && !tally.was_run() && tally.unshown(true).is_empty());
        assert!(!Tally::begin("suite", 0).end().is_good());
    }
}
