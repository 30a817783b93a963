//! Starts a server and the programs that make the calls.

use super::plan::Server;
use super::process::Running;
use super::program::Programs;
use super::services::{MODULES, Module};
use super::steps::{Part, Step, configure, steps_of};
use super::{Problems, s3};
use smithereen_cli::project::Project;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// The time limit for the steps of a service, which take some seconds.
const TIMEOUT: Duration = Duration::from_secs(180);

/// Runs all steps on a server, or those of the services that `only` lists if it is not empty. The server stops at the end.
pub(super) fn run(
    project: &Project,
    programs: &Programs,
    server: &Server,
    only: &[String],
) -> Result<Vec<Part>, Problems> {
    let is_selected = |service: &str| only.is_empty() || only.iter().any(|name| name == service);
    let running = (server.start)(project)?;
    let calls = Calls { project, program: &programs.calls, server, running: &running };
    let mut parts = Vec::new();
    for name in server.modules {
        let Some(module) = module(name).filter(|module| is_selected(module.service)) else { continue };
        let mut steps = calls.steps(module, &["calls"], &running.secret)?;
        let (status, code, step) = match (server.verifies_signatures, module.protocol) {
            (true, "ec2Query") => ("401", "AuthFailure", "signed with another secret"),
            (true, "restXml" | "awsQuery") => ("403", "SignatureDoesNotMatch", "signed with another secret"),
            // The body is XML, so the code is not available.
            (true, _) => ("403", "-", "signed with another secret"),
            (false, _) => ("200", "-", "signed with another secret, which is not checked"),
        };
        steps.extend(calls.steps(module, &["one", status, code, step], "not-the-secret")?);
        parts.push(Part::new(module, steps));
    }
    for (name, status, code) in server.refuses {
        let Some(module) = module(name).filter(|module| is_selected(module.service)) else { continue };
        let arguments = ["one", status, code, "a call, which is refused"];
        parts.push(Part::new(module, calls.steps(module, &arguments, &running.secret)?));
    }
    if let Some(objects) = server.objects.as_ref().filter(|_| is_selected("s3")) {
        parts.extend(s3::run(project, programs, server.name, &running, objects)?);
    }
    Ok(parts)
}

fn module(name: &str) -> Option<&'static Module> {
    MODULES.iter().find(|module| module.name == name)
}

/// What runs of the program have in common.
struct Calls<'r> {
    project: &'r Project,
    program: &'r Path,
    server: &'r Server,
    running: &'r Running,
}

impl Calls<'_> {
    /// Runs the program for a module and returns its steps.
    fn steps(&self, module: &Module, arguments: &[&str], secret: &str) -> Result<Vec<Step>, Problems> {
        let mut command = Command::new(self.program);
        command.args([self.server.name, module.name]).args(arguments);
        command.env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{}", self.running.port));
        configure(self.project, &mut command, &self.running.id, secret, module.service);
        steps_of(&mut command, &format!("`{}` on {}", module.name, self.server.name), TIMEOUT)
    }
}
