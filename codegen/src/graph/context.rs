//! What an operation tells the endpoint rules.

use super::rules::Constant;

/// A parameter of the rules that an operation gives a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextParam {
    /// Its name in the rules.
    pub name: String,
    /// What it is.
    pub value: ContextValue,
}

/// What an operation tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContextValue {
    /// The same in each call (`staticContextParams`).
    Constant(Constant),
    /// What is found in the input, step by step (`operationContextParams`).
    Path(Vec<Step>),
}

/// A step into an input: the part of JMESPath that models use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The member of this name.
    Member(String),
    /// Each element of a list, each value of a map.
    Each,
    /// The keys of a map.
    Keys,
    /// All of these, one after another.
    All(Vec<Vec<Step>>),
}
