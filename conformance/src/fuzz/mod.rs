//! `cargo xtask fuzz`: real models that something was done to, and a generator that has to make a crate or an excuse of
//! each: no panic, no hang, nothing half-made.

mod case;
mod compile;
mod corpus;
mod judge;
mod mutate;
mod rng;
mod run;
mod tally;
mod tree;
mod watch;
mod words;

use corpus::Corpus;
use run::Run;
use smithereen_cli::project::Project;
use smithereen_cli::report;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use tally::Tally;

/// How to go about it.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  cargo xtask fuzz --cases 500 --seed 7\n\n\
    Optimised, 100,000 mutants take a few minutes:\n  \
    cargo run --release --package xtask -- fuzz --cases 100000\n\n\
    A mutant that fails is left in `target/fuzz/case-N`. If the whole run dies, of a stack overflow say,\n\
    `target/fuzz/at-*` tell the cases that it was at.")]
pub(crate) struct Options {
    /// How many mutants there are.
    #[arg(long, default_value_t = 2000, value_name = "N")]
    cases: u64,
    /// What they depend on; the same gives the same.
    #[arg(long, default_value_t = 1, value_name = "S")]
    seed: u64,
    /// A folder with other models, such as an unpacked `botocore/data`.
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
    /// How many of the crates are compiled; one in 2,000 if not given, but 3 at least and 30 at most.
    #[arg(long, value_name = "K")]
    compile: Option<usize>,
    /// Make this mutant only, and leave it and what comes of it in `target/fuzz/case-N`.
    #[arg(long, value_name = "N")]
    case: Option<u64>,
}

/// Runs the command.
pub(crate) fn run(project: &Project, options: &Options) -> ExitCode {
    let corpus = match Corpus::read(project, options.models.as_deref(), options.seed) {
        Ok(corpus) => corpus,
        Err(problem) => return report::failed(&[problem]),
    };
    if let Err(error) = fs::create_dir_all(project.path(compile::FOLDER)) {
        return report::failed(&[report::error(compile::FOLDER, format!("cannot be made: {error}"))]);
    }
    watch::listen();
    let run = Run { project, corpus: &corpus, seed: options.seed };
    match options.case {
        Some(case) => show(&run, case),
        None => all(&run, options),
    }
}

/// One mutant, to look at.
fn show(run: &Run<'_>, case: u64) -> ExitCode {
    let mutant = run.mutant(case);
    let tried = watch::generate(&mutant.sources);
    let verdict =
        tried.as_ref().map_err(Clone::clone).and_then(|outcome| judge::judge(&mutant.sources, outcome));
    mutant.steps.iter().for_each(report::say);
    if let Ok(outcome) = &tried {
        // Of the mutant, whose text is not that of the file by this name.
        outcome.diagnostics.iter().for_each(report::note);
        report::say(format_args!("{} files", outcome.files.len()));
    }
    report::say(format_args!("case {case} is left in {}", run.keep(case, &mutant, tried.as_ref().ok())));
    match verdict {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            report::note(format_args!("case {case}: {failure}"));
            ExitCode::FAILURE
        }
    }
}

/// All mutants, then the compiler on some of them.
fn all(run: &Run<'_>, options: &Options) -> ExitCode {
    let begin = Instant::now();
    let mut tally = run.mutants(options.cases);
    let sample = tally.sample(options.compile.unwrap_or_else(|| tally.sample_size()));
    compile_some(run, &sample, &mut tally);
    tally.print(sample.len(), begin.elapsed());
    for (case, failure) in &tally.failures {
        let seed = options.seed;
        report::note(format_args!("case {case} of seed {seed}: {failure}"));
    }
    if tally.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn compile_some(run: &Run<'_>, sample: &[u64], tally: &mut Tally) {
    for (index, case) in sample.iter().enumerate() {
        report::progress(format_args!("compiling {} of {}", index + 1, sample.len()));
        let mutant = run.mutant(*case);
        let checked =
            watch::generate(&mutant.sources).and_then(|outcome| compile::check(run.project, *case, &outcome));
        if let Err(failure) = checked {
            run.keep(*case, &mutant, None);
            tally.failures.insert(*case, failure);
        }
    }
    report::progress("");
}
