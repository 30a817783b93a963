//! A crate of all fixtures at once, the naming obstacle course among them: compiled, linted with warnings denied,
//! documented, and exercised by the tests in `compiled/`.
//!
//! It is a crate of its own below `target/`, built with the same lock file as this project, so that nothing new is
//! fetched.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use smithereen_codegen::Source;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use support::{file, fixture, fixtures, problems, root, service, sources};

/// Where the crate is, once it was written.
fn crate_of_fixtures() -> &'static Path {
    static CRATE: OnceLock<PathBuf> = OnceLock::new();
    CRATE.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
        let mut services: Vec<_> = fixtures().iter().map(|name| fixture(name)).collect();
        // Services whose names are those of files, keywords, and each other's.
        services.extend(["types", "match", "a-b", "a_b"].map(|name| service(name, &empty().text)));
        services.push(support::hostile());
        let outcome = smithereen_codegen::generate(&sources(services));
        assert_eq!(problems(&outcome), "");
        let _ = std::fs::remove_dir_all(folder.join("src"));
        for (path, text) in &outcome.files {
            write(&folder.join(path), text);
        }
        let tests = std::fs::read_dir(root().join("codegen/tests/compiled")).unwrap();
        for test in tests.map(|entry| entry.unwrap()) {
            let text = std::fs::read_to_string(test.path()).unwrap();
            write(&folder.join("tests").join(test.file_name()), &text);
        }
        let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
        write(&folder.join("Cargo.lock"), &lock);
        folder
    })
}

fn empty() -> Source {
    file("codegen/tests/fixtures/empty.json")
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

#[test]
fn exercised() {
    cargo("test", &["--no-default-features", "--features", "serde", "--tests"]);
}
