//! Changes a folder wholly or not at all.
//!
//! | phase of the journal | done meanwhile | after a kill, the next run |
//! |---|---|---|
//! | listing | nothing | removes the journal |
//! | staging | new files are written beside their targets | removes them |
//! | moving | old files are set aside, new ones renamed to their targets | puts everything back |
//! | committed | old files and empty folders are removed | goes on with that |
//!
//! This holds when the process is killed at any point, since what it has told the kernel stays done. It does not hold
//! for a power cut: nothing waits for the disk, which may lose or reorder writes. Generated files and slices can be made
//! again then, and `models.toml` is under version control; waiting for each file would cost more than the rest of a run.

use super::disk::Disk;
use super::journal::{self, Change, Journal, Phase};
use super::place::Temporary;
use super::recovery;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// Why a transaction failed.
#[derive(Debug)]
pub(super) struct Fault {
    /// The path that could not be written.
    pub(super) path: String,
    pub(super) error: io::Error,
    /// Why the folder could not be put back as it was. The journal stays then.
    pub(super) left: Option<io::Error>,
}

/// Makes changes to a folder. `texts` has what is to be in the files that are created or replaced. The caller holds the
/// folder's lock, and no journal is there.
pub(super) fn run(
    base: &Path,
    changes: &[Change],
    texts: &BTreeMap<&str, &str>,
    disk: Disk<'_>,
) -> Result<(), Fault> {
    let mut phase = Phase::Listing;
    let Err((path, error)) = perform(base, changes, texts, disk, &mut phase) else {
        // What will not go is of no use to anybody, and the next run removes it.
        let _ = recovery::complete(base, changes, disk);
        return Ok(());
    };
    let journal = Journal { changes: changes.to_vec(), phase };
    let left = recovery::undo(base, &journal, disk).err();
    Err(Fault { path: path.to_owned(), error, left })
}

/// Goes as far as the commit.
fn perform<'c>(
    base: &Path,
    changes: &'c [Change],
    texts: &BTreeMap<&str, &str>,
    disk: Disk<'_>,
    phase: &mut Phase,
) -> Result<(), (&'c str, io::Error)> {
    let file = journal::file(base);
    let of_journal = |error| (journal::NAME, error);
    disk.create(&file, &journal::text(changes)).map_err(of_journal)?;
    *phase = Phase::Staging;
    // Everything is written before anything is replaced, since writing is what may well fail.
    changes.iter().try_for_each(|change| stage(base, change, texts, disk))?;
    disk.append(&file, Phase::Moving.line()).map_err(of_journal)?;
    *phase = Phase::Moving;
    changes.iter().try_for_each(|change| put_in_place(base, change, disk))?;
    disk.append(&file, Phase::Committed.line()).map_err(of_journal)
}

fn stage<'c>(
    base: &Path,
    change: &'c Change,
    texts: &BTreeMap<&str, &str>,
    disk: Disk<'_>,
) -> Result<(), (&'c str, io::Error)> {
    let staged = match change {
        Change::MakeFolder(path) => (path, disk.create_folder(&base.join(path))),
        Change::Create(path) | Change::Replace(path) => {
            let text = texts.get(path.as_str()).copied().unwrap_or_default();
            (path, disk.create(&Temporary::New.beside(&base.join(path)), text))
        }
        Change::Remove(_) | Change::Prune(_) => return Ok(()),
    };
    staged.1.map_err(|error| (staged.0.as_str(), error))
}

fn put_in_place<'c>(base: &Path, change: &'c Change, disk: Disk<'_>) -> Result<(), (&'c str, io::Error)> {
    let set_aside = |target: &Path| disk.rename(target, &Temporary::Old.beside(target));
    let move_in = |target: &Path| disk.rename(&Temporary::New.beside(target), target);
    let moved = match change {
        Change::Create(path) => (path, move_in(&base.join(path))),
        Change::Replace(path) => {
            let target = base.join(path);
            (path, set_aside(&target).and_then(|()| move_in(&target)))
        }
        Change::Remove(path) => (path, set_aside(&base.join(path))),
        Change::MakeFolder(_) | Change::Prune(_) => return Ok(()),
    };
    moved.1.map_err(|error| (moved.0.as_str(), error))
}
