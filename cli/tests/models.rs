//! `smithereen add`, `remove`, `list`, `search`, `update` and `diff`, with small source distributions.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "models/recovery.rs"]
mod recovery;
use crate::support;
#[path = "models/version.rs"]
mod version;

use std::fs;
use std::path::Path;
use support::source::{fake_pip, hash, pack};
use support::{Project, Run};

/// A service with three operations, one of them unsupported.
const THINGS: &str = r#"{
  "metadata":{"apiVersion":"2020-01-01","endpointPrefix":"things","protocol":"rest-json","serviceFullName":"Things",
    "serviceId":"Things","signatureVersion":"v4"},
  "operations":{
    "GetThing":{"name":"GetThing","http":{"method":"GET","requestUri":"/things/{id}"},"input":{"shape":"GetThingRequest"},
      "output":{"shape":"GetThingResponse"}},
    "ListThings":{"name":"ListThings","http":{"method":"GET","requestUri":"/things"}},
    "PutThing":{"name":"PutThing","http":{"method":"PUT","requestUri":"/things/{id}"},"input":{"shape":"PutThingRequest"}},
    "SendThing":{"name":"SendThing","http":{"method":"POST","requestUri":"/send"},"input":{"shape":"SendThingRequest"},"auth":["smithy.api#httpBasicAuth"]}
  },
  "shapes":{
    "GetThingRequest":{"type":"structure","required":["id"],"members":{"id":{"shape":"Id","location":"uri"}}},
    "GetThingResponse":{"type":"structure","members":{"color":{"shape":"Color"}}},
    "PutThingRequest":{"type":"structure","required":["id"],"members":{"id":{"shape":"Id","location":"uri"},"color":{"shape":"Color"}}},
    "SendThingRequest":{"type":"structure","payload":"body","members":{"body":{"shape":"Body"}}},
    "Body":{"type":"blob"},
    "Color":{"type":"string","enum":["RED"]},
    "Id":{"type":"string","max":5}
  }
}
"#;

const CONFIG: &str = "# What is generated.\n\n[source]\npackage = \"botocore\"\nversion = \"1.0\" # for now\n\
    sha256 = \"HASH\"\n\n[crate]\nname = \"made\"\npath = \"made\"\n\n# The things.\n[services.things]\n\
    operations = [\"PutThing\"] # more to come\n";

fn own(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/models").join(path)).unwrap()
}

/// Returns the model with the ID of another service.
fn called(model: &str, id: &str) -> String {
    model.replace("\"serviceId\":\"Things\"", &format!("\"serviceId\":\"{id}\""))
}

/// Returns a version of the source whose services have the same model. Two of them have customizations.
fn distribution(version: &str, model: &str) -> Vec<u8> {
    let file = |path: &str, text: &str| (format!("botocore-{version}/botocore/data/{path}"), text.to_owned());
    let rules = own("iot/endpoint-rule-set-1.json");
    let partitions = own("partitions.json");
    // Each version has a different region.
    let partitions =
        partitions.replace("\"us-west-2\"", &format!("\"us-west-9{version}\"").replace(".0", ""));
    pack(&[
        file("partitions.json", &partitions),
        file("things/2020-01-01/service-2.json", model),
        file("things/2020-01-01/endpoint-rule-set-1.json", &rules),
        file("others/2020-01-01/service-2.json", &model.replace("\"rest-json\"", "\"query\"")),
        file("others/2020-01-01/endpoint-rule-set-1.json", &rules),
        file("twins/2020-01-01/service-2.json", model),
        file("twins/2020-01-01/endpoint-rule-set-1.json", &rules),
        file("vaults/2020-01-01/service-2.json", &called(model, "SimpleDB")),
        file("vaults/2020-01-01/endpoint-rule-set-1.json", &rules),
        file("media/2020-01-01/service-2.json", &called(model, "MediaStore Data")),
        file("media/2020-01-01/endpoint-rule-set-1.json", &rules),
    ])
}

