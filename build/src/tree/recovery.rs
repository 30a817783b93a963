//! What becomes of a run that did not come to its end: it is undone, or completed once it has committed.
//!
//! Each function can itself be stopped at any point and called again.

use super::disk::Disk;
use super::journal::{self, Change, Journal, Phase};
use super::place::Temporary;
use super::walk::{Kind, Tree};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What was done about a run that was interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// No run was interrupted.
    Unneeded,
    /// The folder is as it was before the run.
    Undone,
    /// The run had only temporary files left to remove, and they are removed.
    Completed,
}

/// Undoes or completes the run whose journal is in a folder, and removes temporary files of which no journal tells.
/// The caller holds the folder's lock.
pub(super) fn recover(base: &Path, disk: Disk<'_>) -> io::Result<Recovery> {
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
    // They belong to a run that is over, whichever way. None of them is put back: without a journal nobody knows
    // whether it is older or newer than the file that it was made for.
    for (path, kind) in Tree::walk(base)?.entries() {
        if kind == Kind::File && Temporary::of(path).is_some() {
            disk.remove(&base.join(path))?;
        }
    }
    Ok(recovery)
}

/// Puts a folder back as it was before a run.
pub(super) fn undo(base: &Path, journal: &Journal, disk: Disk<'_>) -> io::Result<()> {
    let changes = match journal.phase {
        Phase::Listing => &[],
        _ => journal.changes.as_slice(),
    };
    if journal.phase >= Phase::Moving {
        changes.iter().try_for_each(|change| put_back(base, change, disk))?;
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

/// Puts back what was at the target of a change. A target that was not changed yet stays as it is.
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

/// Removes what a committed run has set aside.
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

/// Where the file that a change replaces or removes is kept until the run has committed.
fn set_aside(base: &Path, change: &Change) -> Option<PathBuf> {
    match change {
        Change::Replace(path) | Change::Remove(path) => Some(Temporary::Old.beside(&base.join(path))),
        Change::MakeFolder(_) | Change::Create(_) | Change::Prune(_) => None,
    }
}

fn remove_if_file(path: &Path, disk: Disk<'_>) -> io::Result<()> {
    if is_file(path) { disk.remove(path) } else { Ok(()) }
}

/// Whether it is a file of its own, and no link to one.
fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_file())
}
