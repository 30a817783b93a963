//! The steps that a program prints: runs the program, and parses its lines.

use super::services::Module;
use super::{FOLDER, Problems};
use smithereen_cli::project::Project;
use smithereen_cli::report;
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The steps of a service on a server.
pub(super) struct Part {
    pub(super) service: &'static str,
    /// The protocol, and the transport if the steps run over several.
    pub(super) protocol: String,
    pub(super) steps: Vec<Step>,
}

impl Part {
    pub(super) fn new(module: &Module, steps: Vec<Step>) -> Self {
        Self { service: module.service, protocol: module.protocol.to_owned(), steps }
    }
}

/// The result of a step.
pub(super) struct Step {
    pub(super) verdict: Verdict,
    pub(super) name: String,
    pub(super) detail: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Passed,
    /// The server differs from the service, for this known reason.
    Differs(&'static str),
    Failed,
}

/// Sets the environment of a program that calls a service, apart from the endpoint.
pub(super) fn configure(project: &Project, command: &mut Command, id: &str, secret: &str, service: &str) {
    command.env("AWS_ACCESS_KEY_ID", id).env("AWS_SECRET_ACCESS_KEY", secret);
    command.env("AWS_REGION", "eu-west-1").env("AWS_EC2_METADATA_DISABLED", "true");
    for (name, file) in [("AWS_CONFIG_FILE", "config"), ("AWS_SHARED_CREDENTIALS_FILE", "credentials")] {
        command.env(name, project.path(&format!("{FOLDER}/no-{file}")));
    }
    for name in ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT"] {
        command.env_remove(name);
    }
    command.env_remove(format!("AWS_ENDPOINT_URL_{}", service.to_uppercase()));
}

/// Runs a program that prints steps, and `end` after the last.
pub(super) fn steps_of(command: &mut Command, part: &str, timeout: Duration) -> Result<Vec<Step>, Problems> {
    let mut steps = read_steps(&drive(command, timeout)?);
    match steps.pop() {
        Some(step) if step.name == "end" => Ok(steps),
        last => {
            let last = last.map(|step| format!(", after `{}`: {}", step.name, step.detail));
            let why = format!("the program stopped before the end of {part}{}", last.unwrap_or_default());
            Err(vec![report::error(FOLDER, why)])
        }
    }
}

/// Returns the output of a program that ends within the time limit.
fn drive(command: &mut Command, timeout: Duration) -> Result<String, Problems> {
    let failed = |why: String| vec![report::error(FOLDER, format!("the program that makes the calls {why}"))];
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
    let mut child = child.map_err(|error| failed(format!("cannot be run: {error}")))?;
    let pipe = child.stdout.take();
    let reader = thread::spawn(move || {
        let mut text = String::new();
        let _ = pipe.map(|mut pipe| pipe.read_to_string(&mut text));
        text
    });
    if !ends(&mut child, timeout) {
        let _ = child.kill();
        let _ = child.wait();
        return Err(failed(format!("takes more than {} s", timeout.as_secs())));
    }
    reader.join().map_err(|_| failed("cannot be listened to".to_owned()))
}

/// Waits for the program to end within the time limit.
fn ends(child: &mut Child, timeout: Duration) -> bool {
    let begin = Instant::now();
    while begin.elapsed() < timeout {
        match child.try_wait() {
            Ok(None) => thread::sleep(Duration::from_millis(20)),
            Ok(Some(_)) => return true,
            Err(_) => return false,
        }
    }
    false
}

/// Parses one step per line: result, name and details, separated by tabs.
fn read_steps(text: &str) -> Vec<Step> {
    let step = |line: &str| {
        let mut parts = line.splitn(3, '\t').map(str::to_owned);
        let verdict = if parts.next()? == "ok" { Verdict::Passed } else { Verdict::Failed };
        Some(Step { verdict, name: parts.next()?, detail: parts.next().unwrap_or_default() })
    };
    text.lines().filter_map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_step() {
        let steps = read_steps("ok\tone\t\nFAILED\ttwo\twhy\twell\nnoise\n");
        let shown: Vec<_> = steps.iter().map(|step| (step.verdict, &*step.name, &*step.detail)).collect();
        assert_eq!(shown, [(Verdict::Passed, "one", ""), (Verdict::Failed, "two", "why\twell")]);
    }
}
