//! Resolves a [`Selection`] to names of operations.

use super::verdicts::{unsupported, verdicts};
use crate::Unsupported;
use crate::graph::Model;
use crate::graph::rules::RuleSet;
use crate::location::{Location, Reporter};
use crate::source::{Content, Selection};

/// The operations that a selection stands for.
pub(crate) struct Chosen {
    /// The names of the selected operations.
    pub(crate) names: Vec<String>,
    /// The operations that were left out as unsupported, if there are any.
    pub(crate) skipped: Option<Unsupported>,
}

/// Returns the operations of `model` that `selection` selects. Reports a model without operations if all are selected.
/// If only types are generated, all operations are supported.
pub(crate) fn choose(
    model: &Model,
    rules: Option<&RuleSet>,
    selection: &Selection,
    content: Content,
    out: &Reporter<'_>,
) -> Chosen {
    if let Selection::Named(names) = selection {
        return Chosen { names: names.clone(), skipped: None };
    }
    let mut names: Vec<String> = model.operations.iter().map(|operation| operation.name.clone()).collect();
    names.sort();
    // An operation that cannot be read was reported.
    if names.is_empty() && model.unread.is_empty() {
        out.error(Location::Model, "the model has no operations");
    }
    let mut skipped = None;
    if *selection == Selection::Supported && content == Content::Whole {
        let unsupported = unsupported(model, verdicts(model, rules));
        let some = !unsupported.reasons.is_empty() && unsupported.reasons.len() < names.len();
        skipped = some.then_some(unsupported);
    }
    if let Some(skipped) = &skipped {
        names.retain(|name| !skipped.reasons.contains_key(name));
    }
    Chosen { names, skipped }
}
