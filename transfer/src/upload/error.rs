//! Errors of uploads.

use super::Unfinished;
use smithereen::BoxError;
use std::error::Error;
use std::fmt;

/// The step of an upload that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// The body could not be read, or does not fit the upload.
    Body,
    /// The request for a small object.
    Put,
    /// The creation of the upload.
    Create,
    /// The part with this number.
    Part(u32),
    /// The completion of the upload. The service may have completed it.
    Complete,
}

/// The error of an upload.
#[derive(Debug)]
pub struct UploadError {
    pub(super) step: Step,
    pub(super) cause: BoxError,
    pub(super) unfinished: Option<Box<Unfinished>>,
    pub(super) abort: Option<BoxError>,
}

impl UploadError {
    pub(super) fn new(step: Step, cause: impl Into<BoxError>) -> Self {
        Self { step, cause: cause.into(), unfinished: None, abort: None }
    }

    /// Returns the step that failed.
    pub fn step(&self) -> Step {
        self.step
    }

    /// Returns the upload if it still exists: it was kept to be resumed, or could not be aborted.
    pub fn unfinished(&self) -> Option<&Unfinished> {
        self.unfinished.as_deref()
    }

    /// Returns the error of the attempt to abort the upload, if that failed too.
    pub fn abort_error(&self) -> Option<&BoxError> {
        self.abort.as_ref()
    }
}

impl fmt::Display for UploadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.step {
            Step::Body => f.write_str("upload: body")?,
            Step::Put => f.write_str("upload: single request")?,
            Step::Create => f.write_str("upload: creation")?,
            Step::Part(number) => write!(f, "upload: part {number}")?,
            Step::Complete => f.write_str("upload: completion")?,
        }
        write!(f, ": {}", self.cause)?;
        match &self.abort {
            Some(error) => write!(f, "; the upload could not be aborted: {error}"),
            None => Ok(()),
        }
    }
}

impl Error for UploadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.cause.as_ref())
    }
}
