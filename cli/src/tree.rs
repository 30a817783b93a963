//! Locks folders and applies changes to them, with reports.

use crate::project::{CONFIG, MODELS, PINS, Project};
use crate::{program, report};
use smithereen_build::tree::{self, Recovery};
use smithereen_codegen::diagnostic::Diagnostic;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

pub(crate) use smithereen_build::tree::{ReadLock, Scope, WriteLock};

/// The label of the project's folder.
const ROOT: &str = ".";

/// The changes that give a folder its files.
pub(crate) struct Plan<'f> {
    label: String,
    plan: tree::Plan<'f>,
}

/// Locks a folder for writing, and undoes or completes an interrupted run. `label` is its name in reports.
pub(crate) fn write(base: &Path, label: &str) -> Result<WriteLock, Diagnostic> {
    let lock = WriteLock::acquire(base, label, &|| wait(label))?;
    report_recovery(lock.recovery(), label);
    Ok(lock)
}

/// Locks the files of the project that commands edit: `smithereen.toml` and the models.
pub(crate) fn write_project(project: &Project, models: &str) -> Result<WriteLock, Diagnostic> {
    let owned = [CONFIG, PINS, models];
    let lock = WriteLock::acquire_owned(&project.path(""), ROOT, &owned, &|| wait(ROOT))?;
    report_recovery(lock.recovery(), ROOT);
    Ok(lock)
}

/// Undoes or completes an interrupted run in the project, if there is one. Commands that write call it before they
/// read.
pub(crate) fn recover_project(project: &Project) -> Result<(), Diagnostic> {
    match tree::has_journal(&project.path("")) {
        true => write_project(project, MODELS).map(drop),
        false => Ok(()),
    }
}

/// Locks a folder for reading. `label` is its name in reports. An interrupted run is an error with this help, because
/// nothing is written.
pub(crate) fn read(base: &Path, label: &str, help: &str) -> Result<ReadLock, Diagnostic> {
    let lock = ReadLock::acquire(base, &|| wait(label));
    match lock.is_interrupted() {
        true => {
            let problem = "a run was interrupted and has left it half done";
            Err(report::error_help(name(label), problem, help))
        }
        false => Ok(lock),
    }
}

/// Locks the project's configuration and models for reading.
pub(crate) fn read_project(project: &Project) -> Result<ReadLock, Diagnostic> {
    let help = format!("run `{}`: commands that write undo or complete that run", program::line("generate"));
    read(&project.path(""), ROOT, &help)
}

fn report_recovery(recovery: Recovery, label: &str) {
    let done = match recovery {
        Recovery::Unneeded => return,
        Recovery::Undone => "a run was interrupted; its changes are undone",
        Recovery::Completed => "a run was interrupted at its end; it is completed",
    };
    report::note(format_args!("{}: {done}", name(label)));
}

fn wait(label: &str) {
    report::note(format_args!("{}: waiting for another run to end", name(label)));
}

/// Returns the name of a folder in reports.
fn name(label: &str) -> &str {
    if label == ROOT { "project" } else { label }
}

impl<'f> Plan<'f> {
    /// Compares a folder with its expected files. `label` is its name in reports.
    pub(crate) fn new(
        base: &Path,
        label: &str,
        files: &'f BTreeMap<String, String>,
        scope: Scope<'_>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let plan = tree::Plan::new(base, label, files, scope)?;
        Ok(Self { label: label.to_owned(), plan })
    }

    /// Compares the files of the project that commands edit.
    #[cfg(feature = "models")]
    pub(crate) fn of_project(
        project: &Project,
        files: &'f BTreeMap<String, String>,
    ) -> Result<Self, Vec<Diagnostic>> {
        Self::new(&project.path(""), ROOT, files, Scope::Named)
    }

    /// Adds files to remove if they exist, with their folders if these become empty.
    #[cfg(feature = "models")]
    pub(crate) fn remove(&mut self, paths: &[String]) {
        self.plan.remove(paths);
    }

    /// Returns a warning for each file that was not generated.
    pub(crate) fn not_generated(&self) -> Vec<Diagnostic> {
        self.plan.not_generated()
    }

    /// Returns the files that differ, each with the kind of the difference.
    pub(crate) fn differences(&self) -> Vec<(&'static str, String)> {
        self.plan.differences()
    }

    /// Returns the last line of a run's report.
    pub(crate) fn summary(&self) -> String {
        let [total, changed, removed] = self.plan.counts();
        report::summary(name(&self.label), total, changed, removed)
    }

    /// Applies the changes and reports them. `lock` is the lock under which the plan was made.
    pub(crate) fn apply(&self, lock: &WriteLock) -> ExitCode {
        let Err(failure) = self.plan.apply(lock) else {
            report::say(self.summary());
            return ExitCode::SUCCESS;
        };
        match failure.rollback_error {
            None => report::failed(&failure.problems),
            Some(worse) => {
                report::diagnostics(&failure.problems);
                report::note(format_args!(
                    "not everything could be put back ({worse}); run the command again"
                ));
                ExitCode::FAILURE
            }
        }
    }
}
