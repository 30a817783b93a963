//! `smithereen completions`: shell completion scripts.

use crate::program::{self, Program};
use crate::report;
use clap_complete::Shell;
use std::process::ExitCode;

/// The shell to complete for.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    smithereen completions fish > ~/.config/fish/completions/smithereen.fish\n\n\
    In .bashrc, or in .zshrc after `compinit`:\n  \
    source <(smithereen completions bash)\n  \
    source <(smithereen completions zsh)\n\n\
    The scripts for bash, zsh and fish complete `cargo smithereen` too. That of `cargo xtask` is for a function\n\
    of the name `xtask`, since shells complete by the first word: xtask() { cargo xtask \"$@\"; }")]
pub struct Options {
    /// The shell
    shell: Shell,
}

/// Adds `cargo smithereen` to Bash's completion of Cargo, which may be loaded earlier or later.
const BASH: &str = r#"
_smithereen_of_cargo() {
    if [[ ${COMP_WORDS[1]-} == smithereen ]] && ((COMP_CWORD > 1)); then
        COMP_WORDS=("${COMP_WORDS[@]:1}")
        COMP_CWORD=$((COMP_CWORD - 1))
        _smithereen smithereen "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    elif [[ -n ${_smithereen_cargo_before-} ]]; then
        "$_smithereen_cargo_before" "$@"
    fi
}
_smithereen_find_cargo() {
    declare -F _comp_load >/dev/null && _comp_load cargo 2>/dev/null
    declare -F _completion_loader >/dev/null && _completion_loader cargo 2>/dev/null
    local words word before found
    words=$(complete -p cargo 2>/dev/null) || return 0
    for word in $words; do
        [[ ${before-} == -F ]] && found=$word
        before=$word
    done
    # Loaded twice, this finds itself.
    [[ ${found-} == _smithereen_of_cargo ]] || _smithereen_cargo_before=${found-}
}
_smithereen_find_cargo
complete -F _smithereen_of_cargo -o nosort -o bashdefault -o default cargo 2>/dev/null ||
    complete -F _smithereen_of_cargo -o bashdefault -o default cargo
"#;

/// Cargo's completion for Zsh calls a function of this name for an unknown command.
const ZSH: &str = r#"
_cargo-smithereen() { _smithereen "$@" }
"#;

/// Completes the arguments of `cargo smithereen` like those of `smithereen`.
const FISH: &str = r#"
function __smithereen_of_cargo
    complete -C (string replace -r '^\s*cargo\s+smithereen' smithereen -- (commandline -cp))
end
complete -c cargo -n '__fish_seen_subcommand_from smithereen' -f -a '(__smithereen_of_cargo)'
complete -c cargo -n '__fish_use_subcommand' -f -a smithereen -d 'Generates minimal AWS client crates'
"#;

/// Prints the script for the arguments of `commands`. The script for `cargo xtask` defines a function named `xtask`.
pub fn run(options: &Options, commands: &mut clap::Command) -> ExitCode {
    let mut script = Vec::new();
    let name = if program::current() == Program::Xtask { "xtask" } else { "smithereen" };
    commands.set_bin_name(name);
    clap_complete::generate(options.shell, commands, name, &mut script);
    report::say_text(&String::from_utf8_lossy(&script));
    if program::current() != Program::Xtask {
        report::say_text(match options.shell {
            Shell::Bash => BASH,
            Shell::Zsh => ZSH,
            Shell::Fish => FISH,
            _ => "",
        });
    }
    ExitCode::SUCCESS
}
