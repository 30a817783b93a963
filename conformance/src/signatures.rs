//! Compares the client's SigV4 signatures with botocore's for the same requests.
//!
//! `signatures/` has a server that records requests of the client, and the script that signs them with botocore. Only the
//! `Authorization` header belongs here. The other parts of a request are compared by `differential`.

mod recorder;

use super::Problems;
use super::context::Context;
use super::differential::{ServiceModel, build_selected, models, operations, selected};
use super::equal::expected_and_got;
use super::random::Random;
use super::random::input::InputGenerator;
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
/// The maximum number of cases: each runs a process.
const MOST: usize = 300;
const ACCESS_KEY: &str = "AKIDEXAMPLE";
const SECRET_KEY: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const REGIONS: &[&str] = &["us-east-1", "eu-west-1", "ap-southeast-2"];

pub(super) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let services = selected(context)?;
    let program = build_selected(context, services.clone())?;
    let services = models(&services)?;
    let recorder = Recorder::start()?;
    let mut botocore = context.python()?.start(CHECK)?;
    let total = context.options.cases.min(MOST);
    let mut tally = Tally::begin(NAME, total);
    for (index, (service, operation)) in operations(&services).cycle().take(total).enumerate() {
        let mut random = Random::of_case(context.options.seed, index);
        let call = Call::make(service, operation, &mut random);
        let sent = call.send(&program, &recorder)?;
        let expected = botocore.exchange_one(&call.request(&sent))?;
        let got = sent["headers"]["authorization"].as_str().unwrap_or("no authorization");
        let title =
            format!("seed {}, case {index}: {} {}", context.options.seed, service.name, operation.name);
        let expected = expected["authorization"].as_str().map_or_else(|| expected.to_string(), str::to_owned);
        tally.note(
            title,
            (expected != got)
                .then(|| expected_and_got(&format!("{} {}", sent["method"], sent["target"]), &expected, got)),
        );
    }
    Ok(vec![tally.end()])
}

struct Call<'a> {
    service: &'a ServiceModel,
    operation: &'a str,
    input: Value,
    region: &'static str,
    session_token: Option<&'static str>,
}

impl<'a> Call<'a> {
    fn make(service: &'a ServiceModel, operation: &'a Operation, random: &mut Random) -> Self {
        Self {
            service,
            operation: &operation.name,
            region: random.pick(REGIONS).copied().unwrap_or_default(),
            session_token: random.chance(50).then_some("a/session+token=="),
            input: InputGenerator::new(&service.model, Random::new(random.next())).message(operation.input),
        }
    }

    /// Makes the call with no AWS configuration of the environment, and returns the recorded request.
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
            let stderr = String::from_utf8_lossy(&output.stderr);
            let problem = format!("{} {} sent nothing: {stderr}", self.service.name, self.operation);
            vec![report::error_help(NAME, problem, format!("its input was {}", self.input))]
        })
    }

    fn request(&self, sent: &Value) -> Value {
        json!({
            "access_key": ACCESS_KEY, "secret_key": SECRET_KEY, "session_token": self.session_token,
            "region": self.region, "service": self.service.model.service.signing_name, "sent": sent,
        })
    }
}
