//! Projects whose models are from installed packages, folders and files: `init`, `pull`, `add`, `update`.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::{PROGRAM, support};

use std::fs::{Permissions, create_dir_all, set_permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use support::source::compress;
use support::{Project, Run};

const MODEL: &str = r#"{
  "metadata":{"apiVersion":"2020-01-01","endpointPrefix":"things","protocol":"rest-json","serviceFullName":"Things",
    "serviceId":"Things","signatureVersion":"v4"},
  "operations":{
    "GetThing":{"name":"GetThing","http":{"method":"GET","requestUri":"/things"},"output":{"shape":"Thing"}},
    "ListThings":{"name":"ListThings","http":{"method":"GET","requestUri":"/all"}}
  },
  "shapes":{
    "Thing":{"type":"structure","members":{"color":{"shape":"Text"}}},
    "Text":{"type":"string"}
  }
}
"#;
const RULES: &str = r#"{"version":"1.0","parameters":{"Endpoint":{"type":"String","builtIn":"SDK::Endpoint"}},"rules":[
  {"conditions":[{"fn":"isSet","argv":[{"ref":"Endpoint"}]}],"endpoint":{"url":{"ref":"Endpoint"}},"type":"endpoint"},
  {"conditions":[],"error":"no endpoint","type":"error"}]}"#;
const AST: &str = r##"{"smithy":"2.0","shapes":{
  "a#Weather":{"type":"service","version":"2020-01-01","operations":[{"target":"a#GetCity"},{"target":"a#ListCities"}],
    "traits":{"aws.protocols#restJson1":{},"smithy.api#documentation":"The weather of cities."}},
  "a#GetCity":{"type":"operation","output":{"target":"a#City"},
    "traits":{"smithy.api#http":{"method":"GET","uri":"/city"},"smithy.api#readonly":{}}},
  "a#ListCities":{"type":"operation","traits":{"smithy.api#http":{"method":"GET","uri":"/cities"}}},
  "a#City":{"type":"structure","members":{"name":{"target":"smithy.api#String"}}}
}}"##;

