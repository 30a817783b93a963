//! Builds the crate in `example/` with Cargo, again after changes, and makes a call with it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

#[path = "../../fixtures/nested.rs"]
mod nested;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::thread;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Copies the example. The copy depends on this workspace by path and has its lock file, so that nothing is fetched.
fn example(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    copy(&root().join("build/tests/example"), &folder);
    link(&folder);
    write_manifest(&folder, &manifest());
    folder
}

/// Returns the manifest of the example, for a copy beside links to the packages of this workspace.
fn manifest() -> String {
    let own = fs::read_to_string(root().join("build/tests/example/Cargo.toml")).unwrap();
    let workspace = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let lists_members = |line: &&str| line.starts_with("members = ") || line.starts_with("exclude = ");
    let workspace: Vec<&str> = workspace.lines().filter(|line| !lists_members(line)).collect();
    own.replace("../../..", ".").replace("[workspace]", &workspace.join("\n"))
}

/// Cargo identifies a package by its path from the root of the workspace. Through links, the generator has the same path as here
/// and is not compiled again.
fn link(folder: &Path) {
    for package in ["build", "codegen", "fixtures", "runtime"] {
        let (from, to) = (root().join(package), folder.join(package));
        #[cfg(unix)]
        std::os::unix::fs::symlink(from, to).unwrap();
        #[cfg(windows)]
        std::os::windows::fs::symlink_dir(from, to).unwrap();
    }
}

fn write_manifest(folder: &Path, text: &str) {
    fs::write(folder.join("Cargo.toml"), text).unwrap();
    nested::share_features(folder, folder, &["dependencies", "build-dependencies"]);
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
    let mut cargo = nested::cargo(root(), env!("CARGO_TARGET_TMPDIR"), folder);
    cargo.args(arguments).arg("--verbose").output().unwrap()
}

/// Builds the example and returns Cargo's messages.
#[track_caller]
fn build(folder: &Path) -> String {
    let output = cargo(folder, &["build"]);
    let messages = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{messages}");
    messages
}

/// Returns whether Cargo ran the build script of the example.
fn ran(messages: &str) -> bool {
    messages.lines().any(|line| {
        line.contains("Running")
            && line.contains("smithereen-build-example")
            && line.ends_with("build-script-build`")
    })
}

