//! A process that makes calls with another library: boto3, the official crate, or none of AWS.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use std::env;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};

/// The process, which ends when this is dropped.
pub(crate) struct Peer {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Peer {
    pub(crate) fn start(url: &str) -> Result<Self, String> {
        let path = |name| env::var_os(name).ok_or_else(|| format!("{name} is not set"));
        let mut command = Command::new(path("S3_PEER_PYTHON")?);
        command.arg("-I").arg(path("S3_PEER_SCRIPT")?);
        Self::start_command(command, url)
    }

    /// Starts the program of the official crate, if it has been compiled.
    pub(crate) fn start_official(url: &str) -> Option<Result<Self, String>> {
        Some(Self::start_command(Command::new(env::var_os("S3_PEER_OFFICIAL")?), url))
    }

    fn start_command(mut command: Command, url: &str) -> Result<Self, String> {
        command.env("AWS_ENDPOINT_URL", url);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|error| error.to_string())?;
        let output = child.stdout.take().ok_or("no output")?;
        Ok(Self { child, output: BufReader::new(output) })
    }

    /// Calls a method by its name in boto3. The client checks the checksum of what it reads.
    pub(crate) fn call(&mut self, method: &str, arguments: Value) -> Result<Value, String> {
        self.exchange(&json!({ "call": method, "arguments": arguments }))
    }

    /// Sends a request as it is, and returns status, headers and body.
    pub(crate) fn send(&mut self, request: &Value) -> Result<Value, String> {
        self.exchange(request)
    }

    fn exchange(&mut self, request: &Value) -> Result<Value, String> {
        let input = self.child.stdin.as_mut().ok_or("no input")?;
        writeln!(input, "{request}").and_then(|()| input.flush()).map_err(|error| error.to_string())?;
        let mut line = String::new();
        self.output.read_line(&mut line).map_err(|error| error.to_string())?;
        let mut response: Value = serde_json::from_str(&line).map_err(|error| format!("{error}: {line}"))?;
        match response.get("error") {
            Some(error) => Err(error.as_str().unwrap_or_default().to_owned()),
            None => Ok(response["output"].take()),
        }
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Returns bytes in the form of the exchange.
pub(crate) fn bytes(content: &[u8]) -> Value {
    json!({ "bytes": BASE64_STANDARD.encode(content) })
}

/// Returns the bytes of a value that [`bytes`] returned or the process sent.
pub(crate) fn read_bytes(value: &Value) -> Result<Vec<u8>, String> {
    let text = value["bytes"].as_str().ok_or_else(|| format!("no bytes: {value}"))?;
    BASE64_STANDARD.decode(text).map_err(|error| error.to_string())
}
