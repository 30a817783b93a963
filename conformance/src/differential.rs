//! Differential tests: random inputs and responses through botocore and through generated code.
//!
//! `differential/` has the creation of cases, their comparison, the reduction of failing cases, and botocore's program. Only
//! random cases that both programs process belong here. Cases with expected results are in `cases`, random values in `random`,
//! and comparisons with official Rust crates, which use the same suites, in `official`.

pub(super) mod alternatives;
mod compression;
pub(super) mod peers;
mod protocol_suites;
pub(super) mod protocols;
pub(super) mod requests;
pub(super) mod responses;
pub(super) mod rules;
mod sampling;
mod shrink;

use super::Problems;
use super::context::Context;
use super::crates::Target;
use super::equal::{expected_and_got, first_difference, printable};
use super::json_lines::JsonLines;
use super::options::Operations;
use super::random::Random;
use super::tally::Tally;
use peers::Peers;
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
const PEER: &str =
    concat!(include_str!("differential/values.py"), "\n\n", include_str!("differential/peer.py"));
/// Cases per exchange.
const BATCH: usize = 250;
/// The number of failures with the same first difference that are shown.
const MAX_SIMILAR_FAILURES: usize = 2;

/// A service with its model and the operations to generate cases for.
pub(super) struct ServiceModel {
    pub(super) name: String,
    pub(super) model: Model,
}

impl ServiceModel {
    /// Returns the name of the service's folder in botocore, without the prefix of the protocol.
    fn model_name(&self) -> &str {
        self.name.split_once("--").map_or(&self.name, |(_, name)| name)
    }
}

pub(super) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let services = sources(context)?;
    let program = build(context, services.clone())?;
    let services = models(&services)?;
    let ours = JsonLines::start(Command::new(program).args(["--stdin", "--region", "us-east-1"]))?;
    let theirs = context.python()?.start(PEER)?;
    let mut peers = Peers { ours, theirs };
    report::note(format_args!("random cases of {} operations", operations(&services).count()));
    let mut tallies = Vec::new();
    if context.wants(REQUESTS) {
        let suite = Suite {
            name: REQUESTS,
            context,
            services: &services,
            make: requests::make,
            difference: &|_, theirs, ours| requests::difference(theirs, ours),
            known: &requests::known,
            protocol: None,
            cases: context.options.cases,
        };
        tallies.push(suite.run(&mut peers)?);
    }
    if context.wants(RESPONSES) {
        let suite = Suite {
            name: RESPONSES,
            context,
            services: &services,
            make: responses::make,
            difference: &|case, theirs, ours| {
                responses::difference(theirs, &rules::without_null_documents(case, theirs, ours))
            },
            known: &|_, _| None,
            protocol: None,
            cases: context.options.cases,
        };
        tallies.push(suite.run(&mut peers)?);
    }
    Ok(tallies)
}

/// Returns the services with the operations that the options select.
fn sources(context: &Context<'_>) -> Result<Vec<ServiceSources>, Problems> {
    let others = &context.options.service;
    if !others.is_empty() {
        return others
            .iter()
            .map(|name| with_supported_operations(context, context.service(name, Vec::new())?))
            .collect();
    }
    let mut services = selected(context)?;
    if context.options.operations == Operations::All {
        services.iter_mut().for_each(|service| service.operations = all_of(service).into());
    }
    Ok(services)
}

/// Returns the service with all supported operations.
pub(super) fn with_supported_operations(
    context: &Context<'_>,
    service: ServiceSources,
) -> Result<ServiceSources, Problems> {
    let mut operations = Vec::new();
    for name in all_of(&service) {
        let one = ServiceSources { operations: vec![name.clone()].into(), ..service.clone() };
        let outcome = generate(&context.local.sources("one", vec![one]));
        match outcome.diagnostics.iter().find(|found| found.severity == Severity::Error) {
            None => operations.push(name),
            Some(error) => report::note(format_args!("left out: {} {name}: {}", service.name, error.problem)),
        }
    }
    match operations.is_empty() {
        true => Err(vec![report::error(service.name, "no operation is supported")]),
        false => Ok(ServiceSources { operations: operations.into(), ..service }),
    }
}

/// Returns the services with the operations that the project selects.
pub(super) fn selected(context: &Context<'_>) -> Result<Vec<ServiceSources>, Problems> {
    let services = context.config.services.iter();
    services
        .map(|service| {
            context.service(&service.name, operation_names(context.project, &context.config, service))
        })
        .collect()
}

