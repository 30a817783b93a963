//! `smithereen.toml`: each setting has an effect, and the configuration of older versions is reported.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::support;

use support::Project;
use toml::Table;

/// Returns a project with our models and these lines in `[crate]`.
fn project(name: &str, lines: &str) -> Project {
    let project = Project::with_models(name);
    let config = project.read("smithereen.toml");
    let (head, rest) = config.split_once("[crate]\n").unwrap();
    let (_, services) = rest.split_once("\n\n").unwrap();
    project.write("smithereen.toml", format!("{head}[crate]\n{lines}\n\n{services}"));
    project
}

fn manifest(project: &Project, folder: &str) -> Table {
    project.read(&format!("{folder}/Cargo.toml")).parse().unwrap()
}

#[test]
fn every_setting_of_the_crate_is_in_its_manifest() {
    let project = project(
        "settings-all",
        "name = 'my-aws'\npath = 'crates/aws'\nversion = '1.2.3'\nedition = '2024'\nlicense = 'MIT'\n\
         rust-version = '1.88'\npublish = true\nruntime = { path = 'runtime', version = '0.1' }\nclient = false\n\
         serde = true\nworkspace = 'none'",
    );
    project.run(&["generate"]).succeeds();
    let manifest = manifest(&project, "crates/aws");
    let package = manifest["package"].as_table().unwrap();
    for (key, value) in [
        ("name", "my-aws"),
        ("version", "1.2.3"),
        ("edition", "2024"),
        ("license", "MIT"),
        ("rust-version", "1.88"),
    ] {
        assert_eq!(package[key].as_str(), Some(value), "{key}");
    }
    assert!(!package.contains_key("publish"));
    let runtime = manifest["dependencies"]["smithereen"].as_table().unwrap();
    assert_eq!(runtime["path"].as_str(), Some("../../runtime"));
    assert_eq!(runtime["version"].as_str(), Some("0.1"));
    let default: Vec<&str> =
        manifest["features"]["default"].as_array().unwrap().iter().filter_map(|name| name.as_str()).collect();
    assert_eq!(default, ["serde"]);
    assert!(manifest.contains_key("workspace"));
    project.run(&["check"]).succeeds();
}

#[test]
fn structures_are_non_exhaustive_unless_disabled() {
    for (name, line, is_marked) in [
        ("settings-marked", "non-exhaustive = true", true),
        ("settings-unmarked", "non-exhaustive = false", false),
        ("settings-default-mark", "", true),
    ] {
        let project = project(name, &format!("name = 'aws'\npath = 'aws'\n{line}"));
        project.run(&["generate"]).succeeds();
        let types = project.read("aws/src/iot/update_provisioning_template.rs");
        assert_eq!(types.contains("#[non_exhaustive]"), is_marked, "{types}");
    }
}

#[test]
fn conversions_are_generated_if_enabled() {
    let model = include_str!("../../build/tests/example/models/things.json");
    for (name, line, has_them) in [
        ("settings-conversions", "conversions = true", true),
        ("settings-no-conversions", "conversions = false", false),
        ("settings-default-conversions", "", false),
    ] {
        let project = Project::empty(name);
        std::fs::create_dir(project.path("models/things")).unwrap();
        project.write("models/things/model.json", model);
        project.write(
            "smithereen.toml",
            format!(
                "[source]\nfile = 'things.json'\n[crate]\nname = 'aws'\npath = 'aws'\n{line}\n\
                 [services.things]\noperations = 'all'\n"
            ),
        );
        project.run(&["generate"]).succeeds();
        let output = project.read("aws/src/things/list_things.rs");
        assert_eq!(output.contains("impl IntoIterator for ListThingsOutput"), has_them, "{output}");
    }
}

#[test]
fn without_settings_the_crate_depends_on_a_release_and_has_a_client() {
    let project = project("settings-default", "name = 'aws'\npath = 'aws'");
    project.run(&["generate"]).succeeds();
    let manifest = manifest(&project, "aws");
    let runtime = manifest["dependencies"]["smithereen"]["version"].as_str();
    assert_eq!(runtime, Some(env!("CARGO_PKG_VERSION")));
    assert_eq!(manifest["package"]["publish"].as_bool(), Some(false));
    assert_eq!(manifest["features"]["default"].as_array().unwrap().len(), 1);
    assert!(!manifest.contains_key("workspace"));
}

