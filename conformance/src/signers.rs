//! Compares signatures of the runtime's signer with those of `aws-sigv4` and botocore, for random requests: in headers and in URLs.

mod case;
mod official;
mod ours;

use super::Problems;
use super::context::Context;
use super::equal::expected_and_got;
use super::random::Random;
use super::tally::Tally;
use case::{Case, Peer};
use serde_json::{Value, json};
use smithereen_cli::report;

const OFFICIAL: &str = "signer, aws-sigv4";
const BOTOCORE: &str = "signer, botocore";
pub(super) const SUITES: &[&str] = &[OFFICIAL, BOTOCORE];
const PEER: &str = include_str!("signers/peer.py");
/// The number of cases that botocore gets at once.
const BATCH: usize = 1000;

pub(super) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let mut tallies = Vec::new();
    if context.wants(OFFICIAL) {
        tallies.push(with_official(context)?);
    }
    if context.wants(BOTOCORE) {
        tallies.push(with_botocore(context)?);
    }
    Ok(tallies)
}

fn with_official(context: &Context<'_>) -> Result<Tally, Problems> {
    let mut tally = Tally::begin(OFFICIAL, context.options.cases);
    for index in 0..context.options.cases {
        let case = Case::random(&mut Random::of_case(context.options.seed, index), Peer::Official);
        let failed = |error: String| vec![report::error(OFFICIAL, format!("{case:?}: {error}"))];
        let expected = official::sign(&case).map_err(failed)?;
        let got = ours::sign(&case, &official::in_order);
        note(&mut tally, context, index, &case, &expected, got);
    }
    Ok(tally.end())
}

fn with_botocore(context: &Context<'_>) -> Result<Tally, Problems> {
    let mut botocore = context.python()?.start(PEER)?;
    let mut tally = Tally::begin(BOTOCORE, context.options.cases);
    let indexes: Vec<_> = (0..context.options.cases).collect();
    for batch in indexes.chunks(BATCH) {
        let case =
            |index: &usize| Case::random(&mut Random::of_case(context.options.seed, *index), Peer::Botocore);
        let cases: Vec<_> = batch.iter().map(case).collect();
        let requests: Vec<_> = cases.iter().map(Case::to_json).collect();
        let responses = botocore.exchange(&requests)?;
        for ((index, case), expected) in batch.iter().zip(&cases).zip(&responses) {
            note(&mut tally, context, *index, case, expected, ours::sign(case, &str::to_owned));
        }
    }
    Ok(tally.end())
}

/// Counts a case, whose results are the headers that a signature adds, and the presigned URL.
fn note(
    tally: &mut Tally,
    context: &Context<'_>,
    index: usize,
    case: &Case,
    expected: &Value,
    got: Result<Value, String>,
) {
    let got = got.unwrap_or_else(|error| json!({ "error": error }));
    let difference = (*expected != got)
        .then(|| expected_and_got(&format!("{case:?}"), &expected.to_string(), &got.to_string()));
    tally.note(format!("seed {}, case {index}", context.options.seed), difference);
}
