//! Waiters: how often a call is repeated until a resource has a certain state. Nothing is sent and nothing sleeps here.
//!
//! The rules are those of [Smithy's specification](https://smithy.io/2.0/additional-specs/waiters.html). The
//! definition of a waiter, and the steps that work without a client, belong here. The waiters of clients are in
//! [`client`](crate::client).

mod backoff;
mod describe;
mod matching;
mod progress;
#[cfg(test)]
mod tests;

pub use progress::{Progress, Wait};

use crate::jmespath::Expression;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

/// A waiter of the operation with the input `O`, as described by its model (`smithy.waiters#waitable`; in botocore, a waiter).
///
/// ```
/// use smithereen::Waiter;
/// use smithereen::jmespath::Expression;
/// use smithereen::wait::{Acceptor, Expected, Matcher};
/// const ACCEPTORS: &[Acceptor] = &[
///     Acceptor::success(Matcher::Output(Expression::Path(&["status"]), Expected::String("ACTIVE"))),
///     Acceptor::failure(Matcher::Error("ResourceNotFoundException")),
/// ];
/// const fn thing_active<O>() -> Waiter<O> {
///     Waiter::new("ThingActive", ACCEPTORS).delays(5, 120)
/// }
/// ```
#[non_exhaustive]
pub struct Waiter<O> {
    /// The name in the model.
    pub name: &'static str,
    /// The acceptors of the results of calls. The first match counts.
    pub acceptors: &'static [Acceptor],
    /// The minimum delay between two calls.
    pub min_delay: Duration,
    /// The maximum delay between two calls.
    pub max_delay: Duration,
    operation: PhantomData<fn() -> O>,
}

impl<O> Waiter<O> {
    /// Creates a waiter with delays of 2 to 120 seconds, Smithy's defaults.
    pub const fn new(name: &'static str, acceptors: &'static [Acceptor]) -> Self {
        let (min_delay, max_delay) = (Duration::from_secs(2), Duration::from_secs(120));
        Self { name, acceptors, min_delay, max_delay, operation: PhantomData }
    }

    /// Sets the minimum and the maximum delay between two calls, in seconds.
    #[must_use]
    pub const fn delays(self, min: u32, max: u32) -> Self {
        let (min_delay, max_delay) = (Duration::from_secs(min as u64), Duration::from_secs(max as u64));
        Self { min_delay, max_delay, ..self }
    }
}

impl<O> Clone for Waiter<O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<O> Copy for Waiter<O> {}

impl<O> fmt::Debug for Waiter<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiter")
            .field("name", &self.name)
            .field("acceptors", &self.acceptors)
            .finish_non_exhaustive()
    }
}

/// Maps matching results of a call to a state of waiting.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Acceptor {
    /// The state after a matching result.
    pub state: State,
    /// The results that the acceptor matches.
    pub matcher: Matcher,
}

impl Acceptor {
    /// Creates an acceptor for results that the waiter waits for.
    pub const fn success(matcher: Matcher) -> Self {
        Self { state: State::Success, matcher }
    }

    /// Creates an acceptor for results after which the state cannot be reached any more.
    pub const fn failure(matcher: Matcher) -> Self {
        Self { state: State::Failure, matcher }
    }

    /// Creates an acceptor for results after which the call is repeated.
    pub const fn retry(matcher: Matcher) -> Self {
        Self { state: State::Retry, matcher }
    }
}

/// The meaning of a result for a waiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The resource has the state that the waiter waits for.
    Success,
    /// The resource cannot reach the state any more.
    Failure,
    /// The resource may reach the state.
    Retry,
}

/// Selects results of calls.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Matcher {
    /// Outputs for which the expression has an expected value.
    Output(Expression, Expected),
    /// Outputs for which the expression has an expected value. It is evaluated for an object with the members `input` and
    /// `output`.
    InputOutput(Expression, Expected),
    /// All outputs, if true; all errors of the service, if false.
    Success(bool),
    /// Errors of the service with this code, or of the shape with this name. The operation need not have such an error.
    Error(&'static str),
    /// Responses with this status, be they outputs or errors. Outputs have the status 200 here.
    Status(u16),
}

/// The value that an expression is expected to have. All and any need a list with at least one element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expected {
    /// This string.
    String(&'static str),
    /// This boolean.
    Bool(bool),
    /// A list of this string alone.
    AllStrings(&'static str),
    /// A list with this string among its elements.
    AnyString(&'static str),
    /// A list of this boolean alone.
    AllBools(bool),
    /// A list with this boolean among its elements.
    AnyBool(bool),
}
