//! Commands that another package of the workspace implements.

use smithereen_cli::program::CALLED_BY;
use smithereen_cli::{Global, report, with_project};
use std::ffi::OsString;
use std::process::{Command, ExitCode};

/// The arguments of such a command, parsed by that package.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    arguments: Vec<OsString>,
}

/// Builds `package` and runs its program with the command and the arguments.
pub(crate) fn run(global: Global, package: &str, command: Option<&str>, arguments: &Arguments) -> ExitCode {
    let options = global.arguments();
    with_project(global, false, |_| {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["run", "--quiet", "--package", package, "--"]).args(command).args(&arguments.arguments);
        cargo.env(CALLED_BY, "xtask");
        cargo.args(options);
        wait(&mut cargo)
    })
}

/// Runs Cargo and returns its exit code, which is that of the program.
pub(crate) fn wait(cargo: &mut Command) -> ExitCode {
    match cargo.status() {
        Ok(status) => {
            status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from)
        }
        Err(error) => report::failed(&[report::error("cargo", format!("cannot be run: {error}"))]),
    }
}
