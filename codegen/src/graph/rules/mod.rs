//! The endpoint rules of a service, checked: each name leads somewhere, each value is of the type that its place
//! asks for, and what may be missing is tested before it is used. One exception: an outcome may be made from an
//! input that nothing tested, and there is none where that is missing.

mod by_url;
mod diagram;
mod endpoint;
mod input;
mod value;

pub use diagram::{Branch, Diagram, Leaf, Target, Test};
pub use endpoint::{AuthScheme, Endpoint, Property};
pub use input::{Constant, Input, InputKind, Source};
pub use value::{Attribute, Expr};

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
