//! `smithereen generate --model`: a crate of any model, outside of a project.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "single/concurrent.rs"]
mod concurrent;
use crate::nested;
use crate::{PROGRAM, support};

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::{Project, Run};

const IOT: [&str; 2] = ["--model", "models/iot/service-2.json"];

/// A service without endpoint rules and authentication.
const OWN: &str = r#"{
  "metadata": {"apiVersion": "2024-01-01", "endpointPrefix": "things", "protocol": "rest-json", "serviceId": "Things",
    "serviceFullName": "Things of Ours", "auth": [{"smithy.api#httpApiKeyAuth": {"name": "X-Key", "in": "header"}}]},
  "operations": {
    "PutThing": {"name": "PutThing", "http": {"method": "PUT", "requestUri": "/things/{name}"},
      "input": {"shape": "PutThingInput"}, "output": {"shape": "Thing"}, "errors": [{"shape": "NoSuchThing"}]},
    "ListThings": {"name": "ListThings", "http": {"method": "GET", "requestUri": "/things"},
      "output": {"shape": "ListThingsOutput"}, "auth": ["smithy.api#noAuth"]}
  },
  "shapes": {
    "Text": {"type": "string"},
    "Any": {"type": "structure", "members": {}, "document": true},
    "Kind": {"type": "string", "enum": ["small", "large"]},
    "PutThingInput": {"type": "structure", "required": ["name"],
      "members": {"name": {"shape": "Text", "location": "uri", "locationName": "name"}, "thing": {"shape": "Thing"}}},
    "Thing": {"type": "structure", "members": {"kind": {"shape": "Kind"}, "more": {"shape": "Any"}}},
    "Things": {"type": "list", "member": {"shape": "Thing"}},
    "ListThingsOutput": {"type": "structure", "members": {"things": {"shape": "Things"}}},
    "NoSuchThing": {"type": "structure", "members": {"message": {"shape": "Text"}}, "exception": true,
      "error": {"httpStatusCode": 404}}
  }
}"#;

/// Returns the root of this repository, whose runtime can be built.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A temporary folder outside of this repository.
struct Outside(PathBuf);

impl Outside {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("smithereen-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("things.json"), OWN).unwrap();
        Self(folder)
    }

    /// Runs the command in the folder.
    fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(PROGRAM);
        Run::of(command.arg("generate").args(arguments).arg("--root").arg(root()).current_dir(&self.0))
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }
}

