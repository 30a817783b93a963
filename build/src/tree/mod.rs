//! Compares a folder with the files that belong in it, and makes it so: wholly, or not at all.

mod place;
mod transaction;
mod walk;

use crate::problem;
use place::Temporary;
use smithereen_codegen::diagnostic::Diagnostic;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use transaction::Transaction;
use walk::{Kind, Tree};

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
    /// Compares what is in `base`, told about as `shown`, with what should be. With `mend`, what an interrupted run
    /// has left behind is cleared away before.
    ///
    /// # Errors
    /// Everything that is in the way: also a file that would be overwritten and is none of ours.
    pub fn make(
        base: &Path,
        shown: &str,
        files: &'f BTreeMap<String, String>,
        scope: Scope<'_>,
        mend: bool,
    ) -> Result<Self, Vec<Diagnostic>> {
        let unreadable = |error: io::Error| vec![problem::error(shown, format!("cannot be read: {error}"))];
        let mut tree = Tree::walk(base).map_err(unreadable)?;
        if mend && place::clear_leftovers(base, &tree).map_err(unreadable)? {
            tree = Tree::walk(base).map_err(unreadable)?;
        }
        let mut plan = Self {
            shown: shown.to_owned(),
            base: base.to_owned(),
            total: files.len(),
            writes: Vec::new(),
            stale: Vec::new(),
            foreign: Vec::new(),
            folders: Vec::new(),
        };
        plan.add_writes(files, &tree, scope)?;
        plan.add_others(files, &tree, scope);
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
                Err(problem) => problems.push(problem::error(self.shown(path), problem)),
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

    fn add_others(&mut self, files: &BTreeMap<String, String>, tree: &Tree, scope: Scope<'_>) {
        for (path, kind) in tree.entries() {
            let is_below = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
            let is_foreign = match scope {
                Scope::Whole => true,
                Scope::Below(folder) if is_below(folder) => false,
                Scope::Below(_) | Scope::Named => continue,
            };
            let ours = || Temporary::of(path).is_some() || walk::bears_mark(&self.base.join(path));
            match kind {
                Kind::Folder => self.folders.push(path.to_owned()),
                _ if files.contains_key(path) => {}
                Kind::File if ours() => self.stale.push(path.to_owned()),
                Kind::File | Kind::Link | Kind::Other if is_foreign => self.foreign.push(path.to_owned()),
                Kind::File | Kind::Link | Kind::Other => {}
            }
        }
    }

    /// A warning for each file that is none of ours.
    pub fn foreign(&self) -> Vec<Diagnostic> {
        let warning = |path: &String| {
            problem::warning(self.shown(path), "is none of the generated files, and was left alone")
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

    /// Does it.
    ///
    /// # Errors
    /// What cannot be written. Everything is as before then, unless it could not be put back.
    pub fn carry_out(&self) -> Result<(), Failure> {
        let mut transaction = Transaction::default();
        let Err((path, error)) = self.perform(&mut transaction) else {
            transaction.finish();
            self.remove_empty_folders();
            return Ok(());
        };
        let problem = problem::error(self.shown(path), format!("cannot be written: {error}"));
        Err(Failure { problems: vec![problem], left: transaction.roll_back().err() })
    }

    /// Everything is written before anything is replaced, since writing is what may well fail.
    fn perform(&self, transaction: &mut Transaction) -> Result<(), (&str, io::Error)> {
        for write in &self.writes {
            let place = self.base.join(write.path);
            transaction.stage(&place, write.text).map_err(|error| (write.path, error))?;
        }
        for write in &self.writes {
            let place = self.base.join(write.path);
            let set_aside = if write.exists { transaction.set_aside(&place) } else { Ok(()) };
            set_aside.and_then(|()| transaction.put_in_place(&place)).map_err(|error| (write.path, error))?;
        }
        for path in &self.stale {
            transaction.set_aside(&self.base.join(path)).map_err(|error| (path.as_str(), error))?;
        }
        Ok(())
    }

    fn remove_empty_folders(&self) {
        // Backwards, so that a folder comes after those in it. One with something in it refuses.
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(self.base.join(folder));
        }
    }

    fn shown(&self, path: &str) -> String {
        format!("{}/{path}", self.shown)
    }
}
