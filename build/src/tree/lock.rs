//! Locks a folder, so that only one run changes it at a time.
//!
//! The folder itself is locked where the platform supports it, so that no lock file appears in version control or in a
//! package. Elsewhere (Windows, some network file systems) the lock is a file in the folder for temporary files, named
//! for the path of the folder. The operating system releases the lock when the process ends.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// The time after which a run that waits for a lock calls `waiting`.
const NOTIFY_AFTER: Duration = Duration::from_millis(500);
/// The time between attempts.
const PAUSE: Duration = Duration::from_millis(10);

/// Whether several processes can hold the lock at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Several readers.
    Shared,
    /// One writer and no readers.
    Exclusive,
}

/// A lock on a folder, until it is dropped.
#[derive(Debug)]
pub(super) struct Guard {
    /// `None` if the platform has no locks.
    _held: Option<File>,
    /// The folders that were created in order to be locked, outermost first.
    created: Vec<PathBuf>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        // Folders with entries remain.
        for folder in self.created.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Locks a folder for writing, and creates it if it does not exist. Waits while another process has the lock, and calls
/// `waiting` once if that takes longer than [`NOTIFY_AFTER`].
pub(super) fn exclusive(base: &Path, waiting: &dyn Fn()) -> io::Result<Guard> {
    let mut called = false;
    loop {
        let mut guard = Guard { _held: None, created: Vec::new() };
        create_folders(base, &mut guard.created)?;
        guard._held = match lock(base, Kind::Exclusive, waiting, &mut called) {
            // The previous holder removes a folder that it had created, if it fails.
            Err(error) if error.kind() == ErrorKind::NotFound && is_missing(base) => continue,
            locked => locked?,
        };
        if guard._held.as_ref().is_none_or(|held| is_still_there(held, base)) {
            return Ok(guard);
        }
    }
}

/// Locks a folder for reading. Returns `None` if it does not exist.
pub(super) fn shared(base: &Path, waiting: &dyn Fn()) -> io::Result<Option<Guard>> {
    match lock(base, Kind::Shared, waiting, &mut false) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        locked => Ok(Some(Guard { _held: locked?, created: Vec::new() })),
    }
}

fn is_missing(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|error| error.kind() == ErrorKind::NotFound)
}

fn create_folders(base: &Path, created: &mut Vec<PathBuf>) -> io::Result<()> {
    let missing: Vec<&Path> = base
        .ancestors()
        .filter(|folder| !folder.as_os_str().is_empty())
        .take_while(|folder| is_missing(folder))
        .collect();
    for folder in missing.into_iter().rev() {
        match fs::create_dir(folder) {
            Ok(()) => created.push(folder.to_owned()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            // Another run has just removed the parent, which it had created.
            Err(error) if error.kind() == ErrorKind::NotFound && folder.parent().is_some() => {
                fs::create_dir_all(folder)?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn lock(base: &Path, kind: Kind, waiting: &dyn Fn(), called: &mut bool) -> io::Result<Option<File>> {
    let folder = File::open(base).and_then(|folder| wait(folder, kind, waiting, called));
    let locked = folder.or_else(|error| match error.kind() {
        // The folder was just removed.
        ErrorKind::NotFound => Err(error),
        _ => substitute(base).and_then(|file| wait(file, kind, waiting, called)),
    });
    match locked {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == ErrorKind::Unsupported => Ok(None),
        Err(error) => Err(error),
    }
}

/// Waits until a file is locked.
fn wait(file: File, kind: Kind, waiting: &dyn Fn(), called: &mut bool) -> io::Result<File> {
    let start = Instant::now();
    loop {
        let tried = match kind {
            Kind::Shared => file.try_lock_shared(),
            Kind::Exclusive => file.try_lock(),
        };
        match tried {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if *called || start.elapsed() < NOTIFY_AFTER => {
                thread::sleep(PAUSE)
            }
            Err(TryLockError::WouldBlock) => {
                *called = true;
                waiting();
            }
        }
    }
}

/// Opens the file that is locked instead of a folder.
fn substitute(base: &Path) -> io::Result<File> {
    let path = base.canonicalize()?;
    let file = std::env::temp_dir().join(format!("smithereen-{:016x}.lock", fingerprint(&path)));
    let opened = File::options().create(true).append(true).open(&file);
    // A file of another user may be readable only, which suffices for a lock on most platforms.
    opened.or_else(|error| File::open(&file).map_err(|_| error))
}

/// Hashes a path (64-bit FNV-1a), independent of the version of Rust and of this crate.
fn fingerprint(path: &Path) -> u64 {
    let bytes = path.as_os_str().as_encoded_bytes();
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(unix)]
fn is_still_there(held: &File, base: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |found: fs::Metadata| (found.dev(), found.ino());
    match (held.metadata(), fs::metadata(base)) {
        // The substitute is not a folder and never removed.
        (Ok(held), _) if !held.is_dir() => base.exists(),
        (Ok(held), Ok(found)) => identity(held) == identity(found),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still_there(_held: &File, base: &Path) -> bool {
    base.exists()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::env;
    use std::sync::mpsc;

    fn folder(name: &str) -> PathBuf {
        let folder = env::temp_dir().join(format!("smithereen-lock-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn a_folder_that_a_lock_created_is_removed() {
        let root = folder("nothing");
        let base = root.join("a/b");
        let guard = exclusive(&base, &|| {}).unwrap();
        assert_eq!(fs::read_dir(&base).unwrap().count(), 0);
        drop(guard);
        assert!(!root.exists());
        assert!(shared(&base, &|| {}).unwrap().is_none() && !root.exists());
    }

    #[test]
    fn a_created_folder_with_entries_remains() {
        let root = folder("stays");
        let guard = exclusive(&root.join("a"), &|| {}).unwrap();
        fs::write(root.join("a/b"), "").unwrap();
        drop(guard);
        assert!(root.join("a/b").exists());
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn readers_share_a_lock_and_writers_wait_for_them() {
        let root = folder("shared");
        fs::create_dir_all(&root).unwrap();
        let readers = [shared(&root, &|| {}).unwrap(), shared(&root, &|| {}).unwrap()];
        let (sender, receiver) = mpsc::channel();
        let writer = thread::spawn({
            let root = root.clone();
            move || exclusive(&root, &|| sender.send(()).unwrap()).map(drop)
        });
        // The writer calls back and continues to wait.
        receiver.recv_timeout(Duration::from_secs(60)).unwrap();
        assert!(!writer.is_finished());
        drop(readers);
        writer.join().unwrap().unwrap();
        fs::remove_dir_all(root).unwrap();
    }

    /// Simulates a platform that cannot lock folders.
    #[test]
    fn a_substitute_lock_is_exclusive_and_outside_of_the_folder() {
        let root = folder("substitute");
        fs::create_dir_all(&root).unwrap();
        let first = wait(substitute(&root).unwrap(), Kind::Exclusive, &|| {}, &mut false).unwrap();
        let second = substitute(&root.join("../").join(root.file_name().unwrap())).unwrap();
        assert!(matches!(second.try_lock(), Err(TryLockError::WouldBlock)));
        drop(first);
        let called = Cell::new(false);
        assert!(wait(second, Kind::Exclusive, &|| called.set(true), &mut false).is_ok() && !called.get());
        assert_eq!(fs::read_dir(&root).unwrap().count(), 0);
        fs::remove_file(
            env::temp_dir()
                .join(format!("smithereen-{:016x}.lock", fingerprint(&root.canonicalize().unwrap()))),
        )
        .unwrap();
        fs::remove_dir_all(root).unwrap();
    }
}
