//! The journal of a run: each path that the run changes, and its current phase. Recovery depends on it alone.
//!
//! The file begins with one line for each change, followed by the name of the first phase. The run appends the names of
//! later phases as they begin. A last line without a line feed is incomplete and is ignored.

use super::paths::{self, JOURNAL};
use crate::files;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A change of a run. Paths start from the folder and have `/` as separator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Creates a folder that does not exist.
    MakeFolder(String),
    /// Creates a file that does not exist.
    Create(String),
    /// Replaces a file.
    Replace(String),
    /// Removes a file.
    Remove(String),
    /// Removes a folder, if it is empty after all other changes.
    Prune(String),
}

/// The phase of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    /// The list of changes is incomplete. Nothing has changed.
    Listing,
    /// New files are written beside their targets. No target has changed.
    Staging,
    /// Old files are set aside, and new files are moved to their targets.
    Moving,
    /// All targets are in their final state. Files that were set aside are removed.
    Committed,
}

impl Phase {
    /// Returns the line that is appended when the phase begins.
    pub(super) fn line(self) -> &'static str {
        match self {
            Self::Listing => "",
            Self::Staging => "staging\n",
            Self::Moving => "moving\n",
            Self::Committed => "committed\n",
        }
    }
}

/// The content of a journal.
#[derive(Debug)]
pub(super) struct Journal {
    pub(super) changes: Vec<Change>,
    pub(super) phase: Phase,
}

/// Returns the path of a folder's journal.
pub(super) fn file(base: &Path) -> PathBuf {
    base.join(JOURNAL)
}

/// Returns the text of a journal at the beginning of the staging phase.
pub(super) fn text(changes: &[Change]) -> String {
    let line = |change: &Change| {
        let (keyword, path) = change.parts();
        format!("{keyword} {path}\n")
    };
    changes.iter().map(line).chain([Phase::Staging.line().to_owned()]).collect()
}

/// Reads the journal of a folder. Returns `None` if there is none.
pub(super) fn read(base: &Path) -> io::Result<Option<Journal>> {
    match files::read_start(&file(base), u64::MAX) {
        Ok(bytes) => {
            let text =
                str::from_utf8(&bytes).map_err(|error| io::Error::new(ErrorKind::InvalidData, error))?;
            parse(text).map(Some)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Parses a journal. Returns an error for any line that no run writes: undoing only some of the changes could lose files.
fn parse(text: &str) -> io::Result<Journal> {
    let mut journal = Journal { changes: Vec::new(), phase: Phase::Listing };
    for line in text.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
        // After a power failure, a part that was not stored may read as zeros.
        if line.contains('\0') {
            break;
        }
        let phases = [Phase::Staging, Phase::Moving, Phase::Committed];
        match phases.into_iter().find(|phase| phase.line() == line) {
            Some(phase) => journal.phase = phase,
            None => journal.changes.push(Change::parse(line.trim_end_matches('\n')).ok_or_else(|| {
                let problem = format!("invalid line in `{JOURNAL}`: `{}`", line.escape_debug());
                io::Error::new(ErrorKind::InvalidData, problem)
            })?),
        }
    }
    Ok(journal)
}

impl Change {
    /// Returns the changed path.
    pub(super) fn path(&self) -> &str {
        self.parts().1
    }

    fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::MakeFolder(path) => ("make-folder", path),
            Self::Create(path) => ("create", path),
            Self::Replace(path) => ("replace", path),
            Self::Remove(path) => ("remove", path),
            Self::Prune(path) => ("prune", path),
        }
    }

    /// Parses a line. Returns `None` for an invalid line, and for a path outside of the folder.
    fn parse(line: &str) -> Option<Self> {
        let (keyword, path) = line.split_once(' ')?;
        let path = path.to_owned();
        match keyword {
            // Removed files may have names that are reserved and so not valid for new files.
            "remove" if paths::stays_inside(&path) => Some(Self::Remove(path)),
            "prune" if paths::stays_inside(&path) => Some(Self::Prune(path)),
            _ if paths::check(&path).is_err() => None,
            "make-folder" => Some(Self::MakeFolder(path)),
            "create" => Some(Self::Create(path)),
            "replace" => Some(Self::Replace(path)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_survives_a_round_trip() {
        let changes = vec![
            Change::MakeFolder("a b".to_owned()),
            Change::Create("a b/c.rs".to_owned()),
            Change::Replace("d.rs".to_owned()),
            Change::Remove("e/.f.smithereen-new".to_owned()),
            Change::Prune("e".to_owned()),
        ];
        let text = text(&changes);
        for (more, phase) in [
            ("", Phase::Staging),
            ("mov", Phase::Staging),
            ("moving\n", Phase::Moving),
            ("moving\ncommitted", Phase::Moving),
            ("moving\ncommitted\n", Phase::Committed),
        ] {
            let journal = parse(&format!("{text}{more}")).unwrap();
            assert_eq!((journal.changes, journal.phase), (changes.clone(), phase), "{more}");
        }
        for end in 0..text.len() {
            let zeros = format!("{}\0\0\nmoving\n", text.get(..end).unwrap_or_default());
            assert_eq!(parse(&zeros).unwrap().phase, Phase::Listing, "{end}");
            let journal = parse(text.get(..end).unwrap_or_default()).unwrap();
            assert_eq!(journal.phase, Phase::Listing, "{end}");
        }
    }

    #[test]
    fn lines_that_no_run_writes_are_rejected() {
        for line in ["create ../a", "remove ../a", "prune /a", "create", "destroy a", "a", "", "create a\r"] {
            assert!(parse(&format!("{line}\nstaging\n")).is_err(), "{line}");
        }
    }
}
