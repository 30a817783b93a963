//! Runs the cases of a codec.

use super::case::{self, Case};
use super::check::{self, Results};
use super::codec::Codec;
use super::tally::Tally;
use super::valid::{Response, Service};
use super::worst::{self, Worst};
use super::{memory, nesting, targets};
use crate::fuzz::watch::{self, CurrentCase, TIMEOUT};
use smithereen_cli::project::Project;
use smithereen_cli::report;
use std::fs::{self, File};
use std::io::{self, Seek, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// A run stops after this many failures.
const ENOUGH: usize = 20;

/// The stack of the thread that parses, in bytes: that of Rust's threads.
const STACK: usize = 2 * 1024 * 1024;

/// The folder for cases, relative to the project.
const FOLDER: &str = "target/fuzz";

/// The settings of a run.
pub(super) struct Run<'r> {
    pub(super) project: &'r Project,
    pub(super) codec: Codec,
    pub(super) services: &'r [Service],
    pub(super) seed: u64,
}

impl Run<'_> {
    /// Runs cases 0 to `cases` on one thread, since the memory of a parse is that of the whole process, and watches it.
    pub(super) fn bodies(&self, cases: u64) -> Tally {
        let (desk, over) = (CurrentCase::default(), AtomicBool::new(false));
        thread::scope(|scope| {
            let work = || {
                let tally = self.work(&desk, cases);
                over.store(true, Ordering::Relaxed);
                tally
            };
            let worker = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
            self.watch(&desk, &over);
            match worker {
                Ok(worker) => {
                    worker.join().unwrap_or_else(|_| Tally::failed("the thread of the cases panicked"))
                }
                Err(error) => Tally::failed(&format!("no thread for the cases: {error}")),
            }
        })
    }

    /// Runs cases in order. Each number is written to disk first, in case of a stack overflow.
    fn work(&self, desk: &CurrentCase, cases: u64) -> Tally {
        let mut tally = Tally::default();
        let path = self.project.path(&format!("{FOLDER}/at-{}", self.codec.name()));
        // The file stays open, because a new one for each case would take longer than the case.
        let mut mark = File::create(&path).ok();
        for number in 0..cases {
            if tally.failures.len() >= ENOUGH {
                break;
            }
            if let Some(mark) = &mut mark {
                let _ = mark.rewind().and_then(|()| writeln!(mark, "{number}"));
            }
            desk.put(Some(number));
            tally.tried += 1;
            // The complete case is guarded, so that a bug of the fuzzer cannot end the run unnoticed.
            let attempt = watch::guarded(|| self.attempt(number, &mut tally)).and_then(|verdict| verdict);
            if let Err(failure) = attempt {
                let _ = watch::guarded(|| self.keep(number));
                tally.failures.insert(number, failure);
            }
        }
        desk.put(None);
        drop(mark);
        let _ = fs::remove_file(path);
        tally
    }

    fn attempt(&self, number: u64, tally: &mut Tally) -> Result<(), String> {
        let case = self.case(number)?;
        let begin = Instant::now();
        let results = check::run(self.codec, &case)?;
        tally.add(number, &results, case.response.length(), begin.elapsed());
        Ok(())
    }

    /// Creates a case.
    fn case(&self, number: u64) -> Result<Case, String> {
        let made = case::make(self.codec, self.services, self.seed, number);
        made.ok_or_else(|| "the fixture has no operation for the codec".to_owned())
    }

    /// Ends the process if a case exceeds the time limit, since a thread cannot be stopped.
    fn watch(&self, desk: &CurrentCase, over: &AtomicBool) {
        while !over.load(Ordering::Relaxed) {
            if let Some(case) = desk.stuck() {
                let (codec, seconds) = (self.codec.name(), TIMEOUT.as_secs());
                let folder = self.keep(case);
                report::note(format_args!(
                    "case {case} of {codec} and seed {} takes more than {seconds} s; it is left in {folder}",
                    self.seed
                ));
                std::process::exit(1);
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Parses the bodies that are known to take much memory. Returns the largest number of bytes for a byte of a body.
    pub(super) fn worst(&self) -> Result<f64, String> {
        let mut largest: f64 = 0.0;
        for Worst { module, operation, headers, body, expected } in worst::bodies(self.codec) {
            let parse = targets::find(module, operation).ok_or("the fixture has no such operation")?;
            let headers = headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            let response = Response { status: 200, headers, body };
            let length = response.length();
            let title = format!("{module} {operation}");
            let operation = operation.to_owned();
            let case = Case { parse, title, operation, response, expected, steps: Vec::new() };
            let Results { peak, .. } =
                check::run(self.codec, &case).map_err(|failure| format!("{}: {failure}", case.title))?;
            largest = largest.max(peak as f64 / length as f64);
        }
        Ok(largest)
    }

    /// Serializes recursive inputs under each protocol of the codec. Returns their number.
    pub(super) fn nesting(&self) -> Result<usize, String> {
        self.services.iter().map(|service| nesting::check(service.module)).sum()
    }

    /// Runs one case and returns its description: what it is, and what its parse gives.
    pub(super) fn describe(&self, number: u64) -> (Vec<String>, Result<(), String>) {
        let case = match self.case(number) {
            Ok(case) => case,
            Err(failure) => return (Vec::new(), Err(failure)),
        };
        let length = case.response.length();
        let mut lines = vec![format!("{}: {length} bytes", case.title)];
        lines.extend(case.steps.clone());
        let verdict = watch::guarded(|| check::run(self.codec, &case)).and_then(|verdict| verdict);
        let verdict = verdict.map(|results| {
            lines.push(format!("as a success: {:?}", results.success));
            lines.push(format!("as an error: {:?}", results.error));
            let limit = memory::limit(self.codec, length);
            lines.push(format!("{} bytes of memory, of at most {limit}", results.peak));
        });
        (lines, verdict)
    }

    /// Writes a case to disk. Returns the folder.
    pub(super) fn keep(&self, number: u64) -> String {
        let name = format!("{FOLDER}/{}-case-{number}", self.codec.name());
        let folder = self.project.path(&name);
        let _ = fs::remove_dir_all(&folder);
        let written = match self.case(number) {
            Ok(case) => write(&folder, &case),
            Err(failure) => Err(io::Error::other(failure)),
        };
        match written {
            Ok(()) => name,
            Err(error) => format!("nowhere, as {name} cannot be written: {error}"),
        }
    }
}

fn write(folder: &Path, case: &Case) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let Response { status, headers, body } = &case.response;
    let lines = headers.iter().map(|(name, value)| [name.as_bytes(), b": ", value, b"\n"].concat());
    let head = [format!("{status}\n").into_bytes(), lines.collect::<Vec<_>>().concat()].concat();
    fs::write(folder.join("body"), body)?;
    fs::write(folder.join("head.txt"), head)?;
    fs::write(folder.join("mutations.txt"), format!("{}\n{}\n", case.title, case.steps.join("\n")))
}
