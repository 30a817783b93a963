//! Rules: conditions, and the outcome where all of them hold.

use super::endpoint::Endpoint;
use super::value::Expr;

/// What to do where all conditions hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Tested in this order.
    pub conditions: Vec<Condition>,
    /// What to do.
    pub outcome: Outcome,
}

/// What a rule leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// More rules. Where none of them gives an outcome, the rule after this one is tried.
    Tree(Vec<Rule>),
    /// An endpoint.
    Endpoint(Endpoint),
    /// A refusal in these words.
    Error(Expr),
}

/// What must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// This is true.
    Holds(Expr),
    /// This is there, and goes by a name in all that follows in the rule.
    Bind {
        /// The name. Nothing else goes by it here.
        name: String,
        /// What it stands for.
        value: Expr,
    },
}

impl Condition {
    /// What is tested.
    pub fn value(&self) -> &Expr {
        match self {
            Self::Holds(value) | Self::Bind { value, .. } => value,
        }
    }
}

impl Rule {
    /// Whether `test` says yes to any value in it.
    pub fn any(&self, test: &dyn Fn(&Expr) -> bool) -> bool {
        self.conditions.iter().any(|condition| condition.value().any(test)) || self.outcome.any(test)
    }
}

impl Outcome {
    /// Whether `test` says yes to any value in it.
    pub fn any(&self, test: &dyn Fn(&Expr) -> bool) -> bool {
        match self {
            Self::Tree(rules) => rules.iter().any(|rule| rule.any(test)),
            leaf => leaf.values().into_iter().any(|value| value.any(test)),
        }
    }

    /// Whether `test` says yes to any endpoint in it.
    pub fn has(&self, test: &dyn Fn(&Endpoint) -> bool) -> bool {
        match self {
            Self::Tree(rules) => rules.iter().any(|rule| rule.outcome.has(test)),
            Self::Endpoint(endpoint) => test(endpoint),
            Self::Error(_) => false,
        }
    }

    /// The values of an endpoint or an error.
    pub fn values(&self) -> Vec<&Expr> {
        match self {
            Self::Tree(_) => Vec::new(),
            Self::Error(message) => vec![message],
            Self::Endpoint(endpoint) => endpoint.values(),
        }
    }
}
