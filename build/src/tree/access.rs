//! Exclusive access to a folder for a run that changes it, and shared access for readers.

use super::disk::Disk;
use super::paths::Temporary;
use super::recovery::Recovery;
use super::{journal, lock, recovery, walk};
use smithereen_codegen::diagnostic::Diagnostic;
use std::path::{Path, PathBuf};

/// Exclusive access to a folder. Other runs wait until it is dropped.
#[derive(Debug)]
pub struct WriteLock {
    base: PathBuf,
    recovery: Recovery,
    _guard: lock::Guard,
}

/// Shared access to a folder. Runs that change the folder wait until it is dropped.
#[derive(Debug)]
pub struct ReadLock {
    _guard: Option<lock::Guard>,
    is_interrupted: bool,
}

impl WriteLock {
    /// Locks a folder, then undoes or completes an interrupted run. `displayed` is the name of the folder in
    /// diagnostics.
    ///
    /// Waits for other runs, and calls `waiting` once after half a second. A folder that does not exist is created, and
    /// removed when the lock is dropped if it is empty.
    ///
    /// # Errors
    /// If the folder cannot be created, locked or recovered.
    pub fn acquire(base: &Path, displayed: &str, waiting: &dyn Fn()) -> Result<Self, Diagnostic> {
        Self::acquire_for(base, displayed, None, waiting)
    }

    /// Locks a folder for a run that changes only the files and folders in `owned`. Other runs can change other folders
    /// meanwhile, and their temporary files remain.
    ///
    /// # Errors
    /// See [`WriteLock::acquire`].
    pub fn acquire_owned(
        base: &Path,
        displayed: &str,
        owned: &[&str],
        waiting: &dyn Fn(),
    ) -> Result<Self, Diagnostic> {
        Self::acquire_for(base, displayed, Some(owned), waiting)
    }

    fn acquire_for(
        base: &Path,
        displayed: &str,
        owned: Option<&[&str]>,
        waiting: &dyn Fn(),
    ) -> Result<Self, Diagnostic> {
        let failed = |what, error| Diagnostic::error(displayed, format!("cannot be {what}: {error}"));
        // Rejects symbolic links, which are never followed.
        walk::exists(base).map_err(|error| failed("read", error))?;
        let guard = lock::exclusive(base, waiting).map_err(|error| failed("locked", error))?;
        let recovery =
            recovery::recover(base, owned, Disk::real()).map_err(|error| failed("recovered", error))?;
        Ok(Self { base: base.to_owned(), recovery, _guard: guard })
    }

    /// Returns the result of the recovery.
    pub fn recovery(&self) -> Recovery {
        self.recovery
    }

    /// Returns whether this is the lock of a folder.
    pub(super) fn is_for(&self, base: &Path) -> bool {
        self.base == base
    }
}

impl ReadLock {
    /// Waits for runs that change a folder, and calls `waiting` once after half a second. Nothing is written.
    ///
    /// A folder that cannot be locked is read without a lock.
    pub fn acquire(base: &Path, waiting: &dyn Fn()) -> Self {
        loop {
            let locked = lock::shared(base, waiting);
            let is_interrupted = is_interrupted(base);
            // The folder did not exist before, and a run that has created it is in progress.
            if is_interrupted && matches!(locked, Ok(None)) {
                continue;
            }
            return Self { _guard: locked.ok().flatten(), is_interrupted };
        }
    }

    /// Returns whether the folder has an interrupted run that must be recovered.
    pub fn is_interrupted(&self) -> bool {
        self.is_interrupted
    }
}

/// Returns whether a run in progress or an interrupted run has moved a file aside.
pub fn is_set_aside(file: &Path) -> bool {
    Temporary::Old.beside(file).is_file()
}

/// Returns whether a folder has a journal: a run is in progress or was interrupted.
pub fn is_interrupted(base: &Path) -> bool {
    journal::file(base).is_file()
}
