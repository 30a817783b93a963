//! The command line of the project. This file holds its commands; what they do is in the others.

mod bench;
mod codegen;
mod completions;
mod config;
mod conformance;
mod explain;
mod fuzz;
mod graph;
mod models;
mod project;
mod pull;
mod report;
mod sources;
mod subject;
mod timings;
mod tree;

use clap::{CommandFactory, Parser, Subcommand};
use project::Project;
use std::path::PathBuf;
use std::process::ExitCode;

/// Carves AWS clients out of API models.
#[derive(Parser)]
#[command(
    name = "xtask",
    bin_name = "cargo xtask",
    version,
    after_help = "Examples:\n  \
        cargo xtask codegen\n  \
        cargo xtask explain UpdateManagedThing\n\n\
        It exits with 0 when all is done, with 1 when the input is at fault, with 2 when the usage is wrong."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// The project's root, if it is not to be looked for.
    #[arg(long, global = true, hide = true, value_name = "DIR")]
    root: Option<PathBuf>,
    /// How problems are shown: with the line they are in, a line each, or a JSON object each [default: pretty on a
    /// terminal, short elsewhere]
    #[arg(long, global = true, id = "format", value_name = "FORMAT", value_parser = report::FORMATS)]
    format: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Measures, beside what users would pick instead.
    Bench(bench::Options),
    /// Makes the crate in `generated/` from `models/`, or a crate anywhere from any model.
    #[command(after_help = "Examples:\n  \
        cargo xtask codegen\n  \
        cargo xtask codegen --check --deny-warnings\n  \
        cargo xtask codegen --check --format json 2> problems.jsonl\n  \
        cargo xtask codegen --model thing.json --operations GetThing,PutThing --out ../thing --name thing\n  \
        cargo xtask codegen --model thing.json --all --skip-unsupported --out ../thing --name thing")]
    Codegen(codegen::Options),
    /// Writes what a shell needs to complete the commands.
    Completions(completions::Options),
    /// Judges the generated code by cases that others wrote, and by botocore itself.
    #[command(after_help = "Examples:\n  \
        cargo xtask conformance\n  \
        cargo xtask conformance --filter requests --seed 2 --cases 50000\n  \
        cargo xtask conformance --server moto")]
    Conformance(conformance::Options),
    /// Tells what an operation takes, answers and refuses with, and gives its input as JSON to fill in.
    Explain(explain::Options),
    /// Throws mutants of real models at the generator.
    Fuzz(fuzz::Options),
    /// Draws the shapes of an operation.
    Graph(graph::Options),
    /// Takes care of `models/`.
    #[command(
        after_help = "Examples:\n  cargo xtask models list iot\n  cargo xtask models add iot DescribeThing"
    )]
    #[command(subcommand)]
    Models(models::Models),
}

impl Command {
    /// Whether the command is to change files of the project or of a crate.
    fn writes(&self) -> bool {
        match self {
            Self::Codegen(options) => options.writes(),
            Self::Models(command) => command.writes(),
            Self::Graph(options) => options.writes(),
            Self::Bench(_)
            | Self::Completions(_)
            | Self::Conformance(_)
            | Self::Explain(_)
            | Self::Fuzz(_) => false,
        }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let writes = cli.command.writes();
    let project = match Project::find(cli.root) {
        Ok(project) => project,
        Err(problem) => {
            report::set_up(cli.format.as_deref(), PathBuf::new(), writes);
            return report::failed(&[problem]);
        }
    };
    report::set_up(cli.format.as_deref(), project.path(""), writes);
    report::ended(match cli.command {
        Command::Bench(options) => bench::run(&project, &options),
        Command::Codegen(options) => codegen::run(&project, &options),
        Command::Completions(options) => completions::run(&options, &mut Cli::command()),
        Command::Conformance(options) => conformance::run(&project, &options),
        Command::Explain(options) => explain::run(&project, &options),
        Command::Fuzz(options) => fuzz::run(&project, &options),
        Command::Graph(options) => graph::run(&project, &options),
        Command::Models(command) => models::run(&project, &command),
    })
}