#[test]
fn the_crate_may_be_outside_of_the_project() {
    let project =
        project("settings-outside/inner", "name = 'aws'\npath = '../made'\nruntime = { path = 'runtime' }");
    project.run(&["generate"]).succeeds();
    let manifest = manifest(&project, "../made");
    let runtime = manifest["dependencies"]["smithereen"]["path"].as_str();
    assert_eq!(runtime, Some("../inner/runtime"));
    std::fs::remove_dir_all(project.path("../made")).unwrap();
}

#[test]
fn services_have_the_configured_module_and_operations() {
    let project = Project::with_models("settings-services");
    let config = project.read("smithereen.toml");
    let selected = "operations = [\"UpdateManagedThing\"]\n";
    assert!(config.contains(selected));
    let all = "operations = \"all\"\nmodule = \"things\"\nprotocol = \"restJson1\"\n";
    project.write("smithereen.toml", config.replace(selected, all));
    project.run(&["generate"]).succeeds();
    let root = project.read("generated/src/lib.rs");
    assert!(
        root.contains("pub mod things;") && !root.contains("pub mod iot_managed_integrations;"),
        "{root}"
    );
    assert!(project.exists("generated/src/things/update_managed_thing.rs"));
    project.run(&["explain", "UpdateManagedThing"]).succeeds();
}

#[test]
fn the_models_may_be_in_another_folder() {
    let project = Project::with_models("settings-folder");
    std::fs::create_dir(project.path("api")).unwrap();
    std::fs::rename(project.path("models"), project.path("api/cut")).unwrap();
    let config = project.read("smithereen.toml");
    project.write("smithereen.toml", format!("{config}\n[models]\nfolder = \"api/cut\"\n"));
    project.run(&["generate"]).succeeds();
    project.run(&["explain", "UpdateManagedThing"]).succeeds();
    project.run(&["convert", "iot", "--to", "smithy"]).succeeds();
    project.remove("api/cut/iot/service-2.json");
    project.run(&["check"]).fails().stderr_contains(&["error: api/cut/iot/service-2.json: "]);
}

#[test]
fn a_missing_crate_folder_is_reported_with_both_settings() {
    let project = project("settings-no-path", "client = false");
    project.run(&["generate"]).fails().stderr_contains(&[
        "error: smithereen.toml: no folder for a generated crate is set",
        "`smithereen_build::generate(\"smithereen.toml\")` in a build script",
    ]);
    project.run(&["explain", "UpdateManagedThing"]).succeeds();
}

#[test]
fn the_configuration_of_older_versions_is_reported_with_help() {
    let project = Project::with_models("settings-old");
    let config = project.read("smithereen.toml");
    project.remove("smithereen.toml");
    project.write(
        "models/models.toml",
        config.replace("name = \"smithereen-aws\"", "package = \"smithereen-aws\""),
    );
    let run = project.run(&["generate"]).fails();
    run.stderr_contains(&[
        "error: models/models.toml: is not read any more: `smithereen.toml` is",
        "move it to `smithereen.toml` in the folder above; in `[crate]`, rename `package` to `name` and add",
    ]);
    // In a file that was only moved, each difference is reported.
    std::fs::rename(project.path("models/models.toml"), project.path("smithereen.toml")).unwrap();
    let run = project.run(&["generate"]).fails();
    run.stderr_contains(&[
        "crate: unknown key `package`",
        "`name` is the name of the crate, and `path` its folder",
    ]);
}

#[test]
fn a_missing_project_is_reported_with_help() {
    let project = Project::empty("settings-none");
    project.run(&["generate"]).fails().stderr_contains(&[
        "error: smithereen.toml: not found in this folder or any folder above",
        "help: `smithereen init` writes one",
    ]);
}
