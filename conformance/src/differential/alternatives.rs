//! Differential tests of services with several protocols: the same input, output or error under two of them. What the caller
//! writes and gets must not depend on the protocol.

mod form;
mod input;

use super::protocol_suites::{PROTOCOL_SUITES, ProtocolSuites};
use super::sampling::sample;
use super::{BATCH, ServiceModel, build_as, models};
use crate::Problems;
use crate::canonical::canonical;
use crate::context::Context;
use crate::equal::{expected_and_got, printable};
use crate::json_lines::JsonLines;
use crate::random::input::InputGenerator;
use crate::random::{Random, response};
use crate::reach::reachable;
use crate::tally::Tally;
use serde_json::{Value, json};
use smithereen_cli::report;
use smithereen_codegen::graph::{MemberTrait, Model, Operation};
use std::process::Command;

const REQUESTS: &str = "differential requests, two protocols";
const RESPONSES: &str = "differential responses, two protocols";
pub(crate) const SUITES: &[&str] = &[REQUESTS, RESPONSES];

pub(crate) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let several = |metadata: &Value| -> Vec<&'static ProtocolSuites> {
        let all: Vec<_> = PROTOCOL_SUITES.iter().filter(|one| one.is_in(metadata)).collect();
        if all.len() > 1 { all } else { Vec::new() }
    };
    let services = sample(context, &several)?;
    if services.is_empty() {
        return Err(vec![report::error(REQUESTS, "no service has several protocols")]);
    }
    let program = build_as("conformance-alternatives", context, services.clone())?;
    let services = models(&services)?;
    let pairs = pairs(&services);
    report::note(format_args!("random cases of {} operations, each under two protocols", pairs.len()));
    let arguments = ["--stdin", "--region", "us-east-1", "--endpoint-url", "https://example.com"];
    let mut ours = JsonLines::start(Command::new(program).args(arguments))?;
    let mut tallies = Vec::new();
    for (name, make, compare) in [
        (REQUESTS, inputs as Make, input::difference as Compare),
        (RESPONSES, results as Make, result_difference as Compare),
    ] {
        if context.wants(name) {
            tallies.push(suite(context, (name, make, compare), &pairs, &mut ours)?);
        }
    }
    Ok(tallies)
}

/// An operation under two protocols.
type Both<'a> = [(&'a ServiceModel, &'a Operation); 2];
/// Creates the input or response of a case under both protocols.
type Make = fn(&Both<'_>, Random) -> [Value; 2];
/// Compares the results of both, given the requests.
type Compare = fn(&Both<'_>, &[Value; 2], [&Value; 2]) -> Option<String>;

/// Returns each operation under each two protocols of its service.
fn pairs(services: &[ServiceModel]) -> Vec<Both<'_>> {
    let mut pairs = Vec::new();
    for (index, one) in services.iter().enumerate() {
        let others = services.iter().skip(index + 1).filter(|other| other.model_name() == one.model_name());
        for other in others {
            let operations = one.model.operations.iter().zip(&other.model.operations);
            for (operation, under_other) in operations {
                match has_json_text(&one.model, operation) || has_json_text(&other.model, under_other) {
                    true => report::note(format_args!(
                        "left out: {} {}: JSON in a string is a value where bodies are JSON, and elsewhere text",
                        one.model_name(),
                        operation.name
                    )),
                    false => pairs.push([(one, operation), (other, under_other)]),
                }
            }
        }
    }
    pairs
}

fn has_json_text(model: &Model, operation: &Operation) -> bool {
    let messages = operation.input.into_iter().chain(operation.output).chain(operation.errors.clone());
    reachable(model, messages.collect()).into_iter().any(|shape| {
        let mut members = model.shapes[shape].kind.members().iter();
        members.any(|member| member.traits.contains(&MemberTrait::JsonValue))
    })
}

fn suite(
    context: &Context<'_>,
    (name, make, compare): (&'static str, Make, Compare),
    pairs: &[Both<'_>],
    ours: &mut JsonLines,
) -> Result<Tally, Problems> {
    let total = context.options.cases;
    let mut tally = Tally::begin(name, total);
    let mut all = pairs.iter().cycle().take(total).enumerate();
    loop {
        let batch = all.by_ref().take(BATCH).map(|(index, both)| {
            let made = make(both, Random::of_case(context.options.seed, index));
            (index, both, made)
        });
        let batch: Vec<_> = batch.collect();
        if batch.is_empty() {
            return Ok(tally.end());
        }
        let requests: Vec<Value> = batch.iter().flat_map(|(.., made)| made.clone()).collect();
        let results = ours.exchange(&requests)?;
        for ((index, both, made), got) in batch.iter().zip(results.chunks_exact(2)) {
            let [first, second] = got else { continue };
            let [(service, operation), (other, _)] = *both;
            let title = format!(
                "seed {}, case {index}: {} and {} {}",
                context.options.seed, service.name, other.name, operation.name
            );
            let shown = |difference| format!("  {}\n{difference}", printable(&json!(made).to_string()));
            tally.note(title, compare(both, made, [first, second]).map(shown));
        }
    }
}

/// Returns a generator of values that all protocols can represent.
fn generator<'a>(both: &Both<'a>, random: Random) -> (InputGenerator<'a>, &'a Operation) {
    let [one, other] = *both;
    let is_xml = other.0.model.service.protocol.is_xml_or_query();
    let (service, operation) = if is_xml { other } else { one };
    (InputGenerator::of_response(&service.model, random), operation)
}

fn inputs(both: &Both<'_>, random: Random) -> [Value; 2] {
    let (mut generator, operation) = generator(both, random);
    let input = generator.message(operation.input);
    both.map(|(service, operation)| {
        json!({ "service": service.name, "operation": operation.name, "input": input })
    })
}

/// Returns the responses with the same output or error.
fn results(both: &Both<'_>, mut random: Random) -> [Value; 2] {
    let (is_error, seed) = (random.chance(50), random.next());
    let has_query_error =
        both.iter().any(|(service, _)| service.model.service.protocol.has_query_codes(false))
            || random.chance(70);
    let (mut generator, operation) = generator(both, random);
    let count = operation.errors.len();
    let index = generator.random.below(count);
    let error = operation.errors.get(index).filter(|_| is_error);
    let value = match error {
        Some(shape) => response::error_value(&mut generator, *shape),
        None => generator.message(operation.output),
    };
    both.map(|(service, operation)| {
        // The same additions, such as the message of an error without a member for it.
        let generator = InputGenerator::of_response(&service.model, Random::new(seed));
        let response = match operation.errors.get(index).filter(|_| error.is_some()) {
            Some(shape) => response::error_of(generator, *shape, &value, has_query_error),
            None => response::output_of(generator, operation, &value),
        };
        json!({ "service": service.name, "operation": operation.name, "response": response })
    })
}

fn result_difference(_: &Both<'_>, _: &[Value; 2], [first, second]: [&Value; 2]) -> Option<String> {
    let is_parsed = first.get("output").or(first.get("service_error")).is_some();
    match is_parsed && canonical(first) == canonical(second) {
        true => None,
        false => Some(expected_and_got("result", &first.to_string(), &second.to_string())),
    }
}
