//! Compares a folder with the files that belong in it, and makes it so: wholly, or not at all.

mod disk;
mod journal;
mod lock;
mod place;
mod recovery;
#[cfg(test)]
mod tests;
mod transaction;
mod turn;
mod walk;

use disk::Disk;
use journal::Change;
use place::Temporary;
use smithereen_codegen::diagnostic::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use walk::{Kind, Tree};

pub use recovery::Recovery;
pub use turn::{Turn, View, is_half_done};

/// What of a folder is ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope<'s> {
    /// All of it: files that bear our mark and are no longer made are removed, others are wondered at.
    Whole,
    /// The files that are made, and what bears our mark in this folder of it.
    Below(&'s str),
    /// The files that are made, and no others. They bear no mark.
    Named,
}

/// What has to be done to a folder.
#[derive(Debug)]
pub struct Plan<'f> {
    shown: String,
    base: PathBuf,
    total: usize,
    writes: Vec<Write<'f>>,
    stale: Vec<String>,
    foreign: Vec<String>,
    /// Folders that have to be created, each after the one that it is in.
    missing: Vec<String>,
    /// Folders that may be empty in the end.
    folders: Vec<String>,
}

/// Why a plan was not carried out.
#[derive(Debug)]
pub struct Failure {
    /// What stood in the way.
    pub problems: Vec<Diagnostic>,
    /// What could not be put back as it was, for the next run to clear away.
    pub left: Option<io::Error>,
}

/// A file that is not there, or not as it should be.
#[derive(Debug)]
struct Write<'f> {
    path: &'f str,
    text: &'f str,
    exists: bool,
}

impl<'f> Plan<'f> {
    /// Compares what is in `base`, told about as `shown`, with what should be. Nothing is written. Who is going to carry
    /// it out takes a [`Turn`] before.
    ///
    /// # Errors
    /// Everything that is in the way: also a file that would be overwritten and is none of ours.
    pub fn make(
        base: &Path,
        shown: &str,
        files: &'f BTreeMap<String, String>,
        scope: Scope<'_>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let unreadable =
            |error: io::Error| vec![Diagnostic::error(shown, format!("cannot be read: {error}"))];
        let tree = Tree::walk(base).map_err(unreadable)?;
        let mut plan = Self {
            shown: shown.to_owned(),
            base: base.to_owned(),
            total: files.len(),
            writes: Vec::new(),
            stale: Vec::new(),
            foreign: Vec::new(),
            missing: Vec::new(),
            folders: Vec::new(),
        };
        plan.add_writes(files, &tree, scope)?;
        plan.add_missing(&tree);
        plan.add_others(files, &tree, scope);
        // Each after those in it.
        plan.folders.reverse();
        Ok(plan)
    }

