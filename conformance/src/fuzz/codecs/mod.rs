//! Fuzzes the codecs of the runtime: mutated bodies and headers of responses through generated operations. Each must give an output or an
//! error, without a panic, within a time limit and within a multiple of its length of memory, and no error may show a value.

mod case;
mod check;
mod codec;
mod dump;
mod headers;
mod hostile;
mod memory;
mod mutate;
mod nesting;
mod run;
mod spans;
mod tally;
mod targets;
mod valid;
mod worst;

use crate::Problems;
pub(super) use codec::Codec;
use run::Run;
use smithereen_cli::project::Project;
use smithereen_cli::report;
use std::process::ExitCode;
use std::time::Instant;

/// Runs the cases of some codecs, or of all if there are none.
pub(super) fn all(project: &Project, codecs: &[Codec], seed: u64, cases: u64) -> ExitCode {
    let codecs = if codecs.is_empty() { &Codec::ALL } else { codecs };
    let mut is_good = true;
    for codec in codecs {
        match one(project, *codec, seed, cases) {
            Ok(passed) => is_good &= passed,
            Err(problems) => return report::failed(&problems),
        }
    }
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn one(project: &Project, codec: Codec, seed: u64, cases: u64) -> Result<bool, Problems> {
    let services = valid::services(codec.protocols())?;
    let run = Run { project, codec, services: &services, seed };
    let begin = Instant::now();
    let (worst, nested) = (run.worst(), run.nesting());
    let tally = run.bodies(cases);
    let factor = *worst.as_ref().unwrap_or(&0.0);
    tally.print(codec, factor, *nested.as_ref().unwrap_or(&0), begin.elapsed());
    let name = codec.name();
    for (case, failure) in &tally.failures {
        report::note(format_args!("case {case} of {name} and seed {seed}: {failure}"));
    }
    let others = [worst.map(drop), nested.map(drop)];
    others.iter().filter_map(|other| other.as_ref().err()).for_each(|failure| {
        report::note(format_args!("{name}: {failure}"));
    });
    Ok(tally.failures.is_empty() && others.iter().all(Result::is_ok))
}

/// Runs one case and keeps its files.
pub(super) fn show(project: &Project, codec: Codec, seed: u64, case: u64) -> ExitCode {
    let services = match valid::services(codec.protocols()) {
        Ok(services) => services,
        Err(problems) => return report::failed(&problems),
    };
    let run = Run { project, codec, services: &services, seed };
    let (lines, verdict) = run.describe(case);
    lines.iter().for_each(report::say);
    report::say(format_args!("case {case} is left in {}", run.keep(case)));
    match verdict {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            report::note(format_args!("case {case}: {failure}"));
            ExitCode::FAILURE
        }
    }
}
