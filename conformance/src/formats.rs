//! Compares the two model formats: a botocore model that is converted to Smithy's JSON AST and read back gives the same
//! graph, and published Smithy models agree with the botocore models of the same time.
//!
//! Only comparisons of models and of generated code belong here. Messages on the wire are compared by other suites.

mod asts;
mod compare;
mod twins;

use super::Problems;
use super::context::Context;
use super::tally::Tally;
use smithereen_codegen::graph::Model;
use smithereen_codegen::{ServiceSources, Source, rules, whole, write};

const BACK: &str = "formats: to Smithy and back";
pub(super) const SUITES: &[&str] = &[BACK, twins::SUITE, asts::SUITE];

pub(super) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let mut tallies = Vec::new();
    if context.wants(BACK) {
        tallies.push(back(context)?);
    }
    if context.wants(twins::SUITE) {
        tallies.extend(twins::run(context)?);
    }
    if context.wants(asts::SUITE) {
        tallies.extend(asts::run(context)?);
    }
    Ok(tallies)
}

/// Converts all services of the source distribution, also those that cannot be generated.
fn back(context: &Context<'_>) -> Result<Tally, Problems> {
    let services: Vec<&str> = context.models.services().collect();
    let mut tally = Tally::begin(BACK, services.len());
    for name in services {
        let version = context.models.newest(name);
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

/// Describes how a model differs after conversion, or why it cannot be converted.
fn difference(service: &ServiceSources) -> Option<String> {
    let read = |source: &Source| {
        let model = whole(source).map_err(|problems| described(&problems))?;
        Ok::<_, String>(Model { file: String::new(), ..model })
    };
    let compare = || {
        let before = read(&service.model)?;
        let text = write::to_smithy(service).map_err(|problems| described(&problems))?;
        let path = format!("{} as Smithy", service.model.path);
        let other = ServiceSources { model: Source { path, text }, endpoints: None, ..service.clone() };
        let after = read(&other.model)?;
        Ok(compare::first(&before, &after).or_else(|| rules_differ(service, &other)))
    };
    compare().unwrap_or_else(Some)
}

/// Returns whether both rule sets are equal, or have the same errors.
fn rules_differ(before: &ServiceSources, after: &ServiceSources) -> Option<String> {
    match (rules(before), rules(after)) {
        (Ok(before), Ok(after)) => (before != after).then(|| "the endpoint rules differ".to_owned()),
        (Err(before), Err(after)) => {
            let texts =
                |problems: &Problems| problems.iter().map(|one| one.problem.clone()).collect::<Vec<_>>();
            (texts(&before) != texts(&after))
                .then(|| format!("{}\n{}", described(&before), described(&after)))
        }
        (Err(problems), Ok(_)) | (Ok(_), Err(problems)) => Some(described(&problems)),
    }
}

fn described(problems: &Problems) -> String {
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}