/// Runs the example against a local server that responds with `body`. Returns the head of the request and the output.
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
    // Without a call, the server would wait forever.
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (service.join().unwrap(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_changed_model_is_generated_again() {
    let folder = example("build-example");
    let messages = build(&folder);
    assert!(ran(&messages), "{messages}");
    // Missing documentation is reported as a warning, on one line.
    assert!(messages.contains("missing documentation for the operation"), "{messages}");

    let (head, out) = call(&folder, r#"{"thing": {"size": 7, "more": {"a": [1]}}}"#);
    assert_eq!(head.first().unwrap(), "GET /things/a%20b HTTP/1.1");
    assert!(head.contains(&"x-key: the key".to_owned()), "{head:?}");
    assert!(!head.iter().any(|line| line.starts_with("authorization:")), "{head:?}");
    let lines: Vec<&str> = out.lines().collect();
    let [thing, kept, request] = lines.as_slice() else { panic!("{out}") };
    assert!(thing.contains("size: 7"), "{thing}");
    assert!(kept.contains("size: 1"), "{kept}");
    assert_eq!(*request, "GET https://things.eu-west-1.amazonaws.com/things");

    let messages = build(&folder);
    assert!(!ran(&messages), "without a change: {messages}");

    // Other files do not run the build script.
    let program = fs::read_to_string(folder.join("src/main.rs")).unwrap();
    fs::write(folder.join("src/main.rs"), format!("{program}\n")).unwrap();
    assert!(!ran(&build(&folder)));

    for file in ["models/things.json", "models/rules.json", "models/documentation.toml"] {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        fs::write(folder.join(file), format!("{text}\n")).unwrap();
        assert!(ran(&build(&folder)), "{file} has changed");
    }

    // An invalid model is reported, and the next build works.
    let model = fs::read_to_string(folder.join("models/things.json")).unwrap();
    fs::write(folder.join("models/things.json"), model.replace("\"GetThing\"", "\"GetThink\"")).unwrap();
    let output = cargo(&folder, &["build"]);
    let messages = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    for line in [
        "nothing was generated",
        "error: models/things.json: operations: there is no operation `GetThing` in the model",
        "help: did you mean `GetThink`?",
    ] {
        assert!(messages.contains(line), "missing: {line}\n{messages}");
    }
    fs::write(folder.join("models/things.json"), model).unwrap();
    build(&folder);
}

/// A program that does not use the generated code, so that any error is in the generated code.
const PROGRAM: &str = "include!(concat!(env!(\"OUT_DIR\"), \"/smithereen.rs\"));\nfn main() {}\n";

/// Checks the example with features of the runtime and options of the builder. Returns the compiler's messages if it fails.
fn check(folder: &Path, features: &str, compile: &str) -> Option<String> {
    // Two packages with the same name would overwrite each other's output.
    let manifest = manifest().replacen("smithereen-build-example", "smithereen-build-features", 1);
    let manifest = manifest.replacen("features = [\"client\"]", &format!("features = [{features}]"), 1);
    write_manifest(folder, &manifest);
    let build = format!(
        "fn main() -> Result<(), smithereen_build::Error> {{\n    \
         smithereen_build::Builder::new(\"models/things.json\").all_operations(){compile}.compile()\n}}\n"
    );
    fs::write(folder.join("build.rs"), build).unwrap();
    let output = cargo(folder, &["build"]);
    let messages = String::from_utf8(output.stderr).unwrap();
    (!output.status.success()).then_some(messages)
}

/// Missing features are the only errors, so that users need not read the generated code.
#[test]
fn a_missing_feature_of_the_runtime_is_reported() {
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
    let checksum = "\"httpChecksum\": {\"requestChecksumRequired\": true}";
    let both = format!("{gzip}, {md5}");
    for (member, features, missing) in [
        (md5, "\"client\"", &["md5"][..]),
        (gzip, "\"client\"", &["gzip"]),
        (checksum, "\"client\"", &["checksum"]),
        (both.as_str(), "\"gzip\", \"md5\"", &["client"]),
        (both.as_str(), "", &["client", "gzip", "md5"]),
    ] {
        with(member);
        let messages = check(&folder, features, "").unwrap();
        let mut errors = messages.lines().filter(|line| line.starts_with("error"));
        for feature in missing {
            let Some(error) = errors.next() else { panic!("{messages}") };
            let message =
                format!("feature `{feature}` of `smithereen`: add it to the dependency in Cargo.toml");
            assert!(error.contains(&message), "{messages}");
        }
        // There are no other errors.
        assert!(errors.all(|error| error.starts_with("error: could not compile")), "{messages}");
    }
    // The crate of all fixtures is compiled with a client and all features.
    for (features, compile) in [("\"gzip\", \"md5\"", ".without_client()"), ("", ".types_only()")] {
        assert_eq!(check(&folder, features, compile), None, "{features} {compile}");
    }
}

/// The example with a `smithereen.toml` in place of the builder's calls.
#[test]
fn a_configuration_is_generated_in_one_line() {
    let folder = example("build-configured");
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    // Packages of the same name would have the same path in the target folder.
    let manifest = manifest.replacen("smithereen-build-example", "smithereen-build-configured", 1);
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::create_dir(folder.join("models/things")).unwrap();
    fs::rename(folder.join("models/things.json"), folder.join("models/things/service-2.json")).unwrap();
    let config = "[source]\npath = 'botocore'\n\n[services.things]\noperations = ['GetThing']\n";
    fs::write(folder.join("smithereen.toml"), config).unwrap();
    let build_script = "fn main() -> Result<(), smithereen_build::Error> {\n    smithereen_build::generate(\"smithereen.toml\")\n}\n";
    fs::write(folder.join("build.rs"), build_script).unwrap();
    let program = "include!(concat!(env!(\"OUT_DIR\"), \"/smithereen.rs\"));\n\
        fn main() { println!(\"{:?}\", things::GetThingInput::new(\"a\")); }\n";
    fs::write(folder.join("src/main.rs"), program).unwrap();
    let output = cargo(&folder, &["run"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8(output.stdout).unwrap().contains("GetThingInput"));
    fs::write(folder.join("smithereen.toml"), config.replace("operations", "operation")).unwrap();
    let output = cargo(&folder, &["build"]);
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    for line in
        ["smithereen.toml:5:1: services.things: unknown key `operation`", "did you mean `operations`?"]
    {
        assert!(text.contains(line), "{text}");
    }
}
