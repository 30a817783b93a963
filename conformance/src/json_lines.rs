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
    /// Closed before the process is waited for.
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
    pub(super) fn exchange(&mut self, questions: &[Value]) -> Result<Vec<Value>, Problems> {
        let Self { name, input, output, .. } = self;
        let failed = |error: io::Error| vec![report::error(&*name, format!("stopped responding: {error}"))];
        let Some(input) = input else { return Ok(Vec::new()) };
        // What is not read while it is written could fill both pipes.
        thread::scope(|scope| {
            let writer = scope.spawn(move || {
                let lines = questions.iter().map(|question| format!("{}\n", ascii(question)));
                input.write_all(lines.collect::<String>().as_bytes()).and_then(|()| input.flush())
            });
            let answers = questions.iter().map(|question| answer(output, question));
            let answers = answers.collect::<io::Result<Vec<_>>>();
            let written =
                writer.join().unwrap_or_else(|_| Err(io::Error::other("the writing thread panicked")));
            let answers = answers.map_err(failed)?;
            written.map_err(failed)?;
            Ok(answers)
        })
    }

    /// Writes one request and returns its response.
    pub(super) fn exchange_one(&mut self, question: &Value) -> Result<Value, Problems> {
        Ok(self.exchange(std::slice::from_ref(question))?.pop().unwrap_or_default())
    }
}

impl Drop for JsonLines {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.wait();
    }
}

/// Reads one response. If the process has ended, for example in a panic, the error contains the request.
fn answer(output: &mut impl BufRead, question: &Value) -> io::Result<Value> {
    let mut line = Vec::new();
    match output.read_until(b'\n', &mut line)? {
        0 => Err(io::Error::other(format!("no response to {}", ascii(question)))),
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
