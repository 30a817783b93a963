//! `cargo xtask conformance --server moto`: creates, changes and reads things on a third-party test server through the
//! client. The server checks signatures.

mod moto;
mod program;

use moto::Moto;
use smithereen_cli::project::Project;
use smithereen_cli::report;
use smithereen_codegen::diagnostic::Diagnostic;
use std::fmt::Write;
use std::io::Read;
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The folder for all files of a run.
const FOLDER: &str = "target/conformance/moto";
/// The time limit for all steps, which take a second or two.
const PATIENCE: Duration = Duration::from_secs(120);

/// Every problem that prevents the calls.
type Problems = Vec<Diagnostic>;

/// Runs the steps.
pub(crate) fn run(project: &Project) -> ExitCode {
    match steps(project) {
        Ok(steps) => conclude(&steps),
        Err(problems) => report::failed(&problems),
    }
}

/// The result of a step.
struct Step {
    passed: bool,
    name: String,
    detail: String,
}

fn steps(project: &Project) -> Result<Vec<Step>, Problems> {
    let program = program::build(project)?;
    // The server stops when the guard is dropped.
    let moto = Moto::start(project)?;
    let mut steps = Vec::new();
    for (part, secret) in [("calls", moto.secret.as_str()), ("refused", "not-the-secret")] {
        let mut command = Command::new(&program);
        command.arg(part).env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{}", moto.port));
        command.env("AWS_ACCESS_KEY_ID", &moto.id).env("AWS_SECRET_ACCESS_KEY", secret);
        command.env("AWS_REGION", "eu-west-1").env("AWS_EC2_METADATA_DISABLED", "true");
        for (name, file) in [("AWS_CONFIG_FILE", "config"), ("AWS_SHARED_CREDENTIALS_FILE", "credentials")] {
            command.env(name, project.path(&format!("{FOLDER}/no-{file}")));
        }
        for name in ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_IOT", "AWS_USE_FIPS_ENDPOINT"] {
            command.env_remove(name);
        }
        steps.extend(read_steps(&drive(&mut command)?));
        if steps.last().is_none_or(|step: &Step| step.name != "end") {
            return Err(vec![report::error(
                FOLDER,
                format!("the program stopped before the end of `{part}`"),
            )]);
        }
        steps.pop();
    }
    Ok(steps)
}

/// Returns the output of a program that ends within the time limit.
fn drive(command: &mut Command) -> Result<String, Problems> {
    let failed = |why: String| vec![report::error(FOLDER, format!("the program that makes the calls {why}"))];
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
    let mut child = child.map_err(|error| failed(format!("cannot be run: {error}")))?;
    let pipe = child.stdout.take();
    let reader = thread::spawn(move || {
        let mut text = String::new();
        let _ = pipe.map(|mut pipe| pipe.read_to_string(&mut text));
        text
    });
    if !ends(&mut child, PATIENCE) {
        let _ = child.kill();
        let _ = child.wait();
        return Err(failed(format!("takes more than {} s", PATIENCE.as_secs())));
    }
    reader.join().map_err(|_| failed("cannot be listened to".to_owned()))
}

/// Waits for the program to end within the time limit.
fn ends(child: &mut Child, patience: Duration) -> bool {
    let begin = Instant::now();
    while begin.elapsed() < patience {
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
        let passed = parts.next()? == "ok";
        Some(Step { passed, name: parts.next()?, detail: parts.next().unwrap_or_default() })
    };
    text.lines().filter_map(step).collect()
}

fn conclude(steps: &[Step]) -> ExitCode {
    let width = steps.iter().map(|step| step.name.chars().count()).max().unwrap_or_default();
    let mut table = String::new();
    for Step { passed, name, detail } in steps {
        let verdict = if *passed { "ok" } else { "FAILED" };
        let _ = writeln!(table, "{verdict:<7} {name:<width$}  {detail}");
    }
    let passed = steps.iter().filter(|step| step.passed).count();
    report::say(format_args!("{table}{passed} of {} steps passed", steps.len()));
    if passed == steps.len() && passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_step() {
        let steps = read_steps("ok\tone\t\nFAILED\ttwo\twhy\twell\nnoise\n");
        let shown: Vec<_> = steps.iter().map(|step| (step.passed, &*step.name, &*step.detail)).collect();
        assert_eq!(shown, [(true, "one", ""), (false, "two", "why\twell")]);
    }
}
