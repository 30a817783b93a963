//! Recovery after an interrupted run: undoes the run, or completes it if it has committed.
//!
//! Each function can itself be interrupted at any point and called again.

use super::disk::Disk;
use super::journal::{self, Change, Journal, Phase};
use super::paths::Temporary;
use super::walk::{Kind, Tree};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The result of checking a folder for an interrupted run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// No run was interrupted.
    Unneeded,
    /// An interrupted run was undone: the folder is as it was before the run.
    Undone,
    /// An interrupted run had committed. Its remaining temporary files were removed.
    Completed,
}

/// Undoes or completes the run whose journal is in a folder, and removes temporary files without a journal. The caller
/// holds the folder's lock.
///
/// `owned` limits the search for stray temporary files to these paths; `None` searches the whole folder.
pub(super) fn recover(base: &Path, owned: Option<&[&str]>, disk: Disk<'_>) -> io::Result<Recovery> {
    let recovery = match journal::read(base)? {
        None => Recovery::Unneeded,
        Some(journal) if journal.phase == Phase::Committed => {
            complete(base, &journal.changes, disk)?;
            Recovery::Completed
        }
        Some(journal) => {
            undo(base, &journal, disk)?;
            Recovery::Undone
        }
    };
    // Temporary files that no journal lists are remains of a run that ended. They may be older or newer than their targets,
    // so they are removed and never moved back.
    let tree = owned.map_or_else(|| Tree::walk(base), |owned| Tree::walk_owned(base, owned))?;
    for (path, kind) in tree.entries() {
        if kind == Kind::File && Temporary::of(path).is_some() {
            disk.remove(&base.join(path))?;
        }
    }
    Ok(recovery)
}

/// Restores a folder to its state before a run.
pub(super) fn undo(base: &Path, journal: &Journal, disk: Disk<'_>) -> io::Result<()> {
    let changes = match journal.phase {
        Phase::Listing => &[],
        _ => journal.changes.as_slice(),
    };
    if journal.phase >= Phase::Moving {
        changes.iter().try_for_each(|change| put_back(base, change, disk))?;
        // The moves must be permanent before the journal is removed. If a power failure undid them after that, the old files
        // would still be set aside, and the next recovery would remove them as stray temporary files.
        sync_folders(base, changes, disk)?;
    }
    for change in changes {
        if let Change::Create(path) | Change::Replace(path) = change {
            remove_if_file(&Temporary::New.beside(&base.join(path)), disk)?;
        }
    }
    for change in changes.iter().rev() {
        if let Change::MakeFolder(path) = change {
            disk.remove_folder(&base.join(path))?;
        }
    }
    disk.remove(&journal::file(base))
}

/// Restores the target of a change. Targets without a completed change remain as they are.
fn put_back(base: &Path, change: &Change, disk: Disk<'_>) -> io::Result<()> {
    match change {
        Change::Create(path) => {
            let target = base.join(path);
            match is_file(&Temporary::New.beside(&target)) {
                true => Ok(()),
                false => remove_if_file(&target, disk),
            }
        }
        Change::Replace(path) | Change::Remove(path) => {
            let target = base.join(path);
            let old = Temporary::Old.beside(&target);
            if is_file(&old) { disk.replace(&old, &target) } else { Ok(()) }
        }
        Change::MakeFolder(_) | Change::Prune(_) => Ok(()),
    }
}

/// Removes the files that a committed run has set aside, and the folders that became empty.
pub(super) fn complete(base: &Path, changes: &[Change], disk: Disk<'_>) -> io::Result<()> {
    for old in changes.iter().filter_map(|change| set_aside(base, change)) {
        remove_if_file(&old, disk)?;
    }
    for change in changes {
        if let Change::Prune(path) = change {
            disk.remove_folder(&base.join(path))?;
        }
    }
    disk.remove(&journal::file(base))
}

/// Stores the entries of the base folder and of all folders with changes permanently.
pub(super) fn sync_folders(base: &Path, changes: &[Change], disk: Disk<'_>) -> io::Result<()> {
    let parent = |change: &Change| base.join(change.path()).parent().map(Path::to_owned);
    let mut folders: BTreeSet<PathBuf> = changes.iter().filter_map(parent).collect();
    folders.insert(base.to_owned());
    folders.iter().filter(|folder| folder.is_dir()).try_for_each(|folder| disk.sync_folder(folder))
}

/// Returns the path of the file that a change sets aside until the commit.
fn set_aside(base: &Path, change: &Change) -> Option<PathBuf> {
    match change {
        Change::Replace(path) | Change::Remove(path) => Some(Temporary::Old.beside(&base.join(path))),
        Change::MakeFolder(_) | Change::Create(_) | Change::Prune(_) => None,
    }
}

fn remove_if_file(path: &Path, disk: Disk<'_>) -> io::Result<()> {
    if is_file(path) { disk.remove(path) } else { Ok(()) }
}

/// Returns whether the path is a regular file and not a link to one.
fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_file())
}
