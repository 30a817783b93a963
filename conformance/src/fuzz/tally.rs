//! Counts the outcomes of mutants.

use super::rng::mix;
use smithereen_cli::report;
use smithereen_codegen::Outcome;
use smithereen_codegen::diagnostic::Severity;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

/// The counts of one worker or of all.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) tried: u64,
    pub(super) generated: u64,
    pub(super) refused: u64,
    /// The number of mutants that were generated twice.
    pub(super) repeated: u64,
    /// Problems by their message, without the parts that differ between cases.
    problems: BTreeMap<String, u64>,
    /// The generated crates by hash, with the first case of each.
    crates: BTreeMap<u64, u64>,
    /// Failures of the generator, by case.
    pub(super) failures: BTreeMap<u64, String>,
}

impl Tally {
    /// Counts a case.
    pub(super) fn add(&mut self, case: u64, outcome: &Outcome) {
        if outcome.files.is_empty() {
            self.refused += 1;
        } else {
            self.generated += 1;
            let mut hasher = DefaultHasher::new();
            outcome.files.hash(&mut hasher);
            self.note_crate(hasher.finish(), case);
        }
        let errors = outcome.diagnostics.iter().filter(|one| one.severity == Severity::Error);
        // Counted once for each case, however often the problem occurs in it.
        let problems: BTreeSet<String> = errors.map(|error| without_details(&error.problem)).collect();
        for problem in problems {
            *self.problems.entry(problem).or_default() += 1;
        }
    }

    /// Adds the counts of another tally.
    pub(super) fn merge(&mut self, other: Self) {
        self.tried += other.tried;
        self.generated += other.generated;
        self.refused += other.refused;
        self.repeated += other.repeated;
        self.failures.extend(other.failures);
        for (problem, count) in other.problems {
            *self.problems.entry(problem).or_default() += count;
        }
        for (hash, case) in other.crates {
            self.note_crate(hash, case);
        }
    }

    /// Returns the default number of crates to compile: one in 2,000, within limits.
    pub(super) fn sample_size(&self) -> usize {
        usize::try_from(self.generated / 2000).unwrap_or_default().clamp(3, 30)
    }

    /// Returns a sample of the cases with distinct crates.
    pub(super) fn sample(&self, count: usize) -> Vec<u64> {
        let mut cases: Vec<u64> = self.crates.values().copied().collect();
        cases.sort_by_key(|case| (mix(*case), *case));
        cases.truncate(count);
        cases
    }

    /// Prints the counts and the most frequent problems.
    pub(super) fn print(&self, compiled: usize, took: Duration) {
        let (generated, refused, different) = (self.generated, self.refused, self.crates.len());
        report::say(format_args!("{:>8} mutants in {:.1} s", self.tried, took.as_secs_f64()));
        report::say(format_args!("{generated:>8} generated, {different} of them different"));
        report::say(format_args!("{compiled:>8} compiled"));
        report::say(format_args!("{refused:>8} refused"));
        report::say(format_args!("{:>8} generated twice, to see that it gives the same", self.repeated));
        report::say(format_args!("{:>8} failed", self.failures.len()));
        let mut problems: Vec<(&String, &u64)> = self.problems.iter().collect();
        problems.sort_by_key(|(problem, count)| (std::cmp::Reverse(**count), *problem));
        report::say(format_args!("the commonest of {} reasons for refusal:", problems.len()));
        for (problem, count) in problems.into_iter().take(10) {
            report::say(format_args!("{count:>8} {problem}"));
        }
    }

    fn note_crate(&mut self, hash: u64, case: u64) {
        let first = self.crates.entry(hash).or_insert(case);
        *first = case.min(*first);
    }
}

/// Returns the message of a problem without its quotes and numbers.
fn without_details(problem: &str) -> String {
    let mut out = String::new();
    // The parts between backticks are quotes.
    for (index, part) in problem.split('`').enumerate() {
        if index % 2 == 1 {
            out.push_str("`…`");
            continue;
        }
        let mut digits = false;
        for c in part.chars().filter(|c| !c.is_control()) {
            if !c.is_ascii_digit() {
                out.push(c);
            } else if !digits {
                out.push('#');
            }
            digits = c.is_ascii_digit();
        }
    }
    match out.char_indices().nth(120) {
        Some((end, _)) => format!("{}…", out.get(..end).unwrap_or_default()),
        None => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_counted_by_message() {
        let problem = "is not JSON: `a` at line 12\n column 3";
        assert_eq!(without_details(problem), "is not JSON: `…` at line # column #");
        assert_eq!(without_details(&"x".repeat(200)).chars().count(), 121);
    }
}
