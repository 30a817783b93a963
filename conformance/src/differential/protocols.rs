//! Differential tests of each protocol, on operations of the whole catalog. A service with several protocols is compared under
//! each of them: botocore's serializer and parser are chosen by protocol here, not by its client.

use super::rules::Rules;
use super::sides::Sides;
use super::{PEER, ServiceModel, Suite, build_as, models, operations, requests, responses};
use crate::Problems;
use crate::context::Context;
use crate::json_lines::JsonLines;
use crate::random::Random;
use crate::tally::Tally;
use serde_json::Value;
use smithereen_cli::report;
use smithereen_codegen::diagnostic::Severity;
use smithereen_codegen::graph::Protocol;
use smithereen_codegen::{ServiceSources, Source, generate};
use std::process::Command;

/// A protocol, botocore's name of it, and the names of its suites.
pub(super) struct Compared {
    pub(super) protocol: Protocol,
    name: &'static str,
    requests: &'static str,
    responses: &'static str,
}

const fn compared(
    protocol: Protocol,
    name: &'static str,
    requests: &'static str,
    responses: &'static str,
) -> Compared {
    Compared { protocol, name, requests, responses }
}

const COMPARED: [Compared; 7] = [
    compared(
        Protocol::RestJson1,
        "rest-json",
        "differential restJson1 requests",
        "differential restJson1 responses",
    ),
    compared(
        Protocol::RestXml,
        "rest-xml",
        "differential restXml requests",
        "differential restXml responses",
    ),
    compared(
        Protocol::AwsJson10,
        "json",
        "differential awsJson1_0 requests",
        "differential awsJson1_0 responses",
    ),
    compared(
        Protocol::AwsJson11,
        "json",
        "differential awsJson1_1 requests",
        "differential awsJson1_1 responses",
    ),
    compared(
        Protocol::RpcV2Cbor,
        "smithy-rpc-v2-cbor",
        "differential rpcv2Cbor requests",
        "differential rpcv2Cbor responses",
    ),
    compared(
        Protocol::AwsQuery,
        "query",
        "differential awsQuery requests",
        "differential awsQuery responses",
    ),
    compared(Protocol::Ec2Query, "ec2", "differential ec2Query requests", "differential ec2Query responses"),
];

pub(crate) const SUITES: &[&str] = &[
    COMPARED[0].requests,
    COMPARED[0].responses,
    COMPARED[1].requests,
    COMPARED[1].responses,
    COMPARED[2].requests,
    COMPARED[2].responses,
    COMPARED[3].requests,
    COMPARED[3].responses,
    COMPARED[4].requests,
    COMPARED[4].responses,
    COMPARED[5].requests,
    COMPARED[5].responses,
    COMPARED[6].requests,
    COMPARED[6].responses,
];
/// The operations of each protocol.
const OPERATIONS: usize = 60;

pub(crate) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let wanted = |one: &&Compared| context.wants(one.requests) || context.wants(one.responses);
    let mut tallies = Vec::new();
    for one in COMPARED.iter().filter(wanted) {
        let services = drawn(context, one)?;
        let name = format!("conformance-{}", one.protocol.plain_name().to_lowercase().replace('_', "-"));
        let program = build_as(&name, context, services.clone())?;
        tallies.extend(compare(context, one, &models(&services)?, Command::new(program))?);
    }
    Ok(tallies)
}

fn compare(
    context: &Context<'_>,
    one: &Compared,
    services: &[ServiceModel],
    mut program: Command,
) -> Result<Vec<Tally>, Problems> {
    let arguments = ["--stdin", "--region", "us-east-1", "--endpoint-url", "https://example.com"];
    let ours = JsonLines::start(program.args(arguments))?;
    let theirs = context.python()?.start("peer.py", PEER)?;
    let mut sides = Sides { ours, theirs };
    let count = services.len();
    report::note(format_args!(
        "random cases of {} operations of {count} services",
        operations(services).count()
    ));
    let mut tallies = Vec::new();
    for (name, is_request) in [(one.requests, true), (one.responses, false)] {
        if !context.wants(name) {
            continue;
        }
        let rules = Rules::of(one.protocol, is_request);
        let difference = |theirs: &Value, ours: &Value| match is_request {
            true => rules.requests(theirs, ours),
            false => rules.responses(theirs, ours),
        };
        let suite = Suite {
            name,
            context,
            services,
            make: if is_request { requests::make } else { responses::make },
            difference: &difference,
            known: &|_, _| None,
            protocol: Some(one.name),
            cases: context.options.cases,
        };
        let mut tally = suite.run(&mut sides)?;
        rules.finish(context.options, &mut tally);
        tallies.push(tally);
    }
    Ok(tallies)
}

