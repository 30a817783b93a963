//! Paginators and waiters: sequences of recorded responses, through generated code and through botocore. The requests and the end
//! have to be the same.
//!
//! `polling/` has the scenarios, the program on generated code, and botocore's. Values of expressions belong to `jmespath`.

mod generated;
mod scenario;

use super::Problems;
use super::context::Context;
use super::crates::Target;
use super::equal::expected_and_got;
use super::json_lines::JsonLines;
use super::random::Random;
use super::tally::Tally;
use serde_json::Value;
use smithereen_cli::report;
use smithereen_codegen::diagnostic::Severity;
use smithereen_codegen::graph::{Kind, Model, Operation, Paginator};
use smithereen_codegen::{ServiceSources, generate, graph, whole};
use std::collections::BTreeMap;
use std::process::Command;

const PAGINATORS: &str = "paginators, botocore";
const WAITERS: &str = "waiters, botocore";
pub(super) const SUITES: &[&str] = &[PAGINATORS, WAITERS];
const NAME: &str = "conformance-polling";
/// The program on generated code. The table of paginators and waiters is appended.
const PROGRAM: &str = include_str!("polling/program.rs.in");
const PEER: &str = concat!(include_str!("differential/values.py"), "\n\n", include_str!("polling/peer.py"));
/// The number of scenarios for each paginator and each waiter.
const SCENARIOS: usize = 10;
/// The known difference.
const NAMED_BY_SHAPE: &str =
    "the waiter names an error by its shape, which botocore compares with the code alone";
/// Of the plain paginators, one in so many services is compared.
const PLAIN: u64 = 6;

pub(super) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let services = services(context)?;
    let mut ours = build(context, &services)?;
    let mut theirs = context.python()?.start(PEER)?;
    let mut tallies = Vec::new();
    for suite in SUITES.iter().filter(|suite| context.wants(suite)) {
        let mut scenarios = Vec::new();
        for source in &services {
            add_scenarios(suite, &source.name, &graph(source)?, context.options.seed, &mut scenarios);
        }
        tallies.push(compare(suite, &scenarios, &mut ours, &mut theirs)?);
    }
    Ok(tallies)
}

/// Returns the services with the operations to compare: all with waiters, all with unusual paginators, and some others.
fn services(context: &Context<'_>) -> Result<Vec<ServiceSources>, Problems> {
    let named = &context.options.service;
    let mut random = Random::new(context.options.seed);
    let (mut services, mut unsupported) = (Vec::new(), Vec::new());
    for name in context.models.services() {
        let version = context.models.newest(name);
        let model = version.and_then(|version| version.model.as_ref()).map(whole).transpose()?;
        let Some(model) = model.filter(|_| named.is_empty() || named.iter().any(|one| one == name)) else {
            continue;
        };
        let mut operations: Vec<String> = Vec::new();
        let mut plain = Vec::new();
        for operation in &model.operations {
            let unusual =
                operation.paginator.as_ref().map(|paginator| is_unusual(&model, operation, paginator));
            if context.wants(WAITERS) && !operation.waiters.is_empty()
                || context.wants(PAGINATORS) && unusual == Some(true)
            {
                operations.push(operation.name.clone());
            } else if context.wants(PAGINATORS) && unusual == Some(false) {
                plain.push(&operation.name);
            }
        }
        if random.next().is_multiple_of(PLAIN) {
            operations.extend(random.pick(&plain).copied().cloned());
        }
        if !operations.is_empty() {
            let source = context.service(name, operations)?;
            services.extend(supported(context, source, &mut unsupported));
        }
    }
    if !unsupported.is_empty() {
        report::note(format_args!("left out, since they cannot be generated: {}", unsupported.join(", ")));
    }
    Ok(services)
}

/// Returns whether a paginator is more than the path of one string in an output.
fn is_unusual(model: &Model, operation: &Operation, paginator: &Paginator) -> bool {
    let [token] = paginator.tokens.as_slice() else { return true };
    let members = operation.input.map(|id| model.shapes[id].kind.members()).unwrap_or_default();
    let member = members.iter().find(|member| member.name == token.input);
    let is_string = member.is_some_and(|member| matches!(model.shapes[member.target].kind, Kind::String));
    let is_plain = token.output.as_path().is_some_and(|path| path.len() == 1);
    paginator.more_results.is_some() || paginator.results.len() > 1 || !is_plain || !is_string
}

