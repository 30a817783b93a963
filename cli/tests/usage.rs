//! Rules for every command: help with an example, and exit codes for success, failure and usage errors.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use crate::{PROGRAM, support};

use std::process::Command;
use support::{Project, Run};

/// The arguments after a command.
type Arguments = Option<&'static [&'static str]>;

/// Arguments of each command: some that succeed with our models, if that is fast, and some that fail in an empty
/// project.
const COMMANDS: &[(&str, Arguments, Arguments)] = &[
    ("generate", Some(&[]), Some(&[])),
    ("check", None, Some(&[])),
    // These commands read nothing that can be wrong.
    ("completions", Some(&["fish"]), None),
    ("man", Some(&[]), None),
    // These commands have tests of their own, because they read other input.
    ("init", None, Some(&["--from", "no-such-folder"])),
    ("plugin", None, Some(&["--name", "made"])),
    ("search", None, Some(&["Thing"])),
    ("explain", Some(&["UpdateManagedThing"]), Some(&["UpdateManagedThing"])),
    ("graph", Some(&["iot", "UpdateProvisioningTemplate"]), Some(&["iot", "UpdateProvisioningTemplate"])),
    ("convert", Some(&["iot", "--to", "smithy"]), Some(&["no-such-model", "--to", "smithy"])),
    ("diff", None, Some(&["no-such-file.json", "none.json"])),
    // These commands are tested with sources of their own.
    ("add", None, Some(&["iot", "DescribeThing"])),
    ("list", None, Some(&["iot"])),
    ("pull", None, Some(&[])),
    ("remove", None, Some(&["iot"])),
    ("update", None, Some(&["1.44.5"])),
];

fn run(arguments: &[&str]) -> Run {
    Run::of(Command::new(PROGRAM).args(arguments))
}

/// Returns the commands below a command that have no subcommands.
fn leaves(above: &[&str]) -> Vec<String> {
    let help = run(&[above, &["--help"]].concat()).succeeds().out;
    assert!(help.contains("Example"), "no example: {above:?}\n{help}");
    let Some((_, commands)) = help.split_once("\nCommands:\n") else { return vec![above.join(" ")] };
    let names = commands.lines().take_while(|line| !line.is_empty()).filter_map(|line| {
        let name = line.split_whitespace().next()?;
        (line.starts_with("  ") && !line.starts_with("   ") && name != "help").then_some(name)
    });
    names.flat_map(|name| leaves(&[above, &[name]].concat())).collect()
}

#[test]
fn every_command_has_an_example_and_a_test() {
    let tried: Vec<&str> = COMMANDS.iter().map(|(command, ..)| *command).collect();
    let known = leaves(&[]);
    let missing: Vec<&String> = known.iter().filter(|command| !tried.contains(&command.as_str())).collect();
    assert!(missing.is_empty(), "not tried here: {missing:?}");
    assert!(tried.iter().all(|command| known.iter().any(|known| known == command)), "gone: {known:?}");
}

#[test]
fn exit_codes_distinguish_success_failure_and_usage_errors() {
    let (good, empty) = (Project::with_models("usage-good"), Project::empty("usage-empty"));
    for (command, done, fault) in COMMANDS {
        let words: Vec<&str> = command.split(' ').collect();
        if let Some(arguments) = done {
            good.run(&[&words, *arguments].concat()).succeeds();
        }
        if let Some(arguments) = fault {
            good_error(&empty.run(&[&words, *arguments].concat()).fails().err);
        }
        let mut wrongs = vec![&["--no-such-option"][..], &["--format", "xml"]];
        // These commands take any number of names.
        if !["add", "remove"].contains(command) {
            wrongs.push(&["one", "two", "three"]);
        }
        for wrong in wrongs {
            let run = good.run(&[&words, wrong].concat());
            assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{command} {wrong:?}: {}", run.err);
        }
    }
    assert_eq!(run(&[]).code, Some(2));
    assert_eq!(run(&["no-such-command"]).code, Some(2));
}

fn good_error(expected: &str) {
    assert!(expected.starts_with("error: "), "{expected}");
}

#[test]
fn near_names_are_suggested() {
    let project = Project::with_models("usage-near");
    for (arguments, near) in [
        (&["UpdateManagedThink"][..], "`UpdateManagedThing`"),
        (&["iott", "UpdateProvisioningTemplate"], "`iot`"),
        (&["iot", "UpdateProvisioningTemplates"], "`UpdateProvisioningTemplate`"),
    ] {
        for command in ["explain", "graph"] {
            let run = project.run(&[&[command], arguments].concat()).fails().stderr_contains(&[near]);
            assert_eq!(run.out, "");
        }
    }
}

