//! `smithereen.lock`.

use super::{Project, WEATHER, model, open, smithy, write_botocore};
use smithereen_build::config::{Distribution, Source};
use smithereen_cli::source::Origin;
use smithereen_cli::source::lock::Lock;

fn lock(project: &Project, source: &Source, services: &[&str]) -> (Origin, Lock) {
    let opened = open(project, source, services).unwrap();
    let lock = Lock::new(&opened.origin, &opened.models, services.iter().copied());
    (opened.origin, lock)
}

fn problems(result: Result<(), Vec<smithereen_codegen::diagnostic::Diagnostic>>) -> Vec<String> {
    result.unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn the_lock_file_is_the_same_after_parsing_and_on_every_machine() {
    let project = Project::empty("lock-text");
    write_botocore(&project, "env/botocore/data");
    project.write("env/botocore/__init__.py", "__version__ = '1.2.3'\n");
    let source = Source::Botocore { path: "env".to_owned() };
    let (_, lock) = lock(&project, &source, &["things", "both"]);
    let text = lock.text();
    assert_eq!(Lock::parse(&text).unwrap(), lock);
    let lines: Vec<&str> = text.lines().filter(|line| !line.contains("= \"") || line.len() < 60).collect();
    let expected = [
        "# The models that the crate is generated from, with the SHA-256 of each file.",
        "# Written by `smithereen`; to change it, edit `smithereen.toml` or run `smithereen update`.",
        "version = 1",
        "",
        "[source]",
        "package = \"botocore\"",
        "path = \"env\"",
        "version = \"1.2.3\"",
        "",
        "[services.both]",
        "version = \"2020-01-01\"",
        "",
        "[services.both.sha256]",
        "",
        "[services.things]",
        "version = \"2020-02-02\"",
        "",
        "[services.things.sha256]",
    ];
    assert_eq!(lines, expected, "{text}");
    assert!(text.contains("\"both/2020-01-01/service-2.json\" = \""), "{text}");
    assert!(!text.contains(env!("CARGO_TARGET_TMPDIR")), "{text}");
}

#[test]
fn a_changed_model_is_reported_with_the_command_that_accepts_it() {
    let project = Project::empty("lock-changed");
    project.write("asts/weather.json", WEATHER);
    let (_, old) = lock(&project, &smithy("asts"), &["city-weather"]);
    // The path of the file and services that were not used before do not matter.
    let (origin, same) = lock(&project, &smithy("asts"), &["city-weather", "other"]);
    old.check(&origin, &same).unwrap();
    project.write("asts/weather.json", WEATHER.replace("2020-01-01", "2020-01-02"));
    let (origin, new) = lock(&project, &smithy("asts"), &["city-weather"]);
    let expected =
        "error: smithereen.lock: the model of `city-weather` differs from the locked model\n  help: ";
    let found = problems(old.check(&origin, &new));
    assert!(found.len() == 1 && found[0].starts_with(expected) && found[0].contains("update`"), "{found:?}");
}

#[test]
fn another_version_of_an_installed_package_is_reported() {
    let project = Project::empty("lock-version");
    write_botocore(&project, "env/botocore/data");
    project.write("env/botocore/__init__.py", "__version__ = '1.2.3'\n");
    let source = Source::Botocore { path: "env".to_owned() };
    let (_, old) = lock(&project, &source, &["both"]);
    project.write("env/botocore/__init__.py", "__version__ = '1.2.4'\n");
    project.write("env/botocore/data/both/2020-01-01/service-2.json", model("Both", "new"));
    let (origin, new) = lock(&project, &source, &["both"]);
    let found = problems(old.check(&origin, &new));
    let expected = "error: smithereen.lock: the source was botocore 1.2.3, and is now botocore 1.2.4\n";
    assert!(found.len() == 1 && found[0].starts_with(expected), "{found:?}");
    // A package that `smithereen.toml` pins was chosen by the user.
    let distribution =
        Distribution { package: "botocore".to_owned(), version: "1.2.4".to_owned(), sha256: "0".repeat(64) };
    let pinned = Origin { source: Source::Package(distribution), package: None };
    old.check(&pinned, &new).unwrap();
}

#[test]
fn an_unreadable_lock_file_is_reported() {
    for (text, problem) in [
        ("version = 2\n[source]\n", "has the format 2, and this program reads format 1"),
        ("version = 1\n", "missing field `source`"),
        ("version", "key with no value, expected `=`"),
        ("version = 1\n[source]\n[service]\n", "unknown field `service`"),
    ] {
        let found = Lock::parse(text).unwrap_err().to_string();
        assert!(found.starts_with(&format!("error: smithereen.lock: {problem}")), "{found}");
        assert!(found.contains("help: delete it"), "{found}");
    }
}
