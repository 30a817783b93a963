//! Bodies from files, without an async runtime.

use super::Body;
use super::blocking::Blocking;
use std::fs::File;
use std::io;
use std::path::Path;

impl Body {
    /// Creates a body from a file that is read with blocking calls. It can be sent more than once; each time, the file is opened
    /// again and has to have the length that it has now.
    ///
    /// # Errors
    /// Returns an error if the file cannot be opened, or is not a regular file.
    pub fn from_file_blocking(path: impl AsRef<Path>) -> io::Result<Self> {
        let length = length(path.as_ref())?;
        let path = path.as_ref().to_owned();
        Ok(Self::repeatable(Some(length), move || File::open(&path).map(Blocking::new)))
    }
}

/// Returns the length of a regular file that can be read.
fn length(path: &Path) -> io::Result<u64> {
    // Opening a named pipe would wait for its writer.
    match std::fs::metadata(path)?.is_file() {
        true => Ok(File::open(path)?.metadata()?.len()),
        false => Err(io::Error::new(io::ErrorKind::InvalidInput, "expected a regular file")),
    }
}
