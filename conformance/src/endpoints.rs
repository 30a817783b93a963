//! Runs the endpoint test cases of all services on the generated endpoint rules.
//!
//! `endpoints/` has the format of the cases, and the model and program around the generated rules. Only resolved endpoints and
//! errors of the rules belong here. Hosts of whole requests are compared by `differential`.

mod case;

use super::Problems;
use super::context::{Context, LocalContext};
use super::crates::Target;
use super::folder::FOLDER;
use super::json_lines::JsonLines;
use super::tally::Tally;
use serde_json::Value;
use smithereen_cli::report;
use smithereen_codegen::diagnostic::Severity;
use smithereen_codegen::{ServiceSources, Source, generate};
use std::collections::BTreeMap;
use std::process::Command;

const IOT: &str = "endpoints iot";
const THINGS: &str = "endpoints iot-managed-integrations";
const OTHERS: &str = "endpoints (all others)";
pub(super) const SUITES: &[&str] = &[IOT, THINGS, OTHERS];
const MODELS: &str = "endpoints of the model";
/// The folder of the cases, with a folder for each service.
const CASES: &str = "tests/functional/endpoint-rules";
/// The model of each service: a crate needs an operation, and endpoint rules have none.
const MODEL: &str = include_str!("endpoints/model.json");
/// The program that resolves one endpoint per line. The table of services is appended.
const PROGRAM: &str = include_str!("endpoints/program.rs.in");
const NAME: &str = "conformance-endpoints";

/// A service and its endpoint test cases.
struct ServiceCases {
    suite: &'static str,
    folder: String,
    /// The parameters of its rules.
    parameters: Value,
    cases: Vec<Value>,
    /// The reason why its rules are not generated.
    unsupported: Option<String>,
}

pub(super) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let mut services = Vec::new();
    let mut services_with_cases = Vec::new();
    for folder in context.upstream.names(CASES) {
        let suite = suite(&folder);
        if !context.wants(suite) {
            continue;
        }
        let path = format!("{CASES}/{folder}/endpoint-tests-1.json");
        let file = context.upstream.json(&path).map_err(|problem| vec![problem])?;
        let cases = file["testCases"].as_array().cloned().unwrap_or_default();
        let service = service(context, &folder)?;
        let unsupported = unsupported(&context.local, &service);
        let parameters = parameters(&service);
        if unsupported.is_none() {
            services.push(service);
        }
        services_with_cases.push(ServiceCases { suite, folder, parameters, cases, unsupported });
    }
    let mut program = build(&context.local, services)?;
    let suites = SUITES.iter().filter(|suite| context.wants(suite));
    suites.map(|suite| tally(suite, &services_with_cases, &mut program)).collect()
}

/// Runs the endpoint test cases of a Smithy model.
pub(super) fn of_model(
    local: &LocalContext<'_>,
    rules: Source,
    cases: Vec<Value>,
) -> Result<Tally, Problems> {
    let service = of_rules("model", rules);
    let unsupported = unsupported(local, &service);
    if let Some(reason) = unsupported {
        let mut tally = Tally::begin(MODELS, cases.len());
        cases.iter().for_each(|_| tally.leave(&reason));
        return Ok(tally.end());
    }
    let parameters = parameters(&service);
    let services_with_cases =
        [ServiceCases { suite: MODELS, folder: "model".to_owned(), parameters, cases, unsupported: None }];
    let mut program = build(local, vec![service])?;
    tally(MODELS, &services_with_cases, &mut program)
}

fn suite(folder: &str) -> &'static str {
    match folder {
        "iot" => IOT,
        "iot-managed-integrations" => THINGS,
        _ => OTHERS,
    }
}

/// Returns the service's rules with the model that all services share.
fn service(context: &Context<'_>, folder: &str) -> Result<ServiceSources, Problems> {
    let missing = || vec![report::error(folder, "has endpoint test cases but no rules")];
    let version = context.models.newest(folder).ok_or_else(missing)?;
    Ok(of_rules(folder, version.endpoints.clone().ok_or_else(missing)?))
}

fn of_rules(name: &str, rules: Source) -> ServiceSources {
    ServiceSources {
        name: name.to_owned(),
        model: Source { path: "model.json".to_owned(), text: MODEL.to_owned() },
        endpoints: Some(rules),
        docs: None,
        operations: vec!["Ping".to_owned()].into(),
    }
}

/// Returns the parameters of the rules.
fn parameters(service: &ServiceSources) -> Value {
    let rules = service.endpoints.as_ref().map_or("", |rules| rules.text.as_str());
    let rules: Value = serde_json::from_str(rules).unwrap_or_default();
    rules["parameters"].clone()
}

/// Returns the first error of the generator for the rules.
fn unsupported(local: &LocalContext<'_>, service: &ServiceSources) -> Option<String> {
    let outcome = generate(&local.sources("one", vec![service.clone()]));
    let mut errors = outcome.diagnostics.into_iter().filter(|found| found.severity == Severity::Error);
    errors.next().map(|error| error.problem)
}

fn build(local: &LocalContext<'_>, services: Vec<ServiceSources>) -> Result<JsonLines, Problems> {
    if services.is_empty() {
        return Err(vec![report::error(FOLDER, "no endpoint rules can be generated")]);
    }
    let folders: Vec<_> = services.iter().map(|service| service.name.clone()).collect();
    // The generator chooses the names of modules; these names need no change.
    let number =
        |(index, service): (usize, ServiceSources)| ServiceSources { name: module(index), ..service };
    let services = services.into_iter().enumerate().map(number).collect();
    let outcome = generate(&local.sources(NAME, services));
    if outcome.files.is_empty() {
        return Err(outcome.diagnostics);
    }
    let mut files = outcome.files;
    files.insert("src/main.rs".to_owned(), program(&folders));
    let path = local.crates().build(NAME, &files, &Target::Program)?;
    JsonLines::start(&mut Command::new(path))
}

fn module(index: usize) -> String {
    format!("s{index}")
}

fn program(folders: &[String]) -> String {
    let entry = |(index, folder): (usize, &String)| {
        format!("    ({folder:?}, {}::{}::endpoint),\n", NAME.replace('-', "_"), module(index))
    };
    let entries: String = folders.iter().enumerate().map(entry).collect();
    format!("{PROGRAM}\nconst SERVICES: &[(&str, Rules)] = &[\n{entries}];\n")
}

fn tally(
    suite: &'static str,
    services_with_cases: &[ServiceCases],
    program: &mut JsonLines,
) -> Result<Tally, Problems> {
    let services_with_cases: Vec<_> =
        services_with_cases.iter().filter(|service| service.suite == suite).collect();
    let mut tally = Tally::begin(suite, services_with_cases.iter().map(|service| service.cases.len()).sum());
    let mut unsupported = BTreeMap::<&String, Vec<&str>>::new();
    for service in services_with_cases {
        if let Some(reason) = &service.unsupported {
            unsupported.entry(reason).or_default().push(&service.folder);
            service.cases.iter().for_each(|_| tally.leave(reason));
            continue;
        }
        let request = |one| case::request(&service.folder, &service.parameters, one);
        let requests: Vec<_> = service.cases.iter().map(request).collect();
        for (one, got) in service.cases.iter().zip(program.exchange(&requests)?) {
            let name = format!("{}: {}", service.folder, one["documentation"].as_str().unwrap_or_default());
            tally.note(name, case::difference(one, &got));
        }
    }
    for (reason, services) in unsupported {
        tally.explain(reason, &services.join(", "));
    }
    Ok(tally.end())
}
