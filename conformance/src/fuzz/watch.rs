//! Detects panics and timeouts of the generator.

use smithereen_codegen::{CrateSources, Outcome};
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The time limit of a mutant. The slowest take milliseconds.
pub(super) const TIMEOUT: Duration = Duration::from_secs(5);

thread_local! {
    /// The message and location of this thread's last panic.
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Captures the messages of panics for [`generate`] in place of printing them.
pub(super) fn listen() {
    panic::set_hook(Box::new(|info| {
        LAST_PANIC.with(|words| *words.borrow_mut() = info.to_string());
    }));
}

/// Runs a function. A panic is an error with its message.
pub(super) fn guarded<T>(something: impl FnOnce() -> T) -> Result<T, String> {
    let attempt = panic::catch_unwind(AssertUnwindSafe(something));
    attempt.map_err(|_| LAST_PANIC.with(|words| words.borrow().replace('\n', " ")))
}

/// Generates. A panic is an error with its message.
pub(super) fn generate(sources: &CrateSources) -> Result<Outcome, String> {
    guarded(|| smithereen_codegen::generate(sources))
}

/// The case that a worker is running, with its start time.
#[derive(Default)]
pub(super) struct CurrentCase(Mutex<Option<(u64, Instant)>>);

impl CurrentCase {
    /// Records the start of a case, or that there is none.
    pub(super) fn put(&self, case: Option<u64>) {
        let entry = case.map(|case| (case, Instant::now()));
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = entry;
    }

    /// Returns the case if it exceeds the time limit.
    pub(super) fn stuck(&self) -> Option<u64> {
        let entry = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entry.filter(|(_, since)| since.elapsed() > TIMEOUT).map(|(case, _)| case)
    }
}
