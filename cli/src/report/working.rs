//! The progress line: on a terminal, shows what a run is doing if it takes more than a second.

use super::format::{Format, settings};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// The time before the line appears.
const PATIENCE: Duration = Duration::from_secs(1);
const TICK: Duration = Duration::from_millis(100);

/// The line while it is visible. Other output suspends it.
static LINE: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// A guard for work that may take long. Dropping it ends the progress line.
pub struct Working {
    what: Arc<Mutex<String>>,
    over: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Working {
    /// Begins with this step.
    pub fn at(what: &str) -> Self {
        let what = Arc::new(Mutex::new(what.to_owned()));
        if !io::stderr().is_terminal() || settings().format == Format::Json {
            return Self { what, over: None, thread: None };
        }
        let (over, waiting) = mpsc::channel();
        let shown = Arc::clone(&what);
        let thread = thread::spawn(move || {
            if waiting.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            *lock(&LINE) = Some(line());
            while waiting.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                if let Some(line) = lock(&LINE).as_ref() {
                    line.set_message(lock(&shown).clone());
                    line.tick();
                }
            }
            if let Some(line) = lock(&LINE).take() {
                line.finish_and_clear();
            }
        });
        Self { what, over: Some(over), thread: Some(thread) }
    }

    /// Continues with this step.
    pub fn now(&self, what: &str) {
        *lock(&self.what) = what.to_owned();
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        drop(self.over.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Hides the line while it writes.
pub(super) fn aside<T>(write: impl FnOnce() -> T) -> T {
    match lock(&LINE).as_ref() {
        Some(line) => line.suspend(write),
        None => write(),
    }
}

fn line() -> ProgressBar {
    let line = ProgressBar::new_spinner();
    match ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
        Ok(style) => line.with_style(style),
        Err(_) => line,
    }
}

/// Locks a mutex. A panic of another thread does not affect the line.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
