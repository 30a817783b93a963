//! `smithereen plugin`: a model on standard input, and a crate in the folder of the plugin.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use crate::{PROGRAM, support};

use std::io::Write;
use std::process::{Command, Stdio};
use support::{Project, Run};

fn service(name: &str) -> String {
    format!(
        r#""a#{name}":{{"type":"service","version":"1","operations":[{{"target":"a#Get{name}"}}],
            "traits":{{"aws.protocols#restJson1":{{}},"smithy.api#documentation":"The service of {name}."}}}},
        "a#Get{name}":{{"type":"operation","traits":{{"smithy.api#http":{{"method":"GET","uri":"/"}}}}}}"#
    )
}

fn run(command: &mut Command, model: &str) -> Run {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    // A program that fails before it reads closes its standard input.
    let _ = child.stdin.take().unwrap().write_all(model.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn plugin(project: &Project, arguments: &[&str], model: &str) -> Run {
    let mut command = Command::new(PROGRAM);
    command.arg("plugin").args(arguments).current_dir(project.path("elsewhere"));
    run(command.env("SMITHY_PLUGIN_DIR", project.path("out")), model)
}

fn project(name: &str) -> Project {
    let project = Project::empty(name);
    for folder in ["out", "elsewhere"] {
        std::fs::create_dir_all(project.path(folder)).unwrap();
    }
    project
}

#[test]
fn the_crate_goes_to_the_folder_of_the_plugin() {
    let project = project("plugin");
    let model = format!(r#"{{"smithy":"2.0","shapes":{{{}}}}}"#, service("Weather"));
    plugin(&project, &["--name", "our-weather"], &model).succeeds();
    assert!(project.read("out/Cargo.toml").contains("name = \"our-weather\""));
    let service = project.read("out/src/weather/mod.rs");
    assert!(service.contains("GetWeather") && service.contains("//! The service of Weather."), "{service}");
    assert!(std::fs::read_dir(project.path("elsewhere")).unwrap().next().is_none());
    let again = plugin(&project, &["--name", "our-weather"], &model).succeeds();
    assert!(again.out.ends_with("up to date\n"), "{}", again.out);
    // Without the variable, the folder of the plugin is the current folder.
    let mut command = Command::new(PROGRAM);
    command.args(["plugin", "--name", "w"]).env_remove("SMITHY_PLUGIN_DIR");
    run(command.current_dir(project.path("elsewhere")), &model).succeeds();
    assert!(project.exists("elsewhere/src/weather/get_weather.rs"));
}

#[test]
fn one_of_several_services_is_selected_with_its_operations() {
    let project = project("plugin-several");
    let model = format!(r#"{{"smithy":"2.0","shapes":{{{},{}}}}}"#, service("Weather"), service("Tides"));
    plugin(&project, &["--name", "t"], &model).fails().stderr_contains(&[
        "a#Tides",
        "a#Weather",
        "`--service`",
    ]);
    plugin(&project, &["--name", "t", "--service", "Tidse"], &model)
        .fails()
        .stderr_contains(&["error: standard input: ", "did you mean `Tides`"]);
    assert!(!project.exists("out/Cargo.toml"));
    let arguments =
        ["--name", "t", "--service", "Tides", "--operations", "GetTides", "--module", "sea", "--types-only"];
    plugin(&project, &arguments, &model).succeeds();
    assert!(project.exists("out/src/sea/mod.rs") && !project.exists("out/src/weather"));
}

#[test]
fn a_model_with_errors_is_reported_and_nothing_is_written() {
    let project = project("plugin-errors");
    plugin(&project, &["--name", "t"], "{")
        .fails()
        .stderr_contains(&["error: standard input", "nothing was changed"]);
    assert_eq!(plugin(&project, &["--name", "1"], "{}").code, Some(2));
    assert_eq!(plugin(&project, &[], "{}").code, Some(2));
    assert!(std::fs::read_dir(project.path("out")).unwrap().next().is_none());
}
