//! The crate in `example/`: built by cargo as a user's would be, and again after changes; it makes a call.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// A copy of the example, which depends on this project from where that is, with the same lock file, so that nothing is
/// fetched.
fn example(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    copy(&root().join("build/tests/example"), &folder);
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let manifest = manifest.replace("../../..", root().to_str().unwrap());
    fs::write(folder.join("Cargo.toml"), format!("{manifest}\n{}", profiles())).unwrap();
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

/// How this project is built. Built in the same way, nothing that it depends on is built twice.
fn profiles() -> String {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    manifest.split_once("[profile.").map(|(_, profiles)| format!("[profile.{profiles}")).unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).unwrap()),
        }
    }
}

fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(arguments).args(["--offline", "--verbose"]).current_dir(folder);
    cargo.env("CARGO_TARGET_DIR", target).output().unwrap()
}

/// What cargo told of a build that succeeds.
#[track_caller]
fn build(folder: &Path) -> String {
    let output = cargo(folder, &["build"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}");
    told
}

/// Whether the build script of the example was run.
fn ran(told: &str) -> bool {
    told.lines().any(|line| {
        line.contains("Running")
            && line.contains("smithereen-build-example")
            && line.ends_with("build-script-build`")
    })
}

/// One request to a service that answers with this body: its first line and headers, and what the program printed.
fn call(folder: &Path, body: &'static str) -> (Vec<String>, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let service = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let lines = BufReader::new(stream.try_clone().unwrap()).lines().map(Result::unwrap);
        let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
        write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()).unwrap();
        head
    });
    let output = cargo(folder, &["run", "--quiet", "--", &url]);
    // One that never calls would leave the service waiting.
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (service.join().unwrap(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn it_builds_calls_and_is_built_again_where_its_model_changes() {
    let folder = example("build-example");
    let told = build(&folder);
    assert!(ran(&told), "{told}");
    // What is not said of the model in its words is a warning, on a line.
    assert!(told.contains("missing documentation for the operation"), "{told}");

    let (head, out) = call(&folder, r#"{"thing": {"size": 7, "more": {"a": [1]}}}"#);
    assert_eq!(head.first().unwrap(), "GET /things/a%20b HTTP/1.1");
    assert!(head.contains(&"x-key: the key".to_owned()), "{head:?}");
    assert!(!head.iter().any(|line| line.starts_with("authorization:")), "{head:?}");
    let lines: Vec<&str> = out.lines().collect();
    let [thing, kept, request] = lines.as_slice() else { panic!("{out}") };
    assert!(thing.contains("size: 7"), "{thing}");
    assert!(kept.contains("size: 1"), "{kept}");
    assert_eq!(*request, "GET https://things.eu-west-1.amazonaws.com/things");

    let told = build(&folder);
    assert!(!ran(&told), "nothing has changed: {told}");

    // Another file of the crate is nothing to its build script.
    let program = fs::read_to_string(folder.join("src/main.rs")).unwrap();
    fs::write(folder.join("src/main.rs"), format!("{program}\n")).unwrap();
    assert!(!ran(&build(&folder)));

    for file in ["models/things.json", "models/rules.json", "models/words.toml"] {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        fs::write(folder.join(file), format!("{text}\n")).unwrap();
        assert!(ran(&build(&folder)), "{file} has changed");
    }

    // A faulty model is told of as such, and the next build is none the worse.
    let model = fs::read_to_string(folder.join("models/things.json")).unwrap();
    fs::write(folder.join("models/things.json"), model.replace("\"GetThing\"", "\"GetThink\"")).unwrap();
    let output = cargo(&folder, &["build"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    for line in [
        "nothing was generated",
        "error: models/things.json: operations: there is no operation `GetThing` in the model",
        "help: did you mean `GetThink`?",
    ] {
        assert!(told.contains(line), "not there: {line}\n{told}");
    }
    fs::write(folder.join("models/things.json"), model).unwrap();
    build(&folder);
}

/// A program that does nothing with what is generated: what it does not compile for is the generated code alone.
const PROGRAM: &str = "include!(concat!(env!(\"OUT_DIR\"), \"/smithereen.rs\"));\nfn main() {}\n";

/// Checks the example with these features of the runtime and this end of its build script: everything that the compiler
/// says, or nothing where it succeeds.
fn check(folder: &Path, features: &str, compile: &str) -> Option<String> {
    let manifest = fs::read_to_string(root().join("build/tests/example/Cargo.toml")).unwrap();
    let manifest = manifest.replace("../../..", root().to_str().unwrap());
    // Two packages of one name would have the same place in the target folder.
    let manifest = manifest.replacen("smithereen-build-example", "smithereen-build-features", 1);
    let manifest = manifest.replacen("features = [\"client\"]", &format!("features = [{features}]"), 1);
    fs::write(folder.join("Cargo.toml"), format!("{manifest}\n{}", profiles())).unwrap();
    let build = format!(
        "fn main() -> Result<(), smithereen_build::Error> {{\n    \
         smithereen_build::Builder::new(\"models/things.json\").all_operations(){compile}.compile()\n}}\n"
    );
    fs::write(folder.join("build.rs"), build).unwrap();
    let output = cargo(folder, &["check"]);
    let told = String::from_utf8(output.stderr).unwrap();
    (!output.status.success()).then_some(told)
}

/// The missing features are the only errors, so that users are not led to the generated code.
#[test]
fn a_feature_that_the_runtime_lacks_is_named() {
    let folder = example("build-features");
    fs::write(folder.join("src/main.rs"), PROGRAM).unwrap();
    let things = fs::read_to_string(folder.join("models/things.json")).unwrap();
    let with = |member: &str| {
        let http = "\"http\": {\"method\": \"GET\", \"requestUri\": \"/things\"}";
        assert!(things.contains(http));
        fs::write(folder.join("models/things.json"), things.replacen(http, &format!("{http},{member}"), 1))
            .unwrap();
    };
    let gzip = "\"requestcompression\": {\"encodings\": [\"gzip\"]}";
    let md5 = "\"httpChecksumRequired\": true";
    let both = format!("{gzip}, {md5}");
    for (member, features, lacking) in [
        (md5, "\"client\"", &["md5"][..]),
        (gzip, "\"client\"", &["gzip"]),
        (both.as_str(), "\"gzip\", \"md5\"", &["client"]),
        (both.as_str(), "", &["client", "gzip", "md5"]),
    ] {
        with(member);
        let told = check(&folder, features, "").unwrap();
        let mut errors = told.lines().filter(|line| line.starts_with("error"));
        for feature in lacking {
            let Some(error) = errors.next() else { panic!("{told}") };
            let message =
                format!("feature `{feature}` of `smithereen`: add it to the dependency in Cargo.toml");
            assert!(error.contains(&message), "{told}");
        }
        // Nothing else is wrong.
        assert!(errors.all(|error| error.starts_with("error: could not compile")), "{told}");
    }
    for (features, compile) in [
        ("\"gzip\", \"md5\", \"client\"", ""),
        ("\"gzip\", \"md5\"", ".without_client()"),
        ("", ".types_only()"),
    ] {
        assert_eq!(check(&folder, features, compile), None, "{features} {compile}");
    }
}
