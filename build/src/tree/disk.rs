//! The file system operations of a transaction. Tests record them, and simulate a crash or an error before any of them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::thread;

/// Unit tests do not wait for the disk: they run thousands of transactions, and simulate power failures.
const SYNCS: bool = cfg!(not(test));

/// The number of files that are synced at the same time.
const SYNC_THREADS: usize = 8;

/// An operation that is about to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation<'o> {
    /// Creates an empty file.
    Create(&'o Path),
    /// Appends text to a file.
    Append(&'o Path, &'o str),
    /// Shortens a file to a length in bytes.
    Truncate(&'o Path, usize),
    Rename(&'o Path, &'o Path),
    Remove(&'o Path),
    CreateFolder(&'o Path),
    RemoveFolder(&'o Path),
    /// Waits until the content of a file is stored permanently.
    SyncFile(&'o Path),
    /// Waits until the entries of a folder are stored permanently.
    SyncFolder(&'o Path),
}

/// The file system. Each operation first calls `permit`; if that returns an error, the operation fails with it and changes
/// nothing.
#[derive(Clone, Copy)]
pub(super) struct Disk<'p> {
    permit: &'p dyn Fn(Operation<'_>) -> io::Result<()>,
}

impl<'p> Disk<'p> {
    /// Returns the file system without restrictions.
    pub(super) fn real() -> Self {
        Self { permit: &|_| Ok(()) }
    }

    /// Returns a file system whose operations fail if `permit` does.
    #[cfg(test)]
    pub(super) fn with(permit: &'p dyn Fn(Operation<'_>) -> io::Result<()>) -> Self {
        Self { permit }
    }

    /// Creates a file. It must not exist, so that nothing is overwritten and no link is followed.
    pub(super) fn create(self, file: &Path, text: &str) -> io::Result<()> {
        (self.permit)(Operation::Create(file))?;
        let mut created = File::create_new(file)?;
        (self.permit)(Operation::Append(file, text))?;
        created.write_all(text.as_bytes())
    }

    /// Appends to an existing file.
    pub(super) fn append(self, file: &Path, text: &str) -> io::Result<()> {
        (self.permit)(Operation::Append(file, text))?;
        OpenOptions::new().append(true).open(file)?.write_all(text.as_bytes())
    }

    /// Shortens an existing file to a length in bytes. A file that is not longer remains as it is.
    pub(super) fn truncate(self, file: &Path, length: usize) -> io::Result<()> {
        (self.permit)(Operation::Truncate(file, length))?;
        let opened = OpenOptions::new().write(true).open(file)?;
        let length = length as u64;
        if opened.metadata()?.len() > length { opened.set_len(length) } else { Ok(()) }
    }

    /// Renames a file to a path at which nothing exists.
    pub(super) fn rename(self, from: &Path, to: &Path) -> io::Result<()> {
        (self.permit)(Operation::Rename(from, to))?;
        // A rename replaces the target. If it exists now, another program has just created it.
        if fs::symlink_metadata(to).is_ok() {
            return Err(ErrorKind::AlreadyExists.into());
        }
        fs::rename(from, to)
    }

    /// Renames a file to a path, and replaces the file that may exist there.
    pub(super) fn replace(self, from: &Path, to: &Path) -> io::Result<()> {
        (self.permit)(Operation::Rename(from, to))?;
        fs::rename(from, to)
    }

    /// Removes a file, if it exists.
    pub(super) fn remove(self, file: &Path) -> io::Result<()> {
        (self.permit)(Operation::Remove(file))?;
        ignore_missing(fs::remove_file(file))
    }

    /// Creates a folder, unless it exists.
    pub(super) fn create_folder(self, folder: &Path) -> io::Result<()> {
        (self.permit)(Operation::CreateFolder(folder))?;
        match fs::create_dir(folder) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
            result => result,
        }
    }

    /// Removes a folder, if it exists and is empty.
    pub(super) fn remove_folder(self, folder: &Path) -> io::Result<()> {
        (self.permit)(Operation::RemoveFolder(folder))?;
        match fs::remove_dir(folder) {
            Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => Ok(()),
            result => ignore_missing(result),
        }
    }

    /// Waits until the content of files is stored permanently.
    pub(super) fn sync_files(self, files: &[PathBuf]) -> io::Result<()> {
        files.iter().try_for_each(|file| (self.permit)(Operation::SyncFile(file)))?;
        // File systems combine syncs that are requested at the same time: 300 files take 0.1 s instead of 2 s.
        let share = files.len().div_ceil(SYNC_THREADS).max(1);
        thread::scope(|scope| {
            let sync_all = |files: &[PathBuf]| files.iter().try_for_each(|file| sync_file(file));
            let spawn = |files| thread::Builder::new().spawn_scoped(scope, move || sync_all(files));
            let threads = files.chunks(share).map(spawn).collect::<io::Result<Vec<_>>>()?;
            let panicked = |_| Err(io::Error::other("a thread that syncs files panicked"));
            threads.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(panicked))
        })
    }

    /// Waits until the entries of a folder are stored permanently. Windows cannot flush folders; NTFS stores changes of
    /// their entries in order.
    pub(super) fn sync_folder(self, folder: &Path) -> io::Result<()> {
        (self.permit)(Operation::SyncFolder(folder))?;
        match SYNCS && cfg!(unix) {
            true => ignore_unsupported(File::open(folder)?.sync_all()),
            false => Ok(()),
        }
    }
}

fn sync_file(file: &Path) -> io::Result<()> {
    match SYNCS {
        // Windows only flushes files that are open for writing.
        true => ignore_unsupported(OpenOptions::new().append(true).open(file)?.sync_all()),
        false => Ok(()),
    }
}

fn ignore_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// Ignores the error of a file system that cannot sync, such as some FUSE and network file systems. Runs work there, but
/// are not protected from power failures.
fn ignore_unsupported(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput) => Ok(()),
        result => result,
    }
}
