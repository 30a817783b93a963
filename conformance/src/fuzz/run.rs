//! Runs mutants on all cores.

use super::case::{self, Mutant};
use super::check;
use super::compile::FOLDER;
use super::corpus::Corpus;
use super::tally::Tally;
use super::watch::{self, CurrentCase, TIMEOUT};
use smithereen_cli::project::Project;
use smithereen_cli::report;
use smithereen_codegen::{Outcome, ServiceSources, Source};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

/// One in this many cases is generated twice.
const REPEATED: u64 = 50;
/// A worker stops after this many failures.
const ENOUGH: usize = 20;

/// The settings of a run.
pub(super) struct Run<'r> {
    pub(super) project: &'r Project,
    pub(super) corpus: &'r Corpus,
    pub(super) seed: u64,
}

impl Run<'_> {
    /// Creates the mutant of a case.
    pub(super) fn mutant(&self, case: u64) -> Mutant {
        case::make(self.corpus, self.seed, case)
    }

    /// Runs cases 0 to `cases` with one worker per core, and watches them.
    pub(super) fn mutants(&self, cases: u64) -> Tally {
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let desks: Vec<CurrentCase> = (0..workers).map(|_| CurrentCase::default()).collect();
        let (next, over) = (AtomicU64::new(0), AtomicBool::new(false));
        thread::scope(|scope| {
            let start = |(number, desk)| {
                let next = &next;
                scope.spawn(move || self.work(number, desk, next, cases))
            };
            let workers: Vec<_> = desks.iter().enumerate().map(start).collect();
            scope.spawn(|| self.watch(&desks, &next, cases, &over));
            let mut tally = Tally::default();
            workers.into_iter().filter_map(|worker| worker.join().ok()).for_each(|part| tally.merge(part));
            over.store(true, Ordering::Relaxed);
            tally
        })
    }

    /// Runs cases in order. Each number is written to disk first, in case of a stack overflow.
    fn work(&self, number: usize, desk: &CurrentCase, next: &AtomicU64, cases: u64) -> Tally {
        let mut tally = Tally::default();
        let mark = self.project.path(&format!("{FOLDER}/at-{number}"));
        loop {
            let case = next.fetch_add(1, Ordering::Relaxed);
            if case >= cases || tally.failures.len() >= ENOUGH {
                break;
            }
            let _ = fs::write(&mark, format!("{case}\n"));
            desk.put(Some(case));
            tally.tried += 1;
            // The complete case is guarded, so that a bug of the fuzzer cannot end a worker unnoticed.
            let attempt = watch::guarded(|| self.attempt(case, &mut tally));
            if let Err(failure) = attempt.and_then(|verdict| verdict) {
                let _ = watch::guarded(|| self.keep(case, &self.mutant(case), None));
                tally.failures.insert(case, failure);
            }
        }
        desk.put(None);
        let _ = fs::remove_file(mark);
        tally
    }

    fn attempt(&self, case: u64, tally: &mut Tally) -> Result<(), String> {
        let mutant = self.mutant(case);
        let outcome = watch::generate(&mutant.sources)?;
        tally.add(case, &outcome);
        check::check(&mutant.sources, &outcome)?;
        if case.is_multiple_of(REPEATED) {
            tally.repeated += 1;
            let again = watch::generate(&mutant.sources)?;
            if again.files != outcome.files || again.diagnostics != outcome.diagnostics {
                return Err("another outcome the second time".to_owned());
            }
        }
        Ok(())
    }

    /// Shows the progress. Ends the process if a case exceeds the time limit, since a thread cannot be stopped.
    fn watch(&self, desks: &[CurrentCase], next: &AtomicU64, cases: u64, over: &AtomicBool) {
        while !over.load(Ordering::Relaxed) {
            report::progress(format_args!("mutant {} of {cases}", next.load(Ordering::Relaxed).min(cases)));
            if let Some(case) = desks.iter().find_map(CurrentCase::stuck) {
                let folder = self.keep(case, &self.mutant(case), None);
                report::note(format_args!(
                    "case {case} of seed {} takes more than {} s; it is left in {folder}",
                    self.seed,
                    TIMEOUT.as_secs()
                ));
                std::process::exit(1);
            }
            thread::sleep(Duration::from_millis(50));
        }
        report::progress("");
    }

    /// Writes a mutant and its result to disk. Returns the folder.
    pub(super) fn keep(&self, case: u64, mutant: &Mutant, outcome: Option<&Outcome>) -> String {
        let name = format!("{FOLDER}/case-{case}");
        let folder = self.project.path(&name);
        let _ = fs::remove_dir_all(&folder);
        match write(&folder, mutant, outcome) {
            Ok(()) => name,
            Err(error) => format!("nowhere, as {name} cannot be written: {error}"),
        }
    }
}

fn write(folder: &Path, mutant: &Mutant, outcome: Option<&Outcome>) -> io::Result<()> {
    let mut steps = mutant.steps.join("\n");
    let sources = |service: &ServiceSources| {
        let docs = service.docs.clone();
        [Some(service.model.clone()), service.endpoints.clone(), docs].into_iter().flatten().collect()
    };
    let given: Vec<Vec<Source>> = mutant.sources.services.iter().map(sources).collect();
    for source in given.iter().flatten().chain([&mutant.sources.partitions]) {
        write_file(&folder.join("models").join(&source.path), &source.text)?;
    }
    for service in &mutant.sources.services {
        steps.push_str(&format!("\n{}: {:?}", service.name, service.operations));
    }
    write_file(&folder.join("mutations.txt"), &steps)?;
    // The paths are not trusted, because they are what the fuzzer tests.
    let files = outcome.map(|outcome| &outcome.files).into_iter().flatten();
    for (path, text) in files.filter(|(path, _)| !path.starts_with('/') && !path.contains("..")) {
        write_file(&folder.join("crate").join(path), text)?;
    }
    Ok(())
}

fn write_file(path: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    fs::write(path, text)
}
