//! `cargo xtask conformance --server NAME`: creates, changes, reads and deletes resources on third-party test servers through the
//! client.
//!
//! `server/` has one file for each part of a run: the plan, the servers' processes, the program that makes the calls, and the
//! table of results; `server/calls/` has the calls. Only what needs a server belongs here. Responses without a server are compared
//! by `differential`.

mod cargo;
mod node;
mod official;
mod plan;
mod process;
mod program;
mod python;
mod run;
mod s3;
mod services;
mod steps;
mod table;

use crate::options::{self, Options};
use plan::Server;
use smithereen_cli::project::Project;
use smithereen_cli::report;
use smithereen_codegen::diagnostic::Diagnostic;
use std::process::ExitCode;

/// The folder for all files of a run.
const FOLDER: &str = "target/conformance/servers";

/// Every problem that prevents the calls.
type Problems = Vec<Diagnostic>;

/// Runs the steps on the selected servers, those of the services of the options if there are any.
pub(crate) fn run(project: &Project, selected: options::Server, options: &Options) -> ExitCode {
    let servers: &[Server] = match selected {
        options::Server::Moto => &[plan::MOTO],
        options::Server::Localstack => &[plan::LOCALSTACK],
        options::Server::Dynalite => &[plan::DYNALITE],
        options::Server::Kinesalite => &[plan::KINESALITE],
        options::Server::S3s => &[plan::S3S],
        options::Server::Garage => &[plan::GARAGE],
        options::Server::All => {
            &[plan::MOTO, plan::LOCALSTACK, plan::DYNALITE, plan::KINESALITE, plan::S3S, plan::GARAGE]
        }
    };
    let results = program::build(project, options.official).and_then(|programs| {
        let run = |server| run::run(project, &programs, server, &options.service);
        servers.iter().map(run).collect::<Result<Vec<_>, _>>()
    });
    match results {
        Ok(results) => table::conclude(servers, &results),
        Err(problems) => report::failed(&problems),
    }
}
