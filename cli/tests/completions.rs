//! Completion scripts in the shells that they are for. A shell that is not installed is reported and not tested.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may fail, and says what it leaves out"
)]

use crate::{PROGRAM, support};

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use support::{Project, Run};

/// Types lines into an interactive Zsh, presses Tab after each, and prints the completed lines.
const ZSH: &str = r#"
zmodload zsh/zpty
zpty shell zsh -f -i
read_until() {
    local text part
    repeat 400; do
        while zpty -r -t shell part; do text+=$part; done
        [[ $text == *$~1* ]] && break
        sleep 0.05
    done
    print -r -- "${(V)text}"
}
zpty -w shell "fpath=($1 \$fpath); autoload -U compinit; compinit -u -D; bindkey '^I' complete-word"
zpty -w shell 'source <(smithereen completions zsh); echo REA''DY'
read_until READY >/dev/null
for line in "${@:2}"; do
    zpty -n -w shell "$line"$'\t'
    # Zsh writes the completed word and a space.
    read_until ' '$'\e''\[0m'
    zpty -n -w shell $'\C-u'
    sleep 0.1
    while zpty -r -t shell part; do :; done
done
zpty -d shell
"#;

/// Returns `PATH` with the command under test first.
fn path() -> OsString {
    let folders = [Path::new(PROGRAM).parent().unwrap().to_owned()].into_iter();
    env::join_paths(folders.chain(env::split_paths(&env::var_os("PATH").unwrap()))).unwrap()
}

/// Returns the output of a shell in an empty project, or `None` if the shell is not installed.
fn run(shell: &str, project: &Project, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new(shell);
    command.args(arguments).env("PATH", path()).env("HOME", project.path("")).env("TERM", "xterm");
    command.env_remove("XDG_CONFIG_HOME").env_remove("ZDOTDIR").current_dir(project.path(""));
    let Ok(output) = command.output() else {
        println!("{shell} is not installed, so its script was not run");
        return None;
    };
    Some(String::from_utf8(output.stdout).unwrap())
}

fn script(shell: &str) -> String {
    Run::of(Command::new(PROGRAM).args(["completions", shell])).succeeds().out
}

#[test]
fn the_script_of_each_shell_has_all_commands() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = script(shell);
        assert!(script.contains("generate") && script.contains("deny-warnings"), "{shell}: {script}");
    }
}

#[test]
fn bash_completes_smithereen_and_cargo_smithereen() {
    // Cargo's own completion stays in use for its other commands.
    let cargo = "_cargo() { COMPREPLY=(build); }\ncomplete -F _cargo cargo\n";
    let smithereen = "COMP_WORDS=(smithereen gra); COMP_CWORD=1; _smithereen smithereen gra smithereen; echo \"${COMPREPLY[@]}\"\n";
    let of_cargo = "complete -p cargo\n\
        COMP_WORDS=(cargo smithereen gra); COMP_CWORD=2; _smithereen_of_cargo cargo gra smithereen; echo \"${COMPREPLY[@]}\"\n\
        COMP_WORDS=(cargo smithereen add --for); COMP_CWORD=3; _smithereen_of_cargo cargo --for add; echo \"${COMPREPLY[@]}\"\n\
        COMP_WORDS=(cargo bu); COMP_CWORD=1; _smithereen_of_cargo cargo bu cargo; echo \"${COMPREPLY[@]}\"\n";
    let load = "source <(smithereen completions bash)\n";
    let lines = format!("{cargo}{load}{load}{smithereen}{of_cargo}");
    let project = Project::empty("completions-bash");
    let Some(text) = run("bash", &project, &["--norc", "-c", &lines]) else { return };
    let completed: Vec<&str> = text.lines().collect();
    let [alone, registered, of_cargo, option, other] = completed.as_slice() else { panic!("{text}") };
    assert!(registered.contains("-F _smithereen_of_cargo") && registered.ends_with(" cargo"), "{registered}");
    assert_eq!([*alone, *of_cargo, *option, *other], ["graph", "graph", "--format", "build"]);
}

#[test]
fn zsh_completes_smithereen_and_cargo_smithereen() {
    // Cargo's own completion is part of the toolchain.
    let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output().unwrap().stdout;
    let functions = format!("{}/share/zsh/site-functions", String::from_utf8(sysroot).unwrap().trim());
    let mut lines = vec![
        ("smithereen compl", "smithereen completions"),
        ("smithereen completions fi", "smithereen completions fish"),
        ("smithereen generate --deny", "smithereen generate --deny-warnings"),
    ];
    if Path::new(&functions).join("_cargo").is_file() {
        lines.extend([
            ("cargo smithereen compl", "cargo smithereen completions"),
            ("cargo smithereen completions po", "cargo smithereen completions powershell"),
            ("cargo buil", "cargo build"),
        ]);
    } else {
        println!("the toolchain has no completion of Cargo for Zsh, so `cargo smithereen` was not completed");
    }
    let typed = lines.iter().map(|(typed, _)| *typed);
    let arguments: Vec<&str> = ["-f", "-c", ZSH, "zsh", &functions].into_iter().chain(typed).collect();
    let project = Project::empty("completions-zsh");
    let Some(text) = run("zsh", &project, &arguments) else { return };
    let results: Vec<&str> = text.lines().collect();
    assert_eq!(results.len(), lines.len(), "{text}");
    for ((typed, expected), line) in lines.into_iter().zip(results) {
        assert!(line.contains(expected), "{typed}: {line}");
    }
}

#[test]
fn fish_completes_smithereen_and_cargo_smithereen() {
    let project = Project::empty("completions-fish");
    project.write(".config/fish/conf.d/smithereen.fish", script("fish"));
    let complete = |line: &str| {
        let text = run("fish", &project, &["-c", &format!("complete -C '{line}'")])?;
        let names = text.lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned());
        Some(names.collect::<Vec<_>>().join(" "))
    };
    let shells = "bash elvish fish powershell zsh";
    // `cargo` is first in each case: its own script is loaded later than ours.
    for (line, expected) in [
        ("cargo smither", "smithereen"),
        ("cargo smithereen compl", "completions"),
        ("cargo +nightly --quiet smithereen compl", "completions"),
        ("cargo smithereen completions ", shells),
        ("cargo smithereen generate --deny", "--deny-warnings"),
        ("smithereen compl", "completions"),
        ("smithereen completions ", shells),
    ] {
        let Some(completed) = complete(line) else { return };
        assert_eq!(completed, expected, "{line}");
    }
}
