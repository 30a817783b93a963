//! The command `smithereen`.

use std::process::ExitCode;

fn main() -> ExitCode {
    smithereen_cli::main()
}
