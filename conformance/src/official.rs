//! `cargo xtask conformance --official`: random inputs and responses through official Rust crates and through generated code.

mod compare;
mod crate_source;
mod duplex;
mod emit;
mod events;
mod matched;
mod names;
mod program;
mod protocol;
mod rules;

use super::Problems;
use super::context::Context;
use super::crates::Target;
use super::differential::peers::Peers;
use super::differential::{Case, ServiceModel, Suite, all_of, requests, responses};
use super::json_lines::JsonLines;
use super::options::Options;
use super::random::{Random, response};
use super::tally::Tally;
use compare::Comparison;
use matched::Matched;
use program::Program;
use serde_json::Value;
use smithereen_cli::project::Project;
use smithereen_cli::report;
use smithereen_codegen::graph::{Model, Operation, Protocol};
use smithereen_codegen::{CrateSources, Selection, ServiceSources, generate, graph};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

/// An official crate.
struct SdkCrate {
    service: &'static str,
    name: &'static str,
    version: &'static str,
    /// The name of the suite of requests; empty if these are not compared.
    requests: &'static str,
    responses: &'static str,
    /// The operations with event streams, if only their responses are compared.
    streaming: &'static [&'static str],
}

macro_rules! streaming_crates {
    ($($service:literal $name:literal $version:literal [$($operation:literal),*]),*) => {
        &[$(SdkCrate {
            service: $service,
            name: $name,
            version: $version,
            requests: "",
            responses: concat!("official ", $service, " events"),
            streaming: &[$($operation),*],
        }),*]
    };
}

macro_rules! crates {
    ($($service:literal $version:literal),*) => {
        &[$(SdkCrate {
            service: $service,
            name: concat!("aws-sdk-", $service),
            version: $version,
            requests: concat!("official ", $service, " requests"),
            responses: concat!("official ", $service, " responses"),
            streaming: &[],
        }),*]
    };
}

/// The crates: at least one for each protocol.
const CRATES: &[SdkCrate] = crates![
    "sts" "1.124.0",
    "sqs" "1.119.0",
    "dynamodb" "1.136.0",
    "cloudwatch" "1.140.0",
    "route53" "1.132.0",
    "iam" "1.133.0",
    "kms" "1.129.0",
    "iot" "1.135.0",
    "ec2" "1.274.0"
];
/// The crates of services with event streams in their responses.
const STREAMING_CRATES: &[SdkCrate] = streaming_crates![
    "kinesis" "aws-sdk-kinesis" "1.130.0" ["SubscribeToShard"],
    "lambda" "aws-sdk-lambda" "1.156.0" ["InvokeWithResponseStream"],
    "logs" "aws-sdk-cloudwatchlogs" "1.162.0" ["GetLogObject", "StartLiveTail"],
    "bedrock-runtime" "aws-sdk-bedrockruntime" "1.153.0" ["ConverseStream", "InvokeModelWithResponseStream"],
    "s3" "aws-sdk-s3" "1.157.0" ["SelectObjectContent"]
];
/// The number of cases for each operation, unless these would be more than `--cases`.
const EACH: usize = 20;
/// The number of streams for each operation with an event stream, unless these would be more than `--cases`.
const STREAMS: usize = 500;
/// The value of `--cases` from which every rule must have been necessary.
const ENOUGH: usize = 10_000;

/// Compares the services that the options select with their official crates.
pub(super) fn run(project: &Project, options: &Options) -> Result<Vec<Tally>, Problems> {
    let all = || CRATES.iter().chain(STREAMING_CRATES).chain([&duplex::CRATE]);
    let unknown = |name: &&String| all().all(|one| one.service != name.as_str());
    if let Some(name) = options.service.iter().find(unknown) {
        let names: Vec<_> = all().map(|one| one.service).collect();
        let help = format!("the services are: {}", names.join(", "));
        return Err(vec![report::error_help(name, "has no official crate to compare with", help)]);
    }
    let context = Context::set_up(project, options)?;
    let named = &options.service;
    let wanted = |one: &&SdkCrate| named.is_empty() || named.iter().any(|name| name == one.service);
    let mut tallies = Vec::new();
    for one in all().filter(wanted) {
        match one.service == duplex::CRATE.service {
            true => tallies.push(duplex::run(&context)?),
            false => tallies.extend(compare(&context, one)?),
        }
    }
    Ok(tallies)
}

