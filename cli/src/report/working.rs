//! That a run is still at it: where something takes more than a second, a line on the terminal tells what, and since when.

use super::format::{Format, settings};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What is over sooner is not worth a line.
const PATIENCE: Duration = Duration::from_secs(1);
const TICK: Duration = Duration::from_millis(100);

/// The line, while it is there: whoever writes something else has it out of the way before.
static LINE: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Something that may take long. It is over when this is dropped.
pub struct Working {
    what: Arc<Mutex<String>>,
    over: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Working {
    /// It begins with this.
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

    /// It goes on with this.
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

/// Writes with the line out of the way.
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

/// Nobody panics with a lock in hand; if one did, the line would matter least.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
