//! The commands of this repository: each is known, and those of other packages reach them with their arguments.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::process::{Command, Output};

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn help_lists_every_command_with_an_example() {
    let help = xtask(&["--help"]);
    let help = text(&help.stdout);
    for command in ["bench", "codegen", "completions", "conformance", "explain", "fuzz", "graph", "models"] {
        assert!(help.lines().any(|line| line.trim_start().starts_with(command)), "{command}\n{help}");
    }
    assert!(help.contains("Examples:\n  cargo xtask codegen\n"), "{help}");
}

#[test]
fn wrong_usage_exits_with_2_and_an_error_in_the_input_with_1() {
    for wrong in [&[][..], &["no-such-command"], &["codegen", "--no-such-option"]] {
        assert_eq!(xtask(wrong).status.code(), Some(2), "{wrong:?}");
    }
    let run = xtask(&["bench", "codec", "--accept"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(text(&run.stderr).starts_with("error: bench: "), "{}", text(&run.stderr));
}

#[test]
fn options_of_delegated_commands_reach_their_package() {
    let run = xtask(&["models", "diff", "--help"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    assert!(text(&run.stdout).contains("models diff"), "{}", text(&run.stdout));
    let run = xtask(&["--format", "json", "models", "diff", "no-such-file.json", "none.json"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(text(&run.stderr).starts_with("{\"column\":null,"), "{}", text(&run.stderr));
}
