//! Detects the formats of models and endpoint rules.

use crate::json::Node;

/// The format of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ModelFormat {
    /// botocore's `service-2.json`.
    Botocore,
    /// Smithy's JSON AST.
    Smithy,
}

impl ModelFormat {
    /// Returns the format of a model: only Smithy's JSON AST has a Smithy version at the top level.
    pub(crate) fn of(model: &Node<'_>) -> Self {
        match model.as_object().is_some_and(|object| object.get("smithy").is_some()) {
            true => Self::Smithy,
            false => Self::Botocore,
        }
    }
}

/// The traits that hold the endpoint rules of a Smithy service, the preferred one first.
pub(crate) const RULE_TRAITS: [&str; 2] = ["smithy.rules#endpointRuleSet", "smithy.rules#endpointBdd"];

/// Returns whether endpoint rules are a decision diagram (`smithy.rules#endpointBdd`).
pub(crate) fn is_diagram(rules: &Node<'_>) -> bool {
    rules.as_object().is_some_and(|rules| rules.get("nodes").is_some())
}
