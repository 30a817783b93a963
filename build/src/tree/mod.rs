//! Compares a folder with the files that belong in it, and makes it so: wholly, or not at all.

mod journal;
mod place;
#[cfg(test)]
mod tests;
mod transaction;
mod walk;

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

/// One of the steps that change a folder.
enum Step<'s> {
    Stage(&'s Write<'s>),
    Note,
    SetAside(&'s str),
    PutInPlace(&'s str),
    Forget,
}

/// Takes back what a run that was interrupted has done to a folder, told about as `shown`. To be called before anything
/// in it is read.
///
/// # Errors
/// What cannot be put back.
pub fn mend(base: &Path, shown: &str) -> Result<(), Diagnostic> {
    let mended = Tree::walk(base).and_then(|tree| place::clear_leftovers(base, &tree));
    mended.map(drop).map_err(|error| Diagnostic::error(shown, format!("cannot be mended: {error}")))
}

/// Whether a run that was interrupted has left a folder half done, for [`mend`] to take back.
pub fn is_half_done(base: &Path) -> bool {
    journal::place(base).is_file()
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
        let unreadable =
            |error: io::Error| vec![Diagnostic::error(shown, format!("cannot be read: {error}"))];
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
                    || walk::bears_mark(&self.base.join(path))
            };
            match kind {
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
        let problem = Diagnostic::error(self.shown(path), format!("cannot be written: {error}"));
        Err(Failure { problems: vec![problem], left: transaction.roll_back().err() })
    }

    fn perform(&self, transaction: &mut Transaction) -> Result<(), (&str, io::Error)> {
        self.steps().into_iter().try_for_each(|step| self.take(step, transaction))
    }

    /// Everything is written before anything is replaced, since writing is what may well fail. As long as the note is
    /// there, the next run would take all of it back; that it goes is what makes all of it so.
    fn steps(&self) -> Vec<Step<'_>> {
        let mut steps: Vec<Step<'_>> = self.writes.iter().map(Step::Stage).collect();
        steps.push(Step::Note);
        for write in &self.writes {
            if write.exists {
                steps.push(Step::SetAside(write.path));
            }
            steps.push(Step::PutInPlace(write.path));
        }
        steps.extend(self.stale.iter().map(|path| Step::SetAside(path)));
        steps.push(Step::Forget);
        // Where nothing is to be done, nothing is to be noted.
        if steps.len() > 2 { steps } else { Vec::new() }
    }

    fn take<'s>(&self, step: Step<'s>, transaction: &mut Transaction) -> Result<(), (&'s str, io::Error)> {
        let note = journal::place(&self.base);
        let (path, result) = match step {
            Step::Stage(write) => (write.path, transaction.stage(&self.base.join(write.path), write.text)),
            Step::Note => {
                let created = self.writes.iter().filter(|write| !write.exists).map(|write| write.path);
                (journal::NAME, transaction.note(&note, &journal::text(created)))
            }
            Step::SetAside(path) => (path, transaction.set_aside(&self.base.join(path))),
            Step::PutInPlace(path) => (path, transaction.put_in_place(&self.base.join(path))),
            Step::Forget => (journal::NAME, fs::remove_file(&note)),
        };
        result.map_err(|error| (path, error))
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