/// Returns the model of the next version: an additional member, value and operation, and a tighter bound.
fn next() -> String {
    let mut model = THINGS.to_owned();
    for (from, to) in [
        (
            "\"GetThingResponse\":{\"type\":\"structure\",\"members\":{",
            "\"GetThingResponse\":{\"type\":\"structure\",\"members\":{\"name\":{\"shape\":\"Id\"},",
        ),
        ("[\"RED\"]", "[\"RED\",\"BLUE\"]"),
        ("\"max\":5", "\"max\":4"),
        (
            "\"ListThings\":{",
            "\"DropThing\":{\"name\":\"DropThing\",\"http\":{\"method\":\"DELETE\",\"requestUri\":\"/\"}},\"ListThings\":{",
        ),
    ] {
        assert!(model.contains(from), "{from}");
        model = model.replace(from, to);
    }
    model
}

/// Returns a project after `pull`, with a pip that has two versions.
fn project(name: &str) -> Project {
    let project = Project::empty(&format!("models-{name}"));
    let (old, new) = (distribution("1.0", THINGS), distribution("2.0", &next()));
    fake_pip(&project, &[("1.0", &old), ("2.0", &new)]);
    project.write("smithereen.toml", CONFIG.replace("HASH", &hash(&old)));
    project.write(
        "models/things/docs.toml",
        "service = \"Ours.\"\n[operations]\nPutThing = \"Puts it. Where it was.\"\n",
    );
    models(&project, &["pull"]).succeeds();
    project
}

/// Runs the command with only the project's own Python on `PATH`.
fn models(project: &Project, arguments: &[&str]) -> Run {
    Run::of(project.command(arguments).env("PATH", project.path("bin")))
}

/// Runs a command that must fail with each of the texts.
#[track_caller]
fn assert_fails(project: &Project, arguments: &[&str], expected: &[&str]) -> Run {
    let before = project.tracked();
    let run = models(project, arguments).fails().stderr_contains(expected);
    let only_reads =
        matches!(arguments, ["list" | "search" | "diff", ..]) || arguments.contains(&"--dry-run");
    assert_eq!(run.err.contains("nothing was changed"), !only_reads, "{}", run.err);
    assert!(run.err.lines().last().is_some_and(|line| line.contains(" error")), "no count: {}", run.err);
    assert_eq!(project.tracked(), before);
    run
}

fn config(project: &Project) -> String {
    project.read("smithereen.toml")
}

#[test]
fn an_added_operation_is_selected_and_sliced() {
    let project = project("add");
    let before = config(&project);
    let run = models(&project, &["add", "things", "GetThing", "ListThings"]).succeeds();
    assert_eq!(run.out, "project: 5 files, 2 changed\nmade: 11 files, 5 changed\n");
    let expected = ["operations.GetThing: "];
    let run = run.stderr_contains(&expected);
    assert!(!run.err.contains("operations.PutThing"), "{}", run.err);
    let operations = "[\"PutThing\", \"GetThing\", \"ListThings\"]";
    assert_eq!(config(&project), before.replace("[\"PutThing\"]", operations));
    let model = project.read("models/things/service-2.json");
    assert!(model.contains("GetThingRequest") && !model.contains("SendThing"), "{model}");
    project.run(&["check"]).succeeds();
    assert!(project.read("made/src/things/mod.rs").contains("GetThingInput"));
}

#[test]
fn a_service_is_added_after_the_others() {
    let project = project("add-service");
    let before = config(&project);
    let run = models(&project, &["add", "twins", "ListThings"]).succeeds();
    run.stderr_contains(&["models/twins/docs.toml not found; the service will have no documentation"]);
    assert_eq!(config(&project), format!("{before}\n[services.twins]\noperations = [\"ListThings\"]\n"));
    assert!(project.exists("models/twins/service-2.json"));
    assert!(project.exists("models/twins/endpoint-rule-set-1.json"));
}

#[test]
fn all_operations_of_a_service_are_added() {
    let project = project("add-all");
    let before = config(&project);
    assert_fails(
        &project,
        &["add", "twins"],
        &["no operation of the service `twins` is named", "add `--all`"],
    );
    assert_fails(&project, &["add", "twins", "GetThing", "--all"], &["`GetThing` is named, and so are all"]);
    // One of them is unsupported.
    assert_fails(&project, &["add", "twins", "--all"], &["is not supported yet"]);
    models(&project, &["add", "twins", "--all", "--skip-unsupported"]).succeeds();
    assert_eq!(config(&project), format!("{before}\n[services.twins]\noperations = \"supported\"\n"));
    let lib = project.read("made/src/twins/mod.rs");
    assert!(lib.contains("ListThings") && !lib.contains("SendThing"), "{lib}");
    let run = models(&project, &["add", "twins", "--all", "--skip-unsupported"]).succeeds();
    assert!(run.out.contains("nothing to add"), "{}", run.out);
    run.stderr_contains(&["all operations of twins are selected"]);
}

