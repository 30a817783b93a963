//! `smithereen pull`, with small source distributions.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::support;

use std::fs;
use support::source::{fake_pip, hash, pack};
use support::{Project, Run};

const DATA: &str = "botocore-1.0/botocore/data";
const RULES: &str = "{\n    \"version\": \"1.0\",\n    \"documentation\": \"Prose.\"\n}";
const PARTITIONS: &str = "{\n  \"partitions\" : [ ]\n}";

fn model(version: &str) -> String {
    format!(
        "{{\n  \"version\":\"{version}\",\n  \"operations\":{{\n    \"Get\":{{\"documentation\":\"Prose.\"}},\n    \
         \"Put\":{{}}\n  }},\n  \"shapes\":{{}}\n}}\n"
    )
}

/// Returns a source distribution with two versions of a service, the newer one first, and another service.
fn distribution() -> Vec<(String, String)> {
    let file = |path: &str, text: &str| (format!("{DATA}/{path}"), text.to_owned());
    vec![
        file("things/2020-02-02/service-2.json", &model("new")),
        file("things/2020-02-02/endpoint-rule-set-1.json", RULES),
        file("things/2019-12-31/service-2.json", &model("old")),
        file("things/2019-12-31/endpoint-rule-set-1.json", "{}"),
        // Newer, but not a version of the API.
        file("things/2021-01-01/paginators-1.json", "{}"),
        file("other/2020-01-01/service-2.json", "not even JSON"),
        file("partitions.json", PARTITIONS),
        ("botocore-1.0/setup.py".to_owned(), "never run".to_owned()),
    ]
}

/// Returns a project with an operation of a service from a source distribution with this hash.
fn project(name: &str, service: &str, operation: &str, sha256: &str) -> Project {
    let project = Project::empty(name);
    let config = format!(
        "[source]\npackage = \"botocore\"\nversion = \"1.0\"\nsha256 = \"{sha256}\"\n[services.{service}]\noperations = [\"{operation}\"]\n"
    );
    project.write("smithereen.toml", config);
    project.write("models/things/docs.toml", "service = \"Ours.\"\n");
    project
}

/// Returns a project with a cached archive.
fn cached(name: &str, service: &str, operation: &str, files: &[(String, String)]) -> Project {
    let bytes = pack(files);
    let project = project(name, service, operation, &hash(&bytes));
    project.write("target/botocore/1.0/botocore-1.0.tar.gz", bytes);
    project
}

/// Runs the command with only the project's own Python on `PATH`.
fn pull(project: &Project) -> Run {
    Run::of(project.command(&["pull"]).env("PATH", project.path("bin")))
}

#[test]
fn the_newest_version_is_cut_down_and_written() {
    let project = cached("pull", "things", "Put", &distribution());
    assert_eq!(pull(&project).succeeds().out, "project: 4 files, 4 changed\n");
    let model = model("new").replace("\n    \"Get\":{\"documentation\":\"Prose.\"},", "");
    assert_eq!(project.read("models/things/service-2.json"), model);
    let rules = project.read("models/things/endpoint-rule-set-1.json");
    assert_eq!(rules, "{\n    \"version\": \"1.0\"\n}");
    assert_eq!(project.read("models/partitions.json"), PARTITIONS);
    let before = project.snapshot("");
    assert_eq!(pull(&project).succeeds().out, "project: 4 files, up to date\n");
    assert_eq!(project.snapshot(""), before);
}

/// Runs a command that must fail with each of the texts.
#[track_caller]
fn assert_fails(project: &Project, expected: &[&str]) {
    let before = project.tracked();
    let run = pull(project).fails().stderr_contains(expected);
    assert_eq!(run.out, "");
    assert_eq!(project.tracked(), before);
}

#[test]
fn unknown_names_get_suggestions() {
    let service = cached("pull-service", "thing", "Put", &distribution());
    assert_fails(
        &service,
        &["error: smithereen.toml: the source has no service `thing`", "did you mean `things`?"],
    );
    let operation = cached("pull-operation", "things", "Putt", &distribution());
    assert_fails(
        &operation,
        &[
            "error: botocore 1.0: botocore/data/things/2020-02-02/service-2.json:3:3: operations: \
             there is no operation `Putt`",
            "`Put`?",
        ],
    );
}