impl Drop for Outside {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn build(folder: &Path, arguments: &[&str]) {
    cargo("build", folder, arguments);
}

fn cargo(command: &str, folder: &Path, arguments: &[&str]) {
    nested::share_features(&root(), folder, &["dependencies"]);
    let mut cargo = nested::cargo(&root(), env!("CARGO_TARGET_TMPDIR"), folder);
    let run = Run::of(cargo.arg(command).args(arguments));
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(!run.err.contains("warning"), "{}", run.err);
}

#[test]
fn a_crate_outside_builds_there() {
    let outside = Outside::new("builds");
    let out = outside.0.join("made/crate");
    let arguments = ["--model", "things.json", "--all", "--name", "our-things", "--out"];
    let run = outside.run(&[&arguments[..], &[out.to_str().unwrap()]].concat()).succeeds();
    assert!(run.out.ends_with(" files, 11 changed\n"), "{}", run.out);
    // With the features of the build script's example, so that the runtime is compiled once for both.
    build(&out, &["--lib"]);
    build(&out, &["--lib", "--no-default-features"]);
    build(&out, &["--example", "call"]);
    let service = outside.read("made/crate/src/things/mod.rs");
    assert!(service.contains("pub fn with_api_key(self"), "{service}");
    let endpoint = outside.read("made/crate/src/things/endpoint.rs");
    assert!(endpoint.contains("set an endpoint URL"), "{endpoint}");
    assert!(!out.join("src/partitions.rs").exists(), "no rule uses a partition");
}

#[test]
fn types_build_without_operations() {
    let outside = Outside::new("types");
    let arguments =
        ["--model", "things.json", "--all", "--types-only", "--name", "our-types", "--out", "types"];
    outside.run(&arguments).succeeds();
    let out = outside.0.join("types");
    fs::create_dir_all(out.join("tests")).unwrap();
    let test = r##"
        use our_types::things::{Kind, ListThingsOutput, NoSuchThing, PutThingInput, Thing};
        #[test]
        fn types_have_constructors_and_serde() {
            let input = PutThingInput::new("a").thing(Thing::default().kind(Kind::Small));
            let text = serde_json::to_string(&input).unwrap();
            assert_eq!(text, r#"{"name":"a","thing":{"kind":"small"}}"#);
            assert_eq!(serde_json::from_str::<PutThingInput>(&text).unwrap(), input);
            assert!(format!("{:?}", NoSuchThing::default()).contains("NoSuchThing"));
            let _ = ListThingsOutput::default();
        }
    "##;
    fs::write(out.join("tests/types.rs"), test).unwrap();
    cargo("test", &out, &["--features", "serde"]);
    let all: String = ["Cargo.toml", "src/lib.rs", "src/things/mod.rs", "src/things/put_thing.rs"]
        .map(|path| outside.read(&format!("types/{path}")))
        .concat();
    for absent in ["client", "Client", "Operation", "SERVICE", "endpoint", "PutThingError"] {
        assert!(!all.contains(absent), "{absent} is in {all}");
    }
    assert!(!out.join("examples").exists() && !out.join("src/things/endpoint.rs").exists());
}

/// Unsupported protocols, authentication schemes and rules do not affect types.
#[test]
fn types_of_unsupported_services_are_generated() {
    let outside = Outside::new("uncallable");
    let model =
        OWN.replace("\"rest-json\"", "\"json\"").replace("smithy.api#noAuth", "smithy.api#httpBasicAuth");
    fs::write(outside.0.join("things.json"), model).unwrap();
    let arguments = ["--model", "things.json", "--all", "--name", "our-types", "--out", "types"];
    outside
        .run(&arguments)
        .fails()
        .stderr_contains(&["aws.protocols#awsJson1_1", "signing by smithy.api#httpBasicAuth"]);
    fs::write(outside.0.join("endpoint-rule-set-1.json"), "{}").unwrap();
    outside.run(&arguments).fails().stderr_contains(&["endpoint-rule-set-1.json: `rules` is missing"]);
    outside.run(&[&arguments[..], &["--types-only"]].concat()).succeeds();
}

/// Three operations are unsupported, for two reasons, one of which two operations share.
#[test]
fn unsupported_operations_can_be_skipped() {
    let outside = Outside::new("skipped");
    let stream = |name: &str| {
        format!(
            r#""{name}":{{"name":"{name}","http":{{"method":"POST","requestUri":"/{name}"}},"input":{{"shape":"Sent"}},"auth":["smithy.api#httpDigestAuth"]}},"#
        )
    };
    let shapes = r#""Sent": {"type": "structure", "payload": "body", "members": {"body": {"shape": "Body"}}},
        "Body": {"type": "blob"},"#;
    let model = OWN
        .replace("\"operations\": {", &format!("\"operations\": {{{}{}", stream("SendIt"), stream("SendAll")))
        .replace("\"shapes\": {", &format!("\"shapes\": {{{shapes}"));
    let model = model.replace("smithy.api#noAuth", "smithy.api#httpBasicAuth");
    fs::write(outside.0.join("things.json"), &model).unwrap();
    let arguments = ["--model", "things.json", "--all", "--name", "t", "--out", "t"];
    outside.run(&arguments).fails().stderr_contains(&[
        "signing by smithy.api#httpDigestAuth is not supported yet",
        "error: things.json: 3 of 4 operations cannot be generated",
        "help: add `--skip-unsupported` to leave them out and generate the others",
    ]);
    let skipping = [&arguments[..], &["--skip-unsupported"]].concat();
    let run = outside.run(&skipping).succeeds();
    let first = "3 of 4 operations cannot be generated and are left out:";
    assert!(run.err.starts_with(first) && run.err.lines().count() == 3, "{}", run.err);
    let line =
        |operations: &str| run.err.lines().any(|line| line.starts_with("  ") && line.ends_with(operations));
    assert!(line(" is not supported yet: SendAll, SendIt") && line(": ListThings"), "{}", run.err);
    let service = outside.read("t/src/things/mod.rs");
    assert!(service.contains("put_thing") && !service.contains("send_it"), "{service}");
    // A named operation is never skipped. If none remains, the errors of the generator are reported.
    let named = ["--model", "things.json", "--operations", "SendIt", "--name", "t", "--out", "t"];
    let run = outside.run(&named).fails();
    assert!(!run.err.contains("--skip-unsupported"), "{}", run.err);
    fs::write(
        outside.0.join("things.json"),
        model.replace(
            "smithy.api#httpApiKeyAuth\": {\"name\": \"X-Key\", \"in\": \"header\"}",
            "smithy.api#httpBasicAuth\": {}",
        ),
    )
    .unwrap();
    let run = outside
        .run(&skipping)
        .fails()
        .stderr_contains(&["signing by smithy.api#httpBasicAuth is not supported yet"]);
    assert!(!run.err.contains("left out"), "{}", run.err);
}

#[test]
fn skipping_changes_nothing_if_all_operations_are_supported() {
    let outside = Outside::new("skips-nothing");
    let arguments = ["--model", "things.json", "--all", "--name", "t", "--out", "t"];
    outside.run(&arguments).succeeds();
    let run = outside.run(&[&arguments[..], &["--skip-unsupported", "--check"]].concat()).succeeds();
    assert!(run.out.ends_with("up to date\n") && run.err.is_empty(), "{}{}", run.out, run.err);
}

#[test]
fn relative_folders_are_relative_to_the_working_directory() {
    let outside = Outside::new("relative");
    let arguments = [
        "--model",
        "./things.json",
        "--operations",
        "ListThings,PutThing",
        "--name",
        "our-things",
        "--out",
        "a/b",
    ];
    outside.run(&arguments).succeeds();
    let manifest = outside.read("a/b/Cargo.toml");
    let runtime = root().canonicalize().unwrap().join("runtime");
    assert!(manifest.contains(&format!("smithereen = {{ path = {:?} }}", runtime.to_str().unwrap())));
    assert!(!manifest.contains("[workspace]"), "{manifest}");
    // In the order of the command line.
    assert!(outside.read("a/b/src/lib.rs").contains("`ListThings`, `PutThing`"));
    let again = outside.run(&arguments).succeeds();
    assert_eq!(again.out, "a/b: 11 files, up to date\n");
    let check = [&arguments[..], &["--check"]].concat();
    outside.run(&check).succeeds();
    fs::remove_file(outside.0.join("a/b/Cargo.toml")).unwrap();
    let run = outside.run(&check).fails();
    assert_eq!(run.out, "missing: a/b/Cargo.toml\n");
    // Files of Cargo and Git cause no warnings.
    fs::write(outside.0.join("a/b/Cargo.lock"), "").unwrap();
    fs::create_dir_all(outside.0.join("a/b/.git/objects")).unwrap();
    assert_eq!(outside.run(&[&arguments[..], &["--deny-warnings"]].concat()).succeeds().err, "");
}

#[test]
fn a_crate_in_the_checkout_reaches_the_runtime_by_a_relative_path() {
    let outside = Outside::new("inside");
    let out = root().join("target/tmp/inside/crate");
    let _ = fs::remove_dir_all(&out);
    let arguments =
        ["--model", "things.json", "--all", "--name", "our-things", "--out", out.to_str().unwrap()];
    outside.run(&arguments).succeeds();
    let manifest = fs::read_to_string(out.join("Cargo.toml")).unwrap();
    let inside = out.strip_prefix(root()).unwrap().components().count();
    let runtime = format!("smithereen = {{ path = \"{}runtime\" }}\n", "../".repeat(inside));
    assert!(manifest.contains(&runtime), "{manifest}");
    build(&out, &["--lib"]);
}

/// A crate below a workspace without being a member would not build otherwise.
#[test]
fn only_a_crate_outside_of_workspaces_is_its_own_workspace() {
    let outside = Outside::new("workspace");
    let arguments = ["--model", "things.json", "--all", "--name", "t", "--out", "made/t"];
    for (workspace, is_alone) in [
        ("", false),
        ("[workspace]\nmembers = []\n", true),
        ("[workspace]\nmembers = ['made/*']\n", false),
        ("[workspace]\nmembers = ['made/t']\n", false),
        ("[workspace]\nmembers = []\nexclude = ['made']\n", false),
        ("[package]\nname = 'p'\n", false),
    ] {
        fs::write(outside.0.join("Cargo.toml"), workspace).unwrap();
        outside.run(&arguments).succeeds();
        let manifest = outside.read("made/t/Cargo.toml");
        assert_eq!(manifest.ends_with("\n[workspace]\n"), is_alone, "{workspace}{manifest}");
    }
    fs::write(outside.0.join("Cargo.toml"), "[workspace").unwrap();
    outside.run(&arguments).fails().stderr_contains(&["Cargo.toml", "is not TOML"]);
}

#[test]
fn the_runtime_can_have_another_path() {
    let outside = Outside::new("runtime");
    let arguments = ["--model", "things.json", "--all", "--name", "t", "--out", "t"];
    let runtime = "{ git = \"https://example.com/smithereen\", rev = \"1\" }";
    outside.run(&[&arguments[..], &["--runtime", runtime]].concat()).succeeds();
    assert!(outside.read("t/Cargo.toml").contains(&format!("smithereen = {runtime}\n")));
    let run = outside.run(&[&arguments[..], &["--runtime", "{"]].concat());
    assert_eq!(run.stderr_contains(&["--runtime"]).code, Some(2));
}

/// The rules and the documentation beside the model are used, with the same result as in a project.
#[test]
fn the_same_model_gives_the_same_bytes() {
    let outside = Outside::new("bytes");
    let model = root().join("fixtures").join(IOT[1]);
    let arguments =
        ["--model", model.to_str().unwrap(), "--name", "smithereen-aws", "--out", "iot", "--deny-warnings"];
    let names = "UpdatePackageConfiguration,UpdateProvisioningTemplate";
    outside.run(&[&arguments[..], &["--operations", names]].concat()).succeeds();
    let mut count = 0;
    let project = Project::generated("single-bytes");
    for entry in fs::read_dir(project.path("generated/src/iot")).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        assert_eq!(outside.read(&format!("iot/src/iot/{name}")), fs::read_to_string(entry.path()).unwrap());
        count += 1;
    }
    assert!(count > 4);
    // The slice contains only these two.
    let all = outside.run(&[&arguments[..], &["--all", "--check"]].concat()).succeeds();
    assert!(all.out.ends_with("up to date\n"), "{}", all.out);
}

#[test]
fn documentation_and_rules_can_have_other_paths() {
    let outside = Outside::new("elsewhere");
    fs::write(outside.0.join("documentation.toml"), "service = 'Documentation of things.'\n").unwrap();
    let rules = root().join("fixtures/models/iot/endpoint-rule-set-1.json");
    let arguments =
        ["--model", "things.json", "--all", "--name", "t", "--out", "t", "--docs", "documentation.toml"];
    outside.run(&[&arguments[..], &["--endpoints", rules.to_str().unwrap()]].concat()).succeeds();
    assert!(outside.read("t/src/things/mod.rs").contains("//! Documentation of things."));
    assert!(outside.read("t/src/things/endpoint.rs").contains("iot-fips"));
    assert!(outside.read("t/src/partitions.rs").contains("aws-cn"));
}

/// Every command that reads a model file selects a service in the same way.
#[test]
fn one_service_of_several_is_selected() {
    let outside = Outside::new("several");
    let service = |name: &str| {
        format!(
            r#""a#{name}":{{"type":"service","version":"1","operations":[{{"target":"a#Get{name}"}}],
                "traits":{{"aws.protocols#restJson1":{{}}}}}},
            "a#Get{name}":{{"type":"operation","traits":{{"smithy.api#http":{{"method":"GET","uri":"/"}}}}}}"#
        )
    };
    let text = format!(r#"{{"smithy":"2.0","shapes":{{{},{}}}}}"#, service("Tides"), service("Weather"));
    fs::write(outside.0.join("both.json"), text).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(PROGRAM);
        Run::of(command.args(arguments).arg("--root").arg(root()).current_dir(&outside.0))
    };
    for (arguments, found) in [
        (
            &["generate", "--model", "both.json", "--all", "--name", "t", "--out", "t"][..],
            "t: 7 files, 7 changed",
        ),
        (&["explain", "--model", "both.json", "GetTides"], "GET /"),
        (&["graph", "--model", "both.json", "--format", "dot", "GetTides"], "GetTides"),
        (&["convert", "both.json", "--to", "smithy"], "#GetTides"),
        (&["diff", "both.json", "both.json"], "no changes"),
    ] {
        let expected = ["the model has several services: a#Tides, a#Weather", "`--service`"];
        run(arguments).fails().stderr_contains(&expected);
        let out = run(&[arguments, &["--service", "Tides"]].concat()).succeeds().out;
        assert!(out.contains(found) && !out.contains("Weather"), "{out}");
        run(&[arguments, &["--service", "Tidse"]].concat())
            .fails()
            .stderr_contains(&["did you mean `Tides`"]);
    }
}

