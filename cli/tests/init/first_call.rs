//! The page `docs/src/first-call.md` from an empty workspace to a program that calls both operations.
//!
//! The program is the one on the page, with an HTTP client that is not built from C. It is built offline.

use super::{Workspace, nested, root};
use crate::support::Run;
use crate::support::source::{compress, pack};
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

/// The command of the page that selects the operations.
const ADD: &str = "add iot UpdateProvisioningTemplate lambda Invoke";
/// The manifest of the workspace before `init`.
const MANIFEST: (&str, &str) = ("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"first-call\"]\n");
const SITE_PACKAGES: &str = "venv/lib/python3.12/site-packages";

/// Returns the files of botocore's folder of models, with those of the two services.
fn upstream() -> Vec<(String, String)> {
    let read = |path: &str| fs::read_to_string(root().join("fixtures").join(path)).unwrap();
    let mut files = vec![("partitions.json".to_owned(), read("models/partitions.json"))];
    for (from, to) in [("models/iot", "iot/2015-05-28"), ("first-call/lambda", "lambda/2015-03-31")] {
        for file in ["service-2.json", "endpoint-rule-set-1.json"] {
            files.push((format!("{to}/{file}"), read(&format!("{from}/{file}"))));
        }
    }
    files
}

/// Returns a workspace with an empty package.
fn workspace(name: &str) -> Workspace {
    let workspace = Workspace::new(name, &[MANIFEST]);
    let manifest = "[package]\nname = \"first-call\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
    workspace.write("first-call/Cargo.toml", manifest);
    workspace.write("first-call/src/main.rs", "fn main() {}\n");
    workspace
}

/// Replaces the Python on `PATH` by one with boto3 and botocore installed, and without pip: it fails on everything but the
/// search for packages, and notes that it did.
fn install_botocore(workspace: &Workspace) {
    workspace.write(&format!("{SITE_PACKAGES}/boto3/__init__.py"), "__version__ = '1.44.5'\n");
    let package = format!("{SITE_PACKAGES}/botocore");
    workspace.write(&format!("{package}/__init__.py"), "import os\n__version__ = '1.44.5'\n");
    for (path, text) in upstream() {
        // In a wheel, the models are compressed and the partitions are not.
        if path == "partitions.json" {
            workspace.write(&format!("{package}/data/{path}"), &text);
            continue;
        }
        let path = workspace.0.join(format!("{package}/data/{path}.gz"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, compress(&text)).unwrap();
    }
    let python = workspace.0.join("target/bin/python3");
    let [package, refused] = [&package, "target/refused"].map(|path| workspace.0.join(path));
    let script = format!(
        "#!/bin/sh\ncase \"$*\" in *find_spec*) echo 'botocore {}';; *) echo \"$*\" >>'{}'; exit 1;; esac\n",
        package.display(),
        refused.display()
    );
    fs::write(&python, script).unwrap();
    fs::set_permissions(&python, Permissions::from_mode(0o755)).unwrap();
}

/// Runs the commands of the page, with `init` as it is given.
fn generate(workspace: &Workspace, init: &[&str]) {
    workspace.run("", init).succeeds();
    workspace.run("", &ADD.split(' ').collect::<Vec<_>>()).succeeds();
    assert!(workspace.run("", &["generate"]).succeeds().out.ends_with("up to date\n"));
    workspace.run("first-call", &["check"]).succeeds();
    assert_eq!(workspace.members(), ["aws", "first-call"]);
}

/// The manifest and the program of the page, changed for a build without network and without C.
fn write_program(workspace: &Workspace, page: &str) {
    let block = |kind: &str| {
        let (_, rest) = page.split_once(&format!("```{kind}\n")).unwrap();
        rest.split_once("```").unwrap().0.to_owned()
    };
    let replace = |text: String, from: &str, to: &str| {
        assert_eq!(text.matches(from).count(), 1, "{from}\n{text}");
        text.replace(from, to)
    };
    let dependencies = replace(
        block("toml"),
        "aws-config = \"1\"\n",
        "aws-config = { version = \"1\", default-features = false, features = [\"rt-tokio\"] }\naws-smithy-http-client = \"1\"\n",
    );
    let manifest = workspace.read("first-call/Cargo.toml");
    workspace.write("first-call/Cargo.toml", &format!("{manifest}\n{dependencies}"));
    nested::share_features(&root(), &workspace.0.join("first-call"), &["dependencies"]);
    let program = replace(
        block("rust"),
        "aws_config::load_defaults(BehaviorVersion::latest()).await",
        "aws_config::defaults(BehaviorVersion::latest()).http_client(aws_smithy_http_client::Builder::new().build_http()).load().await",
    );
    let program = replace(program, "    Ok(())\n", "    println!(\"{output:?}\");\n    Ok(())\n");
    workspace.write("first-call/src/main.rs", &program);
}

/// Builds the program with cargo, and runs it with the environment of the page against a local server.
fn call(workspace: &Workspace) -> (Run, Receiver<Request>) {
    let mut cargo = nested::cargo(&root(), env!("CARGO_TARGET_TMPDIR"), &workspace.0);
    Run::of(cargo.args(["build", "--quiet", "--package", "first-call"])).succeeds();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let (url, requests) = serve();
    let mut program = Command::new(target.join("debug/first-call"));
    program.env_clear().current_dir(&workspace.0).env("HOME", &workspace.0);
    program.env("AWS_ENDPOINT_URL", url).env("AWS_REGION", "eu-west-1");
    program.env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE").env("AWS_SECRET_ACCESS_KEY", "secret");
    (Run::of(&mut program), requests)
}

/// A request that the server received.
struct Request {
    line: String,
    headers: Vec<String>,
    body: String,
}

/// Starts a server that responds as the two services do. It ends with the test.
fn serve() -> (String, Receiver<Request>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (sender, requests) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            respond(stream.unwrap(), &sender);
        }
    });
    (url, requests)
}