#[test]
fn a_name_without_similar_names_gets_no_suggestion() {
    let project = cached("pull-unlike", "quantum", "Put", &distribution());
    let run = pull(&project).fails();
    let run = run.stderr_contains(&[
        "the source has no service `quantum`",
        "help: `smithereen list` lists the services",
    ]);
    assert!(!run.err.contains("did you mean"), "{}", run.err);
}

#[test]
fn every_missing_file_is_reported() {
    let mut files = distribution();
    files.retain(|(path, _)| {
        !path.ends_with("/2020-02-02/endpoint-rule-set-1.json") && !path.ends_with("partitions.json")
    });
    let project = cached("pull-missing", "things", "Put", &files);
    let expected = [
        "error: botocore 1.0: botocore/data/partitions.json: the source has no such file",
        "error: botocore 1.0: botocore/data/things/2020-02-02/endpoint-rule-set-1.json: the source has no such file",
        "2 errors",
    ];
    assert_fails(&project, &expected);
}

#[test]
fn sdk_extras_are_merged_into_the_model() {
    let extras = |merge: &str| {
        let mut files = distribution();
        let path = format!("{DATA}/things/2020-02-02/service-2.sdk-extras.json");
        files.push((path, format!("{{\"version\":1.0,\"merge\":{merge}}}")));
        files
    };
    let more =
        r#"{"operations":{"Put":{"name":"Put","documentation":"Prose."}},"metadata":{"serviceId":"Things"}}"#;
    let project = cached("pull-extras", "things", "Put", &extras(more));
    pull(&project).succeeds();
    let model = model("new").replace("\n    \"Get\":{\"documentation\":\"Prose.\"},", "");
    let model = model.replace("\"Put\":{}", "\"Put\":{\"name\":\"Put\"}");
    let model = model.replace("\"shapes\":{}", "\"shapes\":{},\"metadata\":{\"serviceId\":\"Things\"}");
    assert_eq!(project.read("models/things/service-2.json"), model);
    let expected =
        ["error: botocore 1.0: botocore/data/things/2020-02-02/service-2.sdk-extras.json:1:24: merge: \
         expected an object, found a number"];
    assert_fails(&cached("pull-extras-bad", "things", "Put", &extras("7")), &expected);
}

#[test]
fn an_archive_with_paths_outside_of_its_folder_is_rejected() {
    for (name, path) in
        [("pull-up", "botocore-1.0/../../evil"), ("pull-root", "/evil"), ("pull-back", "a\\b")]
    {
        let mut files = distribution();
        files.push((path.to_owned(), String::new()));
        assert_fails(&cached(name, "things", "Put", &files), &["is no path for an archive"]);
    }
}

/// Returns the folder of the unpacked archive with these files.
fn unpacked(files: &[(String, String)]) -> String {
    format!("target/botocore/1.0/unpacked-{}", hash(&pack(files)))
}

/// Asserts that no temporary folder remains.
#[track_caller]
fn has_no_temporary_folder(project: &Project) {
    let names = fs::read_dir(project.path("target/botocore/1.0")).unwrap();
    let names: Vec<_> = names.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert!(!names.iter().any(|name| name.contains(".part")), "{names:?}");
}

#[test]
fn the_archive_is_unpacked_once() {
    let files = distribution();
    let project = cached("pull-once", "things", "Put", &files);
    pull(&project).succeeds();
    let folder = unpacked(&files);
    let index = project.read(&format!("{folder}/index-2"));
    let rules = RULES.len();
    assert!(index.contains(&format!("{rules} things/2020-02-02/endpoint-rule-set-1.json\n")), "{index}");
    assert!(
        index.contains("2 things/2021-01-01/paginators-1.json\n") && !index.contains("setup.py"),
        "{index}"
    );
    has_no_temporary_folder(&project);
    // The second run uses neither the archive nor pip.
    project.remove("target/botocore/1.0/botocore-1.0.tar.gz");
    project.remove("models/partitions.json");
    assert_eq!(pull(&project).succeeds().out, "project: 4 files, 1 changed\n");
    // The name of a service is looked up in the index, without reading a model.
    fs::remove_dir_all(project.path(&format!("{folder}/things"))).unwrap();
    let list = |name| Run::of(project.command(&["list", name]).env("PATH", project.path("bin")));
    list("thing").fails().stderr_contains(&["the source has no service `thing`", "did you mean `things`?"]);
}

