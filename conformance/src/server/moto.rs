//! moto's server, in a Python environment of its own.

use super::{FOLDER, Problems};
use smithereen_cli::project::Project;
use smithereen_cli::report;
use smithereen_codegen::json::Node;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// The requirement that pip installs.
const REQUIREMENT: &str = "moto[server]==5.2.5";
/// The folder of the environment.
const VENV: &str = "target/conformance/moto-venv";
/// The script that starts the server.
const SCRIPT: &str = include_str!("serve.py");
/// The time limit for its start, which takes some seconds and longer on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);
const HELP: &str = "install Python 3.10 or later with pip and venv (`python3 -m venv` must work), and let pip reach \
    the Python package index";

/// A running server, which stops when this is dropped.
pub(super) struct Moto {
    child: Child,
    /// The server stops when this pipe closes, also when this process is killed.
    stdin: Option<ChildStdin>,
    /// The port on loopback.
    pub(super) port: String,
    /// The only access key ID that it accepts.
    pub(super) id: String,
    /// The secret access key of that ID.
    pub(super) secret: String,
}

impl Moto {
    /// Installs the server if necessary, starts it and waits until it responds.
    pub(super) fn start(project: &Project) -> Result<Self, Problems> {
        let python = install(project)?;
        let broken = |error: io::Error| failed(&format!("cannot be started: {error}"));
        let script = project.path(&format!("{FOLDER}/serve.py"));
        let log = project.path(&format!("{FOLDER}/server.log"));
        fs::write(&script, SCRIPT).map_err(broken)?;
        let mut command = Command::new(python);
        command.arg("-I").arg(&script).stdin(Stdio::piped()).stdout(Stdio::piped());
        let child = command.stderr(File::create(log).map_err(broken)?).spawn().map_err(broken)?;
        let mut moto =
            Self { child, stdin: None, port: String::new(), id: String::new(), secret: String::new() };
        moto.stdin = moto.child.stdin.take();
        moto.greet()?;
        Ok(moto)
    }

    /// Reads the first line that it prints: its port and the credentials that it accepts.
    fn greet(&mut self) -> Result<(), Problems> {
        let (sender, receiver) = mpsc::channel();
        let stdout = self.child.stdout.take();
        thread::spawn(move || {
            let mut line = String::new();
            let _ = stdout.map(|stdout| BufReader::new(stdout).read_line(&mut line));
            let _ = sender.send(line);
        });
        let line = receiver.recv_timeout(PATIENCE).map_err(|_| failed("does not come up"))?;
        let Ok(Node::Object(fields)) = Node::parse(&line) else {
            return Err(failed(&format!("does not come up; see {FOLDER}/server.log")));
        };
        for (key, place) in [("port", &mut self.port), ("id", &mut self.id), ("secret", &mut self.secret)] {
            match fields.get(key) {
                Some(Node::String(text)) => place.push_str(text),
                _ => return Err(failed(&format!("does not tell its {key}"))),
            }
        }
        Ok(())
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        drop(self.stdin.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns the Python of the environment. A marker file, written last, shows that an environment is complete.
fn install(project: &Project) -> Result<PathBuf, Problems> {
    let venv = project.path(VENV);
    let python = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let mark = venv.join("installed");
    if fs::read_to_string(&mark).is_ok_and(|found| found == REQUIREMENT) {
        return Ok(python);
    }
    report::note(format_args!("installing {REQUIREMENT} below {VENV}"));
    let made = ["python3", "python"]
        .into_iter()
        .any(|system| quiet(Command::new(system).args(["-m", "venv", "--clear"]).arg(&venv)));
    if !made {
        return Err(failed("needs Python, and no environment of that can be made"));
    }
    pip(&python, &venv)?;
    fs::write(mark, REQUIREMENT).map_err(|error| failed(&format!("cannot be installed: {error}")))?;
    Ok(python)
}

fn pip(python: &Path, folder: &Path) -> Result<(), Problems> {
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input", REQUIREMENT]);
    match quiet(pip.current_dir(folder)) {
        true => Ok(()),
        false => Err(failed("cannot be installed; see the output of pip above")),
    }
}

fn quiet(command: &mut Command) -> bool {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

fn failed(why: &str) -> Problems {
    vec![report::error_help(VENV, format!("the server {why}"), HELP)]
}
