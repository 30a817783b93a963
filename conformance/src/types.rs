//! Generates the types of every service of the source distribution, whatever its protocol.

use super::Problems;
use super::context::Context;
use super::tally::Tally;
use smithereen_codegen::{Content, CrateSources, Selection, ServiceSources, Source, generate};

const TYPES: &str = "types of all services";
pub(super) const SUITES: &[&str] = &[TYPES];

/// Runs one case for each service with all its operations. It passes if no diagnostic is reported.
pub(super) fn run(context: &Context<'_>) -> Result<Vec<Tally>, Problems> {
    let services: Vec<&str> = context.models.services().collect();
    let mut tally = Tally::begin(TYPES, services.len());
    for name in services {
        // A folder without a model is not a service.
        match context.models.newest(name).and_then(|version| version.model.clone()) {
            Some(model) => tally.note(name, problems(context, name, model)?),
            None => tally.leave("there is no model"),
        }
    }
    Ok(vec![tally.end()])
}

/// Returns the first diagnostic for a service.
fn problems(context: &Context<'_>, name: &str, model: Source) -> Result<Option<String>, Problems> {
    let operations = Selection::All;
    let service = ServiceSources { name: name.to_owned(), model, endpoints: None, docs: None, operations };
    let sources = CrateSources { content: Content::Types, ..context.local.sources("types", vec![service]) };
    let outcome = generate(&sources);
    match outcome.files.is_empty() {
        true if outcome.diagnostics.is_empty() => Ok(Some("no files are generated".to_owned())),
        _ => Ok(outcome.diagnostics.first().map(ToString::to_string)),
    }
}
