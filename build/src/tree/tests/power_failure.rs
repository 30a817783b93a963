//! Simulated power failures: operations that were not synced are lost, partly or completely.

use super::*;
use std::cell::RefCell;
use std::path::Path;

/// A disk on which some operations are not stored permanently.
///
/// The entries of a folder are stored in the order in which they change, independently of other folders. The content of a
/// file that was not synced may be missing, incomplete or zeros.
struct Volume {
    base: PathBuf,
    /// By path from the base, with `/`.
    folders: BTreeMap<String, Entries>,
    contents: Vec<Content>,
}

#[derive(Default)]
struct Entries {
    stored: BTreeMap<String, Entry>,
    pending: Vec<EntryChange>,
}

#[derive(Clone, Copy)]
enum Entry {
    Folder,
    /// An index of a content.
    File(usize),
}

enum EntryChange {
    Insert(String, Entry),
    Remove(String),
    Rename(String, String),
}

#[derive(Default)]
struct Content {
    stored: String,
    current: String,
}

impl Entries {
    /// Returns the entries with the first `count` pending changes.
    fn after(&self, count: usize) -> BTreeMap<String, Entry> {
        let mut entries = self.stored.clone();
        for change in self.pending.iter().take(count) {
            match change {
                EntryChange::Insert(name, entry) => drop(entries.insert(name.clone(), *entry)),
                EntryChange::Remove(name) => drop(entries.remove(name)),
                EntryChange::Rename(from, to) => {
                    let entry = entries.remove(from).unwrap();
                    entries.insert(to.clone(), entry);
                }
            }
        }
        entries
    }
}

impl Volume {
    /// Creates a disk on which everything in a folder is stored.
    fn of(folder: &Folder) -> Self {
        let base = folder.0.clone();
        let mut volume = Self { base, folders: BTreeMap::new(), contents: Vec::new() };
        volume.folders.insert(String::new(), Entries::default());
        for (path, text) in folder.look() {
            let entry = match text.as_str() {
                "-" => {
                    volume.folders.insert(path.clone(), Entries::default());
                    Entry::Folder
                }
                _ => volume.content(Content { stored: text.clone(), current: text }),
            };
            let (parent, name) = split(&path);
            volume.folders.get_mut(parent).unwrap().stored.insert(name.to_owned(), entry);
        }
        volume
    }

    fn content(&mut self, content: Content) -> Entry {
        self.contents.push(content);
        Entry::File(self.contents.len() - 1)
    }

    fn relative(&self, path: &Path) -> String {
        path.strip_prefix(&self.base).unwrap().to_str().unwrap().to_owned()
    }

    fn change(&mut self, path: &Path, change: impl FnOnce(String) -> EntryChange) {
        let path = self.relative(path);
        let (parent, name) = split(&path);
        self.folders.get_mut(parent).unwrap().pending.push(change(name.to_owned()));
    }

    fn file(&mut self, path: &Path) -> &mut Content {
        let path = self.relative(path);
        let (parent, name) = split(&path);
        let entries = self.folders.get(parent).unwrap().after(usize::MAX);
        match entries.get(name).unwrap() {
            Entry::File(index) => &mut self.contents[*index],
            Entry::Folder => panic!("{path} is a folder"),
        }
    }

    fn perform(&mut self, operation: Operation<'_>) {
        match operation {
            Operation::Create(path) => {
                let entry = self.content(Content::default());
                self.change(path, |name| EntryChange::Insert(name, entry));
            }
            Operation::Append(path, text) => self.file(path).current.push_str(text),
            Operation::Truncate(path, length) => self.file(path).current.truncate(length),
            Operation::Rename(from, to) => {
                let to = to.file_name().unwrap().to_str().unwrap().to_owned();
                self.change(from, |from| EntryChange::Rename(from, to));
            }
            Operation::Remove(path) => self.change(path, EntryChange::Remove),
            Operation::CreateFolder(path) => {
                self.folders.insert(self.relative(path), Entries::default());
                self.change(path, |name| EntryChange::Insert(name, Entry::Folder));
            }
            Operation::RemoveFolder(path) => {
                let folder = self.relative(path);
                if self.folders.get(&folder).is_some_and(|entries| entries.after(usize::MAX).is_empty()) {
                    self.change(path, EntryChange::Remove);
                }
            }
            Operation::SyncFile(path) => {
                let content = self.file(path);
                content.stored.clone_from(&content.current);
            }
            Operation::SyncFolder(path) => {
                let folder = self.relative(path);
                let entries = self.folders.get_mut(&folder).unwrap();
                entries.stored = entries.after(usize::MAX);
                entries.pending.clear();
            }
        }
    }

