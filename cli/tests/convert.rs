//! `smithereen convert`: output, written files and errors.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use crate::support;

use support::Project;

#[test]
fn a_service_and_a_file_become_the_same_text() {
    let project = Project::with_models("convert");
    let before = project.snapshot("");
    let run = project.run(&["convert", "iot", "--to", "smithy"]).succeeds();
    let model: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(model["smithy"], "2.0");
    let service = &model["shapes"]["iot#IoT"];
    assert!(service["traits"]["smithy.rules#endpointRuleSet"]["rules"].is_array());
    assert!(model["shapes"]["iot#UpdateProvisioningTemplate"]["traits"]["smithy.api#http"].is_object());
    assert!(!run.out.contains("documentation"), "prose");
    // The rules beside the model are used.
    let path = project.path("models/iot/service-2.json").display().to_string();
    let same = project.run(&["convert", &path, "--to", "smithy"]).succeeds();
    assert_eq!(same.out, run.out);
    assert_eq!(project.snapshot(""), before);
    // A converted model can be converted again, and contains its rules.
    let out = project.path("model.json").display().to_string();
    project.run(&["convert", "iot", "--to", "smithy", "--out", &out]).succeeds();
    assert_eq!(project.read("model.json"), run.out);
    assert!(!project.exists("model.json.part"));
    let again = project.run(&["convert", &out, "--to", "smithy"]).succeeds();
    assert_eq!(again.out, run.out);
}

#[test]
fn unsupported_conversions_are_reported() {
    let project = Project::with_models("convert-wrong");
    project.run(&["convert", "nothing", "--to", "smithy"]).fails().stderr_contains(&["file not found"]);
    project.write("bad.json", r#"{"smithy":"2.0","shapes":{"a#B":{"type":"what"}}}"#);
    let bad = project.path("bad.json").display().to_string();
    let run = project.run(&["convert", &bad, "--to", "smithy", "--out", &bad]);
    run.fails().stderr_contains(&["the model has no service"]);
    assert!(project.read("bad.json").contains("what"), "left as it was");
    let nowhere = project.path("gone/model.json").display().to_string();
    let run = project.run(&["convert", "iot", "--to", "smithy", "--out", &nowhere]);
    run.fails().stderr_contains(&["cannot be written"]);
}
