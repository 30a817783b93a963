//! What must not happen while a mutant is generated from: a panic, or no end.

use smithereen_codegen::{CrateSources, Outcome};
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// No mutant may take longer. The worst of them take milliseconds.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

thread_local! {
    /// What the last panic of this thread said, and where it was.
    static LAST_WORDS: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps panics off the terminal, and what they say for [`generate`].
pub(super) fn listen() {
    panic::set_hook(Box::new(|info| {
        LAST_WORDS.with(|words| *words.borrow_mut() = info.to_string());
    }));
}

/// Does something, or tells of the panic.
pub(super) fn guarded<T>(something: impl FnOnce() -> T) -> Result<T, String> {
    let attempt = panic::catch_unwind(AssertUnwindSafe(something));
    attempt.map_err(|_| LAST_WORDS.with(|words| words.borrow().replace('\n', " ")))
}

/// Generates, or tells of the panic.
pub(super) fn generate(sources: &CrateSources) -> Result<Outcome, String> {
    guarded(|| smithereen_codegen::generate(sources))
}

/// Where a worker leaves word of what it is at.
#[derive(Default)]
pub(super) struct Desk(Mutex<Option<(u64, Instant)>>);

impl Desk {
    /// The worker begins with a case; or rests.
    pub(super) fn put(&self, case: Option<u64>) {
        let entry = case.map(|case| (case, Instant::now()));
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = entry;
    }

    /// The case that it has been at for too long.
    pub(super) fn stuck(&self) -> Option<u64> {
        let entry = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entry.filter(|(_, since)| since.elapsed() > PATIENCE).map(|(case, _)| case)
    }
}
