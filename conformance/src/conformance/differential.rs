//! Random cases through botocore and through us.

mod answers;
mod judge;
mod messages;
mod shrink;

use super::bench::Bench;
use super::companion::Companion;
use super::crates::Target;
use super::equal::{printable, spot, told};
use super::random::Random;
use super::tally::Tally;
use super::{Operations, Problems};
use judge::Judge;
use serde_json::Value;
use smithereen_cli::report;
use smithereen_cli::sources::operation_names;
use smithereen_codegen::diagnostic::Severity;
use smithereen_codegen::graph::{Model, Operation};
use smithereen_codegen::{ServiceSources, generate, graph};
use std::collections::HashMap;
use std::path::PathBuf;
use std::process::Command;

const REQUESTS: &str = "differential requests";
const RESPONSES: &str = "differential responses";
pub(super) const SUITES: &[&str] = &[REQUESTS, RESPONSES];
const PEER: &str = include_str!("differential/peer.py");
/// So many are asked at once.
const BATCH: usize = 250;
/// Of failures at the same spot, so many are shown.
const ALIKE: usize = 2;

/// A service with its model, cut down to the operations of which there are cases.
pub(super) struct Modelled {
    pub(super) name: String,
    pub(super) model: Model,
}

pub(super) fn run(bench: &Bench<'_>) -> Result<Vec<Tally>, Problems> {
    let services = sources(bench)?;
    let program = build(bench, services.clone())?;
    let services = models(&services)?;
    let ours = Companion::start(Command::new(program).args(["--stdin", "--region", "us-east-1"]))?;
    let theirs = bench.python()?.companion("peer.py", PEER)?;
    let mut judge = Judge { ours, theirs };
    report::note(format_args!("random cases of {} operations", operations(&services).count()));
    let mut tallies = Vec::new();
    if bench.wants(REQUESTS) {
        let suite = Suite { name: REQUESTS, bench, services: &services, make: messages::make };
        tallies.push(suite.run(&mut judge, messages::difference)?);
    }
    if bench.wants(RESPONSES) {
        let suite = Suite { name: RESPONSES, bench, services: &services, make: answers::make };
        tallies.push(suite.run(&mut judge, answers::difference)?);
    }
    Ok(tallies)
}

/// The services with the operations that are asked for.
fn sources(bench: &Bench<'_>) -> Result<Vec<ServiceSources>, Problems> {
    let others = &bench.options.service;
    if !others.is_empty() {
        return others.iter().map(|name| possible(bench, bench.service(name, Vec::new())?)).collect();
    }
    let mut services = selected(bench)?;
    if bench.options.operations == Operations::All {
        services.iter_mut().for_each(|service| service.operations = all_of(service).into());
    }
    Ok(services)
}

/// The service with all operations that can be generated.
fn possible(bench: &Bench<'_>, service: ServiceSources) -> Result<ServiceSources, Problems> {
    let mut operations = Vec::new();
    for name in all_of(&service) {
        let one = ServiceSources { operations: vec![name.clone()].into(), ..service.clone() };
        let outcome = generate(&bench.workshop.sources("one", vec![one]));
        match outcome.diagnostics.iter().find(|found| found.severity == Severity::Error) {
            None => operations.push(name),
            Some(error) => report::note(format_args!("left out: {} {name}: {}", service.name, error.problem)),
        }
    }
    match operations.is_empty() {
        true => Err(vec![report::error(service.name, "no operation of it can be generated")]),
        false => Ok(ServiceSources { operations: operations.into(), ..service }),
    }
}

/// The services with the operations that the project's crate has.
pub(super) fn selected(bench: &Bench<'_>) -> Result<Vec<ServiceSources>, Problems> {
    let services = bench.config.services.iter();
    services
        .map(|service| bench.service(&service.name, operation_names(bench.project, &bench.config, service)))
        .collect()
}

