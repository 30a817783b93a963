//! Differential tests of each protocol, on operations of the whole catalog. A service with several protocols is compared under
//! each of them: botocore's serializer and parser are chosen by protocol here, not by its client.

use super::compared::{COMPARED, Compared};
use super::draw::draw;
use super::rules::Rules;
use super::sides::Sides;
use super::{Case, PEER, ServiceModel, Suite, build_as, models, operations, requests, responses};
use crate::Problems;
use crate::context::Context;
use crate::json_lines::JsonLines;
use crate::tally::Tally;
use serde_json::Value;
use smithereen_cli::report;
use std::process::Command;

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

pub(crate) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let wanted = |one: &&Compared| context.wants(one.requests) || context.wants(one.responses);
    let mut tallies = Vec::new();
    for one in COMPARED.iter().filter(wanted) {
        let services = draw(context, &|metadata| {
            COMPARED.iter().filter(|it| *it == one && it.is_in(metadata)).collect()
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
        let mut tally = suite.run(&mut sides)?;
        rules.finish(services, context.options.cases, &mut tally);
        tallies.push(tally);
    }
    Ok(tallies)
}
