//! Differential tests of each protocol, on operations of the whole catalog. A service with several protocols is compared under
//! each of them: botocore's serializer and parser are chosen by protocol here, not by its client.

use super::peers::Peers;
use super::protocol_suites::{PROTOCOL_SUITES, ProtocolSuites};
use super::rules::KnownDifferences;
use super::sampling::sample;
use super::{Case, PEER, ServiceModel, Suite, build_as, models, operations, requests, responses};
use crate::Problems;
use crate::context::Context;
use crate::json_lines::JsonLines;
use crate::tally::Tally;
use serde_json::Value;
use smithereen_cli::report;
use std::process::Command;

pub(crate) const SUITES: &[&str] = &[
    PROTOCOL_SUITES[0].requests,
    PROTOCOL_SUITES[0].responses,
    PROTOCOL_SUITES[1].requests,
    PROTOCOL_SUITES[1].responses,
    PROTOCOL_SUITES[2].requests,
    PROTOCOL_SUITES[2].responses,
    PROTOCOL_SUITES[3].requests,
    PROTOCOL_SUITES[3].responses,
    PROTOCOL_SUITES[4].requests,
    PROTOCOL_SUITES[4].responses,
    PROTOCOL_SUITES[5].requests,
    PROTOCOL_SUITES[5].responses,
    PROTOCOL_SUITES[6].requests,
    PROTOCOL_SUITES[6].responses,
];

pub(crate) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let wanted = |one: &&ProtocolSuites| context.wants(one.requests) || context.wants(one.responses);
    let mut tallies = Vec::new();
    for one in PROTOCOL_SUITES.iter().filter(wanted) {
        let services = sample(context, &|metadata| {
            PROTOCOL_SUITES.iter().filter(|it| *it == one && it.is_in(metadata)).collect()
        })?;
        if services.is_empty() {
            return Err(vec![report::error(one.requests, "no service has the protocol")]);
        }
        let name = format!("conformance-{}", one.key());
        let program = build_as(&name, context, services.clone())?;
        tallies.extend(compare(context, one, &models(&services)?, Command::new(program))?);
    }
    Ok(tallies)
}

fn compare(
    context: &Context<'_>,
    one: &ProtocolSuites,
    services: &[ServiceModel],
    mut program: Command,
) -> Result<Vec<Tally>, Problems> {
    let arguments = ["--stdin", "--region", "us-east-1", "--endpoint-url", "https://example.com"];
    let ours = JsonLines::start(program.args(arguments))?;
    let theirs = context.python()?.start(PEER)?;
    let mut peers = Peers { ours, theirs };
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
        let rules = KnownDifferences::of(one.protocol, is_request);
        let difference = |case: &Case<'_>, theirs: &Value, ours: &Value| match is_request {
            true => rules.requests(case, theirs, ours),
            false => rules.responses(case, theirs, ours),
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
        let mut tally = suite.run(&mut peers)?;
        rules.finish(services, context.options.cases, &mut tally);
        tallies.push(tally);
    }
    Ok(tallies)
}
