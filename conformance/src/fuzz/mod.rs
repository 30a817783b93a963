//! `cargo xtask fuzz`: mutates real models and generates from them, and mutates bodies and parses them. Each model must give a
//! complete crate or an error, and each body an output or an error, without a panic and within a time limit.
#![warn(clippy::indexing_slicing)]

mod case;
mod check;
mod codecs;
mod compile;
mod corpus;
mod mutate;
mod rng;
mod run;
mod tally;
mod tree;
mod vocabulary;
mod watch;

use codecs::Codec;
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
#[command(after_help = "Examples:\n  cargo xtask fuzz --generator --cases 500 --seed 7\n  \
    cargo xtask fuzz --codec xml --codec query --cases 20000\n  \
    cargo xtask fuzz --codec xml --seed 7 --case 17\n\n\
    Optimized, 100,000 mutants take a few minutes:\n  \
    cargo run --release --package conformance -- fuzz --cases 100000\n\n\
    A case that fails is kept in `target/fuzz/`: a model in `case-N`, a body in `CODEC-case-N`. If the process\n\
    crashes, for example by a stack overflow, `target/fuzz/at-*` name the cases that were running.")]
pub(crate) struct Options {
    /// Fuzz only the generator, with mutated models
    #[arg(long, conflicts_with_all = ["codecs", "codec"])]
    generator: bool,
    /// Fuzz only the codecs of the runtime, with mutated responses
    #[arg(long)]
    codecs: bool,
    /// Fuzz only this codec; may be repeated
    #[arg(long, value_enum, value_name = "CODEC")]
    codec: Vec<Codec>,
    /// Number of mutants: of models, and for each codec of bodies
    #[arg(long, default_value_t = 2000, value_name = "N")]
    cases: u64,
    /// Random seed
    #[arg(long, default_value_t = 1, value_name = "S")]
    seed: u64,
    /// Folder of models to mutate, such as an unpacked `botocore/data`
    #[arg(long, value_name = "DIR", conflicts_with_all = ["codecs", "codec"])]
    models: Option<PathBuf>,
    /// Number of crates to compile; by default one in 2,000, at least 3 and at most 30
    #[arg(long, value_name = "K", conflicts_with_all = ["codecs", "codec"])]
    compile: Option<usize>,
    /// Run only this case of the generator, or of the one codec of `--codec`, and keep it and the result in `target/fuzz/`
    #[arg(long, value_name = "N", conflicts_with = "codecs")]
    case: Option<u64>,
}

/// Runs the fuzzers that the options select.
pub(crate) fn run(project: &Project, options: &Options) -> ExitCode {
    if let Err(error) = fs::create_dir_all(project.path(compile::FOLDER)) {
        return report::failed(&[report::error(compile::FOLDER, format!("cannot be made: {error}"))]);
    }
    watch::listen();
    let Options { codec, seed, .. } = options;
    match (options.case, &codec[..]) {
        (Some(case), [codec]) => return codecs::show(project, *codec, *seed, case),
        (Some(_), [_, _, ..]) => {
            return report::failed(&[report::error("fuzz", "`--case` needs one `--codec`")]);
        }
        _ => {}
    }
    let only_codecs = options.codecs || !codec.is_empty();
    let generator = if only_codecs { ExitCode::SUCCESS } else { run_generator(project, options) };
    if generator != ExitCode::SUCCESS || options.generator || options.case.is_some() {
        return generator;
    }
    codecs::all(project, codec, *seed, options.cases)
}

/// Runs the fuzzer of the generator.
fn run_generator(project: &Project, options: &Options) -> ExitCode {
    let corpus = match Corpus::read(project, options.models.as_deref(), options.seed) {
        Ok(corpus) => corpus,
        Err(problem) => return report::failed(&[problem]),
    };
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
