//! botocore's protocol test cases, `tests/unit/protocols/{input,output}` of its source distribution, and those in Smithy models.
//!
//! Reading and converting cases belongs here, with the exceptions. Running them and comparing the results is in the suites.

mod events;
mod exceptions;
mod model;
mod requests;
mod responses;
mod sets;
mod smithy;
mod values;

use super::Problems;
use super::context::{Context, LocalContext};
use super::crates::Target;
use super::json_lines::JsonLines;
use super::tally::Tally;
use exceptions::Exceptions;
use model::Suite;
use serde_json::Value;
use sets::{SETS, Set};
use smithereen_codegen::diagnostic::Severity;
use smithereen_codegen::{ServiceSources, generate};
pub(super) use smithy::{SmithyModel, never_run, of_unsupported_protocol, run as of_models};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(super) const SUITES: &[&str] = &[
    SETS[0].requests,
    SETS[0].responses,
    SETS[1].requests,
    SETS[1].responses,
    SETS[2].requests,
    SETS[2].responses,
    SETS[3].requests,
    SETS[3].responses,
    SETS[4].requests,
    SETS[4].responses,
    SETS[5].requests,
    SETS[5].responses,
    SETS[6].requests,
    SETS[6].responses,
];
/// The endpoint of cases that specify none.
const ENDPOINT: &str = "https://example.com";

pub(super) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let mut by_name = Vec::new();
    for (kind, is_input) in [("input", true), ("output", false)] {
        sets::check_files(context, kind)?;
        for set in &SETS {
            let name = if is_input { set.requests } else { set.responses };
            if context.wants(name) {
                by_name.push((name, suites(context, set, kind, is_input)?));
            }
        }
    }
    let mut unsupported = HashMap::new();
    let mut services = Vec::new();
    for suite in by_name.iter().flat_map(|(_, suites)| suites) {
        let mut service = context.service(&any_service(context), Vec::new())?;
        service.name.clone_from(&suite.name);
        service.model.path = format!("{}/service-2.json", suite.name);
        service.model.text = suite.model.to_string();
        accept(&context.local, service, &suite.operations(), &mut services, &mut unsupported);
    }
    let run = Run { program: build(&context.local, services)?, unsupported };
    let tallies = by_name.into_iter().map(|(name, suites)| run.suites(name, &suites));
    tallies.collect()
}

/// Reads the suites of a protocol, each with the name of its module.
fn suites(context: &Context<'_>, set: &Set, kind: &str, is_input: bool) -> Result<Vec<Suite>, Problems> {
    let mut suites = Vec::new();
    for file in set.files {
        let path = format!("{}/{kind}/{file}.json", sets::FOLDER);
        let all = context.upstream.json(&path).map_err(|problem| vec![problem])?;
        for suite in all.as_array().into_iter().flatten() {
            let protocol = set.protocol.plain_name().to_lowercase();
            suites.push(Suite::read(
                suite,
                format!("{kind}-{protocol}-{}", suites.len()),
                is_input,
                set.protocol,
            ));
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
    unsupported: &mut HashMap<(String, String), String>,
) {
    let mut supported = Vec::new();
    for operation in operations {
        let one = ServiceSources { operations: vec![operation.clone()].into(), ..service.clone() };
        let outcome = generate(&local.sources("one", vec![one]));
        let error = outcome.diagnostics.iter().find(|found| found.severity == Severity::Error);
        match error {
            None => supported.push(operation.clone()),
            Some(error) => {
                unsupported.insert((service.name.clone(), operation.clone()), error.problem.clone());
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
    unsupported: HashMap<(String, String), String>,
}

impl Run {
    /// Runs the suites as one, whose cases are either all requests or all responses.
    fn suites(&self, name: &str, suites: &[Suite]) -> Result<Tally, Problems> {
        let mut tally = Tally::begin(name, suites.iter().map(|suite| suite.cases.len()).sum());
        self.add(name, suites, &mut tally)?.finish(&mut tally);
        Ok(tally.end())
    }

    /// Runs the cases and adds their results. Returns the exceptions with those that were necessary.
    fn add(&self, name: &str, suites: &[Suite], tally: &mut Tally) -> Result<Exceptions, Problems> {
        let mut exceptions = Exceptions::of(name);
        for suite in suites {
            for case in &suite.cases {
                let id = case["id"].as_str().unwrap_or("unnamed case");
                let operation = case["given"]["name"].as_str().unwrap_or_default();
                if let Some(reason) = self.unsupported(suite, operation) {
                    tally.leave(format!("{reason} ({id})"));
                    continue;
                }
                let difference = match (suite.is_input, case["direction"].is_string()) {
                    (_, true) => events::run(self, suite, case)?,
                    (true, _) => requests::run(self, suite, case)?,
                    (false, _) => responses::run(self, suite, case)?,
                };
                exceptions.note(tally, id, difference);
            }
        }
        Ok(exceptions)
    }

    fn unsupported(&self, suite: &Suite, operation: &str) -> Option<&String> {
        self.unsupported.get(&(suite.name.clone(), operation.to_owned()))
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
