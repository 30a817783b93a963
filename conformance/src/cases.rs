//! botocore's protocol test cases: `tests/unit/protocols/{input,output}/rest-json.json` of its source distribution.

mod model;
mod requests;
mod responses;
mod smithy;
mod values;

use super::Problems;
use super::context::{Context, LocalContext};
use super::crates::Target;
use super::json_lines::JsonLines;
use super::tally::Tally;
use model::Suite;
use serde_json::Value;
use smithereen_codegen::diagnostic::Severity;
use smithereen_codegen::{ServiceSources, generate};
pub(super) use smithy::{never_run, run as of_model};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

const REQUESTS: &str = "restJson1 requests";
const RESPONSES: &str = "restJson1 responses";
pub(super) const SUITES: &[&str] = &[REQUESTS, RESPONSES];
/// The endpoint of cases that specify none.
const ENDPOINT: &str = "https://example.com";

pub(super) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let suites = suites(context)?;
    let mut refused = HashMap::new();
    let mut services = Vec::new();
    for suite in &suites {
        let mut service = context.service(&any_service(context), Vec::new())?;
        service.name.clone_from(&suite.name);
        service.model.path = format!("{}/service-2.json", suite.name);
        service.model.text = suite.model.to_string();
        accept(&context.local, service, &suite.operations(), &mut services, &mut refused);
    }
    let program = build(&context.local, services)?;
    let run = Run { program, refused };
    let mut tallies = Vec::new();
    for name in SUITES.iter().filter(|name| context.wants(name)) {
        let suites: Vec<_> = suites.iter().filter(|suite| suite.is_input == (*name == REQUESTS)).collect();
        let mut tally = Tally::begin(name, suites.iter().map(|suite| suite.cases.len()).sum());
        match *name == REQUESTS {
            true => requests::run(&run, &suites, &mut tally)?,
            false => responses::run(&run, &suites, &mut tally)?,
        }
        tallies.push(tally.end());
    }
    Ok(tallies)
}

/// Reads all suites, each with the name of its module.
fn suites(context: &Context<'_>) -> Result<Vec<Suite>, Problems> {
    let mut suites = Vec::new();
    for (kind, is_input) in [("input", true), ("output", false)] {
        let path = format!("tests/unit/protocols/{kind}/rest-json.json");
        let all = context.upstream.json(&path).map_err(|problem| vec![problem])?;
        for suite in all.as_array().into_iter().flatten() {
            suites.push(Suite::read(suite, format!("{kind}{}", suites.len()), is_input));
        }
    }
    Ok(suites)
}

/// Generates and compiles the program that runs the cases of the services.
fn build(local: &LocalContext<'_>, services: Vec<ServiceSources>) -> Result<PathBuf, Problems> {
    let sources = local.sources("conformance-cases", services);
    let outcome = generate(&sources);
    if outcome.files.is_empty() {
        return Err(outcome.diagnostics);
    }
    local.crates().build("conformance-cases", &outcome.files, &Target::Call)
}

/// Generates each operation of a service alone, so that an unsupported one does not exclude the others.
fn accept(
    local: &LocalContext<'_>,
    service: ServiceSources,
    operations: &[String],
    services: &mut Vec<ServiceSources>,
    refused: &mut HashMap<(String, String), String>,
) {
    let mut supported = Vec::new();
    for operation in operations {
        let one = ServiceSources { operations: vec![operation.clone()].into(), ..service.clone() };
        let outcome = generate(&local.sources("one", vec![one]));
        let error = outcome.diagnostics.iter().find(|found| found.severity == Severity::Error);
        match error {
            None => supported.push(operation.clone()),
            Some(error) => {
                refused.insert((service.name.clone(), operation.clone()), error.problem.clone());
            }
        }
    }
    if !supported.is_empty() {
        services.push(ServiceSources { operations: supported.into(), ..service });
    }
}

/// Returns a service whose endpoint rules are used: the cases have none, and all rules are suitable.
fn any_service(context: &Context<'_>) -> String {
    context.config.services.first().map(|service| service.name.clone()).unwrap_or_default()
}

struct Run {
    program: PathBuf,
    /// The reason why an operation of a suite is not generated.
    refused: HashMap<(String, String), String>,
}

impl Run {
    fn refusal(&self, suite: &Suite, operation: &str) -> Option<&String> {
        self.refused.get(&(suite.name.clone(), operation.to_owned()))
    }

    /// Returns the program's response to one line.
    fn exchange(&self, suite: &Suite, request: &Value) -> Result<Value, Problems> {
        let mut command = call(&self.program, &suite.endpoint);
        JsonLines::start(command.arg("--stdin"))?.exchange_one(request)
    }

    /// Returns the URL that `--dry-run` prints, which includes the host.
    fn url(&self, suite: &Suite, operation: &str, input: &Value) -> Option<String> {
        let mut command = call(&self.program, &suite.endpoint);
        let output = command.args([&suite.name, operation, &input.to_string(), "--dry-run"]).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        Some(text.lines().next()?.split_once(' ')?.1.to_owned())
    }
}

fn call(program: &Path, endpoint: &str) -> Command {
    let mut command = Command::new(program);
    command.args(["--region", "us-east-1", "--endpoint-url", endpoint]);
    command
}
