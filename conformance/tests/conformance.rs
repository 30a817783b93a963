//! `cargo xtask conformance` without compiling crates: cases that are left out, and unknown names.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "../../cli/tests/support/mod.rs"]
mod support;

/// The program under test.
const PROGRAM: &str = env!("CARGO_BIN_EXE_conformance");

use support::source::{hash, pack};
use support::{Project, Run};

/// Returns a model with a trait that carries cases.
fn model(carried: &str) -> String {
    format!(
        r#"{{"smithy":"2.0","shapes":{{
            "a#Service":{{"type":"service","version":"1","operations":[{{"target":"a#Get"}}],
                "traits":{{"aws.protocols#restJson1":{{}}}}}},
            "a#Get":{{"type":"operation","traits":{{"smithy.api#http":{{"method":"GET","uri":"/"}}{carried}}}}}
        }}}}"#
    )
}

/// Runs the command without a Python on `PATH`.
fn run(project: &Project, carried: &str) -> Run {
    project.write("model.json", model(carried));
    let file = project.path("model.json").display().to_string();
    let mut command = project.command(&["conformance", "--all-failures", "--model", &file]);
    Run::of(command.env("PATH", project.path("bin")))
}

#[test]
fn cases_that_are_never_run_are_listed_with_the_reason() {
    let project = Project::with_models("conformance-left-out");
    let malformed = r#","smithy.test#httpMalformedRequestTests":[{"id":"NoType"},{"id":"WrongType"}]"#;
    let run = run(&project, malformed).fails();
    for line in [
        "malformed requests of models                   0       0       2        2",
        "     2  for servers: the rejection of malformed requests (NoType, WrongType)",
    ] {
        assert!(run.out.lines().any(|found| found == line), "{line} is not in {}", run.out);
    }
    run.stderr_contains(&["no case was run"]);
}

#[test]
fn the_partitions_of_the_project_are_used() {
    let project = Project::with_models("conformance-partitions");
    run(&project, "").fails().stderr_contains(&["model.json: the model has no test cases"]);
    project.remove("models/partitions.json");
    let expected = ["error: models/partitions.json: not found", "`cargo xtask models pull` writes it"];
    run(&project, "").fails().stderr_contains(&expected);
}

#[test]
fn unknown_services_get_suggestions() {
    let project = Project::empty("conformance-service");
    let data = "botocore-1.0/botocore/data";
    let archive = pack(&[(format!("{data}/things/2020-01-01/service-2.json"), "{}".to_owned())]);
    let config = format!(
        "[source]\npackage = \"botocore\"\nversion = \"1.0\"\nsha256 = \"{}\"\n\
         [services.things]\noperations = [\"Get\"]\n",
        hash(&archive)
    );
    project.write("smithereen.toml", config);
    project.write("target/botocore/1.0/botocore-1.0.tar.gz", archive);
    let run = project.run(&["conformance", "--service", "thinks"]).fails();
    run.stderr_contains(&["the source has no service `thinks`", "did you mean `things`?"]);
    assert!(!project.exists("target/conformance"));
}

#[test]
fn services_without_an_official_crate_are_rejected() {
    let project = Project::empty("conformance-official");
    let run = project.run(&["conformance", "--official", "--service", "sns"]).fails();
    run.stderr_contains(&["error: sns: has no official crate to compare with", "the services are: sts, sqs"]);
    assert!(!project.exists("target"));
}
