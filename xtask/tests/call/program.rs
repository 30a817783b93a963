//! Builds the example program `call` and runs it.

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

/// The result of a run.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// Asserts success without notes, and returns standard output.
    #[track_caller]
    pub(crate) fn succeeds(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{}", self.out);
        self.out
    }

    /// Asserts success, and returns standard output and the notes on standard error.
    #[track_caller]
    pub(crate) fn succeeds_with_notes(self) -> (String, String) {
        assert_eq!(self.code, Some(0), "{}{}", self.out, self.err);
        (self.out, self.err)
    }

    /// Asserts this exit code, nothing on standard output, and an error with each of the texts.
    #[track_caller]
    pub(crate) fn fails(self, code: i32, texts: &[&str]) -> String {
        assert_eq!((self.code, self.out.as_str()), (Some(code), ""), "{}", self.err);
        assert!(self.err.lines().any(|line| line.starts_with("error: ")), "{}", self.err);
        for text in texts {
            assert!(self.err.contains(text), "not there: {text}\n{}", self.err);
        }
        self.err
    }
}

/// The generated program of one of the fixtures.
#[derive(Clone, Copy)]
enum Program {
    ThreeOperations,
    Protocols,
}

impl Program {
    /// The names of the examples, in the order of the variants.
    const EXAMPLES: [&str; 2] = ["call-three", "call-protocols"];

    /// Returns the path of the executable. The first call builds all programs.
    fn path(self) -> &'static Path {
        static BUILT: OnceLock<[PathBuf; 2]> = OnceLock::new();
        &BUILT.get_or_init(build)[self as usize]
    }
}

/// Runs the program with an empty environment.
pub(crate) fn call(arguments: &[&str]) -> Run {
    call_in(&[], arguments)
}

/// Runs the program in an environment with these variables.
pub(crate) fn call_in(variables: &[(&str, &str)], arguments: &[&str]) -> Run {
    run(command(Program::ThreeOperations, variables).args(arguments), b"")
}

/// Runs the program of the fixtures with a service of each protocol, with an empty environment.
pub(crate) fn call_protocols(arguments: &[&str]) -> Run {
    run(command(Program::Protocols, &[]).args(arguments), b"")
}

/// Runs `--stdin` on an input and returns the parsed lines of its output.
pub(crate) fn filter(input: &[u8]) -> Vec<Value> {
    let out = run(command(Program::ThreeOperations, &[]).arg("--stdin"), input).succeeds();
    assert!(out.is_ascii() && out.ends_with('\n'), "each result is a line of ASCII");
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
            // The program may end before it has read all.
            let _ = stdin.write_all(input);
        });
        child.wait_with_output().unwrap()
    });
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// A running `--stdin`.
pub(crate) struct Filter {
    child: Child,
    results: Receiver<String>,
}

impl Filter {
    pub(crate) fn start() -> Self {
        let mut command = command(Program::ThreeOperations, &[]);
        let command = command.arg("--stdin").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (out, (sender, results)) = (child.stdout.take().unwrap(), mpsc::channel());
        std::thread::spawn(move || {
            let lines = BufReader::new(out).lines().map_while(Result::ok);
            let _ = lines.map(|line| sender.send(line)).find(Result::is_err);
        });
        Self { child, results }
    }

    /// Writes a line and returns its result, which has to come before the next line.
    #[track_caller]
    pub(crate) fn exchange(&mut self, line: &str) -> String {
        let mut stdin = self.child.stdin.as_ref().unwrap();
        writeln!(stdin, "{line}").unwrap();
        self.results.recv_timeout(Duration::from_secs(10)).unwrap()
    }
}

impl Drop for Filter {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Returns the command in an environment without profiles and without an instance metadata service.
fn command(program: Program, variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(program.path());
    command.env_clear().env("AWS_EC2_METADATA_DISABLED", "true");
    command
        .env("HOME", env!("CARGO_TARGET_TMPDIR"))
        .env("AWS_CONFIG_FILE", "")
        .env("AWS_SHARED_CREDENTIALS_FILE", "");
    command.envs(variables.iter().copied());
    command
}

fn build() -> [PathBuf; 2] {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    cargo.args(["build", "--quiet", "--workspace"]);
    cargo.args(Program::EXAMPLES.iter().flat_map(|name| ["--example", name]));
    cargo.arg("--message-format=json-render-diagnostics").stderr(Stdio::inherit());
    // Cargo's variables for this test would make other packages stale.
    for (name, _) in std::env::vars_os().filter(|(name, _)| is_cargo_variable(name)) {
        cargo.env_remove(name);
    }
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "the examples do not build");
    let messages = String::from_utf8(output.stdout).unwrap();
    let messages: Vec<Value> = messages.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    Program::EXAMPLES.map(|name| {
        let is_it = |message: &&Value| message["target"]["name"] == name && message["executable"].is_string();
        let artifact = messages.iter().rfind(is_it).unwrap();
        PathBuf::from(artifact["executable"].as_str().unwrap())
    })
}

fn is_cargo_variable(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_EXE_", "CARGO_TARGET_TMPDIR"]
        .iter()
        .any(|start| name.starts_with(start))
}
