//! `cargo xtask fuzz`: mutates real models and generates from them. Each mutant must give a complete crate or an error,
//! without a panic and within a time limit.
#![warn(clippy::indexing_slicing)]

mod case;
mod check;
mod compile;
mod corpus;
mod mutate;
mod rng;
mod run;
mod tally;
mod tree;
mod vocabulary;
mod watch;

use corpus::Corpus;
use run::Run;
use smithereen_cli::project::Project;
use smithereen_cli::report;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use tally::Tally;

/// The options of `cargo xtask fuzz`.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  cargo xtask fuzz --cases 500 --seed 7\n\n\
    Optimized, 100,000 mutants take a few minutes:\n  \
    cargo run --release --package conformance -- fuzz --cases 100000\n\n\
    A mutant that fails is kept in `target/fuzz/case-N`. If the process crashes, for example by a stack\n\
    overflow, `target/fuzz/at-*` name the cases that were running.")]
pub(crate) struct Options {
    /// Number of mutants
    #[arg(long, default_value_t = 2000, value_name = "N")]
    cases: u64,
    /// Random seed
    #[arg(long, default_value_t = 1, value_name = "S")]
    seed: u64,
    /// Folder of models to mutate, such as an unpacked `botocore/data`
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
    /// Number of crates to compile; by default one in 2,000, at least 3 and at most 30
    #[arg(long, value_name = "K")]
    compile: Option<usize>,
    /// Run only this case, and keep the mutant and the result in `target/fuzz/case-N`
    #[arg(long, value_name = "N")]
    case: Option<u64>,
}

/// Runs the fuzzer.
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

/// Runs one case and keeps its files.
fn show(run: &Run<'_>, case: u64) -> ExitCode {
    let mutant = run.mutant(case);
    let tried = watch::generate(&mutant.sources);
    let verdict =
        tried.as_ref().map_err(Clone::clone).and_then(|outcome| check::check(&mutant.sources, outcome));
    mutant.steps.iter().for_each(report::say);
    if let Ok(outcome) = &tried {
        // Without source locations: the text of the mutant is not that of the file with this name.
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

/// Runs all cases, then compiles a sample of the crates.
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
