//! Errors of downloads.

use smithereen::BoxError;
use std::error::Error;
use std::fmt;

/// The error of a download. Everything before [`Self::offset`] was returned by `next`.
#[derive(Debug)]
pub struct DownloadError {
    pub(super) offset: u64,
    pub(super) cause: BoxError,
}

impl DownloadError {
    /// Returns the offset of the range that failed, from which the download can be resumed.
    pub fn offset(&self) -> u64 {
        self.offset
    }
}

impl fmt::Display for DownloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "download at offset {}: {}", self.offset, self.cause)
    }
}

impl Error for DownloadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.cause.as_ref())
    }
}
