//! Compares a folder with the output of a run, and plans the changes.
//!
//! Generated files have a first line with `@generated`. Without this marker, an existing file is neither overwritten nor
//! removed, except in [`Scope::Named`].

use super::access::WriteLock;
use super::disk::Disk;
use super::journal::Change;
use super::paths::{self, JOURNAL, Temporary};
use super::transaction;
use super::walk::{self, Kind, Tree};
use crate::files;
use smithereen_codegen::diagnostic::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The files that a plan may change in its folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope<'s> {
    /// All generated files: those that are no longer part of the output are removed. Other files are reported.
    Whole,
    /// The files of the output, and generated files in this subfolder, where they are removed like in a whole folder.
    Below(&'s str),
    /// The files of the output only, with or without the marker.
    Named,
}

/// The changes that make a folder contain the output.
#[derive(Debug)]
pub struct Plan<'f> {
    displayed: String,
    base: PathBuf,
    total: usize,
    writes: Vec<Write<'f>>,
    /// The files to remove.
    stale: Vec<String>,
    /// The files that were not generated, and remain.
    not_generated: Vec<String>,
    /// The folders to create, parents first.
    missing: Vec<String>,
    /// The folders to remove if they are empty, children first.
    folders: Vec<String>,
}

/// The reason why a plan was not applied.
#[derive(Debug)]
pub struct ApplyError {
    /// The problems of files that could not be written.
    pub problems: Vec<Diagnostic>,
    /// The reason why the changes could not be undone. The next run tries again.
    pub rollback_error: Option<io::Error>,
}

/// A file that is missing or has other content.
#[derive(Debug)]
struct Write<'f> {
    path: &'f str,
    text: &'f str,
    exists: bool,
}

