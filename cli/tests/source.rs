//! The sources of models, with small folders and files.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "source/lock.rs"]
mod lock;
use crate::support;

use smithereen_build::config::Source;
use smithereen_cli::source::{self, Models, Opened, Wanted};
use support::Project;
use support::source::{compress, hash};

const RULES: &str = "{\"version\":\"1.0\"}";
/// A service with two operations, in Smithy's JSON AST.
const WEATHER: &str = r##"{"smithy":"2.0","shapes":{
  "a#Weather":{"type":"service","version":"2020-01-01","operations":[{"target":"a#GetCity"}],
    "traits":{"aws.api#service":{"sdkId":"City Weather"}}},
  "a#GetCity":{"type":"operation"}
}}"##;
/// Two services without SDK ids.
const TIDES: &str = r##"{"smithy":"2.0","shapes":{
  "b#HighTides":{"type":"service","version":"1"},
  "b#Moon":{"type":"service"}
}}"##;

fn model(id: &str, version: &str) -> String {
    format!(
        "{{\"metadata\":{{\"serviceId\":\"{id}\",\"apiVersion\":\"{version}\"}},\"operations\":{{}},\"shapes\":{{}}}}"
    )
}

/// A folder with botocore's layout, in which some files are compressed.
fn write_botocore(project: &Project, folder: &str) {
    let file = |path: &str, text: &[u8]| project.write(&format!("{folder}/{path}"), text);
    file("things/2019-12-31/service-2.json", model("Things", "old").as_bytes());
    file("things/2020-02-02/service-2.json.gz", &compress(&model("Things", "new")));
    file("things/2020-02-02/endpoint-rule-set-1.json.gz", &compress(RULES));
    file(
        "things/2020-02-02/service-2.sdk-extras.json",
        br#"{"merge":{"shapes":{"Extra":{"type":"string"}}}}"#,
    );
    // Newer, but not a version of the API.
    file("things/2021-01-01/examples-1.json", b"{}");
    // Not read unless it is requested.
    file("broken/2020-01-01/service-2.json.gz", b"\x1f\x8bnot gzip");
    file("both/2020-01-01/service-2.json", model("Both", "plain").as_bytes());
    file("both/2020-01-01/service-2.json.gz", &compress(&model("Both", "compressed")));
}

fn open(project: &Project, source: &Source, wanted: &[&str]) -> Result<Opened, Vec<String>> {
    let opened = source::open(&project.project(), source, Wanted::Named(wanted));
    opened.map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

fn botocore(path: &str) -> Source {
    Source::Botocore { path: path.to_owned() }
}

fn smithy(path: &str) -> Source {
    Source::Smithy { path: path.to_owned() }
}

fn file(path: &str) -> Source {
    Source::File { path: path.to_owned() }
}

fn names(models: &Models) -> Vec<&str> {
    models.services().collect()
}

fn text<'m>(models: &'m Models, service: &str) -> &'m str {
    &models.newest(service).unwrap().model.as_ref().unwrap().text
}

#[test]
fn a_folder_of_botocore_models_is_read_compressed_or_not() {
    let project = Project::empty("source-botocore");
    write_botocore(&project, "upstream");
    let opened = open(&project, &botocore("upstream"), &["things", "both", "absent"]).unwrap();
    let models = &opened.models;
    assert_eq!(names(models), ["both", "broken", "things"]);
    let (date, things) = models.newest_dated("things").unwrap();
    assert_eq!((date, things.folder.as_str()), ("2020-02-02", "upstream/things/2020-02-02"));
    assert_eq!(things.endpoints.as_ref().unwrap().text, RULES);
    let merged =
        model("Things", "new").replace("\"shapes\":{}", "\"shapes\":{\"Extra\":{\"type\":\"string\"}}");
    assert_eq!(text(models, "things"), merged);
    assert!(text(models, "both").contains("plain"));
    assert!(models.newest("absent").is_none());
    // The checksums are those of the files, uncompressed and before merging.
    assert_eq!(things.sha256.len(), 3);
    let expected = hash(model("Things", "new").as_bytes());
    assert_eq!(things.sha256["things/2020-02-02/service-2.json"], expected);
    // The folder has no partition table.
    assert_eq!(models.partitions.as_ref().unwrap().text, smithereen_build::partitions().text);
    assert_eq!(opened.origin.to_string(), "upstream");
    let problems = open(&project, &botocore("upstream"), &["broken"]).unwrap_err();
    let start = "error: upstream/broken/2020-01-01/service-2.json: cannot be decompressed: ";
    assert!(problems[0].starts_with(start), "{problems:?}");
}

