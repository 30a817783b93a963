//! `docs/src/commands.md` is generated from the help of the commands. To update it: `UPDATE_REFERENCE=1 cargo test -p
//! smithereen-cli reference`.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

const INTRODUCTION: &str = "# Commands\n\n\
    For everyone who uses `smithereen` or `cargo smithereen`. This page has the help of each command; it is generated.\n";

fn help(arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_smithereen")).args(arguments).arg("--help").output().unwrap();
    let text = String::from_utf8(run.stdout).unwrap();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n")
}

fn commands(help: &str) -> Vec<&str> {
    let (_, commands) = help.split_once("\nCommands:\n").unwrap();
    let lines = commands.lines().take_while(|line| !line.is_empty());
    lines.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect()
}

#[test]
fn the_reference_is_up_to_date() {
    let whole = help(&[]);
    let mut page = format!("{INTRODUCTION}\n```text\n{whole}\n```\n");
    for command in commands(&whole) {
        write!(page, "\n## {command}\n\n```text\n{}\n```\n", help(&[command])).unwrap();
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/src/commands.md");
    if std::env::var_os("UPDATE_REFERENCE").is_some() {
        std::fs::write(&file, &page).unwrap();
    }
    assert!(std::fs::read_to_string(&file).unwrap() == page, "docs/src/commands.md is not up to date");
}
