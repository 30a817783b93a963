//! Counts the outcomes of the bodies of a codec.

use super::check::Results;
use super::codec::Codec;
use super::targets::Found;
use smithereen_cli::report;
use std::collections::BTreeMap;
use std::time::Duration;

/// A number of a case.
#[derive(Clone, Copy, Default)]
struct Record {
    value: f64,
    case: u64,
}

impl Record {
    fn note(&mut self, value: f64, case: u64) {
        if value > self.value {
            *self = Self { value, case };
        }
    }
}

/// The counts of a run.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) tried: u64,
    /// Bodies that are an output.
    outputs: u64,
    /// Bodies that do not match the model.
    rejected: u64,
    /// Bodies that are an error of the model, with an error status.
    modeled_errors: u64,
    /// Seconds.
    slowest: Record,
    /// Bytes of memory for a byte of the body, of bodies that are long enough for a comparison.
    largest: Record,
    /// Failures, by case.
    pub(super) failures: BTreeMap<u64, String>,
}

/// The shortest body whose memory is compared with its length, in bytes: what every parse takes counts little.
const COMPARED: usize = 4096;

impl Tally {
    /// Creates the tally of a run that failed as a whole.
    pub(super) fn failed(failure: &str) -> Self {
        Self { failures: [(0, failure.to_owned())].into(), ..Self::default() }
    }

    /// Counts a case: its results, the length of its body, and the time that it took.
    pub(super) fn add(&mut self, case: u64, results: &Results, length: usize, took: Duration) {
        match &results.success {
            Found::Output { .. } => self.outputs += 1,
            _ => self.rejected += 1,
        }
        self.modeled_errors += u64::from(matches!(results.error, Found::Service { shape: Some(_), .. }));
        self.slowest.note(took.as_secs_f64(), case);
        if length >= COMPARED {
            self.largest.note(results.peak as f64 / length as f64, case);
        }
    }

    /// Prints the counts. `worst` is the largest factor of the bodies that are known to take much memory.
    pub(super) fn print(&self, codec: Codec, worst: f64, nested: usize, took: Duration) {
        let (slowest, largest) = (self.slowest, self.largest);
        let (tried, seconds) = (self.tried, took.as_secs_f64());
        report::say(format_args!("{tried:>8} bodies of {} in {seconds:.1} s", codec.name()));
        report::say(format_args!("{:>8} parsed as outputs", self.outputs));
        report::say(format_args!("{:>8} rejected as outputs", self.rejected));
        report::say(format_args!("{:>8} parsed as modeled errors", self.modeled_errors));
        report::say(format_args!("{nested:>8} recursive inputs serialized or rejected"));
        let milliseconds = slowest.value * 1000.0;
        report::say(format_args!("{milliseconds:>8.1} ms for the slowest, case {}", slowest.case));
        report::say(format_args!(
            "{:>8.1} bytes of memory for a byte at most, case {}; {worst:.1} for the worst known body",
            largest.value, largest.case
        ));
        report::say(format_args!("{:>8} failed", self.failures.len()));
    }
}
