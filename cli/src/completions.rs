//! `cargo xtask completions`: what shells complete the commands by.

use crate::report;
use clap_complete::Shell;
use std::process::ExitCode;

/// For which shell.
#[derive(clap::Args)]
#[command(
    after_help = "Shells complete programs by their first word, which for `cargo xtask` is cargo's. So the script is \
    for a command called\n`xtask`, which has to be made before. In .bashrc or .zshrc (in the latter after `compinit`), with \
    the script kept in a file:\n\n  \
    xtask() { cargo xtask \"$@\"; }\n  \
    source ~/.xtask-completions\n\n\
    in fish, with the script in ~/.config/fish/completions/xtask.fish:\n\n  \
    function xtask; cargo xtask $argv; end; funcsave xtask\n\n\
    Example:\n  cargo xtask completions bash > ~/.xtask-completions"
)]
pub struct Options {
    /// The shell.
    shell: Shell,
}

/// Runs the command on the command line that there is.
pub fn run(options: &Options, name: &str, commands: &mut clap::Command) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, commands, name, &mut script);
    report::say_text(&String::from_utf8_lossy(&script));
    ExitCode::SUCCESS
}
