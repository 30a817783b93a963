//! The serde benchmark suite of the AWS SDKs. `cargo xtask bench suite` runs it.
//!
//! Serialization is from the typed input to the whole request, without a signature; deserialization is from the response
//! to the typed output. Memory of inputs and results is freed within the measured time, because the official serializers
//! consume their inputs. The cases are fixed, so a failure ends the benchmark (`expect`).

mod cases;
mod check;
mod derived;
mod measure;
mod official;
mod ours;
mod report;
mod services;

use cases::Case;
use measure::Candidate;
use ours::{Ours, Outcome};
use report::Row;
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [folder] => run(Path::new(folder)),
        ["profile", id, candidate, times] => profile(id, number(candidate), number(times)),
        _ => misused(),
    }
}

/// Measures all cases, prints them, and writes the results into the folder.
fn run(folder: &Path) {
    let (mut outputs, mut rows) = (HashMap::new(), Vec::new());
    report::head();
    for case in cases::all() {
        let candidates = Candidates::new(&case);
        candidates.compare_protocols(&case, &mut outputs);
        let row = candidates.measure(&case);
        row.print();
        rows.push(row);
    }
    report::summary(&rows);
    report::write(&rows, folder);
}

/// The checked candidates of a case: ours, the official crate if there is one, and others.
struct Candidates {
    all: Vec<Candidate>,
    has_official: bool,
    bytes: usize,
    result: Outcome,
}

impl Candidates {
    fn new(case: &Case) -> Self {
        let Ours { candidate, bytes, result } = services::operation(case.service, &case.operation)(case);
        let official = official::candidate(case, &result);
        let has_official = official.is_some();
        let others = derived::candidates(case, &result);
        let all = std::iter::once(candidate).chain(official).chain(others).collect();
        Self { all, has_official, bytes, result }
    }

    /// Checks that cases of different protocols with the same content have the same output.
    fn compare_protocols(&self, case: &Case, outputs: &mut HashMap<String, Value>) {
        let (_, content) =
            case.id.split_once("_GetItem").or(case.id.split_once("_CopyObject")).unwrap_or_default();
        if let (Outcome::Output(output), false) = (&self.result, content.is_empty()) {
            let key = format!("{}{content}", case.operation);
            let first = outputs.entry(key).or_insert_with(|| output.clone());
            assert_eq!(first, output, "{}", case.id);
        }
    }

    fn measure(mut self, case: &Case) -> Row {
        let names: Vec<_> = self.all.iter().map(|candidate| candidate.name).collect();
        let mut results = names.into_iter().zip(measure::measure(&mut self.all));
        Row {
            id: case.id.clone(),
            service: case.service,
            bytes: self.bytes,
            ours: results.next().expect("ours is first").1,
            official: if self.has_official { results.next() } else { None },
            others: results.collect(),
        }
    }
}

/// Repeats one candidate of a case, for a profiler.
fn profile(id: &str, candidate: usize, times: usize) {
    let case = cases::all().into_iter().find(|case| case.id == id).unwrap_or_else(|| misused());
    let mut candidate = Candidates::new(&case).all.into_iter().nth(candidate).unwrap_or_else(|| misused());
    candidate.repeat(times.try_into().unwrap_or_else(|_| misused()));
}

fn number(text: &str) -> usize {
    text.parse().unwrap_or_else(|_| misused())
}

fn misused() -> ! {
    eprintln!("usage: suite <folder for the results> | profile <case> <index of the candidate> <times>");
    std::process::exit(2)
}
