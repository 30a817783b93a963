//! `smithereen update --apply-version`: the configuration, the manifest of the crate, and updates without changes.

use super::*;

/// A project whose crate has this version.
fn with_version(name: &str, version: &str) -> Project {
    let project = project(&format!("version-{name}"));
    let text = config(&project);
    project.write(
        "smithereen.toml",
        text.replace("path = \"made\"\n", &format!("path = \"made\"\n{version}\n")),
    );
    models(&project, &["generate"]).succeeds();
    project
}

/// The version of the package, as cargo reads it.
fn package(project: &Project) -> String {
    let manifest: toml::Table = project.read("made/Cargo.toml").parse().unwrap();
    manifest["package"]["version"].as_str().unwrap().to_owned()
}

#[test]
fn an_update_raises_the_version_of_the_crate_by_the_reported_step() {
    let project = with_version("major", "version = \"1.2.3\" # ours");
    assert_eq!(package(&project), "1.2.3");
    let dry = models(&project, &["update", "--apply-version", "--dry-run"]).succeeds();
    let dry = dry.stderr_contains(&["version of the crate: 1.2.3 -> 2.0.0", "nothing was changed"]);
    assert_eq!(package(&project), "1.2.3");

    let run = models(&project, &["update", "--apply-version"]).succeeds();
    let run = run.stderr_contains(&["version of the crate: 1.2.3 -> 2.0.0"]);
    assert!(run.out.contains("\nmajor: ") && run.out.starts_with(&dry.out), "{}", run.out);
    assert!(config(&project).contains("version = \"2.0.0\" # ours\n"), "{}", config(&project));
    assert!(config(&project).contains("version = \"2.0\" # for now\n"), "{}", config(&project));
    assert_eq!(package(&project), "2.0.0");
    models(&project, &["check"]).succeeds();

    // The same models again are no step.
    let before = project.tracked();
    let run = models(&project, &["update", "--apply-version"]).succeeds();
    assert!(run.out.contains("none: no changes"), "{}", run.out);
    assert_eq!(project.tracked(), before);
}

#[test]
fn a_version_that_is_not_written_is_the_default_one() {
    let project = project("version-default");
    models(&project, &["update", "--apply-version"]).succeeds().stderr_contains(&["0.1.0 -> 0.2.0"]);
    assert!(config(&project).contains("version = \"0.2.0\""), "{}", config(&project));
    assert_eq!(package(&project), "0.2.0");
}

#[test]
fn without_the_option_the_version_stays() {
    let project = with_version("stays", "version = \"1.2.3\"");
    models(&project, &["update"]).succeeds();
    assert_eq!(package(&project), "1.2.3");
}

#[test]
fn a_prerelease_has_no_next_version() {
    let project = with_version("prerelease", "version = \"1.0.0-rc.1\"");
    let problems =
        ["error: smithereen.toml: `1.0.0-rc.1` has no next version", "set `version` in `[crate]` by hand"];
    assert_fails(&project, &["update", "--apply-version"], &problems);
}
