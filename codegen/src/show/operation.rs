//! An operation and its shapes, read from a model.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::graph::rules::RuleSet;
use crate::graph::{Model, Operation, Shapes};
use crate::location::Reporter;
use crate::source::Source;
use crate::{passes, read};

/// An operation and the shapes that it uses. The generator need not support it.
#[derive(Debug)]
pub struct OperationGraph {
    pub(super) model: Model,
    /// The endpoint rules, if there are any without errors.
    pub(super) rules: Option<RuleSet>,
}

impl OperationGraph {
    /// Reads an operation from a model, with the endpoint rules in it. `docs` is the service's `docs.toml`, `protocol` the name of
    /// the protocol that is used in place of the preferred one.
    ///
    /// # Errors
    /// All errors in the model and in `docs`, and an error with suggestions if the model has no such operation.
    pub fn read(
        model: &Source,
        docs: Option<&Source>,
        operation: &str,
        protocol: Option<&str>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let out = Diagnostics::default();
        let file = model.path.as_str();
        // An operation can be shown without rules and without documentation.
        let ignored = Diagnostics::default();
        let (read, rules, locations) = read::with_embedded_rules(model, protocol, &out, &ignored);
        let docs = docs.and_then(|docs| Some((docs, read::docs(docs, &out)?)));
        let reporter = Reporter::new(file, &*locations, &out);
        let selected = read.map(|model| passes::select(model, &[operation.to_owned()], &reporter));
        let Some(mut model) = selected.filter(|_| !out.has_errors()) else {
            return Err(out.into_sorted());
        };
        passes::mark_events(&mut model);
        if let Some((source, docs)) = docs {
            passes::attach_docs(&mut model, source, &docs, &ignored);
        }
        Ok(Self { model, rules: rules.filter(|_| !ignored.has_errors()) })
    }

    /// Replaces the endpoint rules by those of a file. Rules with errors are ignored.
    #[must_use]
    pub fn with_endpoints(self, rules: &Source) -> Self {
        let out = Diagnostics::default();
        let rules = read::endpoints(rules, &out);
        Self { rules: rules.filter(|_| !out.has_errors()), ..self }
    }

    /// Returns the operation. It exists in every graph that [`Self::read`] returns.
    pub(super) fn operation(&self) -> Option<&Operation> {
        self.model.operations.first()
    }

    pub(super) fn shapes(&self) -> &Shapes {
        &self.model.shapes
    }
}
