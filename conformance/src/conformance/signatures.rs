//! Requests that our client has signed and sent, signed again by botocore.

mod recorder;

use super::Problems;
use super::bench::Bench;
use super::differential::{Modelled, build_selected, models, operations, selected};
use super::equal::told;
use super::random::Random;
use super::random::input::Maker;
use super::tally::Tally;
use recorder::Recorder;
use serde_json::{Value, json};
use smithereen_cli::report;
use smithereen_codegen::graph::Operation;
use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

const NAME: &str = "SigV4";
pub(super) const SUITES: &[&str] = &[NAME];
const CHECK: &str = include_str!("signatures/check.py");
/// Each is a program of its own, from its start to its end.
const MOST: usize = 300;
const ACCESS_KEY: &str = "AKIDEXAMPLE";
const SECRET_KEY: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const REGIONS: &[&str] = &["us-east-1", "eu-west-1", "ap-southeast-2"];

pub(super) fn run(bench: &Bench<'_>) -> Result<Vec<Tally>, Problems> {
    let services = selected(bench)?;
    let program = build_selected(bench, services.clone())?;
    let services = models(&services)?;
    let recorder = Recorder::start()?;
    let mut botocore = bench.python()?.companion("check.py", CHECK)?;
    let total = bench.options.cases.min(MOST);
    let mut tally = Tally::begin(NAME, total);
    for (index, (service, operation)) in operations(&services).cycle().take(total).enumerate() {
        let mut random = Random::of_case(bench.options.seed, index);
        let call = Call::make(service, operation, &mut random);
        let sent = call.send(&program, &recorder)?;
        let expected = botocore.ask_one(&call.question(&sent))?;
        let got = sent["headers"]["authorization"].as_str().unwrap_or("no authorization");
        let title = format!("seed {}, case {index}: {} {}", bench.options.seed, service.name, operation.name);
        let expected = expected["authorization"].as_str().map_or_else(|| expected.to_string(), str::to_owned);
        tally.note(
            title,
            (expected != got)
                .then(|| told(&format!("{} {}", sent["method"], sent["target"]), &expected, got)),
        );
    }
    Ok(vec![tally.end()])
}

struct Call<'a> {
    service: &'a Modelled,
    operation: &'a str,
    input: Value,
    region: &'static str,
    session_token: Option<&'static str>,
}

impl<'a> Call<'a> {
    fn make(service: &'a Modelled, operation: &'a Operation, random: &mut Random) -> Self {
        Self {
            service,
            operation: &operation.name,
            region: random.pick(REGIONS).copied().unwrap_or_default(),
            session_token: random.chance(50).then_some("a/session+token=="),
            input: Maker::new(&service.model, Random::new(random.next())).message(operation.input),
        }
    }

    /// Has the program send it, with nothing of whoever runs this, and takes down what came.
    fn send(&self, program: &Path, recorder: &Recorder) -> Result<Value, Problems> {
        let mut command = Command::new(program);
        for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("AWS_")) {
            command.env_remove(name);
        }
        command.env("AWS_ACCESS_KEY_ID", ACCESS_KEY).env("AWS_SECRET_ACCESS_KEY", SECRET_KEY);
        command.envs(self.session_token.map(|token| ("AWS_SESSION_TOKEN", token)));
        command.envs([("AWS_CONFIG_FILE", "none"), ("AWS_SHARED_CREDENTIALS_FILE", "none")]);
        command.args([&self.service.name, self.operation, &self.input.to_string()]);
        command.args(["--region", self.region, "--endpoint-url", &recorder.url()]);
        let output = command.stdin(Stdio::null()).output();
        let output = output.map_err(|error| vec![report::error(NAME, format!("cannot be run: {error}"))])?;
        recorder.last().ok_or_else(|| {
            let said = String::from_utf8_lossy(&output.stderr);
            let problem = format!("{} {} sent nothing: {said}", self.service.name, self.operation);
            vec![report::error_help(NAME, problem, format!("its input was {}", self.input))]
        })
    }

    fn question(&self, sent: &Value) -> Value {
        json!({
            "access_key": ACCESS_KEY, "secret_key": SECRET_KEY, "session_token": self.session_token,
            "region": self.region, "service": self.service.model.service.signing_name, "sent": sent,
        })
    }
}
