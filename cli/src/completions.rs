//! `smithereen completions`: shell completion scripts.

use crate::program::{self, Program};
use crate::report;
use clap_complete::Shell;
use std::process::ExitCode;

/// The shell to complete for.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    smithereen completions fish > ~/.config/fish/conf.d/smithereen.fish\n\n\
    In .bashrc, or in .zshrc after `compinit`:\n  \
    source <(smithereen completions bash)\n  \
    source <(smithereen completions zsh)\n\n\
    The scripts for bash, zsh and fish complete `cargo smithereen` too.")]
pub struct Options {
    /// The shell
    shell: Shell,
}

/// Adds `cargo NAME` to Bash's completion of Cargo, which may be loaded earlier or later.
const BASH: &str = r#"
_NAME_of_cargo() {
    if [[ ${COMP_WORDS[1]-} == NAME ]] && ((COMP_CWORD > 1)); then
        COMP_WORDS=("${COMP_WORDS[@]:1}")
        COMP_CWORD=$((COMP_CWORD - 1))
        _NAME NAME "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    elif [[ -n ${_NAME_cargo_before-} ]]; then
        "$_NAME_cargo_before" "$@"
    fi
}
_NAME_find_cargo() {
    declare -F _comp_load >/dev/null && _comp_load cargo 2>/dev/null
    declare -F _completion_loader >/dev/null && _completion_loader cargo 2>/dev/null
    local words word before found
    words=$(complete -p cargo 2>/dev/null)
    for word in $words; do
        [[ ${before-} == -F ]] && found=$word
        before=$word
    done
    # Loaded twice, this finds itself, or a script of another command that calls it.
    [[ -n ${_NAME_loaded-} && ${found-} == _*_of_cargo ]] || _NAME_cargo_before=${found-}
    _NAME_loaded=1
}
_NAME_find_cargo
complete -F _NAME_of_cargo -o nosort -o bashdefault -o default cargo 2>/dev/null ||
    complete -F _NAME_of_cargo -o bashdefault -o default cargo
"#;

/// Cargo's completion for Zsh calls a function of this name for an unknown command.
const ZSH: &str = r#"
_cargo-NAME() { _NAME "$@" }
"#;

/// Completes the arguments of `cargo NAME` like those of `NAME`, with Cargo's options or a toolchain before the name.
const FISH: &str = r#"
function __NAME_in_cargo
    string replace -f -r '^\s*cargo\s+(?:[-+]\S*\s+)*NAME\s' 'NAME ' -- (commandline -cp)
end
complete -c cargo -n '__NAME_in_cargo >/dev/null' -f -a '(complete -C (__NAME_in_cargo))'
complete -c cargo -n '__fish_use_subcommand' -f -a NAME -d 'Generates minimal AWS client crates'
"#;

/// Prints the script for the arguments of `commands`, as `smithereen` and `cargo smithereen`, or as `cargo xtask`.
pub fn run(options: &Options, commands: &mut clap::Command) -> ExitCode {
    let mut script = Vec::new();
    let name = if program::current() == Program::Xtask { "xtask" } else { "smithereen" };
    commands.set_bin_name(name);
    clap_complete::generate(options.shell, commands, name, &mut script);
    report::say_text(&String::from_utf8_lossy(&script));
    let of_cargo = match options.shell {
        Shell::Bash => BASH.to_owned(),
        Shell::Zsh => ZSH.to_owned(),
        Shell::Fish => fish_arguments(commands) + FISH,
        _ => String::new(),
    };
    report::say_text(&of_cargo.replace("NAME", name));
    ExitCode::SUCCESS
}

/// Returns completions of arguments that are one of some values. `clap_complete` writes those of options only.
fn fish_arguments(commands: &clap::Command) -> String {
    let values = |argument: &clap::Arg| -> Vec<String> {
        argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect()
    };
    let lines = commands.get_subcommands().flat_map(|command| {
        command.get_positionals().map(values).filter(|values| !values.is_empty()).map(|values| {
            let (name, values) = (command.get_name(), values.join(" "));
            format!("complete -c NAME -n '__fish_NAME_using_subcommand {name}' -f -a '{values}'\n")
        })
    });
    lines.collect()
}
