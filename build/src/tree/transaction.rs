//! Applies the changes of a plan (`plan.rs`) to a folder: all of them, or none. A run that fails undoes its changes itself. A
//! run that is killed is undone or completed by the next run (`recovery.rs`).
//!
//! | phase in the journal | the run | recovery, if the run is interrupted in this phase |
//! |---|---|---|
//! | listing | writes the list of changes to the journal | removes the journal |
//! | staging | creates new folders, and writes new files beside their targets | removes the new files and folders |
//! | moving | sets old files aside and moves new files to their targets | moves the old files back |
//! | committed | removes old files and empty folders | removes those that remain |
//!
//! The guarantee holds if the process is killed at any point. It also holds for a power failure, on file systems that
//! implement `fsync`: each phase is stored permanently before work of the next one begins. Folders that a run creates
//! may remain, empty, after a power failure.

use super::disk::Disk;
use super::journal::{self, Change, Journal, Phase};
use super::paths::{JOURNAL, Temporary};
use super::recovery;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// The reason why a transaction failed.
#[derive(Debug)]
pub(super) struct Fault {
    /// The path of the file or folder whose change failed; the journal's for steps that concern all files.
    pub(super) path: String,
    pub(super) error: io::Error,
    /// The reason why the changes could not be undone. The journal remains in this case.
    pub(super) rollback_error: Option<io::Error>,
}

/// Applies changes to a folder, or undoes them and returns the fault. After the commit it returns `Ok`, even if old files
/// cannot be removed: the next run removes them.
///
/// `texts` contains the text of each file that is created or replaced. The caller holds the folder's lock, and the folder
/// has no journal.
pub(super) fn run(
    base: &Path,
    changes: &[Change],
    texts: &BTreeMap<&str, &str>,
    disk: Disk<'_>,
) -> Result<(), Fault> {
    let mut phase = Phase::Listing;
    let Err((path, error)) = perform(base, changes, texts, disk, &mut phase) else {
        let _ = recovery::complete(base, changes, disk);
        return Ok(());
    };
    let rollback_error = undo(base, changes, phase, disk).err();
    Err(Fault { path: path.to_owned(), error, rollback_error })
}

/// Undoes a run that failed in a phase.
fn undo(base: &Path, changes: &[Change], phase: Phase, disk: Disk<'_>) -> io::Result<()> {
    if phase == Phase::Committed {
        // The journal may contain the commit, although it could not be stored permanently. If the undo were interrupted, the
        // recovery would remove the old files that are still set aside.
        let file = journal::file(base);
        disk.truncate(&file, journal::text(changes).len() + Phase::Moving.line().len())?;
        disk.sync_files(&[file])?;
    }
    let journal = Journal { changes: changes.to_vec(), phase: phase.min(Phase::Moving) };
    recovery::undo(base, &journal, disk)
}

/// Performs all phases, including the commit but not the removal of old files. `phase` is the last phase that may be in the
/// journal. An error has the path whose change failed; for steps that concern all files, the journal's.
fn perform<'c>(
    base: &Path,
    changes: &'c [Change],
    texts: &BTreeMap<&str, &str>,
    disk: Disk<'_>,
    phase: &mut Phase,
) -> Result<(), (&'c str, io::Error)> {
    let file = journal::file(base);
    let at_journal = |error| (JOURNAL, error);
    disk.create(&file, &journal::text(changes)).map_err(at_journal)?;
    *phase = Phase::Staging;
    // All files are written before any is replaced, because writes are the most likely operations to fail.
    changes.iter().try_for_each(|change| stage(base, change, texts, disk))?;
    disk.sync_files(&new_files(base, changes)).map_err(at_journal)?;
    recovery::sync_folders(base, changes, disk).map_err(at_journal)?;
    enter(Phase::Moving, &file, disk).map_err(at_journal)?;
    *phase = Phase::Moving;
    changes.iter().try_for_each(|change| put_in_place(base, change, disk))?;
    recovery::sync_folders(base, changes, disk).map_err(at_journal)?;
    *phase = Phase::Committed;
    enter(Phase::Committed, &file, disk).map_err(at_journal)
}

/// Records the beginning of a phase permanently.
fn enter(phase: Phase, journal: &Path, disk: Disk<'_>) -> io::Result<()> {
    disk.append(journal, phase.line())?;
    disk.sync_files(&[journal.to_owned()])
}

/// Returns the paths of the temporary files that staging writes.
fn new_files(base: &Path, changes: &[Change]) -> Vec<PathBuf> {
    let file = |change: &Change| match change {
        Change::Create(path) | Change::Replace(path) => Some(Temporary::New.beside(&base.join(path))),
        Change::MakeFolder(_) | Change::Remove(_) | Change::Prune(_) => None,
    };
    changes.iter().filter_map(file).collect()
}

/// Creates a new folder, or writes a new file beside its target. Removals have nothing to stage.
fn stage<'c>(
    base: &Path,
    change: &'c Change,
    texts: &BTreeMap<&str, &str>,
    disk: Disk<'_>,
) -> Result<(), (&'c str, io::Error)> {
    let staged = match change {
        Change::MakeFolder(path) => disk.create_folder(&base.join(path)),
        Change::Create(path) | Change::Replace(path) => {
            let text = texts.get(path.as_str()).copied().unwrap_or_default();
            disk.create(&Temporary::New.beside(&base.join(path)), text)
        }
        Change::Remove(_) | Change::Prune(_) => return Ok(()),
    };
    staged.map_err(|error| (change.path(), error))
}

/// Sets the old file of a change aside, and moves the new file to its target.
fn put_in_place<'c>(base: &Path, change: &'c Change, disk: Disk<'_>) -> Result<(), (&'c str, io::Error)> {
    let target = base.join(change.path());
    let set_aside = || disk.rename(&target, &Temporary::Old.beside(&target));
    let move_in = || disk.rename(&Temporary::New.beside(&target), &target);
    let moved = match change {
        Change::Create(_) => move_in(),
        Change::Replace(_) => set_aside().and_then(|()| move_in()),
        Change::Remove(_) => set_aside(),
        Change::MakeFolder(_) | Change::Prune(_) => return Ok(()),
    };
    moved.map_err(|error| (change.path(), error))
}