/// Passes the request on before it responds, so that a caller with a response finds the request.
fn respond(mut stream: TcpStream, received: &Sender<Request>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut head = reader.by_ref().lines().map(Result::unwrap).take_while(|line| !line.is_empty());
    let line = head.next().unwrap();
    let headers: Vec<String> = head.collect();
    let length = headers.iter().find_map(|header| header.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    reader.read_exact(&mut body).unwrap();
    let is_invoke = line.starts_with("POST ");
    received.send(Request { line, headers, body: String::from_utf8(body).unwrap() }).unwrap();
    let (header, response) = match is_invoke {
        true => ("x-amz-executed-version: 7\r\n", r#"{"greeting": "Hello, Ada"}"#),
        false => ("", "{}"),
    };
    let length = response.len();
    let head = format!("HTTP/1.1 200 OK\r\nconnection: close\r\n{header}content-length: {length}\r\n\r\n");
    stream.write_all(format!("{head}{response}").as_bytes()).unwrap();
}

#[test]
fn the_program_of_the_first_page_calls_both_operations() {
    let page = fs::read_to_string(root().join("docs/src/first-call.md")).unwrap();
    for command in ["init --from python", "init", ADD] {
        assert!(
            page.lines()
                .any(|line| line.split(" #").next().unwrap().trim() == format!("cargo smithereen {command}"))
        );
    }

    // From an installed botocore, as boto3 brings it: nothing is downloaded.
    let workspace = self::workspace("first-call");
    install_botocore(&workspace);
    generate(&workspace, &["init", "--from", "python"]);
    assert_eq!(workspace.config()["source"]["python"].as_str(), Some("botocore"));
    assert!(workspace.read("smithereen.lock").contains("1.44.5"));
    assert!(!workspace.0.join("target/refused").exists(), "{}", workspace.read("target/refused"));
    assert!(!workspace.0.join("target/botocore").exists());

    write_program(&workspace, &page);
    let (run, requests) = call(&workspace);
    let run = run.succeeds();
    let requests: Vec<Request> = requests.try_iter().collect();
    let received: Vec<_> = requests.iter().map(|seen| (seen.line.as_str(), seen.body.as_str())).collect();
    assert_eq!(
        received,
        [
            ("PATCH /provisioning-templates/fleet HTTP/1.1", r#"{"enabled":true}"#),
            ("POST /2015-03-31/functions/greet/invocations HTTP/1.1", r#"{"name": "Ada"}"#),
        ]
    );
    for (request, service) in requests.iter().zip(["iot", "lambda"]) {
        let scope = format!("/eu-west-1/{service}/aws4_request");
        let is_signed = |header: &&String| header.starts_with("authorization: ") && header.contains(&scope);
        assert_eq!(request.headers.iter().filter(is_signed).count(), 1, "{:?}", request.headers);
    }
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(
        lines,
        [
            "the template is enabled",
            r#"the function returned Some(b"{\"greeting\": \"Hello, Ada\"}")"#,
            r#"InvokeOutput { StatusCode: 200, Payload: [redacted], ExecutedVersion: "7" }"#,
        ]
    );
}

#[test]
fn a_downloaded_and_an_installed_botocore_generate_the_same_crate() {
    let [installed, downloaded] = ["installed", "downloaded"].map(|name| workspace(&format!("first-{name}")));
    install_botocore(&installed);
    generate(&installed, &["init", "--from", "python"]);
    let files =
        upstream().into_iter().map(|(path, text)| (format!("botocore-1.0/botocore/data/{path}"), text));
    let archive = pack(&files.collect::<Vec<_>>());
    fs::write(downloaded.0.join("target/bin/botocore-1.0.tar.gz"), archive).unwrap();
    generate(&downloaded, &["init"]);
    assert_eq!(downloaded.config()["source"]["package"].as_str(), Some("botocore"));
    for folder in ["aws", "models"] {
        assert_eq!(installed.files(folder), downloaded.files(folder), "{folder}");
    }
}
