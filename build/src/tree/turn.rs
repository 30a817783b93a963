//! Turns at a folder: to change it alone, or to read it while nobody changes it.

use super::disk::Disk;
use super::recovery::Recovery;
use super::{journal, lock, recovery, walk};
use smithereen_codegen::diagnostic::Diagnostic;
use std::path::{Path, PathBuf};

/// The right to change a folder. Other runs wait until it is dropped.
#[derive(Debug)]
pub struct Turn {
    base: PathBuf,
    recovery: Recovery,
    _guard: lock::Guard,
}

/// The right to read a folder, which other readers share. Runs that change the folder wait until it is dropped.
#[derive(Debug)]
pub struct View {
    _guard: Option<lock::Guard>,
}

impl Turn {
    /// Locks a folder, told about as `shown`, and undoes or completes the run that was interrupted in it. Waits for other
    /// runs; after a moment it calls `waiting`, once. A folder that does not exist is created, and removed again if it is
    /// empty in the end.
    ///
    /// # Errors
    /// For a folder that cannot be created, locked or recovered.
    pub fn take(base: &Path, shown: &str, waiting: &dyn Fn()) -> Result<Self, Diagnostic> {
        let failed = |what, error| Diagnostic::error(shown, format!("cannot be {what}: {error}"));
        // A link is never followed.
        walk::exists(base).map_err(|error| failed("read", error))?;
        let guard = lock::exclusive(base, waiting).map_err(|error| failed("locked", error))?;
        let recovery = recovery::recover(base, Disk::real()).map_err(|error| failed("recovered", error))?;
        Ok(Self { base: base.to_owned(), recovery, _guard: guard })
    }

    /// What was done about a run that was interrupted before.
    pub fn recovery(&self) -> Recovery {
        self.recovery
    }

    pub(super) fn is_for(&self, base: &Path) -> bool {
        self.base == base
    }
}

impl View {
    /// Waits for runs that change a folder; after a moment it calls `waiting`, once. Nothing is written, so that a folder
    /// that an interrupted run has left half done stays so: [`is_half_done`] says whether it is.
    ///
    /// A folder that cannot be locked is read nevertheless.
    pub fn take(base: &Path, waiting: &dyn Fn()) -> Self {
        Self { _guard: lock::shared(base, waiting).ok().flatten() }
    }
}

/// Whether a run is at work in a folder or was interrupted there. Of a [`View`], it was interrupted.
pub fn is_half_done(base: &Path) -> bool {
    journal::file(base).is_file()
}