/// Returns the service with the operations that can be generated, and adds the others to `unsupported`.
fn supported(
    context: &Context<'_>,
    service: ServiceSources,
    unsupported: &mut Vec<String>,
) -> Option<ServiceSources> {
    let is_supported = |service: &ServiceSources| {
        let outcome = generate(&context.local.sources("candidates", vec![service.clone()]));
        !outcome.diagnostics.iter().any(|found| found.severity == Severity::Error)
    };
    if is_supported(&service) {
        return Some(service);
    }
    let smithereen_codegen::Selection::Named(names) = &service.operations else { return None };
    let (some, others): (Vec<String>, Vec<String>) = names.iter().cloned().partition(|name| {
        is_supported(&ServiceSources { operations: vec![name.clone()].into(), ..service.clone() })
    });
    unsupported.extend(others.iter().map(|name| format!("{} {name}", service.name)));
    (!some.is_empty()).then(|| ServiceSources { operations: some.into(), ..service.clone() })
}

/// Compiles the program for the operations of the services.
fn build(context: &Context<'_>, services: &[ServiceSources]) -> Result<JsonLines, Problems> {
    let outcome = generate(&context.local.sources(NAME, services.to_vec()));
    if outcome.files.is_empty() {
        return Err(outcome.diagnostics);
    }
    let mut files = outcome.files;
    let table = generated::table(&NAME.replace('-', "_"), services, &files);
    files.insert("src/main.rs".to_owned(), format!("{PROGRAM}{table}"));
    let path = context.local.crates().build(NAME, &files, &Target::Program)?;
    JsonLines::start(&mut Command::new(path))
}

fn add_scenarios(suite: &str, service: &str, model: &Model, seed: u64, scenarios: &mut Vec<Value>) {
    for operation in &model.operations {
        for _ in 0..SCENARIOS {
            if let Some(paginator) = operation.paginator.as_ref().filter(|_| suite == PAGINATORS) {
                let random = Random::of_case(seed, scenarios.len());
                scenarios.push(scenario::of_paginator((service, model), operation, paginator, random));
            }
            for waiter in operation.waiters.iter().filter(|_| suite == WAITERS) {
                let random = Random::of_case(seed, scenarios.len());
                scenarios.push(scenario::of_waiter((service, model), operation, waiter, random));
            }
        }
    }
}

/// Returns whether results differ because botocore has failed at an error that the waiter names by its shape.
fn is_named_by_shape(scenario: &Value, expected: &Value, got: &Value) -> bool {
    let last = expected["requests"].as_u64().and_then(|count| usize::try_from(count).ok()?.checked_sub(1));
    let body = last.map(|last| scenario["responses"][last]["body"].to_string()).unwrap_or_default();
    let mut codes = scenario["codes_of_shapes"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let has_code = codes.any(|code| body.contains(&format!("<Code>{code}</Code>")));
    has_code && expected["end"] == "failed" && got["requests"].as_u64() >= expected["requests"].as_u64()
}

fn compare(
    suite: &str,
    scenarios: &[Value],
    ours: &mut JsonLines,
    theirs: &mut JsonLines,
) -> Result<Tally, Problems> {
    let mut tally = Tally::begin(suite, scenarios.len());
    let mut ends: BTreeMap<String, usize> = BTreeMap::new();
    let results = ours.exchange(scenarios)?.into_iter().zip(theirs.exchange(scenarios)?);
    for ((index, scenario), (got, mut expected)) in scenarios.iter().enumerate().zip(results) {
        // In a response without an element, the length of null.
        let length = expected.as_object_mut().and_then(|members| members.remove("length_of_null"));
        let end = expected["end"].as_str().unwrap_or("no end");
        let key = if length.is_some() { format!("{end} with the length of null") } else { end.to_owned() };
        *ends.entry(key).or_default() += 1;
        let difference = (expected != got || expected["end"].is_null())
            .then(|| expected_and_got(&scenario.to_string(), &expected.to_string(), &got.to_string()));
        if difference.is_some() && is_named_by_shape(scenario, &expected, &got) {
            tally.leave(NAMED_BY_SHAPE);
            continue;
        }
        let case = format!("case {index}: {} {}", scenario["service"], scenario["name"]);
        tally.note(case.replace('"', ""), difference);
    }
    let ends: Vec<_> = ends.iter().map(|(end, count)| format!("{count} {end}")).collect();
    report::note(format_args!("{suite}: {}", ends.join(", ")));
    Ok(tally.end())
}