fn all_of(service: &ServiceSources) -> Vec<String> {
    let model: Value = serde_json::from_str(&service.model.text).unwrap_or_default();
    model["operations"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect()
}

pub(super) fn models(services: &[ServiceSources]) -> Result<Vec<Modelled>, Problems> {
    services.iter().map(|one| Ok(Modelled { name: one.name.clone(), model: graph(one)? })).collect()
}

fn build(bench: &Bench<'_>, services: Vec<ServiceSources>) -> Result<PathBuf, Problems> {
    match (bench.options.operations, bench.options.service.is_empty()) {
        (Operations::Selected, true) => build_selected(bench, services),
        (Operations::All, true) => build_as("conformance-all", bench, services),
        (_, false) => build_as("conformance-others", bench, services),
    }
}

/// The program that `call` is, for the operations that are selected.
pub(super) fn build_selected(bench: &Bench<'_>, services: Vec<ServiceSources>) -> Result<PathBuf, Problems> {
    build_as("conformance-selected", bench, services)
}

fn build_as(name: &str, bench: &Bench<'_>, services: Vec<ServiceSources>) -> Result<PathBuf, Problems> {
    let outcome = generate(&bench.workshop.sources(name, services));
    match outcome.files.is_empty() {
        true => Err(outcome.diagnostics),
        false => bench.workshop.crates().build(name, &outcome.files, &Target::Call),
    }
}

/// A question that both are asked.
struct Case<'a> {
    service: &'a str,
    operation: &'a Operation,
    question: Value,
}

/// How their answer and ours differ, if they do: in what, and for people.
type Found = (String, String);
type Difference = fn(&Value, &Value) -> Option<Found>;

struct Suite<'a> {
    name: &'static str,
    bench: &'a Bench<'a>,
    services: &'a [Modelled],
    make: fn(&Model, &Operation, Random) -> (&'static str, Value),
}

impl<'a> Suite<'a> {
    /// The operations take turns.
    fn run(&self, judge: &mut Judge, difference: Difference) -> Result<Tally, Problems> {
        let operations: Vec<_> = operations(self.services).collect();
        let total = self.bench.options.cases;
        let mut tally = Tally::begin(self.name, total);
        let mut seen = HashMap::new();
        let mut all = operations.iter().cycle().take(total).enumerate();
        loop {
            let batch = all.by_ref().take(BATCH).map(|(index, of)| (index, self.case(index, *of)));
            let batch: Vec<_> = batch.collect();
            if batch.is_empty() {
                return Ok(tally.end());
            }
            let questions: Vec<_> = batch.iter().map(|(_, case)| case.question.clone()).collect();
            for ((index, case), (theirs, ours)) in batch.iter().zip(judge.ask(&questions)?) {
                match difference(&theirs, &ours) {
                    None => tally.pass(),
                    Some((what, _)) => {
                        if let Some(reason) = messages::known(&theirs, &ours) {
                            tally.leave(reason);
                            continue;
                        }
                        let before = seen.entry(what.clone()).or_insert(0);
                        *before += 1;
                        if *before > ALIKE || tally.is_full() {
                            tally.fail_unseen(self.title(*index, case));
                            continue;
                        }
                        let (case, text) = shrink::smallest(case, &what, judge, difference)?;
                        tally.fail(self.title(*index, &case), shown(&case, &text));
                    }
                }
            }
        }
    }

    fn title(&self, index: usize, case: &Case<'_>) -> String {
        let (seed, operation) = (self.bench.options.seed, &case.operation.name);
        format!("seed {seed}, case {index}: {} {operation}", case.service)
    }

    fn case(&self, index: usize, (service, operation): (&'a Modelled, &'a Operation)) -> Case<'a> {
        let random = Random::of_case(self.bench.options.seed, index);
        let (key, value) = (self.make)(&service.model, operation, random);
        let question = serde_json::json!({
            "service": service.name, "operation": operation.name, key: value,
        });
        Case { service: &service.name, operation, question }
    }
}

pub(super) fn operations(services: &[Modelled]) -> impl Iterator<Item = (&Modelled, &Operation)> + Clone {
    services.iter().flat_map(|service| service.model.operations.iter().map(move |one| (service, one)))
}

fn shown(case: &Case<'_>, text: &str) -> String {
    format!("  {}\n{text}", printable(&case.question.to_string()))
}

/// Where two answers differ, and both of them.
fn differing(what: &str, theirs: &Value, ours: &Value) -> Option<Found> {
    Some((format!("{what}{}", spot(theirs, ours)), told(what, &theirs.to_string(), &ours.to_string())))
}
