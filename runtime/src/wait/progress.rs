//! The state of waiting: how many calls were made, and the next step.

use super::matching::{Outcome, accepting};
use super::{Acceptor, State, Waiter, backoff};
use crate::error::Error;
use crate::operation::Operation;
use std::time::Duration;

/// The next step after the result of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The resource has the state.
    Done,
    /// The resource cannot reach the state any more, or the call failed with an error that no acceptor matches.
    Failed,
    /// The call has to be repeated after this delay.
    Retry(Duration),
    /// No time is left for another call.
    TimedOut,
}

/// Waits for a state. It decides about the result of each call; the caller makes the calls and sleeps between them.
///
/// ```
/// # use smithereen::{Error, Operation, Waiter};
/// # use smithereen::wait::Progress;
/// # use std::time::{Duration, Instant};
/// /// Waits up to five minutes, with `send` as the transport.
/// fn wait<O: Operation>(waiter: Waiter<O>, input: &O, send: impl Fn(&O) -> Result<O::Output, Error<O::Error>>) -> bool {
///     let (mut wait, start) = (waiter.start(Duration::from_secs(300)), Instant::now());
///     loop {
///         match wait.observe(input, &send(input), start.elapsed()) {
///             Progress::Retry(delay) => std::thread::sleep(delay),
///             progress => return progress == Progress::Done,
///         }
///     }
/// }
/// ```
#[derive(Debug)]
pub struct Wait<O> {
    waiter: Waiter<O>,
    max_wait: Duration,
    attempts: u32,
    /// The acceptor that the last result matched.
    accepted: Option<&'static Acceptor>,
    has_jitter: bool,
}

impl<O: Operation> Waiter<O> {
    /// Starts to wait, for at most `max_wait` from the first call on.
    pub fn start(self, max_wait: Duration) -> Wait<O> {
        Wait { waiter: self, max_wait, attempts: 0, accepted: None, has_jitter: true }
    }
}

impl<O: Operation> Wait<O> {
    /// Waits for the longest delay each time, in place of a random one between the minimum and the longest. For tests.
    #[must_use]
    pub fn without_jitter(self) -> Self {
        Self { has_jitter: false, ..self }
    }

    /// Decides about the result of a call. `elapsed` is the time since the first call.
    ///
    /// The first acceptor that the result matches counts. Otherwise, the call is repeated after an output, and an error is a
    /// failure.
    pub fn observe(
        &mut self,
        input: &O,
        result: &Result<O::Output, Error<O::Error>>,
        elapsed: Duration,
    ) -> Progress {
        self.attempts = self.attempts.saturating_add(1);
        self.accepted = accepting(self.waiter.acceptors, input, Outcome::of(result));
        match self.accepted.map(|acceptor| acceptor.state) {
            Some(State::Success) => Progress::Done,
            Some(State::Failure) => Progress::Failed,
            None if result.is_err() => Progress::Failed,
            Some(State::Retry) | None => self.retry(elapsed),
        }
    }

    fn retry(&self, elapsed: Duration) -> Progress {
        let delays = (self.waiter.min_delay, self.waiter.max_delay);
        let random = if self.has_jitter { backoff::random() } else { 1.0 };
        let remaining = self.max_wait.saturating_sub(elapsed);
        backoff::delay(delays, self.attempts, remaining, random).map_or(Progress::TimedOut, Progress::Retry)
    }

    /// Returns the waiter.
    pub fn waiter(&self) -> Waiter<O> {
        self.waiter
    }

    /// Returns the number of calls so far.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns the longest time to wait.
    pub fn max_wait(&self) -> Duration {
        self.max_wait
    }

    /// Returns the acceptor that the last result matched, if it matched one.
    pub fn accepted(&self) -> Option<&'static Acceptor> {
        self.accepted
    }
}
