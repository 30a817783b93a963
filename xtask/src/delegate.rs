//! Commands that another package of the workspace implements.

use smithereen_cli::program::CALLED_BY;
use smithereen_cli::{Global, report, with_project};
use std::env;
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
    let command = command.map(OsString::from).into_iter();
    let all = command.chain(arguments.arguments.iter().cloned()).chain(global.arguments());
    start(global, package, all.collect())
}

/// Runs the command line of this program with `smithereen`, which reads compressed models.
pub(crate) fn run_again(global: Global) -> ExitCode {
    start(global, "smithereen-cli", for_smithereen(env::args_os().skip(1)))
}

/// Returns the arguments with the name that `smithereen` has for the command `codegen`.
fn for_smithereen(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.collect();
    let mut before: Option<&OsString> = None;
    let command = arguments.iter().position(|argument| {
        let is_value = before.is_some_and(|before| before == "--root" || before == "--format");
        before = Some(argument);
        argument == "codegen" && !is_value
    });
    if let Some(command) = command.and_then(|index| arguments.get_mut(index)) {
        *command = "generate".into();
    }
    arguments
}

fn start(global: Global, package: &str, arguments: Vec<OsString>) -> ExitCode {
    with_project(global, false, |_| {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["run", "--quiet", "--package", package, "--"]).args(arguments);
        cargo.env(CALLED_BY, "xtask");
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_is_renamed_and_no_value_of_an_option() {
        let renamed = |line: &str| {
            let arguments = for_smithereen(line.split(' ').map(OsString::from));
            arguments.join(" ".as_ref()).into_string()
        };
        for (line, expected) in [
            ("codegen --model a.gz --out codegen", "generate --model a.gz --out codegen"),
            ("--root codegen --format json codegen --all", "--root codegen --format json generate --all"),
            ("explain --model a.gz Get", "explain --model a.gz Get"),
        ] {
            assert_eq!(renamed(line).as_deref(), Ok(expected));
        }
    }
}
