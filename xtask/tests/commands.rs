//! The commands of this repository are listed, and delegated commands receive their arguments.

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

/// `echo` in place of Cargo prints the command line that Cargo would get.
#[cfg(unix)]
#[test]
fn delegated_commands_reach_their_package_with_all_options() {
    let echoed = |arguments: &[&str]| {
        let run =
            Command::new(env!("CARGO_BIN_EXE_xtask")).env("CARGO", "echo").args(arguments).output().unwrap();
        text(&run.stdout)
    };
    let run = |package: &str, rest: &str| format!("run --quiet --package {package} -- {rest}\n");
    assert_eq!(echoed(&["models", "diff", "--help"]), run("smithereen-cli", "diff --help"));
    assert_eq!(echoed(&["fuzz", "--cases", "7"]), run("conformance", "fuzz --cases 7"));
    let given = echoed(&["--format", "json", "models", "add", "iot", "DescribeThing"]);
    assert!(given.starts_with("run --quiet --package smithereen-cli -- add iot DescribeThing"), "{given}");
    assert!(given.contains("--format json"), "{given}");
}

/// `cargo xtask` is built without decompression.
#[cfg(unix)]
#[test]
fn compressed_models_are_read_by_the_command_line() {
    let model = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("compressed.json.gz");
    std::fs::write(&model, [0x1f, 0x8b, 8, 0]).unwrap();
    let model = model.to_str().unwrap();
    for (line, name) in
        [("--format json codegen --all --out a --name a", "generate"), ("explain GetThing", "explain")]
    {
        let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let run = xtask.env("CARGO", "echo").args(line.split(' ')).args(["--model", model]).output().unwrap();
        let line = line.replace("codegen", name);
        let expected = format!("run --quiet --package smithereen-cli -- {line} --model {model}\n");
        assert_eq!(text(&run.stdout), expected, "{}", text(&run.stderr));
    }
}

#[cfg(unix)]
#[test]
fn bash_completes_cargo_xtask_beside_another_script_for_cargo() {
    let script = text(&xtask(&["completions", "bash"]).stdout);
    // A script for another command of Cargo, by the same template.
    let other = script.replace("xtask", "other");
    let complete = |words: &str| {
        format!(
            "COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _xtask_of_cargo cargo \"${{COMP_WORDS[COMP_CWORD]}}\" x; echo \"${{COMPREPLY[@]}}\"\n"
        )
    };
    let cargo = "_cargo() { COMPREPLY=(build); }\ncomplete -F _cargo cargo\n";
    let twice = format!("{other}\n{script}\n{other}\n{script}\n");
    let lines = format!(
        "{cargo}{twice}{}{}{}",
        complete("cargo xtask gra"),
        complete("cargo other gra"),
        complete("cargo bu")
    );
    let Ok(output) = Command::new("bash").args(["--norc", "-c"]).arg(lines).output() else {
        println!("there is no bash here, so nothing was completed");
        return;
    };
    assert_eq!(
        text(&output.stdout).lines().collect::<Vec<_>>(),
        ["graph", "graph", "build"],
        "{}",
        text(&output.stderr)
    );
}