/// Draws operations of the services that have the protocol: some of each service, in a random order of services.
fn drawn(context: &Context<'_>, one: &Compared) -> Result<Vec<ServiceSources>, Problems> {
    let mut random = Random::new(context.options.seed);
    let named = &context.options.service;
    let names =
        context.models.services().filter(|name| named.is_empty() || named.iter().any(|one| one == name));
    let mut names: Vec<&str> = names.filter(|name| declares(context, name, one)).collect();
    shuffle(&mut names, &mut random);
    let each = OPERATIONS.div_ceil(names.len().max(1));
    let (mut services, mut count) = (Vec::new(), 0);
    for name in names {
        if count >= OPERATIONS {
            break;
        }
        let source = context.service(name, Vec::new())?;
        let mut operations = super::all_of(&source);
        shuffle(&mut operations, &mut random);
        // Endpoint rules would replace the compared endpoint.
        let service = ServiceSources {
            name: format!("{}--{name}", one.protocol.plain_name().to_lowercase().replace('_', "-")),
            endpoints: None,
            model: with_protocol(&source.model, one),
            ..source
        };
        let supported = |operation: &String| is_supported(context, &service, operation);
        let operations: Vec<_> = operations.into_iter().filter(supported).take(each).collect();
        count += operations.len();
        if !operations.is_empty() {
            services.push(ServiceSources { operations: operations.into(), ..service });
        }
    }
    match services.is_empty() {
        true => Err(vec![report::error(one.requests, "no service has the protocol")]),
        false => Ok(services),
    }
}

fn shuffle<T>(items: &mut [T], random: &mut Random) {
    for end in (1..items.len()).rev() {
        items.swap(end, random.below(end + 1));
    }
}

/// Returns whether the model declares the protocol, in the version of JSON that it has.
fn declares(context: &Context<'_>, name: &str, one: &Compared) -> bool {
    let model = context.models.newest(name).and_then(|version| version.model.as_ref());
    let model: Value = model.and_then(|model| serde_json::from_str(&model.text).ok()).unwrap_or_default();
    let metadata = &model["metadata"];
    let version = match one.protocol {
        Protocol::AwsJson10 => metadata["jsonVersion"] == "1.0",
        Protocol::AwsJson11 => metadata["jsonVersion"] == "1.1",
        _ => true,
    };
    let listed = metadata["protocols"].as_array();
    let declared = listed.map_or(metadata["protocol"] == one.name, |all| all.iter().any(|it| it == one.name));
    version && declared
}

fn is_supported(context: &Context<'_>, service: &ServiceSources, operation: &str) -> bool {
    let alone = ServiceSources { operations: vec![operation.to_owned()].into(), ..service.clone() };
    let outcome = generate(&context.local.sources("one", vec![alone]));
    !outcome.diagnostics.iter().any(|found| found.severity == Severity::Error)
}

/// Returns the model with this protocol alone. Its `serviceId` is that of no service, because customizations are not
/// compared: botocore's serializer and parser do not have them either.
fn with_protocol(model: &Source, one: &Compared) -> Source {
    let mut edited: Value = serde_json::from_str(&model.text).unwrap_or_default();
    edited["metadata"]["protocol"] = one.name.into();
    edited["metadata"]["protocols"] = [one.name].as_slice().into();
    edited["metadata"]["serviceId"] = "Compared".into();
    Source { path: model.path.clone(), text: edited.to_string() }
}
