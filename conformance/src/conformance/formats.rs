//! The two formats of models: each model of botocore's, written in Smithy's JSON AST and read back, is the same graph;
//! and real models of Smithy's say the same as botocore's of the same time.

mod asts;
mod compare;
mod twins;

use super::Problems;
use super::bench::Bench;
use super::tally::Tally;
use smithereen_codegen::graph::Model;
use smithereen_codegen::{ServiceSources, Source, rules, whole, write};

const BACK: &str = "formats: to Smithy and back";
pub(super) const SUITES: &[&str] = &[BACK, twins::SUITE, asts::SUITE];

pub(super) fn run(bench: &Bench<'_>) -> Result<Vec<Tally>, Problems> {
    let mut tallies = Vec::new();
    if bench.wants(BACK) {
        tallies.push(back(bench)?);
    }
    if bench.wants(twins::SUITE) {
        tallies.extend(twins::run(bench)?);
    }
    if bench.wants(asts::SUITE) {
        tallies.extend(asts::run(bench)?);
    }
    Ok(tallies)
}

/// All services of the source distribution, whether they can be generated or not.
fn back(bench: &Bench<'_>) -> Result<Tally, Problems> {
    let services: Vec<&str> = bench.models.services().collect();
    let mut tally = Tally::begin(BACK, services.len());
    for name in services {
        let version = bench.models.newest(name);
        match version.and_then(|version| Some((version.model.clone()?, version.endpoints.clone()))) {
            Some((model, endpoints)) => tally.note(name, difference(&service(name, model, endpoints))),
            None => tally.leave("there is no model"),
        }
    }
    Ok(tally.end())
}

fn service(name: &str, model: Source, endpoints: Option<Source>) -> ServiceSources {
    ServiceSources { name: name.to_owned(), model, endpoints, docs: None, operations: Vec::new().into() }
}

/// How a model differs from itself after it was written and read, or why it cannot be.
fn difference(service: &ServiceSources) -> Option<String> {
    let read = |source: &Source| {
        let model = whole(source).map_err(|problems| told(&problems))?;
        Ok::<_, String>(Model { file: String::new(), ..model })
    };
    let compare = || {
        let before = read(&service.model)?;
        let text = write::to_smithy(service).map_err(|problems| told(&problems))?;
        let path = format!("{} as Smithy", service.model.path);
        let other = ServiceSources { model: Source { path, text }, endpoints: None, ..service.clone() };
        let after = read(&other.model)?;
        Ok(compare::first(&before, &after).or_else(|| rules_differ(service, &other)))
    };
    compare().unwrap_or_else(Some)
}

/// Rules are the same, or the same is wrong with them.
fn rules_differ(before: &ServiceSources, after: &ServiceSources) -> Option<String> {
    match (rules(before), rules(after)) {
        (Ok(before), Ok(after)) => (before != after).then(|| "the endpoint rules differ".to_owned()),
        (Err(before), Err(after)) => {
            let texts =
                |problems: &Problems| problems.iter().map(|one| one.problem.clone()).collect::<Vec<_>>();
            (texts(&before) != texts(&after)).then(|| format!("{}\n{}", told(&before), told(&after)))
        }
        (Err(problems), Ok(_)) | (Ok(_), Err(problems)) => Some(told(&problems)),
    }
}

fn told(problems: &Problems) -> String {
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}