/// Returns the model with an additional member.
fn next(model: &str) -> String {
    let more = model.replace(r#""color":{"#, r#""size":{"shape":"Text"},"color":{"#);
    more.replace(r#""name":{"target""#, r#""rain":{"target":"smithy.api#String"},"name":{"target""#)
}

fn write_package(project: &Project, folder: &str, version: &str, model: &str) {
    project.write(&format!("{folder}/__init__.py"), format!("__version__ = '{version}'\n"));
    let file = |name: &str| format!("{folder}/data/things/2020-01-01/{name}.gz");
    project.write(&file("service-2.json"), compress(model));
    project.write(&file("endpoint-rule-set-1.json"), compress(RULES));
}

/// Returns a project with a source and an operation.
fn project(name: &str, source: &str, service: &str, operation: &str) -> Project {
    let project = Project::empty(&format!("kinds-{name}"));
    let config = format!(
        "[source]\n{source}\n\n[crate]\nname = \"made\"\npath = \"made\"\nworkspace = \"none\"\n\n[services.{service}]\n\
         operations = [\"{operation}\"]\n"
    );
    project.write("smithereen.toml", config);
    project
}

/// Runs a command with the project's `bin` first on `PATH`.
fn run(project: &Project, arguments: &[&str]) -> Run {
    Run::of(project.command(arguments).env("PATH", project.path("bin")))
}

fn script(project: &Project, path: &str, text: &str) {
    project.write(path, text);
    set_permissions(project.path(path), Permissions::from_mode(0o755)).unwrap();
}

/// Creates a fake Python with these packages and their folders.
fn fake_python(project: &Project, path: &str, packages: &[(&str, &str)]) {
    let cases = packages.iter().map(|(name, folder)| {
        format!("  case \"$name\" in {name}) echo \"{name} {}\";; esac\n", project.path(folder).display())
    });
    let body: String = cases.collect();
    // The script and its source precede the names.
    script(project, path, &format!("#!/bin/sh\nshift 2\nfor name in \"$@\"; do\n{body}  :\ndone\n"));
}

#[test]
fn an_installed_botocore_is_used_without_a_download() {
    for package in ["botocore", "boto3"] {
        let project = project(package, &format!("python = \"{package}\""), "things", "GetThing");
        write_package(&project, "env/botocore", "1.2.3", MODEL);
        project.write("env/boto3/data/things/2020-01-01/resources-1.json", "{}");
        fake_python(&project, "bin/python3", &[("botocore", "env/botocore"), ("boto3", "env/boto3")]);
        let out = run(&project, &["pull"]).succeeds().out;
        assert!(out.starts_with("project: 5 files, 4 changed\n"), "{out}");
        let model = project.read("models/things/service-2.json");
        assert!(model.contains("GetThing") && !model.contains("ListThings"), "{model}");
        let lock = project.read("smithereen.lock");
        let expected = format!("package = \"botocore\"\npython = \"{package}\"\nversion = \"1.2.3\"\n");
        assert!(lock.contains(&expected), "{lock}");
        assert!(!project.exists("target/botocore"));
    }
}

#[test]
fn the_python_on_path_is_used_and_modules_in_the_current_folder_are_ignored() {
    let python = std::process::Command::new("python3").arg("--version").output();
    if python.is_err() {
        return;
    }
    let project = project("real", "python = \"botocore\"", "things", "GetThing");
    write_package(&project, "packages/botocore", "1.2.3", MODEL);
    write_package(&project, "botocore", "6.6.6", &MODEL.replace("ListThings", "StealThings"));
    let mut list = project.command(&["list", "things"]);
    list.env("PYTHONPATH", project.path("packages")).current_dir(project.path(""));
    let out = Run::of(&mut list).succeeds().out;
    assert!(out.contains("ListThings") && !out.contains("StealThings"), "{out}");
}

#[test]
fn a_package_that_is_not_installed_is_reported() {
    let project = project("absent", "python = \"boto3\"", "things", "GetThing");
    write_package(&project, "env/botocore", "1.2.3", MODEL);
    fake_python(&project, "bin/python3", &[("botocore", "env/botocore")]);
    let expected =
        ["the Python on PATH has no package `boto3` with models", "help: install it: `python3 -m pip"];
    run(&project, &["pull"]).fails().stderr_contains(&expected);
    script(&project, "bin/python3", "#!/bin/sh\necho 'SyntaxError: nonsense' >&2\nexit 1\n");
    let expected = ["cannot look for the package `boto3`: SyntaxError: nonsense", "Python 3"];
    run(&project, &["pull"]).fails().stderr_contains(&expected);
}

#[test]
fn the_aws_cli_is_found_by_its_program() {
    // Version 1, or version 2 in a distribution's package: a script for the Python with the package.
    let script_project = project("aws-script", "python = \"awscli\"", "things", "GetThing");
    write_package(&script_project, "env/awscli/botocore", "1.0.0", MODEL);
    script_project.write("env/awscli/__init__.py", "__version__ = '1.46.3'\n");
    fake_python(&script_project, "python/inner", &[("awscli", "env/awscli")]);
    let python = script_project.path("python/inner");
    script(&script_project, "bin/aws", &format!("#!{}\nimport awscli\n", python.display()));
    run(&script_project, &["pull"]).succeeds();
    let lock = script_project.read("smithereen.lock");
    assert!(lock.contains("package = \"awscli\"\npython = \"awscli\"\nversion = \"1.46.3\"\n"), "{lock}");
    // Version 2 with its own Python: a link to a program with the models beside it.
    let bundled = project("aws-bundled", "python = \"awscli\"", "things", "GetThing");
    write_package(&bundled, "cli/dist/awscli/botocore", "2.0.0", MODEL);
    script(&bundled, "cli/dist/aws", "#!/bin/sh\necho 'aws-cli/2.15.0 Python/3.11.6 Linux/6'\n");
    create_dir_all(bundled.path("bin")).unwrap();
    symlink(bundled.path("cli/dist/aws"), bundled.path("bin/aws")).unwrap();
    let mut pull = bundled.command(&["pull"]);
    Run::of(pull.env("PATH", format!("{}:/bin:/usr/bin", bundled.path("bin").display()))).succeeds();
    let lock = bundled.read("smithereen.lock");
    assert!(lock.contains("version = \"2.15.0\"\n"), "{lock}");
    // A file that is neither a program nor a script.
    let none = project("aws-none", "python = \"awscli\"", "things", "GetThing");
    run(&none, &["pull"]).fails().stderr_contains(&["there is no Python on PATH", "help: install Python 3"]);
}

#[test]
fn a_changed_source_is_reported_and_update_compares_it_with_the_kept_models() {
    let project = project("update", "path = \"env/botocore\"", "things", "GetThing");
    write_package(&project, "env/botocore", "1.2.3", MODEL);
    run(&project, &["pull"]).succeeds();
    write_package(&project, "env/botocore", "1.2.4", &next(MODEL));
    let before = project.tracked();
    for arguments in [&["pull"] as &[&str], &["add", "things", "ListThings"]] {
        let run = run(&project, arguments).fails();
        run.stderr_contains(&[
            "the source was botocore 1.2.3, and is now botocore 1.2.4",
            "`smithereen update`",
        ]);
    }
    let dry = run(&project, &["update", "--dry-run"]).succeeds().out;
    assert!(dry.starts_with("botocore 1.2.3 -> botocore 1.2.4\n"), "{dry}");
    assert!(dry.contains("GetThingOutput.size") && !dry.contains("not selected"), "{dry}");
    assert_eq!(project.tracked(), before);
    run(&project, &["update", "1.2.4"])
        .fails()
        .stderr_contains(&["the source is not a package with versions"]);
    run(&project, &["update"]).succeeds();
    assert!(project.read("made/src/things/get_thing.rs").contains("size"));
    run(&project, &["add", "things", "ListThings"]).succeeds();
    let out = run(&project, &["update"]).succeeds().out;
    assert!(out.contains("no changes"), "{out}");
}

#[test]
fn smithy_models_are_cut_documented_and_updated() {
    for (name, source) in
        [("asts", "smithy = \"upstream\""), ("file", "file = \"upstream/deep/weather.json\"")]
    {
        let project = project(name, source, "weather", "GetCity");
        project.write("upstream/deep/weather.json", AST);
        run(&project, &["pull"]).succeeds();
        let model = project.read("models/weather/model.json");
        assert!(model.contains("a#GetCity") && !model.contains("a#ListCities"), "{model}");
        assert!(model.contains("The weather of cities."), "{model}");
        assert!(project.exists("models/partitions.json"));
        assert!(project.read("made/src/weather/mod.rs").contains("GetCityOutput"));
        assert!(run(&project, &["list", "weather"]).succeeds().out.contains("ListCities"));
        run(&project, &["add", "weather", "list-cities"]).succeeds();
        project.write("upstream/deep/weather.json", next(AST));
        let expected = ["the model of `weather` differs from the locked model", "`smithereen update`"];
        run(&project, &["pull"]).fails().stderr_contains(&expected);
        let out = run(&project, &["update"]).succeeds().out;
        assert!(out.contains("GetCityOutput.rain"), "{out}");
        run(&project, &["pull"]).succeeds();
    }
}

#[test]
fn only_an_update_without_a_selected_operation_suggests_to_remove_it() {
    let project = project("dropped", "file = \"weather.json\"", "weather", "GetCity");
    project.write("weather.json", AST);
    run(&project, &["pull"]).succeeds();
    project.write("weather.json", AST.replace(r##"{"target":"a#GetCity"},"##, ""));
    let expected = ["there is no operation `GetCity`", "`smithereen remove SERVICE OPERATION` removes them"];
    run(&project, &["update"]).fails().stderr_contains(&expected);
    project.write("weather.json", AST.replace(r#""uri":"/city""#, r#""uri":"/city/{name}""#));
    let unrelated = run(&project, &["update"]).fails();
    assert!(!unrelated.err.contains("lacks selected"), "{}", unrelated.err);
}

#[test]
fn another_kind_of_source_replaces_the_files_of_the_previous_one() {
    let project = project("kind", "path = \"env/botocore\"", "things", "GetThing");
    write_package(&project, "env/botocore", "1.2.3", MODEL);
    run(&project, &["pull"]).succeeds();
    project.write("thing.json", MODEL);
    let config = project.read("smithereen.toml").replace("path = \"env/botocore\"", "file = \"thing.json\"");
    project.write("smithereen.toml", config);
    run(&project, &["pull"])
        .fails()
        .stderr_contains(&["the source was botocore 1.2.3, and is now file thing.json"]);
    let out = run(&project, &["update"]).succeeds().out;
    assert!(out.starts_with("botocore 1.2.3 -> thing.json\n"), "{out}");
    assert!(project.exists("models/things/model.json"));
    for gone in ["service-2.json", "endpoint-rule-set-1.json"] {
        assert!(!project.exists(&format!("models/things/{gone}")), "{gone}");
    }
    project.run(&["check"]).succeeds();
}

#[test]
fn compressed_models_are_read_by_every_command() {
    let project = Project::empty("kinds-compressed");
    project.write("old.json.gz", compress(MODEL));
    project.write("new.json.gz", compress(&next(MODEL)));
    let [old, new] =
        ["old", "new"].map(|name| project.path(&format!("{name}.json.gz")).display().to_string());
    let out = project.path("things").display().to_string();
    let arguments =
        ["generate", "--model", &old, "--operations", "GetThing", "--out", &out, "--name", "things"];
    project.run(&arguments).succeeds();
    assert!(project.read("things/src/things/mod.rs").contains("GetThingOutput"));
    let explained = project.run(&["explain", "--model", &old, "GetThing"]).succeeds().out;
    assert!(explained.contains("color"), "{explained}");
    let compared = project.run(&["diff", &old, &new]).succeeds().out;
    assert!(compared.contains("GetThingOutput.size"), "{compared}");
    let converted = project.run(&["convert", &old, "--to", "smithy"]).succeeds().out;
    assert!(converted.contains("\"smithy\""), "{converted}");
    let unknown = project.run(&["explain", "--model", &old, "Nothing"]).fails();
    unknown.stderr_contains(&["old.json.gz:4:3: operations: there is no operation `Nothing`"]);
    project.write("cut.json.gz", &compress(MODEL)[..40]);
    let cut = project.path("cut.json.gz").display().to_string();
    project
        .run(&["explain", "--model", &cut, "GetThing"])
        .fails()
        .stderr_contains(&["cut.json.gz: cannot be decompressed"]);
}

#[test]
fn init_chooses_the_kind_of_a_source() {
    for (name, from, line) in [
        ("python", "python", "python = \"botocore\""),
        ("folder", "env", "path = \"env\""),
        ("smithy", "upstream", "smithy = \"upstream\""),
        ("one", "upstream/weather.json.gz", "file = \"upstream/weather.json.gz\""),
    ] {
        let project = Project::empty(&format!("kinds-init-{name}"));
        project.write("Cargo.toml", "[workspace]\nmembers = []\n");
        write_package(&project, "env/botocore", "1.2.3", MODEL);
        project.write("upstream/weather.json.gz", compress(AST));
        fake_python(&project, "bin/python3", &[("botocore", "env/botocore")]);
        let mut init = std::process::Command::new(PROGRAM);
        init.args(["init", "--from", from]).current_dir(project.path("")).env("PATH", project.path("bin"));
        Run::of(&mut init).succeeds();
        let config = project.read("smithereen.toml");
        assert!(config.contains(line), "{config}");
        let service = if name == "smithy" || name == "one" { "weather" } else { "things" };
        let listed = run(&project, &["list"]).succeeds().out;
        assert!(listed.contains(service) && !listed.contains("unsupported"), "{listed}");
        run(&project, &["add", service, "--all"]).succeeds();
        assert!(Path::new(&project.path(&format!("models/{service}"))).is_dir());
    }
}

#[test]
fn endpoint_rules_in_a_smithy_model_are_read_by_list() {
    let project = Project::empty("kinds-embedded-rules");
    let with_rules = |rules: &str| {
        let model = AST.replacen(
            "\"traits\":{",
            &format!("\"traits\":{{\"smithy.rules#endpointRuleSet\":{rules},"),
            1,
        );
        assert_ne!(model, AST);
        project.write("weather.json", model);
    };
    project.write("Cargo.toml", "[workspace]\nmembers = []\n");
    project.write("weather.json", AST);
    let mut init = std::process::Command::new(PROGRAM);
    Run::of(init.args(["init", "--from", "weather.json"]).current_dir(project.path(""))).succeeds();
    with_rules(RULES);
    let listed = run(&project, &["list"]).succeeds().out;
    assert!(!listed.contains("unsupported"), "{listed}");
    with_rules(r#"{"version":"9.9"}"#);
    let listed = run(&project, &["list"]).succeeds().out;
    assert!(listed.contains("unsupported: endpoint rules: "), "{listed}");
}

/// The rules are beside the model, of a file and of a selected service.
#[test]
fn explain_shows_the_authentication_of_endpoint_rules() {
    let project = Project::empty("kinds-explained-rules");
    let models =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/protocols/models/route53");
    let copy = |name: &str, to: &str| project.write(to, std::fs::read(models.join(name)).unwrap());
    for folder in ["models/route53", "elsewhere"] {
        copy("service-2.json", &format!("{folder}/service-2.json"));
    }
    copy("endpoint-rule-set-1.json", "models/route53/endpoint-rule-set-1.json");
    let sha256 = "0".repeat(64);
    let source = format!("[source]\npackage = \"botocore\"\nversion = \"1.44.5\"\nsha256 = \"{sha256}\"\n");
    let services = "[services.route53]\noperations = [\"OPERATION\"]\n";
    let operation = "ChangeResourceRecordSets";
    project.write("smithereen.toml", format!("{source}{}", services.replace("OPERATION", operation)));
    let line = "authentication that the endpoint rules can choose: sigv4";
    let out = project.run(&["explain", operation]).succeeds().out;
    assert!(out.lines().any(|found| found == line), "{out}");
    let beside = |folder: &str| {
        let model = project.path(&format!("{folder}/service-2.json")).display().to_string();
        project.run(&["explain", "--model", &model, operation]).succeeds().out.contains(line)
    };
    assert_eq!((beside("models/route53"), beside("elsewhere")), (true, false));
}
