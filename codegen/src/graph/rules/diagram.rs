//! Endpoint rules as a binary decision diagram: the trait `smithy.rules#endpointBdd`.

use super::endpoint::Endpoint;
use super::rule::{Condition, Outcome};
use super::value::Expr;

/// A decision diagram: each branch tests a condition and leads to a branch or an outcome. No path leads in a circle.
///
/// Names that conditions give are known everywhere. What is read before it was given is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagram {
    /// The conditions, each after those that give the names which it reads.
    pub conditions: Vec<Test>,
    /// The endpoints and errors.
    pub outcomes: Vec<Leaf>,
    /// The branches. The first one is where to begin; without branches, there is one outcome or none.
    pub branches: Vec<Branch>,
    /// Where to begin if there are no branches.
    pub root: Target,
}

/// A condition of a diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// Inputs and names without which the condition does not hold.
    pub needs: Vec<Expr>,
    /// The condition, where they are there.
    pub condition: Condition,
}

/// An outcome of a diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Inputs and names without which there is no endpoint.
    pub needs: Vec<Expr>,
    /// An endpoint or an error.
    pub outcome: Outcome,
}

/// A place where a diagram branches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The index of the condition.
    pub condition: usize,
    /// Where to go on if it holds.
    pub holds: Target,
    /// Where to go on if it does not.
    pub fails: Target,
}

/// Where a branch leads.
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
    /// Whether `test` says yes to any value in it.
    pub fn any(&self, test: &dyn Fn(&Expr) -> bool) -> bool {
        let any = |needs: &[Expr]| needs.iter().any(|need| need.any(test));
        let in_conditions = |one: &Test| any(&one.needs) || one.condition.value().any(test);
        self.conditions.iter().any(in_conditions)
            || self.outcomes.iter().any(|leaf| any(&leaf.needs) || leaf.outcome.any(test))
    }

    /// Whether `test` says yes to any endpoint in it.
    pub fn has(&self, test: &dyn Fn(&Endpoint) -> bool) -> bool {
        self.outcomes.iter().any(|leaf| leaf.outcome.has(test))
    }
}