#[test]
fn selected_operations_are_not_added_again() {
    let project = project("add-again");
    let before = project.tracked();
    let run = models(&project, &["add", "things", "PutThing"]).succeeds();
    run.stderr_contains(&["things PutThing is already selected"]);
    assert_eq!(project.tracked(), before);
    let run = models(&project, &["add", "things", "PutThing", "GetThing", "GetThing"]).succeeds();
    run.stderr_contains(&["things PutThing is already selected", "things GetThing is already selected"]);
    assert!(config(&project).contains("[\"PutThing\", \"GetThing\"]"));
}

#[test]
fn unknown_names_get_suggestions() {
    let project = project("unknown");
    assert_fails(&project, &["add", "thing", "GetThing"], &["no service `thing`", "did you mean `things`?"]);
    let expected =
        ["no operation `GetThings`", "`GetThing`?", "no operation `LstThings`", "`ListThings`?", "2 errors"];
    assert_fails(&project, &["add", "things", "GetThings", "LstThings"], &expected);
    assert_fails(
        &project,
        &["remove", "thing"],
        &["no operation of the service `thing`", "did you mean `things`?"],
    );
    assert_fails(
        &project,
        &["remove", "things", "PutThin"],
        &["`PutThin` of `things` is not", "did you mean `PutThing`?"],
    );
    assert_fails(&project, &["list", "thing"], &["no service `thing`", "did you mean `things`?"]);
    assert_fails(&project, &["add", "../up", "GetThing"], &["the source has no service `../up`"]);
}

#[test]
fn errors_before_anything_is_written_name_the_source_and_its_lines() {
    // Errors beside a slice with other line numbers, and without a slice.
    for service in ["things", "twins"] {
        let project = project(&format!("upstream-{service}"));
        let run = assert_fails(&project, &["add", service, "SendThing"], &[]);
        let file = format!("botocore 1.0: botocore/data/{service}/2020-01-01/service-2.json");
        let line = 1 + THINGS.lines().position(|line| line.trim().starts_with("\"SendThing\"")).unwrap();
        assert!(run.err.starts_with(&format!("error: {file}:{line}:")), "{}", run.err);
        assert!(!run.err.contains(&format!("models/{service}/service-2.json")), "{}", run.err);
    }
}

#[test]
fn unsupported_operations_are_not_added() {
    let project = project("unsupported");
    assert_fails(&project, &["add", "things", "SendThing"], &["is not supported yet"]);
    assert_fails(
        &project,
        &["add", "vaults", "ListThings"],
        &["the service `SimpleDB` is not supported yet"],
    );
}

#[test]
fn usage_errors_and_input_errors_have_different_exit_codes() {
    let project = project("usage");
    for arguments in [
        &["add"] as &[&str],
        &["add", "things", "--skip-unsupported"],
        &["remove"],
        &["update", "../1"],
        &["update", "latest"],
        &["update", "2.0", "--sha256", "abc"],
        &["diff", "1.0"],
        &["grow"],
    ] {
        models(&project, arguments).has_usage_error();
    }
}

#[test]
fn a_failure_during_writing_changes_nothing() {
    let project = project("half-way");
    // `models.toml` is written first and has to be restored.
    project.write("models/things/.service-2.json.smithereen-old/inside", "");
    assert_fails(
        &project,
        &["add", "things", "GetThing"],
        &["models/things/service-2.json: cannot be written"],
    );
    assert_fails(&project, &["update"], &["models/things/service-2.json: cannot be written"]);
}

#[test]
fn a_removed_operation_is_no_longer_selected() {
    let project = project("remove");
    models(&project, &["add", "things", "GetThing"]).succeeds();
    let run = models(&project, &["remove", "things", "PutThing"]).succeeds();
    run.stderr_contains(&["operations.PutThing: `PutThing` is documented, but is not in the selected model"]);
    assert!(
        config(&project)
            .contains("# The things.\n[services.things]\noperations = [\"GetThing\"] # more to come\n")
    );
    assert!(!project.read("models/things/service-2.json").contains("PutThing"));
}

