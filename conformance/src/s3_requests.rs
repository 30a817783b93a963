//! Endpoints and signatures of S3 and S3 Control, through the client: the calls that botocore's tests make, and the endpoint test
//! cases with the input of an operation.
//!
//! `s3_requests/` has the script that records botocore's calls, the cases, the comparison, the known differences, and the program
//! that makes the calls with generated code. Requests are caught before they are sent. Resolved endpoints without a request belong to
//! `endpoints`, calls to servers to `server`.

mod case;
mod known;
mod sent;

use super::Problems;
use super::context::Context;
use super::crates::Target;
use super::json_lines::JsonLines;
use super::tally::Tally;
use case::Case;
use known::KnownDifferences;
use serde_json::Value;
use smithereen_cli::report;
use smithereen_codegen::generate;
use std::collections::BTreeSet;
use std::process::Command;

const RECORDED: &str = "S3 requests, botocore's tests";
const ENDPOINTS: &str = "S3 requests, endpoint cases";
pub(super) const SUITES: &[&str] = &[RECORDED, ENDPOINTS];
const SERVICES: &[&str] = &["s3", "s3control"];
const RECORD: &str = include_str!("s3_requests/record.py");
/// What the tests import beside botocore.
const REQUIREMENTS: &[&str] = &["pytest==9.2.0", "awscrt==0.38.0"];
/// The program that makes the calls. The tables of operations are appended.
const PROGRAM: &str = include_str!("s3_requests/program.rs.in");
const NAME: &str = "conformance-s3-requests";
/// The dependencies of the program beyond those of the generated example.
const DEPENDENCIES: &str = r#"
[target.'cfg(all())'.dev-dependencies]
serde = "1"
smithereen = { path = "../../../../runtime", features = ["sigv4a"] }
"#;

pub(super) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let mut suites = Vec::new();
    if context.wants(RECORDED) {
        suites.push((RECORDED, recorded(context)?));
    }
    if context.wants(ENDPOINTS) {
        suites.push((ENDPOINTS, endpoint_cases(context)?));
    }
    let mut program = build(context, suites.iter().flat_map(|(_, cases)| cases))?;
    suites.iter().map(|(name, cases)| tally(name, cases, &mut program)).collect()
}

/// Runs botocore's tests and returns the calls that they make.
fn recorded(context: &Context<'_>) -> Result<Vec<Case>, Problems> {
    let python =
        context.python()?.with_packages(context.project, REQUIREMENTS).map_err(|problem| vec![problem])?;
    report::note("running botocore's tests of S3, which takes a minute");
    let calls = python.lines(RECORD, context.upstream.root())?;
    Ok(calls.iter().map(Case::recorded).collect())
}

/// Returns the endpoint test cases that have inputs of operations, one for each input.
fn endpoint_cases(context: &Context<'_>) -> Result<Vec<Case>, Problems> {
    let mut cases = Vec::new();
    for service in SERVICES {
        let path = format!("tests/functional/endpoint-rules/{service}/endpoint-tests-1.json");
        let file = context.upstream.json(&path).map_err(|problem| vec![problem])?;
        for one in file["testCases"].as_array().into_iter().flatten() {
            let inputs = one["operationInputs"].as_array().into_iter().flatten();
            cases.extend(inputs.map(|input| Case::endpoint(service, one, input)));
        }
    }
    Ok(cases)
}

/// Compiles the program for the operations of the cases.
fn build<'a>(
    context: &Context<'_>,
    cases: impl Iterator<Item = &'a Case> + Clone,
) -> Result<JsonLines, Problems> {
    let operations = |service: &str, presigned: bool| -> BTreeSet<String> {
        let of = |case: &&Case| case.is_of(service) && (!presigned || case.is_presigned());
        cases.clone().filter(of).map(|case| case.operation().to_owned()).collect()
    };
    let mut services = Vec::new();
    let (mut all, mut presigned) = (String::new(), String::new());
    for service in SERVICES {
        let module = format!("{}::{service}", NAME.replace('-', "_"));
        let selected = operations(service, false);
        for name in &selected {
            all.push_str(&format!("    ({service:?}, Dynamic::of::<{module}::{name}Input>()),\n"));
        }
        for name in operations(service, true) {
            presigned.push_str(&format!("    ({name:?}, presign::<{module}::{name}Input>),\n"));
        }
        if !selected.is_empty() {
            services.push(context.service(service, selected.into_iter().collect())?);
        }
    }
    let outcome = generate(&context.local.sources(NAME, services));
    if outcome.files.is_empty() {
        return Err(outcome.diagnostics);
    }
    let mut files = outcome.files;
    let tables = format!(
        "\nconst OPERATIONS: &[(&str, Dynamic)] = &[\n{all}];\n\n\
         const PRESIGNED: &[(&str, Presign)] = &[\n{presigned}];\n"
    );
    files.insert("examples/call.rs".to_owned(), format!("{PROGRAM}{tables}"));
    let manifest = files.entry("Cargo.toml".to_owned()).or_default();
    *manifest = manifest.replace("default = [\"client\"]", "default = [\"client\", \"serde\"]");
    manifest.push_str(DEPENDENCIES);
    let path = context.local.crates().build(NAME, &files, &Target::Call)?;
    JsonLines::start(&mut Command::new(path))
}

fn tally(name: &'static str, cases: &[Case], program: &mut JsonLines) -> Result<Tally, Problems> {
    let mut tally = Tally::begin(name, cases.len());
    let mut known = KnownDifferences::of(name);
    let usable: Vec<_> = cases.iter().filter(|case| case.left_out().is_none()).collect();
    cases.iter().filter_map(Case::left_out).for_each(|reason| tally.leave(reason));
    let requests: Vec<Value> = usable.iter().map(|case| case.request.clone()).collect();
    for (case, got) in usable.iter().zip(program.exchange(&requests)?) {
        let difference = case.difference(&got);
        match difference.as_deref().and_then(|text| known.reason(&case.name, text)) {
            Some(reason) => tally.leave(reason),
            None => tally.note(&case.name, difference),
        }
    }
    known.finish(&mut tally);
    Ok(tally.end())
}
