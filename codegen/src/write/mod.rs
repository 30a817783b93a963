//! Writes models, one folder for each format. Reading the text again gives the same graph.
//!
//! Serializing a graph belongs here; changing the text of a model is in `slice`.

mod pretty;
mod rules;
mod smithy;

use crate::diagnostic::Diagnostic;
use crate::source::{ServiceSources, Source};

/// Converts the model of a service to Smithy's JSON AST, with its endpoint rules and without documentation.
///
/// # Errors
/// All errors in the model, and endpoint rules that are not JSON. Rules are copied without further checks.
pub fn to_smithy(service: &ServiceSources) -> Result<String, Vec<Diagnostic>> {
    let ServiceSources { model: Source { text, .. }, endpoints, .. } = service;
    let model = crate::whole(&service.model)?;
    let rules = match endpoints {
        Some(file) => rules::of_file(file)?,
        None => rules::of_model(text),
    };
    Ok(smithy::write(&model, rules.as_ref()))
}