#[test]
fn removing_the_last_operation_removes_the_service_but_not_its_documentation() {
    let project = project("remove-last");
    models(&project, &["add", "twins", "ListThings"]).succeeds();
    models(&project, &["remove", "twins"]).succeeds();
    assert!(!project.exists("models/twins"));
    let run = models(&project, &["remove", "things", "PutThing"]).succeeds();
    run.stderr_contains(&["models/things/docs.toml remains; delete it"]);
    assert!(!project.exists("models/things/service-2.json") && project.exists("models/things/docs.toml"));
    assert!(!config(&project).contains("services") && config(&project).contains("# The things."));
}

#[test]
fn services_are_listed_with_their_selected_operations() {
    let project = project("list");
    let out = models(&project, &["list"]).succeeds().out;
    let lines: Vec<&str> = out.lines().collect();
    let expected = [
        "  media   restJson1     4 operations, 1 of them unsupported",
        "  others  awsQuery      4 operations, 1 of them unsupported",
        "* things  restJson1     4 operations, 1 of them unsupported, 1 selected",
        "  twins   restJson1     4 operations, 1 of them unsupported",
        "  vaults  restJson1     4 operations, unsupported: the service `SimpleDB` is not supported yet: requests need \
         a signature of version 2, which the official runtime does not have",
    ];
    assert_eq!(lines[..5], expected);
    let out = models(&project, &["list", "vaults"]).succeeds().out;
    let refused = out.lines().filter(|line| line.starts_with("- ")).count();
    let reasons = out.matches("unsupported: requests need a signature of version 2").count();
    assert_eq!((refused, reasons), (4, 4), "{out}");
    let out = models(&project, &["list", "media"]).succeeds().out;
    assert_eq!(out.matches("; note: requests go to the endpoint URL of a container").count(), 3, "{out}");
}

#[test]
fn operations_are_listed_with_documentation_or_a_summary() {
    let project = project("list-operations");
    let out = models(&project, &["list", "things"]).succeeds().out;
    let expected = "Things, restJson1     4 operations, 1 of them unsupported, 1 selected\n  \
        GetThing    GET    /things/{id}\n              input: 1 member, 1 required; output: 1 member; 0 errors\n  \
        ListThings  GET    /things\n              input: none; output: none; 0 errors\n\
        * PutThing    PUT    /things/{id}\n              Puts it.\n\
        - SendThing   POST   /send\n              unsupported: signing by smithy.api#httpBasicAuth is not supported yet\n\
        *: selected, -: unsupported\n";
    assert_eq!(out, expected);
}

#[test]
fn an_update_pins_slices_and_reports_changes() {
    let project = project("update");
    models(&project, &["add", "things", "GetThing"]).succeeds();
    let before = config(&project);
    let archive = fs::read(project.path("bin/botocore-2.0.tar.gz")).unwrap();
    let run = models(&project, &["update"]).succeeds();
    let run = run.stderr_contains(&[format!("botocore 2.0 has sha256 {}", hash(&archive)).as_str()]);
    for line in [
        "botocore 1.0 -> botocore 2.0\n",
        "  GetThing\n    minor        GetThingOutput.name: optional member added\n",
        "  several operations\n    major*       Color.Blue: value `BLUE` added\n",
        "    patch  wire! PutThingInput.id, GetThingInput.id: maximum changed from `5` to `4` (stricter)\n",
        "  not selected, added: DropThing\n",
        "\npartitions: patch\n    patch        aws: regions added: us-west-92\n",
        "\nmajor: 5 changes: 0 major, 1 major*, 1 minor, 3 patch; 1 breaking on the wire\n",
    ] {
        assert!(run.out.contains(line), "{line}\n{}", run.out);
    }
    let old = hash(&fs::read(project.path("bin/botocore-1.0.tar.gz")).unwrap());
    assert_eq!(config(&project), before.replace("\"1.0\"", "\"2.0\"").replace(&old, &hash(&archive)));
    assert!(project.read("models/things/service-2.json").contains("BLUE"));
    let run = models(&project, &["update", "2.0"]).succeeds();
    assert!(run.out.contains("none: no changes"), "{}", run.out);
}

