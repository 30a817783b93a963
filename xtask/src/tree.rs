//! Compares a folder with the files that belong in it, and makes it so: wholly, or not at all.

mod place;
mod transaction;
mod walk;

use crate::project::Project;
use crate::report;
use place::Temporary;
use smithereen_codegen::diagnostic::Diagnostic;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use transaction::Transaction;
use walk::{Kind, Tree};

/// What of a folder is ours.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Scope {
    /// All of it: files that bear our mark and are no longer made are removed, others are wondered at.
    Whole,
    /// The files that are made, and no others.
    Named,
}

/// What has to be done to a folder.
pub(crate) struct Plan<'f> {
    folder: &'static str,
    base: PathBuf,
    total: usize,
    writes: Vec<Write<'f>>,
    stale: Vec<String>,
    foreign: Vec<String>,
    /// Folders that may be empty in the end.
    folders: Vec<String>,
}

/// A file that is not there, or not as it should be.
struct Write<'f> {
    path: &'f str,
    text: &'f str,
    exists: bool,
}

impl<'f> Plan<'f> {
    /// Compares. With `mend`, what an interrupted run has left behind is cleared away before.
    pub(crate) fn make(
        project: &Project,
        folder: &'static str,
        files: &'f BTreeMap<String, String>,
        scope: Scope,
        mend: bool,
    ) -> Result<Self, Vec<Diagnostic>> {
        let base = project.path(folder);
        let unreadable = |error: io::Error| vec![report::error(folder, format!("cannot be read: {error}"))];
        let mut tree = Tree::walk(&base).map_err(unreadable)?;
        if mend && place::clear_leftovers(&base, &tree).map_err(unreadable)? {
            tree = Tree::walk(&base).map_err(unreadable)?;
        }
        let mut plan = Self {
            folder,
            base,
            total: files.len(),
            writes: Vec::new(),
            stale: Vec::new(),
            foreign: Vec::new(),
            folders: Vec::new(),
        };
        plan.add_writes(files, &tree)?;
        if scope == Scope::Whole {
            plan.add_others(files, &tree);
        }
        Ok(plan)
    }

    fn add_writes(
        &mut self,
        files: &'f BTreeMap<String, String>,
        tree: &Tree,
    ) -> Result<(), Vec<Diagnostic>> {
        let mut problems = Vec::new();
        for (path, text) in files {
            match self.compare(path, text, tree) {
                Ok(None) => {}
                Ok(Some(exists)) => self.writes.push(Write { path, text, exists }),
                Err(problem) => problems.push(report::error(self.shown(path), problem)),
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// Whether there is a file to replace; nothing if it holds the text already.
    fn compare(&self, path: &str, text: &str, tree: &Tree) -> Result<Option<bool>, String> {
        place::check(path)?;
        tree.check_folders(path)?;
        match tree.kind(path) {
            None => Ok(Some(false)),
            Some(Kind::File) => match fs::read(self.base.join(path)) {
                Ok(bytes) if bytes == text.as_bytes() => Ok(None),
                Ok(_) => Ok(Some(true)),
                Err(error) => Err(format!("cannot be read: {error}")),
            },
            Some(kind) => Err(format!("{} is in the way of a file", kind.words())),
        }
    }

    fn add_others(&mut self, files: &BTreeMap<String, String>, tree: &Tree) {
        for (path, kind) in tree.entries() {
            let ours = || Temporary::of(path).is_some() || walk::bears_mark(&self.base.join(path));
            match kind {
                Kind::Folder => self.folders.push(path.to_owned()),
                _ if files.contains_key(path) => {}
                Kind::File if ours() => self.stale.push(path.to_owned()),
                Kind::File | Kind::Link | Kind::Other => self.foreign.push(path.to_owned()),
            }
        }
    }

    /// A warning for each file that is none of ours.
    pub(crate) fn foreign(&self) -> Vec<Diagnostic> {
        let warning = |path: &String| {
            report::warning(self.shown(path), "is none of the generated files, and was left alone")
        };
        self.foreign.iter().map(warning).collect()
    }

    /// What is not as it should be: how not, and where.
    pub(crate) fn differences(&self) -> Vec<(&'static str, String)> {
        let written =
            self.writes.iter().map(|write| (if write.exists { "changed" } else { "missing" }, write.path));
        let stale = self.stale.iter().map(|path| ("stale", path.as_str()));
        let mut all: Vec<_> = written.chain(stale).map(|(what, path)| (what, self.shown(path))).collect();
        all.sort();
        all
    }

    /// The line that ends a run.
    pub(crate) fn summary(&self) -> String {
        report::summary(self.folder, self.total, self.writes.len(), self.stale.len())
    }

    /// Does it, and reports on it.
    pub(crate) fn carry_out(&self) -> ExitCode {
        let mut transaction = Transaction::default();
        match self.perform(&mut transaction) {
            Ok(()) => {
                transaction.finish();
                self.remove_empty_folders();
                report::say(self.summary());
                ExitCode::SUCCESS
            }
            Err((path, error)) => {
                let problem = report::error(self.shown(path), format!("cannot be written: {error}"));
                match transaction.roll_back() {
                    Ok(()) => report::failed(&[problem]),
                    Err(worse) => {
                        report::note(problem);
                        report::note(format_args!("not all could be put back ({worse}); run it again"));
                        ExitCode::FAILURE
                    }
                }
            }
        }
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
        format!("{}/{path}", self.folder)
    }
}
