//! Waits for a state with repeated calls.

use super::call::Call;
use super::caller::Caller;
use super::settings::{CallSettings, settings_of_each_call};
use super::wait_error::{WaitError, Waited};
use crate::error::{BoxError, BuildError, Error, TransportError, TransportKind};
use crate::operation::Operation;
use crate::wait::{Progress, Wait, Waiter};
use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_types::config_bag::ConfigBag;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

/// Waits for a state, as [`Caller::wait`] returns it. It starts when it is awaited, and borrows nothing.
///
/// Dropping it ends the calls.
#[must_use = "calls are made when it is awaited"]
pub struct Waiting<O: Operation> {
    caller: Caller,
    input: O,
    wait: Wait<O>,
    state: State<O>,
    clock: Option<Clock>,
    /// The time of the first call.
    started: Option<SystemTime>,
    /// The sum of all delays. A fake does not sleep, so that the clock alone would never reach the end of the time.
    slept: Duration,
    /// The settings of each call.
    settings: Option<Box<CallSettings>>,
}

enum State<O: Operation> {
    /// The first call was not made.
    Starting,
    Calling(Call<O>),
    Sleeping(Sleep),
    Failed(Option<Error<O::Error>>),
}

impl Caller {
    /// Repeats the call of an operation until the waiter is done, for at most `max_wait` from the first call on. The last call is
    /// not ended at that time.
    pub fn wait<O: Operation>(&self, input: &O, waiter: Waiter<O>, max_wait: Duration) -> Waiting<O> {
        let mut copy = O::default_value();
        let streamed = crate::reflect::copy_members(input, &mut copy);
        let (state, clock) = match (streamed, Clock::of::<O>(self)) {
            (Some(member), _) => {
                let error =
                    BuildError::new(O::OPERATION.name, member, "a stream cannot be sent with each call");
                (State::Failed(Some(error.into())), None)
            }
            (None, Err(error)) => (State::Failed(Some(error.into())), None),
            (None, Ok(clock)) => (State::Starting, Some(clock)),
        };
        let (caller, wait) = (self.clone(), waiter.start(max_wait));
        let (started, slept, settings) = (None, Duration::ZERO, None);
        Waiting { caller, input: copy, wait, state, clock, started, slept, settings }
    }
}

impl<O: Operation> Waiting<O> {
    /// Waits for the longest delay each time, in place of a random one. For tests.
    pub fn without_jitter(self) -> Self {
        Self { wait: self.wait.without_jitter(), ..self }
    }

    /// Decides about the result of a call: the next state, or the end.
    fn observe(&mut self, result: Result<O::Output, Error<O::Error>>) -> Result<State<O>, Box<Ended<O>>> {
        let on_the_clock =
            self.now().zip(self.started).and_then(|(now, start)| now.duration_since(start).ok());
        let elapsed = on_the_clock.unwrap_or_default().max(self.slept);
        match self.wait.observe(&self.input, &result, elapsed) {
            Progress::Retry(delay) => {
                self.slept += delay;
                Ok(self.sleep(delay))
            }
            Progress::Done => Err(Box::new(Ok(Waited::new(result, self.wait.attempts())))),
            Progress::Failed => Err(Box::new(Err(WaitError::failed(&self.wait, result)))),
            Progress::TimedOut => Err(Box::new(Err(WaitError::timed_out(&self.wait, result)))),
        }
    }

    fn call(&self) -> State<O> {
        State::Calling(self.caller.call(&self.input).with_settings(self.settings.clone()))
    }

    fn sleep(&self, delay: Duration) -> State<O> {
        match &self.clock {
            Some(clock) => State::Sleeping(clock.sleep.sleep(delay)),
            None => State::Failed(None),
        }
    }

    fn now(&self) -> Option<SystemTime> {
        self.clock.as_ref().map(|clock| clock.time.now())
    }
}

/// # Settings of each call
///
/// They do not bound the time of waiting, which ends after the maximum time that it was started with. For other credentials, wait
/// with [`Caller::with_credentials`].
impl<O: Operation> Waiting<O> {
    settings_of_each_call!(settings);
}

/// What the configuration has for the time.
struct Clock {
    sleep: SharedAsyncSleep,
    time: SharedTimeSource,
}

impl Clock {
    fn of<O: Operation>(caller: &Caller) -> Result<Self, TransportError> {
        let other = |problem: BoxError| TransportError::new(TransportKind::Other, problem);
        let plugins = caller.plugins_for(O::OPERATION)?;
        let components = plugins.apply_client_configuration(&mut ConfigBag::base()).map_err(other)?;
        let problem = "the configuration has no `sleep_impl`, which waiters need";
        let sleep = components.sleep_impl().ok_or_else(|| other(problem.into()))?;
        Ok(Self { sleep, time: components.time_source().unwrap_or_default() })
    }
}

/// The end of waiting.
type Ended<O> = Result<Waited<O>, WaitError<O>>;

impl<O: Operation + Unpin> Future for Waiting<O> {
    type Output = Ended<O>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let waiting = self.get_mut();
        waiting.started = waiting.started.or_else(|| waiting.now());
        loop {
            let next = match &mut waiting.state {
                State::Starting => Ok(waiting.call()),
                State::Calling(call) => match Pin::new(call).poll(cx) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(result) => waiting.observe(result),
                },
                State::Sleeping(sleep) => match Pin::new(sleep).poll(cx) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(()) => Ok(waiting.call()),
                },
                State::Failed(error) => Err(Box::new(Err(WaitError::of_call(&waiting.wait, error.take())))),
            };
            match next {
                Ok(state) => waiting.state = state,
                Err(ended) => {
                    waiting.state = State::Failed(None);
                    return Poll::Ready(*ended);
                }
            }
        }
    }
}

/// Shows no input, since it may be sensitive.
impl<O: Operation> fmt::Debug for Waiting<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiting").field("waiter", &self.wait.waiter().name).finish_non_exhaustive()
    }
}
