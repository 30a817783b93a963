//! Steps on a disk that can be taken back.

use super::place::Temporary;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// What was done so far.
#[derive(Default)]
pub(super) struct Transaction {
    steps: Vec<Step>,
}

enum Step {
    MadeFolder(PathBuf),
    Staged(PathBuf),
    Noted(PathBuf),
    Moved { from: PathBuf, to: PathBuf },
}

impl Transaction {
    /// Writes a file beside its place.
    pub(super) fn stage(&mut self, place: &Path, text: &str) -> io::Result<()> {
        if let Some(folder) = place.parent() {
            self.make_folder(folder)?;
        }
        let staged = Temporary::New.beside(place);
        // It must not exist: so nothing is overwritten and no link is followed.
        let mut file = File::create_new(&staged)?;
        self.steps.push(Step::Staged(staged));
        file.write_all(text.as_bytes())
    }

    /// Writes down what is about to happen.
    pub(super) fn note(&mut self, place: &Path, text: &str) -> io::Result<()> {
        let mut file = File::create_new(place)?;
        self.steps.push(Step::Noted(place.to_owned()));
        file.write_all(text.as_bytes())
    }

    /// Moves what is in a place out of it.
    pub(super) fn set_aside(&mut self, place: &Path) -> io::Result<()> {
        self.rename(place, &Temporary::Old.beside(place))
    }

    /// Moves what was staged to its place.
    pub(super) fn put_in_place(&mut self, place: &Path) -> io::Result<()> {
        self.rename(&Temporary::New.beside(place), place)
    }

    /// Removes what was set aside. What will not go is for the next run to clear away.
    pub(super) fn finish(self) {
        for step in self.steps {
            if let Step::Moved { from, to } = step
                && to == Temporary::Old.beside(&from)
            {
                let _ = fs::remove_file(to);
            }
        }
    }

    /// Takes all of it back, last step first; goes on where a step cannot be, and tells of the first of those.
    pub(super) fn roll_back(self) -> io::Result<()> {
        let mut result = Ok(());
        for step in self.steps.into_iter().rev() {
            let undone = match step {
                Step::MadeFolder(folder) => fs::remove_dir(folder),
                Step::Staged(file) | Step::Noted(file) => fs::remove_file(file),
                Step::Moved { from, to } => fs::rename(to, from),
            };
            result = result.and(undone);
        }
        result
    }

    fn make_folder(&mut self, folder: &Path) -> io::Result<()> {
        let missing = |folder: &&Path| !folder.is_dir();
        let folders: Vec<_> = folder.ancestors().take_while(missing).collect();
        for folder in folders.into_iter().rev() {
            fs::create_dir(folder)?;
            self.steps.push(Step::MadeFolder(folder.to_owned()));
        }
        Ok(())
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        // Renaming would replace what is there. If anything is, somebody else put it there just now.
        if fs::symlink_metadata(to).is_ok() {
            return Err(ErrorKind::AlreadyExists.into());
        }
        fs::rename(from, to)?;
        self.steps.push(Step::Moved { from: from.to_owned(), to: to.to_owned() });
        Ok(())
    }
}
