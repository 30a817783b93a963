//! The clock of a fake: time passes only when everything waits for it.

use aws_smithy_async::rt::sleep::{AsyncSleep, Sleep};
use aws_smithy_async::time::TimeSource;
use std::collections::BTreeMap;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

/// The number of polls of a sleep, without a change of the clock between them, after which everything counts as waiting. Each
/// poll gives the other tasks of a single-threaded runtime a turn.
const IDLE_POLLS: u32 = 64;

/// A clock without real time: it is both the time source and the sleep of a client.
///
/// It starts at the time of the system. A sleep wakes the task that polls it again and again. When it was polled often enough
/// without a new sleep or the end of one, the clock advances to the earliest end of a sleep. So timeouts, latencies and delays
/// end in their order, at once. On a runtime with several threads, tasks may run late, so that the order of their sleeps can
/// differ.
#[derive(Clone)]
pub(super) struct Clock(Arc<Mutex<State>>);

struct State {
    start: SystemTime,
    elapsed: Duration,
    /// The sleeps that have not ended, by their end and a number, with the waker of the task that polled them last.
    sleeps: BTreeMap<(Duration, u64), Option<Waker>>,
    next_number: u64,
    /// Counts the changes of the other fields.
    changes: u64,
}

impl State {
    /// Advances the clock, and returns the wakers of the sleeps that have ended. They are to be called without the lock.
    fn advance_to(&mut self, time: Duration) -> Vec<Waker> {
        self.elapsed = self.elapsed.max(time);
        self.changes += 1;
        let mut ended = Vec::new();
        while let Some(entry) = self.sleeps.first_entry()
            && entry.key().0 <= self.elapsed
        {
            ended.extend(entry.remove());
        }
        ended
    }
}

impl Clock {
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(State {
            start: SystemTime::now(),
            elapsed: Duration::ZERO,
            sleeps: BTreeMap::new(),
            next_number: 0,
            changes: 0,
        })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the time since the creation of the clock.
    pub(super) fn elapsed(&self) -> Duration {
        self.state().elapsed
    }

    /// Lets time pass. Sleeps that end until then end.
    pub(super) fn advance(&self, duration: Duration) {
        let mut state = self.state();
        let time = state.elapsed.saturating_add(duration);
        let ended = state.advance_to(time);
        drop(state);
        ended.into_iter().for_each(Waker::wake);
    }
}

impl AsyncSleep for Clock {
    fn sleep(&self, duration: Duration) -> Sleep {
        let mut state = self.state();
        let key = (state.elapsed.saturating_add(duration), state.next_number);
        state.next_number += 1;
        state.changes += 1;
        state.sleeps.insert(key, None);
        Sleep::new(Sleeping { clock: self.clone(), key, idle_polls: 0, changes: 0 })
    }
}

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        let state = self.state();
        state.start.checked_add(state.elapsed).unwrap_or(state.start)
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// A sleep that has not ended.
struct Sleeping {
    clock: Clock,
    key: (Duration, u64),
    idle_polls: u32,
    /// The number of changes at the last poll.
    changes: u64,
}

impl Future for Sleeping {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let sleeping = self.get_mut();
        let mut state = sleeping.clock.state();
        if sleeping.changes != state.changes {
            sleeping.changes = state.changes;
            sleeping.idle_polls = 0;
        }
        sleeping.idle_polls += 1;
        let earliest = state.sleeps.first_key_value().map(|((end, _), _)| *end);
        let ended = match earliest.filter(|_| sleeping.idle_polls > IDLE_POLLS) {
            Some(end) => state.advance_to(end),
            None => Vec::new(),
        };
        let has_ended = sleeping.key.0 <= state.elapsed;
        if !has_ended {
            state.sleeps.insert(sleeping.key, Some(cx.waker().clone()));
        }
        drop(state);
        ended.into_iter().for_each(Waker::wake);
        if has_ended {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Drop for Sleeping {
    fn drop(&mut self) {
        let mut state = self.clock.state();
        if state.sleeps.remove(&self.key).is_some() {
            state.changes += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::pin;

    /// Runs a future to its end.
    fn run<T>(future: impl Future<Output = T>) -> T {
        let mut future = pin!(future);
        loop {
            if let Poll::Ready(result) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                return result;
            }
        }
    }

    fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    #[test]
    fn time_passes_to_the_end_of_a_sleep() {
        let clock = Clock::new();
        let start = clock.now();
        run(clock.sleep(seconds(3600)));
        assert_eq!(clock.elapsed(), seconds(3600));
        assert_eq!(clock.now(), start + seconds(3600));
        run(clock.sleep(Duration::MAX));
        assert_eq!(clock.elapsed(), Duration::MAX);
    }

    #[test]
    fn sleeps_end_in_the_order_of_their_ends() {
        let clock = Clock::new();
        let ended = Mutex::new(Vec::new());
        let sleep = |length| {
            let (clock, ended) = (&clock, &ended);
            async move {
                clock.sleep(seconds(length)).await;
                ended.lock().unwrap().push((length, clock.elapsed()));
            }
        };
        run(async {
            let mut sleeps = [3, 1, 2].map(|length| Box::pin(sleep(length)));
            let mut done = [false; 3];
            std::future::poll_fn(|cx| {
                for (sleep, done) in sleeps.iter_mut().zip(&mut done) {
                    *done = *done || sleep.as_mut().poll(cx).is_ready();
                }
                if done.iter().all(|done| *done) { Poll::Ready(()) } else { Poll::Pending }
            })
            .await;
        });
        assert_eq!(*ended.lock().unwrap(), [1, 2, 3].map(|length| (length, seconds(length))));
    }

    #[test]
    fn a_dropped_sleep_does_not_hold_up_the_clock() {
        let clock = Clock::new();
        drop(clock.sleep(seconds(1)));
        run(clock.sleep(seconds(5)));
        assert_eq!(clock.elapsed(), seconds(5));
    }

    #[test]
    fn a_sleep_that_nothing_polls_does_not_hold_up_the_clock() {
        let clock = Clock::new();
        let unpolled = clock.sleep(seconds(1));
        run(clock.sleep(seconds(5)));
        run(unpolled);
        assert_eq!(clock.elapsed(), seconds(5));
    }

    #[test]
    fn a_clock_can_be_advanced() {
        let clock = Clock::new();
        let sleep = clock.sleep(seconds(10));
        clock.advance(seconds(10));
        let mut sleep = pin!(sleep);
        let polled = sleep.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!((polled, clock.elapsed()), (Poll::Ready(()), seconds(10)));
    }
}
