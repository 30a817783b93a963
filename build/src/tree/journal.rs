//! The journal of a run: every path that the run changes, and how far it is. It alone decides what recovery does.
//!
//! The file begins with a line for each change and a line that ends the list. As the run goes on, it appends the names
//! of the phases that are over. A last line without its end of line was cut off and does not count.

use super::place;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The journal's name, in the folder that the run changes.
pub(super) const NAME: &str = ".smithereen-journal";

/// A change that a run makes. Paths are those of diagnostics: from the folder, with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Creates a folder that does not exist.
    MakeFolder(String),
    /// Creates a file where none is.
    Create(String),
    /// Replaces a file.
    Replace(String),
    /// Removes a file.
    Remove(String),
    /// Removes a folder, if it is empty when all files are in place.
    Prune(String),
}

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    /// The list of changes is not complete, and nothing was changed.
    Listing,
    /// New files are being written beside their targets; no target has changed.
    Staging,
    /// Old files are being set aside, and new ones moved to their targets.
    Moving,
    /// Every target is as it should be; what was set aside is being removed.
    Committed,
}

impl Phase {
    /// The line that is appended as the phase begins.
    pub(super) fn line(self) -> &'static str {
        match self {
            Self::Listing => "",
            Self::Staging => "staging\n",
            Self::Moving => "moving\n",
            Self::Committed => "committed\n",
        }
    }
}

/// What a journal says.
#[derive(Debug)]
pub(super) struct Journal {
    pub(super) changes: Vec<Change>,
    pub(super) phase: Phase,
}

/// The journal of a folder.
pub(super) fn file(base: &Path) -> PathBuf {
    base.join(NAME)
}

/// The text of a journal whose run is about to stage files.
pub(super) fn text(changes: &[Change]) -> String {
    let line = |change: &Change| {
        let (word, path) = change.parts();
        format!("{word} {path}\n")
    };
    changes.iter().map(line).chain([Phase::Staging.line().to_owned()]).collect()
}

/// Reads the journal of a folder; none if there is no such file.
pub(super) fn read(base: &Path) -> io::Result<Option<Journal>> {
    match fs::read_to_string(file(base)) {
        Ok(text) => parse(&text).map(Some),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Fails for a line that a run did not write: to undo a part of a run would do harm.
fn parse(text: &str) -> io::Result<Journal> {
    let mut journal = Journal { changes: Vec::new(), phase: Phase::Listing };
    for line in text.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
        let phases = [Phase::Staging, Phase::Moving, Phase::Committed];
        match phases.into_iter().find(|phase| phase.line() == line) {
            Some(phase) => journal.phase = phase,
            None => journal.changes.push(Change::parse(line.trim_end_matches('\n')).ok_or_else(|| {
                let problem = format!("`{NAME}` has a line that is no change: `{}`", line.escape_debug());
                io::Error::new(ErrorKind::InvalidData, problem)
            })?),
        }
    }
    Ok(journal)
}

impl Change {
    fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::MakeFolder(path) => ("make-folder", path),
            Self::Create(path) => ("create", path),
            Self::Replace(path) => ("replace", path),
            Self::Remove(path) => ("remove", path),
            Self::Prune(path) => ("prune", path),
        }
    }

    /// None for a line of another form, and for a path that leads out of the folder.
    fn parse(line: &str) -> Option<Self> {
        let (word, path) = line.split_once(' ')?;
        let path = path.to_owned();
        match word {
            // Files of ours that are to be removed may have names that no new file may have.
            "remove" if place::stays_inside(&path) => Some(Self::Remove(path)),
            "prune" if place::stays_inside(&path) => Some(Self::Prune(path)),
            _ if place::check(&path).is_err() => None,
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
    fn a_journal_is_read_as_it_was_written() {
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
            let journal = parse(text.get(..end).unwrap_or_default()).unwrap();
            assert_eq!(journal.phase, Phase::Listing, "{end}");
        }
    }

    #[test]
    fn lines_that_no_run_wrote_are_refused() {
        for line in ["create ../a", "remove ../a", "prune /a", "create", "destroy a", "a", "", "create a\r"] {
            assert!(parse(&format!("{line}\nstaging\n")).is_err(), "{line}");
        }
    }
}