#[test]
fn a_dry_run_reports_the_same_changes_and_writes_nothing() {
    let project = project("dry-run");
    let before = project.tracked();
    let dry = models(&project, &["update", "--dry-run"])
        .succeeds()
        .stderr_contains(&["dry run: nothing was changed"]);
    assert_eq!(project.tracked(), before);
    let done = models(&project, &["update"]).succeeds();
    assert!(done.out.starts_with(&dry.out), "{}\n{}", dry.out, done.out);
}

#[test]
fn a_required_hash_must_exist() {
    let project = project("demanded");
    let wrong = hash(b"another");
    assert_fails(&project, &["update", "2.0", "--sha256", &wrong], &[&format!("expected sha256 {wrong}")]);
    let right = hash(&fs::read(project.path("bin/botocore-2.0.tar.gz")).unwrap());
    models(&project, &["update", "2.0", "--sha256", &right]).succeeds();
    let expected = ["pip did not fetch botocore 3.0: there is no such version", "the nearest are 1.0, 2.0"];
    let run = assert_fails(&project, &["update", "3.0"], &expected);
    assert!(!run.err.contains("from versions"), "{}", run.err);
    assert!(!project.path("target/botocore/3.0").exists());
}

#[test]
fn an_update_without_a_selected_operation_is_rejected() {
    let project = project("lacks");
    models(&project, &["update", "2.0"]).succeeds();
    models(&project, &["add", "things", "DropThing"]).succeeds();
    let run = assert_fails(
        &project,
        &["update", "1.0"],
        &["no operation `DropThing`", "`smithereen remove SERVICE OPERATION` removes them"],
    );
    assert!(run.out.contains("major  wire! operation removed"), "{}", run.out);
}

#[test]
fn two_versions_or_two_files_are_compared() {
    let project = project("diff");
    let before = project.tracked();
    let run = models(&project, &["diff", "1.0", "2.0"]).succeeds();
    assert!(
        run.out.contains("Color.Blue: value `BLUE` added") && !run.out.contains("GetThing"),
        "{}",
        run.out
    );
    let run = models(&project, &["diff", "1.0", "2.0", "--service", "twins"]).succeeds();
    assert!(run.out.contains("twins: major") && run.out.contains("GetThingOutput.name"), "{}", run.out);
    assert!(!run.out.contains("things: "), "{}", run.out);
    let run = models(&project, &["diff", "1.0", "2.0", "--all"]).succeeds();
    assert!(["others: ", "things: ", "twins: "].iter().all(|name| run.out.contains(name)), "{}", run.out);
    project.write("old.json", THINGS);
    project.write("new.json", next());
    let files = [project.path("old.json"), project.path("new.json")].map(|path| path.display().to_string());
    let run = models(&project, &["diff", &files[0], &files[1]]).succeeds();
    assert!(run.out.contains("new.json: major") && run.out.contains("GetThingOutput.name"), "{}", run.out);
    assert_fails(&project, &["diff", &files[0], &files[1], "--all"], &["of two files all is compared"]);
    assert_fails(&project, &["diff", &files[0], "2.0"], &["give two files or two versions"]);
    assert_fails(&project, &["diff", "1.0", "2.0", "--service", "thin"], &["did you mean `things`?"]);
    assert_eq!(project.tracked(), before);
}

#[test]
fn reports_are_available_as_json() {
    let project = project("json");
    let run = models(&project, &["diff", "1.0", "2.0", "--format", "json"]).succeeds();
    let found: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(found["step"], "major");
    let change = &found["services"][0]["changes"][0];
    let expected = serde_json::json!({"operation": "PutThing", "shape": "Color", "member": "Blue", "used_by": [], "kind": "value-added",
        "description": "value `BLUE` added", "api": "breaks-exhaustive", "step": "major", "wire": "compatible"});
    assert_eq!(change, &expected);
    let change = &found["services"][0]["changes"][1];
    assert_eq!(
        (&change["shape"], &change["used_by"]),
        (&"Id".into(), &serde_json::json!(["PutThingInput.id"]))
    );
    let kinds = found["partitions"].as_array().unwrap().iter().map(|change| &change["kind"]);
    assert_eq!(kinds.collect::<Vec<_>>(), ["regions-added", "regions-removed"]);
    assert_eq!(found["partitions"][0]["step"], "patch");
}