#[test]
fn damaged_unpacked_files_are_unpacked_again() {
    let files = distribution();
    let folder = unpacked(&files);
    for (name, path, text) in [
        ("pull-cut-index", "index-2", Some("")),
        ("pull-odd-index", "index-2", Some("1\n1 ../../evil\n")),
        ("pull-no-index", "index-2", None),
        ("pull-cut-model", "things/2020-02-02/service-2.json", Some("{")),
        ("pull-no-model", "things/2020-02-02/service-2.json", None),
    ] {
        let project = cached(name, "things", "Put", &files);
        pull(&project).succeeds();
        let contents = || -> Vec<_> {
            project.snapshot(&folder).into_iter().map(|(path, (_, bytes))| (path, bytes)).collect()
        };
        let (good, path) = (contents(), format!("{folder}/{path}"));
        match text {
            Some(text) => project.write(&path, text),
            None => project.remove(&path),
        }
        assert_eq!(pull(&project).succeeds().out, "project: 4 files, up to date\n", "{name}");
        assert!(contents() == good, "{name}");
    }
}

#[test]
fn an_archive_with_another_hash_is_unpacked_again() {
    let mut files = distribution();
    let project = cached("pull-anew", "things", "Put", &files);
    pull(&project).succeeds();
    let before = hash(&pack(&files));
    files.retain(|(path, _)| !path.ends_with("partitions.json"));
    files.push((format!("{DATA}/partitions.json"), "{}".to_owned()));
    project.write("target/botocore/1.0/botocore-1.0.tar.gz", pack(&files));
    let config = project.read("smithereen.toml").replace(&before, &hash(&pack(&files)));
    project.write("smithereen.toml", config);
    assert_eq!(pull(&project).succeeds().out, "project: 4 files, 2 changed\n");
    assert_eq!(project.read("models/partitions.json"), "{}");
}

#[test]
fn an_invalid_archive_is_rejected() {
    let whole = pack(&distribution());
    for (name, bytes) in [("pull-cut", &whole[..whole.len() / 2]), ("pull-none", b"no archive")] {
        let project = project(name, "things", "Put", &hash(bytes));
        project.write("target/botocore/1.0/botocore-1.0.tar.gz", bytes);
        assert_fails(&project, &["the archive of botocore 1.0 cannot be unpacked"]);
        has_no_temporary_folder(&project);
    }
}

#[test]
fn missing_pip_is_reported_with_help() {
    let project = project("pull-no-pip", "things", "Put", &hash(b""));
    assert_fails(&project, &["pip is needed to fetch the models", "install Python 3 with pip"]);
}

#[cfg(unix)]
#[test]
fn a_downloaded_archive_is_cached() {
    let archive = pack(&distribution());
    let project = project("pull-fetch", "things", "Put", &hash(&archive));
    fake_pip(&project, &[("1.0", &archive)]);
    pull(&project).succeeds().stderr_contains(&["fetching botocore 1.0"]);
    project.remove("bin/python3");
    assert_eq!(pull(&project).succeeds().err, "");
    assert!(!project.exists("target/botocore/1.0/download"));
}

#[cfg(unix)]
#[test]
fn an_archive_with_another_hash_is_rejected() {
    let (wanted, brought) = (hash(b"wanted"), pack(&distribution()));
    let project = project("pull-hash", "things", "Put", &wanted);
    // Neither the cached nor the downloaded archive is used.
    project.write("target/botocore/1.0/botocore-1.0.tar.gz", &brought);
    fake_pip(&project, &[("1.0", &brought)]);
    assert_fails(&project, &[&format!("expected sha256 {wanted}, found {}", hash(&brought))]);
}