/// The module is named after the service in the model, whatever the path of the file.
#[test]
fn a_module_is_named_after_the_service_unless_configured() {
    let outside = Outside::new("module");
    fs::rename(outside.0.join("things.json"), outside.0.join("old-name.json")).unwrap();
    let common = ["--model", "old-name.json", "--all", "--name", "t"];
    outside.run(&[&common[..], &["--out", "t"]].concat()).succeeds();
    assert!(outside.read("t/src/lib.rs").contains("pub mod things;"));
    outside.run(&[&common[..], &["--out", "u", "--module", "our-own"]].concat()).succeeds();
    assert!(outside.read("u/src/lib.rs").contains("pub mod our_own;"));
}

/// The lint is on if all types and members of the crate have documentation.
#[test]
fn missing_docs_are_allowed_in_partly_documented_crates() {
    let outside = Outside::new("missing-docs");
    let arguments = ["--model", "things.json", "--all", "--name", "t", "--out", "t"];
    outside.run(&arguments).succeeds();
    assert!(outside.read("t/src/lib.rs").contains("#![allow(missing_docs, reason = "));
    let list = outside.read("t/src/things/list_things.rs");
    assert!(list.contains("/// The output of `ListThings`.") && !list.contains("The model's"), "{list}");
    let docs = r#"
        service = "S."
        [operations]
        PutThing = "P."
        ListThings = "L."
        [shapes]
        PutThingInput = "A."
        ListThingsOutput = "B."
        ListThingsInput = "C."
        Thing = "D."
        Kind = "E."
        NoSuchThing = "F."
        [members]
        PutThingInput = { name = "N.", thing = "T." }
        ListThingsOutput = { things = "T." }
        Thing = { kind = "K.", more = "M." }
        NoSuchThing = { message = "M." }
        [values]
        Kind = { small = "S.", large = "L." }
    "#;
    fs::write(outside.0.join("docs.toml"), docs).unwrap();
    let run = outside.run(&arguments).succeeds();
    assert!(outside.read("t/src/lib.rs").contains("#![warn(missing_docs)]"), "{}", run.err);
}

