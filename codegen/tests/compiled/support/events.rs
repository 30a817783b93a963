//! Records the log events of a thread.

use std::io;
use std::sync::{Arc, Mutex, Once};
use tracing::level_filters::LevelFilter;

/// A log in memory.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(text);
        Ok(text.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// Records all events of this thread, of every level, until the guard is dropped.
    pub fn listen(&self) -> tracing::subscriber::DefaultGuard {
        // A callsite that another thread reaches first without a subscriber would stay disabled for this thread too.
        static EVERYWHERE: Once = Once::new();
        // The registry enables every callsite and formats nothing: other tests have large bodies.
        EVERYWHERE.call_once(|| {
            let _ = tracing::subscriber::set_global_default(tracing_subscriber::registry());
        });
        let log = self.clone();
        let lines = tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_ansi(false);
        tracing::subscriber::set_default(lines.with_writer(move || log.clone()).finish())
    }
}