    fn add_writes(
        &mut self,
        files: &'f BTreeMap<String, String>,
        tree: &Tree,
        scope: Scope<'_>,
    ) -> Result<(), Vec<Diagnostic>> {
        let mut problems = Vec::new();
        for (path, text) in files {
            match self.compare(path, text, tree, scope) {
                Ok(None) => {}
                Ok(Some(exists)) => self.writes.push(Write { path, text, exists }),
                Err(problem) => problems.push(Diagnostic::error(self.shown(path), problem)),
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// Whether there is a file to replace; nothing if it holds the text already.
    fn compare(&self, path: &str, text: &str, tree: &Tree, scope: Scope<'_>) -> Result<Option<bool>, String> {
        place::check(path)?;
        tree.check_folders(path)?;
        match tree.kind(path) {
            None => Ok(Some(false)),
            Some(Kind::File) => match fs::read(self.base.join(path)) {
                Ok(bytes) if bytes == text.as_bytes() => Ok(None),
                Ok(_) if scope == Scope::Named || walk::bears_mark(&self.base.join(path)) => Ok(Some(true)),
                Ok(_) => {
                    Err("is none of the generated files and would be overwritten; move it away".to_owned())
                }
                Err(error) => Err(format!("cannot be read: {error}")),
            },
            Some(kind) => Err(format!("{} is in the way of a file", kind.words())),
        }
    }

    fn add_missing(&mut self, tree: &Tree) {
        let folders = self.writes.iter().flat_map(|write| folders_of(write.path));
        let missing: BTreeSet<&str> = folders.filter(|folder| tree.kind(folder).is_none()).collect();
        // A folder sorts before what is in it.
        self.missing = missing.into_iter().map(str::to_owned).collect();
    }

    fn add_others(&mut self, files: &BTreeMap<String, String>, tree: &Tree, scope: Scope<'_>) {
        for (path, kind) in tree.entries() {
            let is_below = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
            let is_foreign = match scope {
                Scope::Whole => true,
                Scope::Below(folder) if is_below(folder) => false,
                Scope::Below(_) | Scope::Named => continue,
            };
            let ours = || {
                path == journal::NAME
                    || Temporary::of(path).is_some()
                    || place::stays_inside(path) && walk::bears_mark(&self.base.join(path))
            };
            match kind {
                Kind::Folder if !place::stays_inside(path) => {}
                Kind::Folder => self.folders.push(path.to_owned()),
                _ if files.contains_key(path) => {}
                Kind::File if ours() => self.stale.push(path.to_owned()),
                Kind::File | Kind::Link | Kind::Other if is_foreign => self.foreign.push(path.to_owned()),
                Kind::File | Kind::Link | Kind::Other => {}
            }
        }
    }

    /// Removes these files too, if they are there, and their folders, if nothing else is in them.
    pub fn remove(&mut self, paths: &[String]) {
        for path in paths.iter().filter(|path| place::check(path).is_ok()) {
            let is_file = fs::symlink_metadata(self.base.join(path)).is_ok_and(|found| found.is_file());
            if is_file {
                self.stale.push(path.clone());
                self.folders.extend(path.rsplit_once('/').map(|(folder, _)| folder.to_owned()));
            }
        }
    }

    /// A warning for each file that is none of ours.
    pub fn foreign(&self) -> Vec<Diagnostic> {
        let warning = |path: &String| {
            Diagnostic::warning(self.shown(path), "is none of the generated files, and was left alone")
        };
        self.foreign.iter().map(warning).collect()
    }

    /// What is not as it should be: how not, and where.
    pub fn differences(&self) -> Vec<(&'static str, String)> {
        let written =
            self.writes.iter().map(|write| (if write.exists { "changed" } else { "missing" }, write.path));
        let stale = self.stale.iter().map(|path| ("stale", path.as_str()));
        let mut all: Vec<_> = written.chain(stale).map(|(what, path)| (what, self.shown(path))).collect();
        all.sort();
        all
    }

    /// How many files there are in the end, how many of them are written, and how many others are removed.
    pub fn counts(&self) -> [usize; 3] {
        [self.total, self.writes.len(), self.stale.len()]
    }

    /// Does it. The plan was made in this turn.
    ///
    /// # Errors
    /// What cannot be written. Everything is as before then, unless it could not be put back.
    pub fn carry_out(&self, turn: &Turn) -> Result<(), Failure> {
        if !turn.is_for(&self.base) {
            let problem = Diagnostic::error(&self.shown, "is not the folder that is locked");
            return Err(Failure { problems: vec![problem], left: None });
        }
        self.carry_out_on(Disk::real())
    }

    fn carry_out_on(&self, disk: Disk<'_>) -> Result<(), Failure> {
        let changes = self.changes();
        if changes.iter().all(|change| matches!(change, Change::Prune(_))) {
            // Empty folders need no transaction.
            for folder in &self.folders {
                let _ = disk.remove_folder(&self.base.join(folder));
            }
            return Ok(());
        }
        let texts = self.writes.iter().map(|write| (write.path, write.text)).collect();
        transaction::run(&self.base, &changes, &texts, disk).map_err(|fault| {
            let problem = format!("cannot be written: {}", fault.error);
            Failure { problems: vec![Diagnostic::error(self.shown(&fault.path), problem)], left: fault.left }
        })
    }

    fn changes(&self) -> Vec<Change> {
        let missing = self.missing.iter().cloned().map(Change::MakeFolder);
        let writes = self.writes.iter().map(|write| match write.exists {
            true => Change::Replace(write.path.to_owned()),
            false => Change::Create(write.path.to_owned()),
        });
        let stale = self.stale.iter().cloned().map(Change::Remove);
        let folders = self.folders.iter().cloned().map(Change::Prune);
        missing.chain(writes).chain(stale).chain(folders).collect()
    }

    fn shown(&self, path: &str) -> String {
        format!("{}/{path}", self.shown)
    }
}

/// The folders that a path is in, outermost first.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(end, _)| path.get(..end))
}
