//! The changes that a run makes to a disk, one call each: tests stop a run before any of them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Changes files. Each call asks `permit` first and does nothing if that is an error.
#[derive(Clone, Copy)]
pub(super) struct Disk<'p> {
    permit: &'p dyn Fn() -> io::Result<()>,
}

impl<'p> Disk<'p> {
    /// A disk whose calls do what they say.
    pub(super) fn real() -> Self {
        Self { permit: &|| Ok(()) }
    }

    /// A disk whose calls fail where `permit` does.
    #[cfg(test)]
    pub(super) fn with(permit: &'p dyn Fn() -> io::Result<()>) -> Self {
        Self { permit }
    }

    /// Creates a file. It must not exist, so that nothing is overwritten and no link is followed.
    pub(super) fn create(self, file: &Path, text: &str) -> io::Result<()> {
        (self.permit)()?;
        let mut created = File::create_new(file)?;
        (self.permit)()?;
        created.write_all(text.as_bytes())
    }

    /// Appends to a file that exists.
    pub(super) fn append(self, file: &Path, text: &str) -> io::Result<()> {
        (self.permit)()?;
        OpenOptions::new().append(true).open(file)?.write_all(text.as_bytes())
    }

    /// Moves a file to a path at which nothing is.
    pub(super) fn rename(self, from: &Path, to: &Path) -> io::Result<()> {
        (self.permit)()?;
        // Renaming would replace what is there. If anything is, another program put it there just now.
        if fs::symlink_metadata(to).is_ok() {
            return Err(ErrorKind::AlreadyExists.into());
        }
        fs::rename(from, to)
    }

    /// Moves a file to a path, over the file that may be there.
    pub(super) fn replace(self, from: &Path, to: &Path) -> io::Result<()> {
        (self.permit)()?;
        fs::rename(from, to)
    }

    /// Removes a file; a file that does not exist counts as removed.
    pub(super) fn remove(self, file: &Path) -> io::Result<()> {
        (self.permit)()?;
        missing_is_fine(fs::remove_file(file))
    }

    /// Creates a folder, unless it exists.
    pub(super) fn create_folder(self, folder: &Path) -> io::Result<()> {
        (self.permit)()?;
        match fs::create_dir(folder) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
            result => result,
        }
    }

    /// Removes a folder, if it is empty.
    pub(super) fn remove_folder(self, folder: &Path) -> io::Result<()> {
        (self.permit)()?;
        match fs::remove_dir(folder) {
            Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => Ok(()),
            result => missing_is_fine(result),
        }
    }
}

fn missing_is_fine(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        result => result,
    }
}
