//! `cargo xtask conformance`: the generated code, judged by cases that others wrote and by botocore itself.
#![allow(clippy::indexing_slicing, reason = "of JSON values alone: what is not there is null")]

mod bench;
mod canonical;
mod cases;
mod companion;
mod crates;
mod differential;
mod distribution;
mod endpoints;
mod equal;
mod formats;
mod model;
mod python;
mod random;
mod selections;
mod semver;
mod server;
mod signatures;
mod tally;
mod types;
mod uuid;

use bench::{Bench, Workshop};
use smithereen_cli::project::Project;
use smithereen_cli::report;
use smithereen_codegen::diagnostic::Diagnostic;
use std::path::PathBuf;
use std::process::ExitCode;
use tally::Tally;

/// What to run.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Run the suites alone that have this in their names.
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    filter: String,
    /// What random cases grow from: the same ones from the same seed.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many random cases there are in each suite of such.
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    cases: usize,
    /// Of which operations there are random cases.
    #[arg(long, value_enum, default_value_t = Operations::Selected)]
    operations: Operations,
    /// In place of them, of all operations of another service that can be generated; may be given more than once.
    #[arg(long, value_name = "NAME")]
    service: Vec<String>,
    /// In place of all that, judge a model in Smithy's JSON AST by the cases that it carries.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["filter", "operations", "service", "server"])]
    model: Option<PathBuf>,
    /// List the names of all failed cases; the differences of the first 20 of a suite are shown.
    #[arg(long, conflicts_with_all = ["server", "semver"])]
    all_failures: bool,
    /// A folder of Smithy ASTs, at any depth: each is compared with botocore's model of the same service and version
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["model", "server", "semver"])]
    asts: Option<PathBuf>,
    /// In place of all that, make calls to a server that others wrote.
    #[arg(long, value_enum, value_name = "NAME", conflicts_with_all = ["filter", "operations", "service"])]
    server: Option<Server>,
    /// In place of all that, hold the steps that `models diff` names against cargo-semver-checks.
    #[arg(long, conflicts_with_all = ["filter", "operations", "server"])]
    semver: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Server {
    /// The one that comes with moto, from the Python package index.
    Moto,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Operations {
    /// Those that `smithereen.toml` selects.
    Selected,
    /// All that its services have.
    All,
}

/// Every problem that keeps suites from being run.
type Problems = Vec<Diagnostic>;

/// Some suites that are run together: their names, and what runs those of them that are wanted.
struct Group {
    suites: &'static [&'static str],
    run: fn(&Bench<'_>) -> Result<Vec<Tally>, Problems>,
}

const GROUPS: &[Group] = &[
    Group { suites: cases::SUITES, run: cases::run },
    Group { suites: endpoints::SUITES, run: endpoints::run },
    Group { suites: formats::SUITES, run: formats::run },
    Group { suites: differential::SUITES, run: differential::run },
    Group { suites: signatures::SUITES, run: signatures::run },
    Group { suites: types::SUITES, run: types::run },
    Group { suites: selections::SUITES, run: selections::run },
];

/// Runs the command.
pub(crate) fn run(project: &Project, options: &Options) -> ExitCode {
    if options.server == Some(Server::Moto) {
        return server::run(project);
    }
    if options.semver {
        return semver::run(project, options);
    }
    match judge(project, options) {
        Ok(tallies) => conclude(&tallies, options),
        Err(problems) => report::failed(&problems),
    }
}

fn judge(project: &Project, options: &Options) -> Result<Vec<Tally>, Problems> {
    if let Some(file) = &options.model {
        return model::run(&Workshop::of_project(project)?, file);
    }
    let bench = Bench::set_up(project, options)?;
    let mut tallies = Vec::new();
    for group in GROUPS.iter().filter(|group| group.suites.iter().any(|suite| bench.wants(suite))) {
        tallies.extend((group.run)(&bench)?);
    }
    Ok(tallies)
}

fn conclude(tallies: &[Tally], options: &Options) -> ExitCode {
    if tallies.is_empty() {
        let suites: Vec<_> = GROUPS.iter().flat_map(|group| group.suites).copied().collect();
        report::note(format_args!("no suite is called `{}`, but: {}", options.filter, suites.join(", ")));
        return ExitCode::FAILURE;
    }
    tally::print_unshown(tallies, options.all_failures);
    tally::print(tallies);
    if !tallies.iter().any(Tally::was_run) {
        report::note("no case was run");
        return ExitCode::FAILURE;
    }
    match tallies.iter().all(Tally::is_good) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
