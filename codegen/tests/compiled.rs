//! A crate of all fixtures at once, the naming obstacle course among them: compiled, linted with warnings denied,
//! documented, and exercised by the tests in `compiled/`.
//!
//! It is a crate of its own below `target/`, built with the same lock file as this project, so that nothing new is
//! fetched.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use smithereen_codegen::{ServiceSources, Source};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use support::{file, fixture, fixtures, problems, root, service, sources};

/// What the tests make calls with, and listen to them.
const DEV_DEPENDENCIES: &str = r#"
[dev-dependencies.aws-credential-types]
version = "1"
features = ["hardcoded-credentials"]
[dev-dependencies.tracing]
version = "0.1"
features = ["std"]
[dev-dependencies.tracing-subscriber]
version = "0.3"
default-features = false
features = ["fmt"]
"#;

/// How this project is built. Built in the same way, nothing that it depends on is built twice.
fn profiles() -> String {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    manifest.split_once("[profile.").map(|(_, profiles)| format!("\n[profile.{profiles}")).unwrap()
}

/// Where the crate is, once it was written.
fn crate_of_fixtures() -> &'static Path {
    static CRATE: OnceLock<PathBuf> = OnceLock::new();
    CRATE.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
        let mut services: Vec<_> = fixtures().iter().map(|name| fixture(name)).collect();
        // Services whose names are those of files, keywords, and each other's.
        services.extend(["types", "match", "a-b", "a_b"].map(|name| service(name, &empty().text)));
        services.push(support::hostile());
        services.extend(support::smithy_alone().iter().map(|name| support::smithy_fixture(name)));
        let outcome = smithereen_codegen::generate(&sources(services.clone()));
        assert_eq!(problems(&outcome), "");
        let _ = std::fs::remove_dir_all(folder.join("src"));
        for (path, text) in &outcome.files {
            let more = if path == "Cargo.toml" {
                format!("{DEV_DEPENDENCIES}{}", profiles())
            } else {
                String::new()
            };
            write(&folder.join(path), &format!("{text}{more}"));
        }
        copy(&root().join("codegen/tests/compiled"), &folder.join("tests"));
        let _ = std::fs::remove_dir_all(folder.join("tests/models"));
        for service in &services {
            write(&folder.join(format!("tests/models/{}.json", service.name)), &service.model.text);
        }
        write(&folder.join("tests/operations.in"), &operations(&services, &outcome.files));
        let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
        write(&folder.join("Cargo.lock"), &lock);
        folder
    })
}

fn empty() -> Source {
    file("codegen/tests/fixtures/empty.json")
}

/// All operations of the crate as a list for a macro: service, module, type. Modules come in the order of services.
fn operations(services: &[ServiceSources], files: &BTreeMap<String, String>) -> String {
    let modules =
        files["src/lib.rs"].lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let mut list = String::new();
    for (service, module) in services.iter().zip(modules) {
        let folder = format!("src/{}/", module.trim_start_matches("r#"));
        for (_, text) in files.iter().filter(|(path, _)| path.starts_with(&folder)) {
            let inputs =
                text.lines().filter_map(|line| line.strip_prefix("impl Operation for ")?.strip_suffix(" {"));
            inputs.for_each(|input| list.push_str(&format!("    {:?} {module} {input};\n", service.name)));
        }
    }
    format!("operations! {{\n{list}}}\n")
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => write(&target, &std::fs::read_to_string(entry.path()).unwrap()),
        }
    }
}

/// Leaves alone what is as it should be, so that cargo need not look at it again.
fn write(path: &Path, text: &str) {
    if std::fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// Runs cargo in the crate, in the target folder of this project.
fn cargo(command: &str, arguments: &[&str]) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args([command, "--offline"]).args(arguments).current_dir(crate_of_fixtures());
    let output = cargo.env("CARGO_TARGET_DIR", target).env("RUSTDOCFLAGS", "-D warnings").output().unwrap();
    assert!(
        output.status.success(),
        "cargo {command} {arguments:?}:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn linted_with_all_features() {
    cargo("clippy", &["--all-features", "--lib", "--example", "call", "--", "-D", "warnings"]);
}

#[test]
fn linted_with_no_features() {
    cargo("clippy", &["--no-default-features", "--lib", "--", "-D", "warnings"]);
}

#[test]
fn documented() {
    cargo("doc", &["--no-deps", "--no-default-features", "--lib"]);
}

/// The first call on each service's page.
#[test]
fn documented_with_calls_that_compile() {
    cargo("test", &["--doc"]);
}

#[test]
fn exercised() {
    cargo("test", &["--all-features", "--tests"]);
}
