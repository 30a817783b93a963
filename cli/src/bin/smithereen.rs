//! The command `smithereen`.

use smithereen_cli::program::Program;
use std::process::ExitCode;

fn main() -> ExitCode {
    smithereen_cli::main(Program::Smithereen)
}
