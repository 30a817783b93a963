//! From a graph to the text of a model, one folder a format. What is written, read again, is the same graph.

mod pretty;
mod rules;
mod smithy;

use crate::diagnostic::Diagnostic;
use crate::source::{ServiceSources, Source};

/// The model of a service in Smithy's JSON AST, with its endpoint rules, and without prose.
///
/// # Errors
/// Everything that is wrong with the model. Rules need only be JSON: they are carried over as they are.
pub fn to_smithy(service: &ServiceSources) -> Result<String, Vec<Diagnostic>> {
    let ServiceSources { model: Source { text, .. }, endpoints, .. } = service;
    let model = crate::whole(&service.model)?;
    let carried = match endpoints {
        Some(file) => rules::of_file(file)?,
        None => rules::of_model(text),
    };
    Ok(smithy::write(&model, carried.as_ref()))
}
