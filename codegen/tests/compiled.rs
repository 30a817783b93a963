//! Compiles a crate of all fixtures, with warnings denied, documents it, and runs the tests in `compiled/` against it.
//! One of the fixtures, the obstacle course, has all names that could clash.
//!
//! The crate is below `target/` and uses the lock file of this project, so that nothing is downloaded.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use crate::nested;
use crate::support;

use smithereen_codegen::{CrateSources, ServiceSources, Source};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use support::{file, fixture, fixtures, problems, root, service, sources};

/// The dependencies of the tests in `compiled/`.
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

/// The variable with which `cargo clippy` passes `-D warnings` to its driver.
const DENY: &str = "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__";

/// Returns the folder of the crate, which the first call generates.
fn crate_of_fixtures() -> &'static Path {
    static CRATE: OnceLock<PathBuf> = OnceLock::new();
    CRATE.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
        let mut services: Vec<_> = fixtures().iter().map(|name| fixture(name)).collect();
        // Services named like files, keywords, and each other.
        services.extend(["types", "match", "a-b", "a_b"].map(|name| service(name, &empty().text)));
        services.push(support::hostile());
        let protocols = support::protocol_fixtures();
        services
            .extend(protocols.iter().filter_map(|name| support::protocol_fixture(name).into_iter().next()));
        services.extend(support::smithy_alone().iter().map(|name| support::smithy_fixture(name)));
        let sources = CrateSources { conversions: true, ..sources(services.clone()) };
        let outcome = smithereen_codegen::generate(&sources);
        assert_eq!(problems(&outcome), "");
        let _ = std::fs::remove_dir_all(folder.join("src"));
        for (path, text) in &outcome.files {
            let more = if path == "Cargo.toml" { DEV_DEPENDENCIES } else { "" };
            write(&folder.join(path), &format!("{text}{more}"));
        }
        copy(&root().join("codegen/tests/compiled"), &folder.join("tests"));
        let _ = std::fs::remove_dir_all(folder.join("tests/models"));
        for service in &services {
            write(&folder.join(format!("tests/models/{}.json", service.name)), &service.model.text);
        }
        write(&folder.join("tests/operations.in"), &operations(&services, &outcome.files));
        nested::share_features(&root(), &folder, &["dev-dependencies"]);
        folder
    })
}

fn empty() -> Source {
    file("codegen/tests/fixtures/empty.json")
}

/// Returns all operations of the crate as a list for a macro: service, module, type. Modules come in the order of
/// services.
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

/// Copies a folder recursively.
fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => write(&target, &std::fs::read_to_string(entry.path()).unwrap()),
        }
    }
}

/// Writes a file if its content differs, so that Cargo does not rebuild.
fn write(path: &Path, text: &str) {
    if std::fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// Runs Cargo in the crate and denies all warnings.
fn cargo(command: &str, arguments: &[&str], variables: &[(&str, &Path)]) {
    let mut cargo = nested::cargo(&root(), env!("CARGO_TARGET_TMPDIR"), crate_of_fixtures());
    cargo.arg(command).args(arguments).envs(variables.iter().copied());
    let output = cargo.env("RUSTDOCFLAGS", "-D warnings").output().unwrap();
    assert!(
        output.status.success(),
        "cargo {command} {arguments:?}:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Clippy compiles the crate like rustc; with a separate `cargo clippy`, each dependency would be compiled once more.
#[test]
fn linted_and_exercised_with_all_features() {
    let clippy =
        Path::new(env!("CARGO")).with_file_name(format!("clippy-driver{}", std::env::consts::EXE_SUFFIX));
    let variables = [("RUSTC_WORKSPACE_WRAPPER", clippy.as_path()), ("CLIPPY_ARGS", Path::new(DENY))];
    // `--tests` would also compile the generated library as a test program, and it has no tests.
    cargo("test", &["--all-features", "--test", "*", "--examples"], &variables);
    // The example calls in the documentation of each service.
    cargo("test", &["--all-features", "--doc"], &variables);
}

#[test]
fn linted_with_no_features() {
    cargo("clippy", &["--no-default-features", "--lib", "--", "-D", "warnings"], &[]);
}

#[test]
fn documentation_builds_without_features() {
    cargo("doc", &["--no-deps", "--no-default-features", "--lib"], &[]);
}
