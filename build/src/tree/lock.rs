//! One run at a time changes a folder.
//!
//! The folder itself is locked where the system can lock folders, so that no file shows up in it, in version control or
//! in a package. Elsewhere (Windows, some network file systems) the lock is a file in the system's folder for temporary
//! files, named for the folder's path. Locks end with the process that holds them, however that ends.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// A run that waits longer than this says so.
const PATIENCE: Duration = Duration::from_millis(500);
const PAUSE: Duration = Duration::from_millis(10);

/// Whether others may hold the lock at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Others may read too.
    Shared,
    /// Nobody else may read or write.
    Exclusive,
}

/// A lock on a folder; it ends when this is dropped.
#[derive(Debug)]
pub(super) struct Guard {
    /// None where the system has no locks at all.
    _held: Option<File>,
    /// The folders that were created to have something to lock, outermost first.
    created: Vec<PathBuf>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        // Nobody else can have come to them yet. One with something in it stays.
        for folder in self.created.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Locks a folder and creates it before, if it does not exist. Waits for others that hold the lock; after a moment it
/// calls `waiting`, once.
pub(super) fn exclusive(base: &Path, waiting: &dyn Fn()) -> io::Result<Guard> {
    let mut told = false;
    loop {
        let mut guard = Guard { _held: None, created: Vec::new() };
        create_folders(base, &mut guard.created)?;
        guard._held = match lock(base, Kind::Exclusive, waiting, &mut told) {
            // The run that held it before may have removed the folder, if it had created it and failed.
            Err(error) if error.kind() == ErrorKind::NotFound && is_missing(base) => continue,
            locked => locked?,
        };
        if guard._held.as_ref().is_none_or(|held| is_still_there(held, base)) {
            return Ok(guard);
        }
    }
}

/// Locks a folder for reading; none if it does not exist.
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
            // Another run has just removed the one above, which it had created for itself.
            Err(error) if error.kind() == ErrorKind::NotFound && folder.parent().is_some() => {
                fs::create_dir_all(folder)?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn lock(base: &Path, kind: Kind, waiting: &dyn Fn(), told: &mut bool) -> io::Result<Option<File>> {
    let folder = File::open(base).and_then(|folder| wait(folder, kind, waiting, told));
    let locked = folder.or_else(|error| match error.kind() {
        // It was removed just now: the caller tries again, or reads nothing.
        ErrorKind::NotFound => Err(error),
        _ => substitute(base).and_then(|file| wait(file, kind, waiting, told)),
    });
    match locked {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == ErrorKind::Unsupported => Ok(None),
        Err(error) => Err(error),
    }
}

/// Locks a file, however long that takes.
fn wait(file: File, kind: Kind, waiting: &dyn Fn(), told: &mut bool) -> io::Result<File> {
    let start = Instant::now();
    loop {
        let tried = match kind {
            Kind::Shared => file.try_lock_shared(),
            Kind::Exclusive => file.try_lock(),
        };
        match tried {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if *told || start.elapsed() < PATIENCE => thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => {
                *told = true;
                waiting();
            }
        }
    }
}

/// The file that is locked in place of a folder that cannot be.
fn substitute(base: &Path) -> io::Result<File> {
    let path = base.canonicalize()?;
    let file = std::env::temp_dir().join(format!("smithereen-{:016x}.lock", fingerprint(&path)));
    let opened = File::options().create(true).append(true).open(&file);
    // Another user's can be read, which is enough for most systems to lock it.
    opened.or_else(|error| File::open(&file).map_err(|_| error))
}

/// The same number for the same path in each version of this program (64-bit FNV-1a).
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
        // A substitute is no folder, and never removed.
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
    fn a_lock_leaves_nothing_behind() {
        let root = folder("nothing");
        let base = root.join("a/b");
        let guard = exclusive(&base, &|| {}).unwrap();
        assert_eq!(fs::read_dir(&base).unwrap().count(), 0);
        drop(guard);
        assert!(!root.exists());
        assert!(shared(&base, &|| {}).unwrap().is_none() && !root.exists());
    }

    #[test]
    fn a_folder_with_something_in_it_stays() {
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
        // It says that it waits, and goes on waiting.
        receiver.recv_timeout(Duration::from_secs(60)).unwrap();
        assert!(!writer.is_finished());
        drop(readers);
        writer.join().unwrap().unwrap();
        fs::remove_dir_all(root).unwrap();
    }

    /// As where folders cannot be locked.
    #[test]
    fn a_substitute_excludes_others_and_is_outside_of_the_folder() {
        let root = folder("substitute");
        fs::create_dir_all(&root).unwrap();
        let first = wait(substitute(&root).unwrap(), Kind::Exclusive, &|| {}, &mut false).unwrap();
        let second = substitute(&root.join("../").join(root.file_name().unwrap())).unwrap();
        assert!(matches!(second.try_lock(), Err(TryLockError::WouldBlock)));
        drop(first);
        let told = Cell::new(false);
        assert!(wait(second, Kind::Exclusive, &|| told.set(true), &mut false).is_ok() && !told.get());
        assert_eq!(fs::read_dir(&root).unwrap().count(), 0);
        fs::remove_file(
            env::temp_dir()
                .join(format!("smithereen-{:016x}.lock", fingerprint(&root.canonicalize().unwrap()))),
        )
        .unwrap();
        fs::remove_dir_all(root).unwrap();
    }
}
