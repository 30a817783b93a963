//! Generates the types of every service of the source distribution, whatever its protocol.

use super::Problems;
use super::bench::Bench;
use super::tally::Tally;
use smithereen_codegen::{Content, CrateSources, Selection, ServiceSources, Source, generate};

const TYPES: &str = "types of all services";
pub(super) const SUITES: &[&str] = &[TYPES];

/// A case is a service with all its operations. It passes where nothing at all is reported.
pub(super) fn run(bench: &Bench<'_>) -> Result<Vec<Tally>, Problems> {
    let services: Vec<&str> = bench.models.services().collect();
    let mut tally = Tally::begin(TYPES, services.len());
    for name in services {
        // A folder without a model is no service.
        match bench.models.newest(name).and_then(|version| version.model.clone()) {
            Some(model) => tally.note(name, problems(bench, name, model)?),
            None => tally.leave("there is no model"),
        }
    }
    Ok(vec![tally.end()])
}

/// What is reported of a service, if anything is.
fn problems(bench: &Bench<'_>, name: &str, model: Source) -> Result<Option<String>, Problems> {
    let operations = Selection::All;
    let service = ServiceSources { name: name.to_owned(), model, endpoints: None, docs: None, operations };
    let sources = CrateSources { content: Content::Types, ..bench.workshop.sources("types", vec![service]) };
    let outcome = generate(&sources);
    match outcome.files.is_empty() {
        true if outcome.diagnostics.is_empty() => Ok(Some("no files are generated".to_owned())),
        _ => Ok(outcome.diagnostics.first().map(ToString::to_string)),
    }
}