#[test]
fn any_model_can_be_described() {
    let project = Project::with_models("usage-model");
    let file = project.path("models/iot/service-2.json");
    let file = file.to_str().unwrap();
    let out = project.run(&["explain", "--model", file, "UpdatePackageConfiguration"]).succeeds().out;
    assert!(out.starts_with("UpdatePackageConfiguration of AWS IoT"), "{out}");
    project
        .run(&["explain", "--model", "no-such-file", "Any"])
        .fails()
        .stderr_contains(&["error: no-such-file: "]);
    assert_eq!(project.run(&["explain", "--model", file, "iot", "UpdatePackageConfiguration"]).code, Some(2));
}

#[test]
fn a_picture_is_written_to_a_file_or_to_standard_output() {
    let project = Project::with_models("usage-picture");
    let arguments = ["graph", "UpdateManagedThing"];
    let drawn = project.run(&arguments).succeeds().out;
    assert!(drawn.starts_with("<svg "), "{drawn}");
    let file = project.path("thing.svg");
    let out = project.run(&[&arguments[..], &["--out", file.to_str().unwrap()]].concat()).succeeds().out;
    assert_eq!((out.as_str(), project.read("thing.svg")), ("", drawn.clone()));
    assert!(
        project.run(&[&arguments[..], &["--format", "dot"]].concat()).succeeds().out.starts_with("digraph {")
    );
    // The format of messages is a different option, and given before the command.
    let json = project.run(&[&["--format", "json"], &arguments[..]].concat()).succeeds();
    assert_eq!((json.out, json.err), (drawn, String::new()));
    let wrong = project.run(&["--format", "json", "graph", "Nothing"]).fails();
    assert!(wrong.err.starts_with("{\"column\":null,"), "{}", wrong.err);
}

/// Runs the command by its other name, as Cargo does.
#[test]
fn cargo_smithereen_has_the_same_commands() {
    let cargo =
        |arguments: &[&str]| Run::of(Command::new(env!("CARGO_BIN_EXE_cargo-smithereen")).args(arguments));
    let help = cargo(&["smithereen", "add", "--help"]).succeeds().out;
    assert!(help.contains("Usage: cargo smithereen add "), "{help}");
    assert!(help.contains("\n  cargo smithereen add iot UpdateThing lambda Invoke\n"), "{help}");
    assert!(help.contains("`cargo smithereen search`"), "{help}");
    let help = run(&["add", "--help"]).succeeds().out;
    assert!(help.contains("Usage: smithereen add ") && !help.contains("cargo smithereen"), "{help}");
    let mut of_xtask = Command::new(PROGRAM);
    let help = Run::of(of_xtask.args(["add", "--help"]).env("SMITHEREEN_CALLED_BY", "xtask")).succeeds().out;
    assert!(help.contains("\n  cargo xtask models add iot UpdateThing lambda Invoke\n"), "{help}");
    let good = Project::with_models("usage-cargo");
    let mut explain = Command::new(env!("CARGO_BIN_EXE_cargo-smithereen"));
    explain.args(["smithereen", "explain", "UpdateManagedThing", "--root"]).arg(good.path(""));
    Run::of(&mut explain).succeeds();
}

#[test]
fn manual_pages_are_printed_or_written_for_every_command() {
    let page = run(&["man"]).succeeds().out;
    assert!(page.contains(".TH smithereen 1") && page.contains("smithereen init"), "{page}");
    let project = Project::empty("usage-man");
    let folder = project.path("man");
    run(&["man", "--out", folder.to_str().unwrap()]).succeeds();
    for name in ["smithereen.1", "smithereen-add.1", "smithereen-plugin.1"] {
        assert!(project.read(&format!("man/{name}")).contains(".TH "), "{name}");
    }
}

/// On a terminal, a command that takes more than a second shows its current step; elsewhere it prints nothing.
#[cfg(target_os = "linux")]
#[test]
fn long_commands_show_progress() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let project = Project::with_models("usage-working");
    project.write("bin/python3", "#!/bin/sh\ncase \"$*\" in *download*) /bin/sleep 1.6; exit 1;; esac\n");
    set_permissions(project.path("bin/python3"), Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:/usr/bin:/bin", project.path("bin").display());
    let plain = Run::of(project.command(&["pull"]).env("PATH", &path)).fails();
    assert!(!plain.err.contains("fetching (") && !plain.err.contains('\u{1b}'), "{}", plain.err);
    let command = format!("'{}' pull --root '{}'", PROGRAM, project.path("").display());
    let mut script = Command::new("script");
    script
        .args(["--quiet", "--return", "--command", &command, "/dev/null"])
        .env("PATH", &path)
        .env("TERM", "xterm");
    if Command::new("script").arg("--version").output().is_err() {
        println!("there is no `script` here, so nothing was looked at");
        return;
    }
    let shown = Run::of(script.stdin(std::process::Stdio::null())).fails().out;
    assert!(shown.contains("fetching (1s)"), "{shown}");
}
