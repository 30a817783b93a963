//! A rule set with its parameters.

use super::diagram::Diagram;
use super::endpoint::Endpoint;
use super::input::Input;
use super::rule::Rule;
use super::value::Expr;
use std::cell::RefCell;
use std::collections::BTreeSet;

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

    /// Returns the names of the authentication schemes of all endpoints.
    pub fn auth_schemes(&self) -> BTreeSet<String> {
        let names = RefCell::new(BTreeSet::new());
        self.logic.has(&|endpoint| {
            for scheme in &endpoint.auth_schemes {
                let alternative = scheme.alternative.iter().map(|(_, name)| name);
                names.borrow_mut().extend(alternative.chain([&scheme.name]).cloned());
            }
            false
        });
        names.into_inner()
    }

    /// Returns the names of the parameters on which the result depends: those that a rule reads, and the required ones.
    pub fn effective_parameters(&self) -> BTreeSet<&str> {
        let read = RefCell::new(Vec::new());
        self.logic.any(&|value| {
            if let Expr::Input(input) = value
                && !read.borrow().contains(input)
            {
                read.borrow_mut().push(input.clone());
            }
            false
        });
        let read = read.into_inner();
        let parameters = self.parameters.iter();
        let effective = parameters.filter(|parameter| parameter.required || read.contains(&parameter.input));
        effective.map(|parameter| parameter.name.as_str()).collect()
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
