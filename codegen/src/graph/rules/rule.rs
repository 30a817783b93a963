//! Rules: conditions, and an outcome that applies if all of them hold.

use super::endpoint::Endpoint;
use super::value::Expr;

/// A rule: an outcome that applies if all conditions hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The conditions, in the order of evaluation.
    pub conditions: Vec<Condition>,
    /// The outcome if all conditions hold.
    pub outcome: Outcome,
}

/// The outcome of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nested rules. If none of them matches, evaluation continues after this rule.
    Tree(Vec<Rule>),
    /// An endpoint.
    Endpoint(Endpoint),
    /// An error with this message.
    Error(Expr),
}

/// A condition of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The value is true.
    Holds(Expr),
    /// The value is present, and is bound to a name in the rest of the rule.
    Bind {
        /// The name, which is unique in the rule.
        name: String,
        /// The value.
        value: Expr,
    },
}

impl Condition {
    /// Returns the value that is tested.
    pub fn value(&self) -> &Expr {
        match self {
            Self::Holds(value) | Self::Bind { value, .. } => value,
        }
    }
}

impl Rule {
    /// Returns whether `test` holds for any value of the rule.
    pub fn any(&self, test: &dyn Fn(&Expr) -> bool) -> bool {
        self.conditions.iter().any(|condition| condition.value().any(test)) || self.outcome.any(test)
    }
}

impl Outcome {
    /// Returns whether `test` holds for any value of the outcome.
    pub fn any(&self, test: &dyn Fn(&Expr) -> bool) -> bool {
        match self {
            Self::Tree(rules) => rules.iter().any(|rule| rule.any(test)),
            leaf => leaf.values().into_iter().any(|value| value.any(test)),
        }
    }

    /// Returns whether `test` holds for any endpoint of the outcome.
    pub fn has(&self, test: &dyn Fn(&Endpoint) -> bool) -> bool {
        match self {
            Self::Tree(rules) => rules.iter().any(|rule| rule.outcome.has(test)),
            Self::Endpoint(endpoint) => test(endpoint),
            Self::Error(_) => false,
        }
    }

    /// Returns the values of an endpoint or an error.
    pub fn values(&self) -> Vec<&Expr> {
        match self {
            Self::Tree(_) => Vec::new(),
            Self::Error(message) => vec![message],
            Self::Endpoint(endpoint) => endpoint.values(),
        }
    }
}