pub(super) fn all_of(service: &ServiceSources) -> Vec<String> {
    let model: Value = serde_json::from_str(&service.model.text).unwrap_or_default();
    model["operations"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect()
}

pub(super) fn models(services: &[ServiceSources]) -> Result<Vec<ServiceModel>, Problems> {
    services.iter().map(|one| Ok(ServiceModel { name: one.name.clone(), model: graph(one)? })).collect()
}

fn build(context: &Context<'_>, services: Vec<ServiceSources>) -> Result<PathBuf, Problems> {
    match (context.options.operations, context.options.service.is_empty()) {
        (Operations::Selected, true) => build_selected(context, services),
        (Operations::All, true) => build_as("conformance-all", context, services),
        (_, false) => build_as("conformance-others", context, services),
    }
}

/// Compiles the example `call` for the selected operations.
pub(super) fn build_selected(
    context: &Context<'_>,
    services: Vec<ServiceSources>,
) -> Result<PathBuf, Problems> {
    build_as("conformance-selected", context, services)
}

fn build_as(name: &str, context: &Context<'_>, services: Vec<ServiceSources>) -> Result<PathBuf, Problems> {
    let outcome = generate(&context.local.sources(name, services));
    match outcome.files.is_empty() {
        true => Err(outcome.diagnostics),
        false => context.local.crates().build(name, &outcome.files, &Target::Call),
    }
}

/// A request to both peers.
pub(super) struct Case<'a> {
    service: &'a ServiceModel,
    operation: &'a Operation,
    pub(super) request: Value,
}

/// A difference: the part that differs, and its description.
pub(super) type Found = (String, String);
type Difference<'d> = &'d dyn Fn(&Case<'_>, &Value, &Value) -> Option<Found>;

pub(super) struct Suite<'a> {
    pub(super) name: &'a str,
    pub(super) context: &'a Context<'a>,
    pub(super) services: &'a [ServiceModel],
    pub(super) make: fn(&Model, &Operation, Random) -> (&'static str, Value),
    pub(super) difference: Difference<'a>,
    /// Returns the reason for a known difference.
    pub(super) known: &'a dyn Fn(&Value, &Value) -> Option<&'static str>,
    /// Adds the protocol that botocore has to use.
    pub(super) protocol: Option<&'static str>,
    pub(super) cases: usize,
}

impl<'a> Suite<'a> {
    /// Runs the cases, cycling through the operations.
    pub(super) fn run(&self, peers: &mut Peers) -> Result<Tally, Problems> {
        let Self { difference, known, .. } = self;
        let operations: Vec<_> = operations(self.services).collect();
        let total = self.cases;
        let mut tally = Tally::begin(self.name, total);
        let mut seen = HashMap::new();
        let mut all = operations.iter().cycle().take(total).enumerate();
        loop {
            let batch = all.by_ref().take(BATCH).map(|(index, of)| (index, self.case(index, *of)));
            let batch: Vec<_> = batch.collect();
            if batch.is_empty() {
                return Ok(tally.end());
            }
            let requests: Vec<_> = batch.iter().map(|(_, case)| case.request.clone()).collect();
            for ((index, case), (theirs, ours)) in batch.iter().zip(peers.exchange(&requests)?) {
                match difference(case, &theirs, &ours) {
                    None => tally.pass(),
                    Some((what, _)) => {
                        if let Some(reason) = known(&theirs, &ours) {
                            tally.leave(reason);
                            continue;
                        }
                        let before = seen.entry(what.clone()).or_insert(0);
                        *before += 1;
                        if *before > MAX_SIMILAR_FAILURES || tally.is_full() {
                            tally.fail_unseen(self.title(*index, case));
                            continue;
                        }
                        let unknown = |case: &Case<'_>, theirs: &Value, ours: &Value| {
                            difference(case, theirs, ours).filter(|_| known(theirs, ours).is_none())
                        };
                        let (case, text) = shrink::smallest(case, &what, peers, &unknown)?;
                        tally.fail(self.title(*index, &case), shown(&case, &text));
                    }
                }
            }
        }
    }

    fn title(&self, index: usize, case: &Case<'_>) -> String {
        let (seed, operation) = (self.context.options.seed, &case.operation.name);
        format!("seed {seed}, case {index}: {} {operation}", case.service.name)
    }

    fn case(&self, index: usize, (service, operation): (&'a ServiceModel, &'a Operation)) -> Case<'a> {
        let random = Random::of_case(self.context.options.seed, index);
        let (key, value) = (self.make)(&service.model, operation, random);
        let mut request = serde_json::json!({
            "service": service.name, "operation": operation.name, key: value,
        });
        if let Some(protocol) = self.protocol {
            request["protocol"] = protocol.into();
            request["model"] = service.model_name().into();
        }
        Case { service, operation, request }
    }
}

pub(super) fn operations(
    services: &[ServiceModel],
) -> impl Iterator<Item = (&ServiceModel, &Operation)> + Clone {
    services.iter().flat_map(|service| service.model.operations.iter().map(move |one| (service, one)))
}

fn shown(case: &Case<'_>, text: &str) -> String {
    format!("  {}\n{text}", printable(&case.request.to_string()))
}

/// Describes where two values differ, with both of them.
pub(super) fn differing(what: &str, theirs: &Value, ours: &Value) -> Option<Found> {
    Some((
        format!("{what}{}", first_difference(theirs, ours)),
        expected_and_got(what, &theirs.to_string(), &ours.to_string()),
    ))
}
