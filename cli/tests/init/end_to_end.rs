//! From an empty workspace to a crate with operations of two services, without network access.

use super::*;

/// Returns a service with a supported and an unsupported operation.
fn model(id: &str) -> String {
    format!(
        r#"{{"metadata":{{"apiVersion":"2020-01-01","endpointPrefix":"{lower}","protocol":"rest-json","serviceFullName":"{id}",
        "serviceId":"{id}","signatureVersion":"v4"}},"operations":{{
        "Get{id}":{{"name":"Get{id}","http":{{"method":"GET","requestUri":"/{lower}/{{id}}"}},"input":{{"shape":"Get{id}Request"}}}},
        "Put{id}":{{"name":"Put{id}","http":{{"method":"PUT","requestUri":"/{lower}"}}}},
        "Send{id}":{{"name":"Send{id}","http":{{"method":"POST","requestUri":"/send"}},"input":{{"shape":"Sent"}},"auth":["smithy.api#httpBasicAuth"]}}}},
        "shapes":{{"Get{id}Request":{{"type":"structure","required":["id"],"members":{{"id":{{"shape":"Id","location":"uri"}}}}}},
        "Sent":{{"type":"structure","payload":"body","members":{{"body":{{"shape":"Body"}}}}}},
        "Body":{{"type":"blob"}},"Id":{{"type":"string"}}}}}}"#,
        lower = id.to_lowercase()
    )
}

/// Returns an empty workspace, with a folder of botocore's models beside it.
fn workspace(name: &str) -> Workspace {
    let manifests = [
        ("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"app\"]\n"),
        ("app/Cargo.toml", MEMBER),
        ("app/src/main.rs", "fn main() {}\n"),
    ];
    let workspace = Workspace::new(name, &manifests);
    let models = root().join("fixtures/models");
    let read = |path: &str| fs::read_to_string(models.join(path)).unwrap();
    workspace.write("data/partitions.json", &read("partitions.json"));
    for id in ["Things", "Others"] {
        let folder = format!("data/{}/2020-01-01", id.to_lowercase());
        workspace.write(&format!("{folder}/service-2.json"), &model(id));
        workspace.write(&format!("{folder}/endpoint-rule-set-1.json"), RULES);
    }
    workspace
}

const RULES: &str = r#"{"version":"1.0","parameters":{"Region":{"type":"String","builtIn":"AWS::Region","required":false}},"rules":[
  {"conditions":[{"fn":"isSet","argv":[{"ref":"Region"}]}],"endpoint":{"url":"https://things.{Region}.amazonaws.com"},"type":"endpoint"},
  {"conditions":[],"error":"no region","type":"error"}]}"#;

#[test]
fn operations_of_two_services_become_a_crate_of_the_workspace() {
    let workspace = workspace("end-to-end");
    workspace.run("app", &["init", "--from", "../data"]).succeeds();
    assert_eq!(workspace.config()["source"]["path"].as_str(), Some("data"));
    assert_eq!(workspace.members(), ["app", "aws"]);
    workspace.run("", &["check"]).succeeds();

    let run = workspace.run("app", &["add", "things", "GetThings", "put-things", "Others", "GetOthers"]);
    let run = run.succeeds();
    assert!(run.out.contains("aws: ") && !run.err.contains("error"), "{}{}", run.out, run.err);
    let config = workspace.config();
    let names =
        |service: &str| config["services"][service]["operations"].clone().try_into::<Vec<String>>().unwrap();
    assert_eq!(names("things"), ["GetThings", "PutThings"]);
    assert_eq!(names("others"), ["GetOthers"]);
    for path in ["models/things/service-2.json", "models/others/endpoint-rule-set-1.json", "smithereen.lock"]
    {
        assert!(workspace.0.join(path).is_file(), "{path}");
    }
    assert!(workspace.read("aws/src/lib.rs").contains("pub mod others;"));
    assert!(workspace.read("aws/src/things/get_things.rs").contains("pub struct GetThingsInput"));
    assert!(!workspace.read("models/things/service-2.json").contains("SendThings"));
    assert_eq!(workspace.members(), ["app", "aws"]);

    // Neither command has anything to change.
    let before = workspace.files("");
    for arguments in [&["generate"][..], &["pull"], &["check"], &["add", "things", "GetThings"]] {
        workspace.run("app/src", arguments).succeeds();
        assert!(workspace.files("") == before, "{arguments:?}");
    }

    let out = workspace.run("", &["search", "thing"]).succeeds().out;
    assert!(out.contains("* things  GetThings\n") && out.contains("  things  SendThings\n"), "{out}");
    assert!(workspace.run("", &["explain", "GetOthers"]).succeeds().out.starts_with("GetOthers of Others"));

    workspace.run("", &["remove", "others", "things", "PutThings"]).succeeds();
    assert!(!workspace.0.join("models/others").exists() && !workspace.0.join("aws/src/others").exists());
    assert!(!workspace.0.join("aws/src/things/put_things.rs").exists());
    workspace.run("", &["check"]).succeeds();
}

#[test]
fn a_stale_crate_fails_the_check_with_a_summary() {
    let workspace = workspace("stale");
    workspace.run("", &["init", "--from", "data"]).succeeds();
    workspace.run("", &["add", "things", "GetThings"]).succeeds();
    let root = workspace.read("aws/src/lib.rs");
    workspace.write("aws/src/lib.rs", &format!("{root}// edited\n"));
    fs::remove_file(workspace.0.join("aws/src/things/get_things.rs")).unwrap();
    let run = workspace.run("app", &["check"]).fails();
    assert_eq!(run.out, "changed: aws/src/lib.rs\nmissing: aws/src/things/get_things.rs\n");
    run.stderr_contains(&["aws is not up to date: 1 changed, 1 missing", "help: run `smithereen generate`"]);
    workspace.run("app", &["generate"]).succeeds();
    workspace.run("app", &["check"]).succeeds();
}

#[test]
fn a_failing_command_changes_no_file() {
    let workspace = workspace("end-fails");
    workspace.run("", &["init", "--from", "data"]).succeeds();
    workspace.run("", &["add", "things", "GetThings"]).succeeds();
    workspace.write("aws/src/others/mod.rs", "// mine\n");
    let before = workspace.files("");
    for (arguments, problem) in [
        (&["add", "things", "SendThings"][..], "is not supported yet"),
        (&["add", "things", "GetThinks"], "did you mean `GetThings`?"),
        (&["add", "thinks", "GetThings"], "did you mean `things`?"),
        (&["add", "others", "things", "PutThings"], "no operation of the service `others` is named"),
        // A file at the path of the crate's folder makes the command fail after the models could have been written.
        (&["add", "others", "GetOthers"], "aws/src/others/mod.rs: is not a generated file"),
        (&["remove", "things", "PutThings"], "the operation `PutThings` of `things` is not selected"),
    ] {
        workspace.run("", arguments).fails().stderr_contains(&[problem, "nothing was changed"]);
        assert!(workspace.files("") == before, "{arguments:?}");
    }
}
