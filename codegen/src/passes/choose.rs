//! Resolves a [`Selection`] to names of operations.

use super::verdict::{self, Verdicts};
use crate::Unsupported;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::Model;
use crate::graph::rules::RuleSet;
use crate::source::{Content, Selection};

/// The operations that a selection stands for.
pub(crate) struct Chosen {
    /// The names of the selected operations.
    pub(crate) names: Vec<String>,
    /// The operations that were left out as unsupported, if there are any.
    pub(crate) skipped: Option<Unsupported>,
}

/// Returns the operations of `model` that `selection` stands for. Reports a model without operations if all are wanted.
/// Types are supported whatever a call needs.
pub(crate) fn choose(
    model: &Model,
    rules: Option<&RuleSet>,
    selection: &Selection,
    content: Content,
    out: &Diagnostics,
) -> Chosen {
    if let Selection::Named(names) = selection {
        return Chosen { names: names.clone(), skipped: None };
    }
    let mut names: Vec<String> = model.operations.iter().map(|operation| operation.name.clone()).collect();
    names.sort();
    // An operation that cannot be read was reported.
    if names.is_empty() && model.unread.is_empty() {
        out.error(&At::file(&model.file), "the model has no operations");
    }
    let mut skipped = None;
    if *selection == Selection::Supported && content == Content::Whole {
        let unsupported = unsupported(model, verdict::verdicts(model, rules));
        let some = !unsupported.reasons.is_empty() && unsupported.reasons.len() < names.len();
        skipped = some.then_some(unsupported);
    }
    if let Some(skipped) = &skipped {
        names.retain(|name| !skipped.reasons.contains_key(name));
    }
    Chosen { names, skipped }
}

/// Returns the unsupported operations among the verdicts on a whole model.
pub(crate) fn unsupported(model: &Model, verdicts: Verdicts) -> Unsupported {
    let operations = model.operations.iter().zip(verdicts.operations);
    let reasons =
        operations.filter_map(|(operation, verdict)| Some((operation.name.clone(), verdict.unsupported?)));
    Unsupported { total: model.operations.len(), reasons: reasons.collect() }
}
