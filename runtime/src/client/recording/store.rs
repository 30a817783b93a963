//! Reads and writes files of recordings.

use super::{Recording, RecordingError};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

impl Recording {
    /// Writes the recording to a file, completely or not at all: to a temporary file beside it, which then replaces it. The
    /// folder must exist.
    ///
    /// # Errors
    /// Returns an error if a file cannot be written. The file is as before then.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), RecordingError> {
        let path = path.as_ref();
        let temporary = temporary(path);
        let written = write(&temporary, &self.to_string()).and_then(|()| fs::rename(&temporary, path));
        written.map_err(|error| {
            // What is left of the temporary file is of no use; the first error counts.
            let _ = fs::remove_file(&temporary);
            failure(path, "written", &error)
        })
    }

    /// Reads the recording in a file. A string is parsed with [`str::parse`].
    ///
    /// # Errors
    /// Returns an error for a file that cannot be read, or is not a recording.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, RecordingError> {
        let path = path.as_ref();
        let text = fs::read_to_string(path).map_err(|error| failure(path, "read", &error))?;
        text.parse().map_err(|error: RecordingError| error.in_file(path))
    }
}

fn failure(path: &Path, what: &str, error: &io::Error) -> RecordingError {
    RecordingError::new("", format!("the file cannot be {what}: {error}")).in_file(path)
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Returns a path in the same folder that no other thread or process uses.
fn temporary(path: &Path) -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.{number}", std::process::id()));
    path.with_file_name(name)
}
