//! A rule set with its parameters.

use super::diagram::Diagram;
use super::endpoint::Endpoint;
use super::input::Input;
use super::rule::Rule;
use super::value::Expr;

/// The endpoint rules of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSet {
    /// The parameters, in the model's order.
    pub parameters: Vec<Parameter>,
    /// The rules, or the decision diagram.
    pub logic: Logic,
}

/// The form of endpoint rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Logic {
    /// A list of rules, of which the first matching one applies.
    Rules(Vec<Rule>),
    /// A decision diagram.
    Diagram(Diagram),
}

impl Logic {
    /// Returns whether `test` holds for any value of the rules.
    pub fn any(&self, test: &dyn Fn(&Expr) -> bool) -> bool {
        match self {
            Self::Rules(rules) => rules.iter().any(|rule| rule.any(test)),
            Self::Diagram(diagram) => diagram.any(test),
        }
    }

    /// Returns whether `test` holds for any endpoint of the rules.
    pub fn has(&self, test: &dyn Fn(&Endpoint) -> bool) -> bool {
        match self {
            Self::Rules(rules) => rules.iter().any(|rule| rule.outcome.has(test)),
            Self::Diagram(diagram) => diagram.has(test),
        }
    }
}

impl RuleSet {
    /// Returns whether any rule uses the partition of a region.
    pub fn needs_partitions(&self) -> bool {
        self.logic.any(&|value| matches!(value, Expr::Partition(_)))
    }
}

/// A parameter of a rule set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name in the rules.
    pub name: String,
    /// The source of its value.
    pub input: Input,
    /// Whether the parameter is required.
    pub required: bool,
}
