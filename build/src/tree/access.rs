//! Locks on a folder: exclusive for a run that changes it, shared for readers.

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
    has_journal: bool,
}

impl WriteLock {
    /// Locks a folder, then undoes or completes the run that was interrupted there, if any. `displayed` is the folder's
    /// path in diagnostics.
    ///
    /// Waits while another run has the lock, and calls `waiting` once after half a second. Creates the folder if it does
    /// not exist, and removes it when the lock is dropped if it is still empty.
    ///
    /// # Errors
    /// If the folder cannot be created, locked or recovered.
    pub fn acquire(base: &Path, displayed: &str, waiting: &dyn Fn()) -> Result<Self, Diagnostic> {
        Self::acquire_for(base, displayed, None, waiting)
    }

    /// Locks a folder like [`WriteLock::acquire`], for a run that changes only the paths in `owned`. Temporary files
    /// elsewhere in the folder are not removed: they can belong to runs that have locked a subfolder.
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
        let failed = |action, error| Diagnostic::error(displayed, format!("cannot be {action}: {error}"));
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
    /// Waits until no run changes the folder, and calls `waiting` once after half a second. Writes nothing.
    ///
    /// If the folder does not exist or cannot be locked, the lock is empty and protects nothing.
    pub fn acquire(base: &Path, waiting: &dyn Fn()) -> Self {
        loop {
            let locked = lock::shared(base, waiting);
            let has_journal = has_journal(base);
            // The folder did not exist when it should be locked. A run has created it since then, and is in progress.
            if has_journal && matches!(locked, Ok(None)) {
                continue;
            }
            return Self { _guard: locked.ok().flatten(), has_journal };
        }
    }

    /// Returns whether a run in the folder was interrupted. The next [`WriteLock`] recovers it.
    pub fn is_interrupted(&self) -> bool {
        // While the lock is held, no run is in progress to which the journal could belong.
        self.has_journal
    }
}

/// Returns whether the old content of a file is set aside: a run that replaces or removes the file is in progress or was
/// interrupted.
pub fn is_set_aside(file: &Path) -> bool {
    Temporary::Old.beside(file).is_file()
}

/// Returns whether a folder has a journal: a run is in progress or was interrupted.
pub fn has_journal(base: &Path) -> bool {
    journal::file(base).is_file()
}