#[test]
fn botocore_models_are_found_below_packages_and_environments() {
    let project = Project::empty("source-locate");
    let packages = "venv/lib/python3.11/site-packages";
    write_botocore(&project, &format!("{packages}/botocore/data"));
    project.write(&format!("{packages}/botocore/__init__.py"), "import os\n__version__ = '1.2.3'\n");
    project.write(&format!("{packages}/botocore/data/partitions.json"), "{\"partitions\":[]}");
    project.write(&format!("{packages}/boto3/data/things/2020-02-02/resources-1.json"), "{}");
    for below in ["botocore/data", "botocore", "", "boto3"] {
        let path = format!("{packages}/{below}");
        let opened = open(&project, &botocore(path.trim_end_matches('/')), &["things"]).unwrap();
        assert_eq!(opened.origin.to_string(), "botocore 1.2.3", "{below}");
        assert_eq!(opened.models.partitions.unwrap().text, "{\"partitions\":[]}", "{below}");
    }
    let opened = open(&project, &botocore("venv"), &["things"]).unwrap();
    let label = format!("{packages}/botocore/data/");
    assert_eq!(opened.models.label, label);
    // An AWS CLI that contains botocore.
    for data in ["cli/dist/awscli/botocore/data", "cli1/awscli/botocore/data"] {
        write_botocore(&project, data);
    }
    project.write("cli1/awscli/botocore/__init__.py", "__version__ = '1.9.9'\n");
    project.write("cli1/awscli/__init__.py", "__version__ = \"1.46.3\"\n");
    assert!(open(&project, &botocore("cli"), &["things"]).unwrap().origin.package.is_none());
    for path in ["cli1", "cli1/awscli", "cli1/awscli/botocore"] {
        let opened = open(&project, &botocore(path), &[]).unwrap();
        assert_eq!(opened.origin.to_string(), "awscli 1.46.3", "{path}");
    }
    let problems = open(&project, &botocore("models"), &[]).unwrap_err();
    assert!(problems[0].contains("the folder `models` contains no models of botocore's"), "{problems:?}");
}

#[test]
fn a_folder_of_smithy_models_is_read_at_any_depth() {
    let project = Project::empty("source-smithy");
    project.write("upstream/weather.json", WEATHER);
    project.write("upstream/deep/er/tides.json.gz", compress(TIDES));
    project.write("upstream/smithy-build.json", "{\"version\":\"1.0\"}");
    project.write("upstream/.hidden/weather.json", WEATHER);
    project.write("upstream/notes.txt", "\"smithy\"");
    let opened = open(&project, &smithy("upstream"), &["city-weather", "moon"]).unwrap();
    let models = &opened.models;
    assert_eq!(names(models), ["city-weather", "high-tides", "moon"]);
    assert_eq!(models.newest_dated("city-weather").unwrap().0, "2020-01-01");
    assert_eq!(text(models, "city-weather"), WEATHER);
    let (date, moon) = models.newest_dated("moon").unwrap();
    assert_eq!((date, moon.folder.as_str()), ("", "upstream/deep/er/tides.json.gz"));
    assert!(!text(models, "moon").contains("HighTides"));
    assert_eq!(moon.sha256["deep/er/tides.json.gz"], hash(TIDES.as_bytes()));
    assert!(moon.endpoints.is_none());
    let problems = open(&project, &smithy("nowhere"), &[]).unwrap_err();
    assert_eq!(problems, ["error: nowhere: folder not found"]);
}

#[test]
fn a_service_in_two_files_is_an_error_that_names_both() {
    let project = Project::empty("source-duplicate");
    project.write("upstream/a.json", WEATHER);
    project.write("upstream/b/c.json", WEATHER.replace("a#", "b#"));
    let problems = open(&project, &smithy("upstream"), &["city-weather"]).unwrap_err();
    let expected = "error: upstream/b/c.json: the service `city-weather` is also in upstream/a.json\n  help: remove one of the \
        two files, or name a folder with one of them";
    assert_eq!(problems, [expected]);
    // Ambiguous files matter only if their service is requested.
    open(&project, &smithy("upstream"), &["others"]).unwrap();
}

#[test]
fn one_file_of_either_format_is_a_source() {
    let project = Project::empty("source-file");
    project.write("tides.json", TIDES);
    let opened = open(&project, &file("tides.json"), &["moon"]).unwrap();
    assert_eq!(names(&opened.models), ["high-tides", "moon"]);
    assert_eq!(opened.models.newest("moon").unwrap().sha256["tides.json"], hash(TIDES.as_bytes()));
    project.write("iot/service-2.json.gz", compress(&model("IoT Wireless", "2020-11-22")));
    project.write("iot/endpoint-rule-set-1.json", RULES);
    project.write("iot/service-2.sdk-extras.json.gz", compress(r#"{"merge":{"shapes":{"Extra":{}}}}"#));
    let opened = open(&project, &file("iot/service-2.json.gz"), &["iot-wireless"]).unwrap();
    let (date, version) = opened.models.newest_dated("iot-wireless").unwrap();
    assert_eq!((date, version.sha256.len()), ("2020-11-22", 3));
    assert_eq!(version.endpoints.as_ref().unwrap().path, "iot/endpoint-rule-set-1.json");
    assert!(text(&opened.models, "iot-wireless").contains("Extra"));
    project.write("none.json", "{}");
    for (path, problem) in [
        ("none.json", "error: none.json: contains no service"),
        ("absent.json", "error: absent.json: file not found"),
    ] {
        let problems = open(&project, &file(path), &[]).unwrap_err();
        assert!(problems[0].starts_with(problem), "{problems:?}");
    }
}

#[test]
fn the_kind_of_a_source_is_detected_from_its_path() {
    let project = Project::empty("source-detect");
    write_botocore(&project, "botocore/data");
    project.write("asts/deep/weather.json", WEATHER);
    project.write("empty/notes.json", "{}");
    let detect =
        |path: &str| source::from_path(&project.project(), path).map_err(|problem| problem.to_string());
    assert_eq!(detect("botocore"), Ok(botocore("botocore")));
    assert_eq!(detect("asts"), Ok(smithy("asts")));
    assert_eq!(detect("asts/deep/weather.json"), Ok(file("asts/deep/weather.json")));
    for (path, problem) in [
        ("empty", "error: empty: the folder contains no models"),
        ("absent", "error: absent: file not found"),
    ] {
        let found = detect(path).unwrap_err();
        assert!(found.starts_with(problem), "{found}");
    }
}
