//! A child process that reads newline-delimited JSON and writes one response per line.

use super::Problems;
use serde_json::Value;
use smithereen_cli::report;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;

pub(super) struct JsonLines {
    name: String,
    child: Child,
    /// Closed before waiting for the process.
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl JsonLines {
    pub(super) fn start(command: &mut Command) -> Result<Self, Problems> {
        let name = command.get_program().to_string_lossy().into_owned();
        let failed = |why: String| vec![report::error(&name, why)];
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.map_err(|error| failed(format!("cannot be run: {error}")))?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let output = BufReader::new(output.ok_or_else(|| failed("has no output".to_owned()))?);
        Ok(Self { name, child, input, output })
    }

    /// Writes all requests and returns a response for each.
    pub(super) fn exchange(&mut self, requests: &[Value]) -> Result<Vec<Value>, Problems> {
        let Self { name, input, output, .. } = self;
        let failed = |error: io::Error| vec![report::error(&*name, format!("stopped responding: {error}"))];
        let Some(input) = input else { return Ok(Vec::new()) };
        // Reading and writing run concurrently, because otherwise both pipes could fill up.
        thread::scope(|scope| {
            let writer = scope.spawn(move || {
                let lines = requests.iter().map(|request| format!("{}\n", ascii(request)));
                input.write_all(lines.collect::<String>().as_bytes()).and_then(|()| input.flush())
            });
            let responses = requests.iter().map(|request| response(output, request));
            let responses = responses.collect::<io::Result<Vec<_>>>();
            let written =
                writer.join().unwrap_or_else(|_| Err(io::Error::other("the writing thread panicked")));
            let responses = responses.map_err(failed)?;
            written.map_err(failed)?;
            Ok(responses)
        })
    }

    /// Writes one request and returns its response.
    pub(super) fn exchange_one(&mut self, request: &Value) -> Result<Value, Problems> {
        Ok(self.exchange(std::slice::from_ref(request))?.pop().unwrap_or_default())
    }
}

impl Drop for JsonLines {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.wait();
    }
}

/// Reads one response. If the process has ended, for example in a panic, the error contains the request.
fn response(output: &mut impl BufRead, request: &Value) -> io::Result<Value> {
    let mut line = Vec::new();
    match output.read_until(b'\n', &mut line)? {
        0 => Err(io::Error::other(format!("no response to {}", ascii(request)))),
        _ => serde_json::from_slice(&line).map_err(io::Error::other),
    }
}

/// Writes JSON in ASCII: some readers end a line at other characters than `\n`.
fn ascii(value: &Value) -> String {
    let mut out = String::new();
    for character in value.to_string().chars() {
        match character.is_ascii() && character != '\u{7f}' {
            true => out.push(character),
            false => {
                let mut units = [0; 2];
                for unit in character.encode_utf16(&mut units) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    out
}

#[test]
fn a_line_is_ascii() {
    let value = Value::from("a\u{2028}\u{1f600}\u{7f}\n");
    assert_eq!(ascii(&value), r#""a\u2028\ud83d\ude00\u007f\n""#);
    assert_eq!(serde_json::from_str::<Value>(&ascii(&value)).unwrap(), value);
}
