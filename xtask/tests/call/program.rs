//! The built program, and runs of it.

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    #[track_caller]
    pub(crate) fn succeeds(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{}", self.out);
        self.out
    }

    /// With this exit code, nothing on standard output, and each of the texts among what it says.
    #[track_caller]
    pub(crate) fn fails(self, code: i32, texts: &[&str]) -> String {
        assert_eq!((self.code, self.out.as_str()), (Some(code), ""), "{}", self.err);
        assert!(self.err.starts_with("error: "), "{}", self.err);
        for text in texts {
            assert!(self.err.contains(text), "not there: {text}\n{}", self.err);
        }
        self.err
    }
}

/// Runs it with these arguments and nothing else.
pub(crate) fn call(arguments: &[&str]) -> Run {
    call_in(&[], arguments)
}

/// The same in an environment with these variables.
pub(crate) fn call_in(variables: &[(&str, &str)], arguments: &[&str]) -> Run {
    run(command(variables).args(arguments), b"")
}

/// What the filter makes of its input, line by line.
pub(crate) fn filter(input: &[u8]) -> Vec<Value> {
    let out = run(command(&[]).arg("--stdin"), input).succeeds();
    assert!(out.is_ascii() && out.ends_with('\n'), "each answer is a line of ASCII");
    out.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

fn run(command: &mut Command, input: &[u8]) -> Run {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            // It does not read what it does not need.
            let _ = stdin.write_all(input);
        });
        child.wait_with_output().unwrap()
    });
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// The filter, line by line.
pub(crate) struct Talk {
    child: Child,
    answers: Receiver<String>,
}

impl Talk {
    pub(crate) fn start() -> Self {
        let mut command = command(&[]);
        let command = command.arg("--stdin").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (out, (sender, answers)) = (child.stdout.take().unwrap(), mpsc::channel());
        std::thread::spawn(move || {
            let lines = BufReader::new(out).lines().map_while(Result::ok);
            let _ = lines.map(|line| sender.send(line)).find(Result::is_err);
        });
        Self { child, answers }
    }

    /// The answer to a line, which has to come while the program waits for another.
    #[track_caller]
    pub(crate) fn ask(&mut self, line: &str) -> String {
        let mut stdin = self.child.stdin.as_ref().unwrap();
        writeln!(stdin, "{line}").unwrap();
        self.answers.recv_timeout(Duration::from_secs(10)).unwrap()
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Without a home there are no profiles, and no service for credentials is asked.
fn command(variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(built());
    command.env_clear().env("AWS_EC2_METADATA_DISABLED", "true");
    command
        .env("HOME", env!("CARGO_TARGET_TMPDIR"))
        .env("AWS_CONFIG_FILE", "")
        .env("AWS_SHARED_CREDENTIALS_FILE", "");
    command.envs(variables.iter().copied());
    command
}

fn built() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(build)
}

fn build() -> PathBuf {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    cargo.args(["build", "--quiet", "--package", "smithereen-aws", "--example", "call"]);
    cargo.arg("--message-format=json-render-diagnostics").stderr(Stdio::inherit());
    // What cargo says of this package to its tests would make it build other packages anew.
    for (name, _) in std::env::vars_os().filter(|(name, _)| is_of_this_package(name)) {
        cargo.env_remove(name);
    }
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "the example is not built");
    let messages = String::from_utf8(output.stdout).unwrap();
    let mut messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let is_it = |message: &Value| message["target"]["name"] == "call" && message["executable"].is_string();
    let artifact = messages.rfind(is_it).unwrap();
    PathBuf::from(artifact["executable"].as_str().unwrap())
}

fn is_of_this_package(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_EXE_", "CARGO_TARGET_TMPDIR"]
        .iter()
        .any(|start| name.starts_with(start))
}
