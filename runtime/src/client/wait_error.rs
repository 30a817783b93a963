//! The end of waiting.

use crate::error::Error;
use crate::operation::Operation;
use crate::wait::{State, Wait};
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// The result of the call after which a resource had the state that was waited for.
pub struct Waited<O: Operation> {
    result: Result<O::Output, Error<O::Error>>,
    attempts: u32,
}

impl<O: Operation> Waited<O> {
    pub(super) fn new(result: Result<O::Output, Error<O::Error>>, attempts: u32) -> Self {
        Self { result, attempts }
    }

    /// Returns the output, unless the call ended with an error: a waiter for the absence of a resource waits for an error.
    pub fn output(&self) -> Option<&O::Output> {
        self.result.as_ref().ok()
    }

    /// Returns the result of the last call.
    pub fn into_result(self) -> Result<O::Output, Error<O::Error>> {
        self.result
    }

    /// Returns the number of calls.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

impl<O: Operation> fmt::Debug for Waited<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waited").field("result", &self.result).field("attempts", &self.attempts).finish()
    }
}

/// The resource did not reach the state that was waited for.
pub struct WaitError<O: Operation>(Box<Inner<O>>);

// Boxed to keep results small.
struct Inner<O: Operation> {
    waiter: &'static str,
    kind: WaitErrorKind,
    /// The matcher of the result that ended waiting, if one matched.
    matched: Option<String>,
    attempts: u32,
    max_wait: Duration,
    /// The result of the last call; `None` if there was no call.
    last: Option<Result<O::Output, Error<O::Error>>>,
}

/// The reason for the end of waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WaitErrorKind {
    /// The resource cannot reach the state any more.
    Failed,
    /// A call failed with an error that no acceptor matches.
    Call,
    /// The time is over.
    TimedOut,
}

impl<O: Operation> WaitError<O> {
    fn new(wait: &Wait<O>, kind: WaitErrorKind, last: Option<Result<O::Output, Error<O::Error>>>) -> Self {
        let matched = wait.accepted().map(|acceptor| acceptor.matcher.to_string());
        let (waiter, attempts, max_wait) = (wait.waiter().name, wait.attempts(), wait.max_wait());
        Self(Box::new(Inner { waiter, kind, matched, attempts, max_wait, last }))
    }

    pub(super) fn failed(wait: &Wait<O>, last: Result<O::Output, Error<O::Error>>) -> Self {
        let is_known = wait.accepted().is_some_and(|acceptor| acceptor.state == State::Failure);
        let kind = if is_known { WaitErrorKind::Failed } else { WaitErrorKind::Call };
        Self::new(wait, kind, Some(last))
    }

    pub(super) fn timed_out(wait: &Wait<O>, last: Result<O::Output, Error<O::Error>>) -> Self {
        Self::new(wait, WaitErrorKind::TimedOut, Some(last))
    }

    /// Creates the error for a call that could not be made.
    pub(super) fn of_call(wait: &Wait<O>, error: Option<Error<O::Error>>) -> Self {
        Self::new(wait, WaitErrorKind::Call, error.map(Err))
    }

    /// Returns the reason.
    pub fn kind(&self) -> WaitErrorKind {
        self.0.kind
    }

    /// Returns whether the time was over.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == WaitErrorKind::TimedOut
    }

    /// Returns the number of calls.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns the output of the last call, unless it failed.
    pub fn output(&self) -> Option<&O::Output> {
        self.0.last.as_ref()?.as_ref().ok()
    }

    /// Returns the error of the last call, if it failed.
    pub fn error(&self) -> Option<&Error<O::Error>> {
        self.0.last.as_ref()?.as_ref().err()
    }
}

impl<O: Operation> fmt::Display for WaitError<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (waiter, operation, attempts) = (self.0.waiter, O::OPERATION.name, self.0.attempts);
        let calls = if attempts == 1 { "call" } else { "calls" };
        match self.0.kind {
            WaitErrorKind::Failed => write!(f, "{waiter} cannot be reached any more")?,
            WaitErrorKind::Call => write!(f, "{waiter}: a call failed")?,
            WaitErrorKind::TimedOut => write!(f, "{waiter} was not reached within {:?}", self.0.max_wait)?,
        }
        write!(f, ", after {attempts} {calls} of {operation}")?;
        if let Some(matched) = &self.0.matched {
            write!(f, ": {matched}")?;
        }
        match self.error() {
            Some(error) => write!(f, ": {error}"),
            None => Ok(()),
        }
    }
}

impl<O: Operation> fmt::Debug for WaitError<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitError")
            .field("waiter", &self.0.waiter)
            .field("kind", &self.0.kind)
            .field("attempts", &self.0.attempts)
            .field("last", &self.0.last)
            .finish_non_exhaustive()
    }
}

impl<O: Operation> StdError for WaitError<O> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error().map(|error| error as &(dyn StdError + 'static))
    }
}
