//! The endpoint rules of all services, by the cases that come with them.

mod case;

use super::Problems;
use super::bench::{Bench, FOLDER, Workshop};
use super::companion::Companion;
use super::crates::Target;
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
/// Where the cases are, a folder a service.
const CASES: &str = "tests/functional/endpoint-rules";
/// A crate has to have an operation, and rules know of none.
const MODEL: &str = include_str!("endpoints/model.json");
/// Answers a case a line. The table of the services comes after it.
const PROGRAM: &str = include_str!("endpoints/program.rs.in");
const NAME: &str = "conformance-endpoints";

/// A service with the cases for its rules.
struct Judged {
    suite: &'static str,
    folder: String,
    /// What its rules decide by.
    parameters: Value,
    cases: Vec<Value>,
    /// Why its rules are not generated.
    refusal: Option<String>,
}

pub(super) fn run(bench: &Bench<'_>) -> Result<Vec<Tally>, Problems> {
    let mut services = Vec::new();
    let mut judged = Vec::new();
    for folder in bench.upstream.names(CASES) {
        let suite = suite(&folder);
        if !bench.wants(suite) {
            continue;
        }
        let path = format!("{CASES}/{folder}/endpoint-tests-1.json");
        let file = bench.upstream.json(&path).map_err(|problem| vec![problem])?;
        let cases = file["testCases"].as_array().cloned().unwrap_or_default();
        let service = service(bench, &folder)?;
        let refusal = refusal(&bench.workshop, &service);
        let parameters = parameters(&service);
        if refusal.is_none() {
            services.push(service);
        }
        judged.push(Judged { suite, folder, parameters, cases, refusal });
    }
    let mut program = build(&bench.workshop, services)?;
    let suites = SUITES.iter().filter(|suite| bench.wants(suite));
    suites.map(|suite| tally(suite, &judged, &mut program)).collect()
}

/// Judges the rules of a model by the cases that it carries.
pub(super) fn of_model(workshop: &Workshop<'_>, rules: Source, cases: Vec<Value>) -> Result<Tally, Problems> {
    let service = of_rules("model", rules);
    let refusal = refusal(workshop, &service);
    if let Some(reason) = refusal {
        let mut tally = Tally::begin(MODELS, cases.len());
        cases.iter().for_each(|_| tally.leave(&reason));
        return Ok(tally.end());
    }
    let parameters = parameters(&service);
    let judged = [Judged { suite: MODELS, folder: "model".to_owned(), parameters, cases, refusal: None }];
    let mut program = build(workshop, vec![service])?;
    tally(MODELS, &judged, &mut program)
}

fn suite(folder: &str) -> &'static str {
    match folder {
        "iot" => IOT,
        "iot-managed-integrations" => THINGS,
        _ => OTHERS,
    }
}

/// The service's rules with a model that is the same for all.
fn service(bench: &Bench<'_>, folder: &str) -> Result<ServiceSources, Problems> {
    let missing = || vec![report::error(folder, "has cases for its endpoint rules, and no rules")];
    let version = bench.models.newest(folder).ok_or_else(missing)?;
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

/// What the rules decide by.
fn parameters(service: &ServiceSources) -> Value {
    let rules = service.endpoints.as_ref().map_or("", |rules| rules.text.as_str());
    let rules: Value = serde_json::from_str(rules).unwrap_or_default();
    rules["parameters"].clone()
}

/// The first thing that the generator says against the rules.
fn refusal(workshop: &Workshop<'_>, service: &ServiceSources) -> Option<String> {
    let outcome = generate(&workshop.sources("one", vec![service.clone()]));
    let mut errors = outcome.diagnostics.into_iter().filter(|found| found.severity == Severity::Error);
    errors.next().map(|error| error.problem)
}

fn build(workshop: &Workshop<'_>, services: Vec<ServiceSources>) -> Result<Companion, Problems> {
    if services.is_empty() {
        return Err(vec![report::error(FOLDER, "no endpoint rules can be generated")]);
    }
    let folders: Vec<_> = services.iter().map(|service| service.name.clone()).collect();
    // The names of modules are the generator's to choose; of these there is nothing to choose.
    let number =
        |(index, service): (usize, ServiceSources)| ServiceSources { name: module(index), ..service };
    let services = services.into_iter().enumerate().map(number).collect();
    let outcome = generate(&workshop.sources(NAME, services));
    if outcome.files.is_empty() {
        return Err(outcome.diagnostics);
    }
    let mut files = outcome.files;
    files.insert("src/main.rs".to_owned(), program(&folders));
    let path = workshop.crates().build(NAME, &files, &Target::Program)?;
    Companion::start(&mut Command::new(path))
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

fn tally(suite: &'static str, judged: &[Judged], program: &mut Companion) -> Result<Tally, Problems> {
    let judged: Vec<_> = judged.iter().filter(|service| service.suite == suite).collect();
    let mut tally = Tally::begin(suite, judged.iter().map(|service| service.cases.len()).sum());
    let mut refused = BTreeMap::<&String, Vec<&str>>::new();
    for service in judged {
        if let Some(reason) = &service.refusal {
            refused.entry(reason).or_default().push(&service.folder);
            service.cases.iter().for_each(|_| tally.leave(reason));
            continue;
        }
        let question = |one| case::question(&service.folder, &service.parameters, one);
        let questions: Vec<_> = service.cases.iter().map(question).collect();
        for (one, got) in service.cases.iter().zip(program.ask(&questions)?) {
            let name = format!("{}: {}", service.folder, one["documentation"].as_str().unwrap_or_default());
            tally.note(name, case::difference(one, &got));
        }
    }
    for (reason, services) in refused {
        tally.explain(reason, &services.join(", "));
    }
    Ok(tally.end())
}