    /// Returns the files after a power failure. `random` decides what was stored.
    fn fail(&self, random: &mut Random) -> Files {
        let (mut files, mut open) = (Files::new(), vec![String::new()]);
        while let Some(folder) = open.pop() {
            let entries = &self.folders[&folder];
            for (name, entry) in entries.after(random.below(entries.pending.len() + 1)) {
                let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                match entry {
                    Entry::File(index) => drop(files.insert(path, self.contents[index].fail(random))),
                    Entry::Folder => {
                        files.insert(format!("{path}/"), String::new());
                        open.push(path);
                    }
                }
            }
        }
        files
    }
}

impl Content {
    fn fail(&self, random: &mut Random) -> String {
        let Some(unsynced) = self.current.strip_prefix(&self.stored) else {
            // The file was truncated.
            let is_stored = random.below(2) == 0;
            return if is_stored { self.current.clone() } else { self.stored.clone() };
        };
        let kept = match random.below(4) {
            0 => "",
            1 => unsynced,
            2 => &unsynced[..unsynced.len() / 2],
            _ => return format!("{}{}", self.stored, "\0".repeat(unsynced.len())),
        };
        format!("{}{kept}", self.stored)
    }
}

fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// A generator of random numbers (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

/// Runs `work` on a disk whose power fails after `count` operations. Returns the files that were stored, and whether all
/// operations were performed.
fn run_until(folder: &Folder, count: usize, random: &mut Random, work: impl Fn(Disk<'_>)) -> (Files, bool) {
    let volume = RefCell::new(Volume::of(folder));
    let left = Cell::new(count);
    let permit = |operation: Operation<'_>| {
        let more = left.get().checked_sub(1).ok_or(ErrorKind::Interrupted)?;
        left.set(more);
        volume.borrow_mut().perform(operation);
        Ok(())
    };
    work(Disk::with(&permit));
    let files = volume.borrow().fail(random);
    (files, left.get() > 0)
}

#[test]
fn a_power_failure_at_any_step_changes_all_or_nothing() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for case in cases() {
        let folder = Folder::new("power-failure");
        folder.fill(&case.before);
        let before = contents(folder.look());
        let (mut undone, mut completed) = (0, 0);
        for count in 0.. {
            folder.fill(&case.before);
            let apply = |disk: Disk<'_>| drop(case.plan(&folder).apply_to(disk));
            let (stored, is_over) = run_until(&folder, count, &mut random, apply);
            // The power fails again during the recovery, at some steps of it.
            let mut again = 0;
            loop {
                folder.fill(&stored);
                let recover = |disk: Disk<'_>| drop(recovery::recover(&folder.0, None, disk));
                let (stored, ended) = run_until(&folder, again, &mut random, recover);
                folder.fill(&stored);
                drop(folder.lock());
                let found = contents(folder.look());
                assert!(found == before || found == case.after, "{count} {again}: {found:?}");
                assert!(!is_over || found == case.after, "{count} {again}: a completed run is lost");
                match found == before {
                    true => undone += 1,
                    false => completed += 1,
                }
                if ended {
                    break;
                }
                again += 1 + random.below(4);
            }
            if is_over {
                break;
            }
        }
        assert!(undone > 25 && completed > 5, "{undone} {completed}");
    }
}
