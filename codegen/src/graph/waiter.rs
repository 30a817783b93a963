//! Waiters.

use super::jmespath::Expression;

/// A state that can be waited for (`smithy.waiters#waitable`).
#[derive(Clone, Debug, PartialEq)]
pub struct Waiter {
    /// The name.
    pub name: String,
    /// What decides about the result of a call, in order.
    pub acceptors: Vec<Acceptor>,
    /// The minimum delay between two calls, in seconds.
    pub min_delay: u32,
    /// The maximum delay between two calls, in seconds.
    pub max_delay: u32,
}

/// What the result of a call means.
#[derive(Clone, Debug, PartialEq)]
pub struct Acceptor {
    /// The meaning.
    pub state: AcceptorState,
    /// The results that have it.
    pub matcher: Matcher,
}

/// The meaning of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named for the values in the model")]
pub enum AcceptorState {
    Success,
    Failure,
    Retry,
}

/// Selects results of calls.
#[derive(Clone, Debug, PartialEq)]
pub enum Matcher {
    /// Outputs for which the expression has an expected value.
    Output(Expression, Expected),
    /// The same for an expression over an object with the members `input` and `output`.
    InputOutput(Expression, Expected),
    /// All outputs, or all errors.
    Success(bool),
    /// Errors with this code.
    Error(String),
    /// Responses with this status. Smithy has no such matcher.
    Status(u16),
}

/// The value that an expression is expected to have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named for the runtime's variants")]
pub enum Expected {
    String(String),
    Bool(bool),
    AllStrings(String),
    AnyString(String),
    /// Smithy has no comparison for lists of booleans.
    AllBools(bool),
    /// Smithy has no comparison for lists of booleans.
    AnyBool(bool),
}

impl Waiter {
    /// The name of the trait.
    pub const NAME: &str = "smithy.waiters#waitable";
    /// The name of the trait for waiters that Smithy's cannot describe. Its values have the keys of botocore.
    pub const OF_BOTOCORE: &str = "smithereen.botocore#waiters";
    /// The delays that a model need not state, in seconds.
    pub const DELAYS: (u32, u32) = (2, 120);

    /// Returns whether Smithy's trait can describe it.
    pub fn is_plain(&self) -> bool {
        self.acceptors.iter().all(|acceptor| match &acceptor.matcher {
            Matcher::Output(_, expected) | Matcher::InputOutput(_, expected) => {
                !matches!(expected, Expected::AllBools(_) | Expected::AnyBool(_))
            }
            Matcher::Status(_) => false,
            Matcher::Success(_) | Matcher::Error(_) => true,
        })
    }
}

impl AcceptorState {
    /// All states.
    pub const ALL: [Self; 3] = [Self::Success, Self::Failure, Self::Retry];

    /// Returns the value in the model.
    pub fn name(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Retry => "retry",
        }
    }
}

impl Matcher {
    /// Returns the matcher as text, for people.
    pub fn describe(&self) -> String {
        match self {
            Self::Output(expression, expected) | Self::InputOutput(expression, expected) => {
                format!("`{expression}` {}", expected.describe())
            }
            Self::Success(true) => "the call succeeds".to_owned(),
            Self::Success(false) => "the call fails".to_owned(),
            Self::Error(code) => format!("the error is `{code}`"),
            Self::Status(status) => format!("the status is {status}"),
        }
    }
}

impl Expected {
    fn describe(&self) -> String {
        match self {
            Self::String(text) => format!("is `{text}`"),
            Self::Bool(value) => format!("is {value}"),
            Self::AllStrings(text) => format!("is `{text}` in all cases"),
            Self::AnyString(text) => format!("is `{text}` in one case"),
            Self::AllBools(value) => format!("is {value} in all cases"),
            Self::AnyBool(value) => format!("is {value} in one case"),
        }
    }
}