/// Missing, unknown and foreign files are reported by name, and nothing is written.
#[test]
fn problems_are_reported_and_nothing_is_written() {
    let outside = Outside::new("wrong");
    let common = ["--name", "t", "--out", "t"];
    for (arguments, expected) in [
        (&["--model", "nothing.json", "--all"][..], "error: nothing.json: file not found"),
        (&["--model", "things.json", "--all", "--docs", "no.toml"], "error: no.toml: file not found"),
        (&["--model", "things.json", "--all", "--endpoints", "no.json"], "error: no.json: file not found"),
        (&["--model", "things.json", "--operations", "PutThink"], "did you mean `PutThing`?"),
        (&["--model", "things.json", "--operations", "Zebra"], "there is no operation `Zebra`"),
        (&["--model", "bad.json", "--all"], "error: bad.json:1:"),
    ] {
        fs::write(outside.0.join("bad.json"), "{").unwrap();
        outside
            .run(&[arguments, &common].concat())
            .fails()
            .stderr_contains(&[expected, "nothing was changed"]);
        assert!(!outside.0.join("t").exists(), "{arguments:?}");
    }
}

#[test]
fn foreign_files_are_not_overwritten() {
    let outside = Outside::new("foreign");
    let out = outside.0.join("t");
    fs::create_dir_all(out.join("src")).unwrap();
    fs::write(out.join("src/lib.rs"), "// mine\n").unwrap();
    fs::write(out.join("README.md"), "mine\n").unwrap();
    fs::write(out.join("src/wire.rs"), "// @generated by another generator\n").unwrap();
    let arguments = ["--model", "things.json", "--all", "--name", "t", "--out", "t"];
    let expected = ["error: t/src/lib.rs: is not a generated file", "1 error"];
    for arguments in [&arguments[..], &[&arguments[..], &["--check"]].concat()] {
        let run = outside.run(arguments).fails().stderr_contains(&expected);
        assert_eq!(run.err.contains("nothing was changed"), !arguments.contains(&"--check"), "{}", run.err);
        assert_eq!(fs::read_dir(&out).unwrap().count(), 2);
        assert_eq!(outside.read("t/src/lib.rs"), "// mine\n");
    }
    fs::remove_file(out.join("src/lib.rs")).unwrap();
    outside
        .run(&arguments)
        .succeeds()
        .stderr_contains(&["warning: t/README.md: ", "warning: t/src/wire.rs: "]);
    assert_eq!(outside.read("t/src/wire.rs"), "// @generated by another generator\n");
    assert_eq!(outside.read("t/README.md"), "mine\n");
}

#[test]
fn usage_errors_have_their_own_exit_code() {
    let project = Project::with_models("single-usage");
    let common = ["generate", "--model", "things.json", "--out", "t"];
    for arguments in [
        &["--name", "t"][..],
        &["--all"],
        &["--name", "t", "--all", "--operations", "A"],
        &["--name", "t", "--operations", "A", "--skip-unsupported"],
        &["--name", "t", "--all", "--types-only", "--skip-unsupported"],
        &["--name", "1", "--all"],
        &["--name", "t", "--all", "--runtime", "1"],
    ] {
        assert_eq!(project.run(&[&common, arguments].concat()).code, Some(2), "{arguments:?}");
    }
    for alone in [
        &["--all"][..],
        &["--out", "t"],
        &["--name", "t"],
        &["--types-only"],
        &["--skip-unsupported"],
        &["--docs", "d"],
    ] {
        assert_eq!(project.run(&[&["generate"], alone].concat()).code, Some(2), "{alone:?}");
    }
    assert!(!project.exists("generated"));
}