fn compare(context: &Context<'_>, official: &SdkCrate) -> Result<Vec<Tally>, Problems> {
    let (service, mut left) = supported(context, official)?;
    let mut model = graph(&service)?;
    let program = Program::prepare(context.project, official)?;
    let matched = Matched::new(&model, &program.source);
    matched.prune(&mut model);
    if !matched.missing_operations.is_empty() {
        left.insert(LACKED.to_owned(), matched.missing_operations.clone());
    }
    let (program, source) = program.build(&model, &matched)?;
    let mut theirs = JsonLines::start(&mut Command::new(program))?;
    let protocol = protocol::observed(&mut theirs, &model)?;
    report::note(format_args!(
        "{} {} uses {}: {} operations, {} types",
        official.name,
        official.version,
        protocol.plain_name(),
        matched.operations.len(),
        matched.types.len()
    ));
    if !matched.missing.is_empty() {
        let missing: Vec<_> = matched.missing.iter().map(String::as_str).collect();
        report::note(format_args!("no case has what {} lacks: {}", official.name, missing.join(", ")));
    }
    // Names on the wire depend on the protocol.
    let model = protocol::with_protocol(&service.model, protocol);
    let mut pruned = graph(&ServiceSources { model, ..service.clone() })?;
    Matched::new(&pruned, &source).prune(&mut pruned);
    let ours = start(&build(context, service, protocol)?)?;
    let mut tallies = run_suites(context, official, pruned, &mut Peers { ours, theirs })?;
    for tally in &mut tallies {
        for (reason, operations) in &left {
            (0..operations.len() * EACH).for_each(|_| tally.leave(reason));
            tally.explain(reason, &operations.join(", "));
        }
    }
    Ok(tallies)
}

/// The operations without cases, by reason.
type Left = BTreeMap<String, Vec<String>>;

/// The reason for operations that are newer than the official crate.
const LACKED: &str = "operations that the official crate lacks";

/// Returns the service with the operations that are compared: all that can be generated, with the others, or those with event
/// streams.
fn supported(context: &Context<'_>, official: &SdkCrate) -> Result<(ServiceSources, Left), Problems> {
    let service = context.service(official.service, Vec::new())?;
    if !official.streaming.is_empty() {
        let operations: Vec<String> = official.streaming.iter().map(|name| (*name).to_owned()).collect();
        return Ok((ServiceSources { operations: operations.into(), ..service }, Left::new()));
    }
    let supported = ServiceSources { operations: Selection::Supported, ..service.clone() };
    let outcome = generate(&context.local.sources("supported", vec![supported]));
    if outcome.files.is_empty() {
        return Err(outcome.diagnostics);
    }
    let mut left = Left::new();
    for (operation, reason) in outcome.skipped.into_iter().flat_map(|skipped| skipped.reasons) {
        left.entry(reason).or_default().push(operation);
    }
    let is_left = |name: &String| left.values().flatten().any(|one| one == name);
    let operations: Vec<String> = all_of(&service).into_iter().filter(|name| !is_left(name)).collect();
    Ok((ServiceSources { operations: operations.into(), ..service }, left))
}

/// Compiles this project's program with the protocol of the official crate.
fn build(context: &Context<'_>, service: ServiceSources, protocol: Protocol) -> Result<PathBuf, Problems> {
    let name = format!("conformance-official-{}", service.name);
    let protocols = [(service.name.clone(), protocol.plain_name().to_owned())].into();
    let outcome = generate(&CrateSources { protocols, ..context.local.sources(&name, vec![service]) });
    match outcome.files.is_empty() {
        true => Err(outcome.diagnostics),
        false => context.local.crates().build(&name, &outcome.files, &Target::Call),
    }
}

fn start(program: &PathBuf) -> Result<JsonLines, Problems> {
    let arguments = ["--stdin", "--region", "us-east-1", "--endpoint-url", "https://example.com"];
    JsonLines::start(Command::new(program).args(arguments))
}

/// Generates an output, an error of the model or, rarely, another error.
fn make_response(model: &Model, operation: &Operation, mut random: Random) -> (&'static str, Value) {
    match random.chance(10) {
        true => ("response", response::unmodeled_error(model, random)),
        false => responses::make(model, operation, random),
    }
}

fn run_suites(
    context: &Context<'_>,
    official: &SdkCrate,
    model: Model,
    peers: &mut Peers,
) -> Result<Vec<Tally>, Problems> {
    let is_streaming = !official.streaming.is_empty();
    let make_response = if is_streaming { events::make } else { make_response };
    let is_whole = context.options.cases >= ENOUGH && context.options.seed == 1;
    let services = [ServiceModel { name: official.service.to_owned(), model }];
    let mut tallies = Vec::new();
    let suites = [(official.requests, true), (official.responses, false)];
    for (name, is_request) in suites.into_iter().filter(|(name, _)| !name.is_empty()) {
        let [ServiceModel { model, .. }] = &services;
        let comparison = Comparison::new(official.service, model, is_request);
        let each = if is_streaming { STREAMS } else { EACH };
        let cases = context.options.cases.min(model.operations.len() * each);
        let difference = |case: &Case<'_>, theirs: &_, ours: &_| match events::is_malformed(&case.request) {
            true => events::refused(&case.request, theirs, ours),
            false => comparison.difference(theirs, ours),
        };
        let suite = Suite {
            name,
            context,
            services: &services,
            make: if is_request { requests::make } else { make_response },
            difference: &difference,
            known: &|_, _| None,
            protocol: None,
            cases,
        };
        let mut tally = suite.run(peers)?;
        comparison.finish(name, is_whole, &mut tally);
        tallies.push(tally);
    }
    Ok(tallies)
}
