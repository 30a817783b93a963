//! Endpoint rules as a binary decision diagram: the trait `smithy.rules#endpointBdd`.

use super::endpoint::Endpoint;
use super::rule::{Condition, Outcome};
use super::value::Expr;

/// A decision diagram: each branch tests a condition and leads to a branch or an outcome. It has no cycles.
///
/// Names that conditions bind are visible everywhere. A name that no condition has bound is unset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagram {
    /// The conditions, each after those that bind its names.
    pub conditions: Vec<Test>,
    /// The endpoints and errors.
    pub outcomes: Vec<Leaf>,
    /// The branches. Evaluation starts at the first one; without branches, at `root`.
    pub branches: Vec<Branch>,
    /// The start of evaluation if there are no branches.
    pub root: Target,
}

/// A condition of a diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// The parameters and names that must be set for the condition to hold.
    pub needs: Vec<Expr>,
    /// The condition, evaluated if they are set.
    pub condition: Condition,
}

/// An outcome of a diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The parameters and names that must be set for the outcome to apply.
    pub needs: Vec<Expr>,
    /// An endpoint or an error.
    pub outcome: Outcome,
}

/// A branch of a diagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The index of the condition.
    pub condition: usize,
    /// The target if the condition holds.
    pub holds: Target,
    /// The target if the condition does not hold.
    pub fails: Target,
}

/// The target of a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A branch, by its index.
    Branch(usize),
    /// An outcome, by its index.
    Outcome(usize),
    /// No rule matches.
    NoMatch,
}

impl Diagram {
    /// Returns whether `test` holds for any value of the diagram.
    pub fn any(&self, test: &dyn Fn(&Expr) -> bool) -> bool {
        let any = |needs: &[Expr]| needs.iter().any(|need| need.any(test));
        let in_conditions = |one: &Test| any(&one.needs) || one.condition.value().any(test);
        self.conditions.iter().any(in_conditions)
            || self.outcomes.iter().any(|leaf| any(&leaf.needs) || leaf.outcome.any(test))
    }

    /// Returns whether `test` holds for any endpoint of the diagram.
    pub fn has(&self, test: &dyn Fn(&Endpoint) -> bool) -> bool {
        self.outcomes.iter().any(|leaf| leaf.outcome.has(test))
    }
}