impl<'f> Plan<'f> {
    /// Compares the folder `base` with the output, without writing. `displayed` is the folder's path in diagnostics.
    ///
    /// To apply the plan, acquire a [`WriteLock`] before calling this.
    ///
    /// # Errors
    /// One diagnostic for each file that cannot be written: its path is invalid, something other than a file exists there,
    /// or a file without the marker.
    pub fn new(
        base: &Path,
        displayed: &str,
        files: &'f BTreeMap<String, String>,
        scope: Scope<'_>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let unreadable =
            |error: io::Error| vec![Diagnostic::error(displayed, format!("cannot be read: {error}"))];
        let tree = match scope {
            Scope::Named => Tree::list_paths(base, files.keys().map(String::as_str)),
            Scope::Whole | Scope::Below(_) => Tree::walk(base),
        };
        let tree = tree.map_err(unreadable)?;
        let mut plan = Self {
            displayed: displayed.to_owned(),
            base: base.to_owned(),
            total: files.len(),
            writes: Vec::new(),
            stale: Vec::new(),
            not_generated: Vec::new(),
            missing: Vec::new(),
            folders: Vec::new(),
        };
        plan.add_writes(files, &tree, scope)?;
        plan.add_missing(&tree);
        plan.add_others(files, &tree, scope);
        // Children before their parents.
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
                Err(problem) => problems.push(Diagnostic::error(self.display(path), problem)),
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// Returns whether the file exists with other content (`true`) or is missing; `None` if nothing has to be written.
    fn compare(&self, path: &str, text: &str, tree: &Tree, scope: Scope<'_>) -> Result<Option<bool>, String> {
        paths::check(path)?;
        tree.check_folders(path)?;
        match tree.kind(path) {
            None => Ok(Some(false)),
            Some(Kind::File) => match files::read_start(&self.base.join(path), text.len() as u64 + 1) {
                Ok(bytes) if bytes == text.as_bytes() => Ok(None),
                Ok(_) if scope == Scope::Named || walk::is_generated(&self.base.join(path)) => Ok(Some(true)),
                Ok(_) => Err("is not a generated file and would be overwritten; move it away".to_owned()),
                Err(error) => Err(format!("cannot be read: {error}")),
            },
            Some(kind) => Err(format!("is {}, not a file", kind.name())),
        }
    }

    fn add_missing(&mut self, tree: &Tree) {
        let folders = self.writes.iter().flat_map(|write| parents(write.path));
        let missing: BTreeSet<&str> = folders.filter(|folder| tree.kind(folder).is_none()).collect();
        // Parents sort before their children.
        self.missing = missing.into_iter().map(str::to_owned).collect();
    }

    fn add_others(&mut self, files: &BTreeMap<String, String>, tree: &Tree, scope: Scope<'_>) {
        for (path, kind) in tree.entries() {
            let is_below = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
            let reports_others = match scope {
                Scope::Whole => true,
                Scope::Below(folder) if is_below(folder) => false,
                Scope::Below(_) | Scope::Named => continue,
            };
            let is_removable = || {
                path == JOURNAL
                    || Temporary::of(path).is_some()
                    || paths::stays_inside(path) && walk::is_generated(&self.base.join(path))
            };
            match kind {
                Kind::Folder if !paths::stays_inside(path) => {}
                Kind::Folder => self.folders.push(path.to_owned()),
                _ if files.contains_key(path) => {}
                Kind::File if is_removable() => self.stale.push(path.to_owned()),
                Kind::File | Kind::Link | Kind::Other if reports_others => {
                    self.not_generated.push(path.to_owned());
                }
                Kind::File | Kind::Link | Kind::Other => {}
            }
        }
    }

    /// Adds the removal of files, if they exist, and of their folders, if these become empty.
    pub fn remove(&mut self, paths: &[String]) {
        for path in paths.iter().filter(|path| paths::check(path).is_ok()) {
            let is_file = fs::symlink_metadata(self.base.join(path)).is_ok_and(|found| found.is_file());
            if is_file {
                self.stale.push(path.clone());
                self.folders.extend(path.rsplit_once('/').map(|(folder, _)| folder.to_owned()));
            }
        }
    }

    /// Returns a warning for each file that was not generated.
    pub fn not_generated(&self) -> Vec<Diagnostic> {
        let warning = |path: &String| {
            Diagnostic::warning(self.display(path), "is not a generated file and was not changed")
        };
        self.not_generated.iter().map(warning).collect()
    }

    /// Returns the differences between the folder and the output: `changed`, `missing` or `stale`, with the path.
    pub fn differences(&self) -> Vec<(&'static str, String)> {
        let written =
            self.writes.iter().map(|write| (if write.exists { "changed" } else { "missing" }, write.path));
        let stale = self.stale.iter().map(|path| ("stale", path.as_str()));
        let mut all: Vec<_> = written.chain(stale).map(|(state, path)| (state, self.display(path))).collect();
        all.sort();
        all
    }

    /// Returns the number of files of the output, of files to write, and of files to remove.
    pub fn counts(&self) -> [usize; 3] {
        [self.total, self.writes.len(), self.stale.len()]
    }

    /// Applies all changes, or none. The plan has to be created while the lock is held.
    ///
    /// # Errors
    /// If a file cannot be written. The folder is unchanged then, unless [`ApplyError::rollback_error`] is set.
    pub fn apply(&self, lock: &WriteLock) -> Result<(), ApplyError> {
        if !lock.is_for(&self.base) {
            let problem = Diagnostic::error(&self.displayed, "the lock is for another folder");
            return Err(ApplyError { problems: vec![problem], rollback_error: None });
        }
        self.apply_to(Disk::real())
    }

    pub(super) fn apply_to(&self, disk: Disk<'_>) -> Result<(), ApplyError> {
        let changes = self.changes();
        if changes.iter().all(|change| matches!(change, Change::Prune(_))) {
            // The removal of empty folders needs no transaction.
            for folder in &self.folders {
                let _ = disk.remove_folder(&self.base.join(folder));
            }
            return Ok(());
        }
        let texts = self.writes.iter().map(|write| (write.path, write.text)).collect();
        transaction::run(&self.base, &changes, &texts, disk).map_err(|fault| {
            let problem = format!("cannot be written: {}", fault.error);
            ApplyError {
                problems: vec![Diagnostic::error(self.display(&fault.path), problem)],
                rollback_error: fault.rollback_error,
            }
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

    /// Returns the path in diagnostics; without the prefix `./`.
    fn display(&self, path: &str) -> String {
        if self.displayed == "." {
            return path.to_owned();
        }
        format!("{}/{path}", self.displayed)
    }
}

/// Returns the parents of a path, outermost first.
fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(end, _)| path.get(..end))
}
