//! The formats of diagnostics: with source lines, one line each, and JSON.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::{PROGRAM, support};

use serde_json::Value;
use support::{Project, Run};

const IOT: &str = "models/iot/service-2.json";
const DOCS: &str = "models/iot/docs.toml";

/// Returns the diagnostics of our models with a damaged file.
fn pretty(name: &str, file: &str, damage: impl FnOnce(String) -> String) -> String {
    let project = Project::with_models(name);
    project.write(file, damage(project.read(file)));
    let run = project.run(&["generate", "--deny-warnings", "--format", "pretty"]).fails();
    assert!(!run.err.contains('\u{1b}'), "no colour where there is no terminal: {}", run.err);
    run.err
}

fn replace(from: &'static str, to: &'static str) -> impl FnOnce(String) -> String {
    move |text| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    }
}

fn minified(text: &str) -> String {
    serde_json::from_str::<Value>(text).unwrap().to_string()
}

macro_rules! pretty {
    ($($name:ident: $file:expr, $damage:expr;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(stringify!($name), pretty(stringify!($name), $file, $damage));
        }
    )*};
}

pretty! {
    a_bad_value: IOT, replace("\"type\":\"structure\"", "\"type\":7");
    a_missing_key: IOT, replace("\"method\":\"PATCH\",", "");
    an_unknown_key: IOT, replace("\"type\":\"structure\",", "\"type\":\"structure\",\"co\u{202e}lor\":\"r\u{9b}ed\",");
    a_key_that_comes_twice: IOT, replace("\"type\":\"structure\",", "\"type\":\"structure\",\"type\":\"list\",");
    a_syntax_error: IOT, replace("\"operations\":{", "\"operations\":{,");
    a_toml_error: DOCS, replace("service = ", "service ");
    documentation_of_an_unknown_operation: DOCS, replace("UpdatePackageConfiguration = ", "UpdatePackage = ");
    a_setting_that_is_not_known: "smithereen.toml", replace("operations = ", "operation = ");
    a_minified_model: IOT, |text| minified(&text).replacen("\"type\":\"structure\"", "\"type\":\"struct\"", 1);
}

/// Returns a project with three kinds of problem in two files, one of them repeated.
fn damaged(name: &str) -> Project {
    let project = Project::with_models(name);
    let text = project.read(IOT).replacen("\"type\":\"structure\"", "\"type\":7,\"color\":\"red\"", 1);
    project.write(IOT, text);
    project.write(DOCS, project.read(DOCS) + "[colors]\nred = \"Red.\"\n");
    project
}

#[test]
fn each_diagnostic_is_a_json_object() {
    let project = damaged("report-json");
    // Before or after the command.
    let runs = [&["generate", "--format", "json"][..], &["--format=json", "generate"]];
    let runs = runs.map(|arguments| project.run(arguments).fails());
    assert_eq!(runs[0].err, runs[1].err);
    let all: Vec<Value> = runs[0].err.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for one in &all {
        let keys: Vec<&str> = one.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["column", "file", "help", "line", "message", "path", "severity"]);
    }
    let (last, problems) = all.split_last().unwrap();
    assert_eq!((last["severity"].as_str(), last["file"].as_str()), (Some("note"), None));
    let first = &problems[0];
    assert_eq!(first["severity"], "error");
    assert_eq!(first["file"], IOT);
    assert_eq!(first["path"].as_array().unwrap().last().unwrap(), "type");
    let line = project.read(IOT).lines().position(|line| line.contains("\"type\":7")).unwrap() + 1;
    assert_eq!(first["line"], line);
    assert!(first["column"].as_u64().unwrap() > 1 && first["message"].as_str().unwrap().contains("a string"));
    let unknown = problems.iter().find(|problem| problem["file"] == DOCS && problem["path"][0] == "colors");
    assert_eq!(unknown.unwrap()["severity"], "warning");
}

#[test]
fn diagnostics_are_grouped_by_file() {
    let run = damaged("report-groups").run(&["generate", "--format", "pretty"]).fails();
    let shown: Vec<&str> =
        run.err.lines().filter_map(|line| line.split_once("╭▸ ")?.1.split(':').next()).collect();
    let mut files = shown.clone();
    files.dedup();
    let short = damaged("report-groups-short").run(&["generate", "--format", "short"]).fails();
    let count = short.err.lines().filter(|line| line.starts_with("error: ") || line.starts_with("warning: "));
    assert_eq!((shown.len(), files), (count.count(), vec![IOT, DOCS]));
}

#[test]
fn without_a_terminal_a_diagnostic_is_one_line() {
    let project = damaged("report-short");
    let run = project.run(&["generate"]).fails().stderr_contains(&[": shapes."]);
    let line = project.read(IOT).lines().position(|line| line.contains("\"type\":7")).unwrap() + 1;
    let first = run.err.lines().next().unwrap();
    // With the location in the usual form; without one for a whole file.
    assert!(first.starts_with(&format!("error: {IOT}:{line}:")) && first.contains(": shapes."), "{first}");
    assert_eq!(run.err, project.run(&["generate", "--format", "short"]).fails().err);
    assert!(!run.err.contains('\u{1b}'), "{}", run.err);
}

/// The terminal is created by `script` of util-linux; without it the test is skipped.
#[cfg(target_os = "linux")]
#[test]
fn output_on_a_terminal_is_colored_unless_disabled() {
    let project = damaged("report-terminal");
    let command = format!("'{}' generate --root '{}'", PROGRAM, project.path("").display());
    let on_terminal = |variables: &[(&str, &str)]| {
        let mut script = std::process::Command::new("script");
        script.args(["--quiet", "--return", "--command", &command, "/dev/null"]);
        script.env("TERM", "xterm").env_remove("NO_COLOR").envs(variables.iter().copied());
        Run::of(script.stdin(std::process::Stdio::null())).fails().out
    };
    if std::process::Command::new("script").arg("--version").output().is_err() {
        println!("there is no `script` here, so nothing was looked at");
        return;
    }
    let colored = on_terminal(&[]);
    assert!(colored.contains("╭▸ ") && colored.contains("\u{1b}["), "{colored}");
    for variables in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let plain = on_terminal(&[variables]);
        assert!(plain.contains("╭▸ ") && !plain.contains("\u{1b}["), "{plain}");
    }
}
