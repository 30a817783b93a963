//! Compiles the crate of every service with all its supported operations: each without features, and a fifth of them with
//! the client. The fifth changes each day, so that runs on five consecutive days compile all.

mod cargo;

use super::Problems;
use super::context::Context;
use super::folder;
use super::tally::Tally;
pub(super) use cargo::Workspace;
use smithereen_codegen::{CrateSources, Outcome, Selection, ServiceSources, generate};
use std::time::SystemTime;

const BARE: &str = "compile all services without features";
const CLIENT: &str = "compile a fifth of the services with the client";
pub(super) const SUITES: &[&str] = &[BARE, CLIENT];

/// The number of days in which all services are compiled with the client.
const DAYS: u64 = 5;

/// Runs one case for each service that has a supported operation. It passes if rustc reports neither an error nor a warning.
pub(super) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let mut workspace = Workspace::create(context.project, folder::path(context.project, "compile"))?;
    let services: Vec<&str> = context.options.part.of(context.models.services()).collect();
    let mut bare = Tally::begin(BARE, services.len());
    let mut names = Vec::new();
    for name in services {
        match outcome(context, name) {
            Some(outcome) if outcome.files.is_empty() => {
                let reason =
                    outcome.diagnostics.first().map_or("no files", |problem| problem.problem.as_str());
                bare.leave(reason);
            }
            Some(outcome) => {
                workspace.add(&package(name), &outcome.files)?;
                names.push(name);
            }
            None => bare.leave("there is no model or no endpoint rule set"),
        }
    }
    workspace.finish()?;
    let mut tallies = Vec::new();
    if context.wants(BARE) {
        count_results(&workspace, &mut bare, &names, &["--no-default-features"])?;
        tallies.push(bare.end());
    }
    if context.wants(CLIENT) {
        let today = days_since_1970() % DAYS;
        names.retain(|name| hash(name) % DAYS == today);
        let mut client = Tally::begin(CLIENT, names.len());
        count_results(&workspace, &mut client, &names, &[])?;
        tallies.push(client.end());
    }
    Ok(tallies)
}

/// Compiles the crates of the services and counts the results.
fn count_results(
    workspace: &Workspace<'_>,
    tally: &mut Tally,
    names: &[&str],
    options: &[&str],
) -> Result<(), Problems> {
    let packages: Vec<String> = names.iter().map(|name| package(name)).collect();
    let results = workspace.check(&packages, options)?;
    for (name, package) in names.iter().zip(&packages) {
        tally.note(name, results.problem(package));
    }
    Ok(())
}

/// Generates the supported operations of a service. Returns `None` if the distribution lacks its model or endpoint rules.
pub(super) fn outcome(context: &Context<'_>, name: &str) -> Option<Outcome> {
    let version = context.models.newest(name)?;
    let service = ServiceSources {
        name: name.to_owned(),
        model: version.model.clone()?,
        endpoints: Some(version.endpoints.clone()?),
        docs: None,
        operations: Selection::Supported,
    };
    let sources: CrateSources = context.local.sources(&package(name), vec![service]);
    Some(generate(&sources))
}

/// Returns the name of the package for a service.
pub(super) fn package(service: &str) -> String {
    format!("compiled-{}", service.replace('.', "-"))
}

fn days_since_1970() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |time| time.as_secs() / 86_400)
}

/// Returns a hash that is the same on every machine (FNV-1a).
fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fifth_has_its_share() {
        let mut counts = [0; DAYS as usize];
        (0..400).for_each(|index| counts[(hash(&format!("service-{index}")) % DAYS) as usize] += 1);
        assert!(counts.iter().all(|count| (50..=110).contains(count)), "{counts:?}");
    }
}
