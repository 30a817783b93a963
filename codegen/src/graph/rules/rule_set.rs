//! A rule set with its parameters.

use super::diagram::Diagram;
use super::endpoint::Endpoint;
use super::input::Input;
use super::rule::Rule;
use super::value::Expr;

/// The rules of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSet {
    /// What rules may decide by, in the model's order.
    pub parameters: Vec<Parameter>,
    /// How they lead to an outcome.
    pub logic: Logic,
}

/// How rules lead to an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Logic {
    /// Tried in this order, until one gives an outcome.
    Rules(Vec<Rule>),
    /// Followed from its root.
    Diagram(Diagram),
}

impl Logic {
    /// Whether `test` says yes to any value in it.
    pub fn any(&self, test: &dyn Fn(&Expr) -> bool) -> bool {
        match self {
            Self::Rules(rules) => rules.iter().any(|rule| rule.any(test)),
            Self::Diagram(diagram) => diagram.any(test),
        }
    }

    /// Whether `test` says yes to any endpoint in it.
    pub fn has(&self, test: &dyn Fn(&Endpoint) -> bool) -> bool {
        match self {
            Self::Rules(rules) => rules.iter().any(|rule| rule.outcome.has(test)),
            Self::Diagram(diagram) => diagram.has(test),
        }
    }
}

impl RuleSet {
    /// Whether it asks for the partition of a region.
    pub fn needs_partitions(&self) -> bool {
        self.logic.any(&|value| matches!(value, Expr::Partition(_)))
    }
}

/// Something that rules may decide by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name in the rules.
    pub name: String,
    /// What it stands for.
    pub input: Input,
    /// Whether there is no endpoint without it.
    pub required: bool,
}
