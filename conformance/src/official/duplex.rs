//! Calls with event streams in both directions: StartStreamTranscription, with the official client and the generated one, to a server on
//! loopback.
//!
//! The server is a part of the program that makes the calls. Here are random cases, the comparison of the results, and the verification
//! of the requests that the server has recorded. botocore has no model of the service, so the model is a file: that of the official
//! crate, with one operation and without documentation.

mod case;
mod compile;
mod recorded;
mod signatures;

use super::SdkCrate;
use super::compare::Comparison;
use crate::Problems;
use crate::context::Context;
use crate::equal::expected_and_got;
use crate::json_lines::JsonLines;
use crate::random::Random;
use crate::tally::Tally;
use case::Case;
use recorded::Recorded;
use serde_json::{Value, json};
use std::process::Command;

/// The official crate of the service.
pub(super) const CRATE: SdkCrate = SdkCrate {
    service: "transcribe-streaming",
    name: "aws-sdk-transcribestreaming",
    version: "1.126.0",
    requests: "",
    responses: "official transcribe-streaming duplex",
    streaming: &["StartStreamTranscription"],
};
/// The number of calls with each client, unless `--cases` is less.
const CASES: usize = 300;

/// Makes the calls and compares them.
pub(super) fn run(context: &Context<'_>) -> Result<Tally, Problems> {
    let (program, model) = compile::program(context)?;
    let mut program = JsonLines::start(&mut Command::new(program))?;
    let cases = context.options.cases.min(CASES);
    let is_whole = cases == CASES && context.options.seed == 1;
    let comparison = Comparison::new(CRATE.service, &model, false);
    let mut tally = Tally::begin(CRATE.responses, cases);
    for index in 0..cases {
        let mut random = Random::of_case(context.options.seed, index);
        let case = Case::random(&model, &mut random);
        let theirs = program.exchange_one(&case.line("theirs"))?;
        let ours = program.exchange_one(&case.line("ours"))?;
        let difference = difference(&case, &comparison, &theirs, &ours, &mut random);
        let title = format!("seed {}, case {index}: {}", context.options.seed, case.order);
        tally.note(title, difference);
    }
    comparison.finish(CRATE.responses, is_whole, &mut tally);
    Ok(tally.end())
}

/// Describes the first difference between two calls, or between a call and what is expected of both.
fn difference(
    case: &Case,
    comparison: &Comparison,
    theirs: &Value,
    ours: &Value,
    random: &mut Random,
) -> Option<String> {
    for result in [theirs, ours] {
        if result["failed"].is_string() {
            return Some(expected_and_got("calls", &theirs.to_string(), &ours.to_string()));
        }
    }
    let mut records = Vec::new();
    for (client, result) in [("official", theirs), ("our", ours)] {
        let recorded = Recorded::new(&result["request"], random);
        let verified = recorded.and_then(|recorded| {
            signatures::verify(&recorded, &case.credentials)?;
            Ok(recorded)
        });
        match verified {
            Ok(recorded) => records.push(recorded),
            Err(error) => return Some(format!("  the request of the {client} client: {error}")),
        }
        if let Some(problem) = case.back_pressure(result) {
            return Some(format!("  the {client} client: {problem}"));
        }
    }
    let [theirs_sent, ours_sent] = &records[..] else { return None };
    let found = theirs_sent.difference(ours_sent).or_else(|| {
        let found = comparison.difference(&streamed(theirs), &streamed(ours));
        let found = found.or_else(|| comparison.difference(&end(theirs), &end(ours)));
        found.map(|(_, text)| text)
    });
    found.map(|text| format!("{text}\n  case: {}", case.shown()))
}

/// Returns the output, with all events that were received.
fn streamed(result: &Value) -> Value {
    let mut output = result.get("output").cloned().unwrap_or_else(|| json!({}));
    output["TranscriptResultStream"] = result["events"].clone();
    json!({ "output": output })
}

/// Returns how a call has ended.
fn end(result: &Value) -> Value {
    match &result["end"] {
        end if end == "end" => json!({ "output": {} }),
        end => end.clone(),
    }
}
