//! A server as a process of its own, which prints its port in its first line.

use super::{FOLDER, Problems};
use smithereen_cli::project::Project;
use smithereen_cli::report;
use smithereen_codegen::json::Node;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// The time limit for the start, which takes some seconds and longer on a busy machine.
const START_TIMEOUT: Duration = Duration::from_secs(120);

/// The time limit for its end.
const GRACE: Duration = Duration::from_secs(5);

/// A running server, which stops when this is dropped.
pub(super) struct Running {
    child: Child,
    /// The server stops when this pipe closes, also when this process is killed.
    stdin: Option<ChildStdin>,
    /// The port on loopback.
    pub(super) port: String,
    /// The port at which it expects TLS to be ended; empty for any.
    pub(super) tls_port: String,
    /// An access key ID that it accepts.
    pub(super) id: String,
    /// The secret access key of that ID.
    pub(super) secret: String,
}

impl Running {
    /// Writes the script (its name and its text), starts it with the command that `prepare` returns for its path, and waits
    /// until the server `name` has printed its first line. Its errors go to a log file.
    pub(super) fn start(
        project: &Project,
        name: &str,
        (script, text): (&str, &str),
        prepare: impl FnOnce(&str) -> Command,
    ) -> Result<Self, Problems> {
        let broken = |error: io::Error| failed(name, &format!("cannot be started: {error}"));
        let script = project.path(&format!("{FOLDER}/{script}"));
        let log = project.path(&format!("{FOLDER}/{name}.log"));
        fs::write(&script, text).map_err(broken)?;
        let mut command = prepare(&script.display().to_string());
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let child = command.stderr(File::create(log).map_err(broken)?).spawn().map_err(broken)?;
        let mut running = Self {
            child,
            stdin: None,
            port: String::new(),
            tls_port: String::new(),
            id: String::new(),
            secret: String::new(),
        };
        running.stdin = running.child.stdin.take();
        running.greet(name)?;
        Ok(running)
    }

    /// Reads the first line that it prints: its port and the credentials that it accepts.
    fn greet(&mut self, name: &str) -> Result<(), Problems> {
        let (sender, receiver) = mpsc::channel();
        let stdout = self.child.stdout.take();
        thread::spawn(move || {
            let mut line = String::new();
            let _ = stdout.map(|stdout| BufReader::new(stdout).read_line(&mut line));
            let _ = sender.send(line);
        });
        let late = |_| failed(name, &format!("has not started after {} s", START_TIMEOUT.as_secs()));
        let line = receiver.recv_timeout(START_TIMEOUT).map_err(late)?;
        let Ok(Node::Object(fields)) = Node::parse(&line) else {
            return Err(failed(name, &format!("does not start; see {FOLDER}/{name}.log")));
        };
        for (key, field) in [("port", &mut self.port), ("id", &mut self.id), ("secret", &mut self.secret)] {
            match fields.get(key) {
                Some(Node::String(text)) => field.push_str(text),
                _ => return Err(failed(name, &format!("does not print its {key}"))),
            }
        }
        if let Some(Node::String(port)) = fields.get("tls_port") {
            self.tls_port.push_str(port);
        }
        Ok(())
    }
}

impl Drop for Running {
    /// Closes the pipe, so that a script can stop the processes that it has started, and kills a script that does not end.
    fn drop(&mut self) {
        drop(self.stdin.take());
        let begin = Instant::now();
        while begin.elapsed() < GRACE && matches!(self.child.try_wait(), Ok(None)) {
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn failed(name: &str, why: &str) -> Problems {
    vec![report::error(FOLDER, format!("the server {name} {why}"))]
}

/// Returns whether a command succeeds. Its errors are shown.
pub(super) fn succeeds(command: &mut Command) -> bool {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}
