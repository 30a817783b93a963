//! Makes a folder hold what it should, and tells people about it.

use crate::project::{MODELS, Project};
use crate::report;
use smithereen_build::tree::{self, Recovery};
use smithereen_codegen::diagnostic::Diagnostic;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

pub(crate) use smithereen_build::tree::{ReadLock, Scope, WriteLock};

/// What has to be done to a folder.
pub(crate) struct Plan<'f> {
    shown: String,
    plan: tree::Plan<'f>,
}

/// Takes the turn to change a folder, told about as `shown`. What an interrupted run has left is undone or completed.
pub(crate) fn turn(base: &Path, shown: &str) -> Result<WriteLock, Diagnostic> {
    let turn = WriteLock::acquire(base, shown, &|| wait(shown))?;
    match turn.recovery() {
        Recovery::Unneeded => {}
        Recovery::Undone => {
            report::note(format_args!("{shown}: a run was interrupted; its changes are undone"))
        }
        Recovery::Completed => {
            report::note(format_args!("{shown}: a run was interrupted at its end; it is completed"));
        }
    }
    Ok(turn)
}

/// Undoes or completes the run that was interrupted in a folder of the project, if there is one. For commands that write,
/// before they read.
pub(crate) fn recover(project: &Project, folder: &str) -> Result<(), Diagnostic> {
    match tree::is_interrupted(&project.path(folder)) {
        true => turn(&project.path(folder), folder).map(drop),
        false => Ok(()),
    }
}

/// Takes the turn to read a folder, told about as `shown`, while nobody changes it. Nothing is written: where a run was
/// interrupted, that is an error, and `help` says what to do.
pub(crate) fn view(base: &Path, shown: &str, help: &str) -> Result<ReadLock, Diagnostic> {
    let view = ReadLock::acquire(base, &|| wait(shown));
    match tree::is_interrupted(base) {
        true => Err(report::error_help(shown, "a run was interrupted and has left it half done", help)),
        false => Ok(view),
    }
}

/// The same of `models/`.
pub(crate) fn view_models(project: &Project) -> Result<ReadLock, Diagnostic> {
    let help = "`cargo xtask codegen` undoes or completes that run, as does each command that writes";
    view(&project.path(MODELS), MODELS, help)
}

fn wait(shown: &str) {
    report::note(format_args!("{shown}: waiting for another run to end"));
}

impl<'f> Plan<'f> {
    /// Compares a folder, told about as `shown`, with what should be in it.
    pub(crate) fn make(
        base: &Path,
        shown: &str,
        files: &'f BTreeMap<String, String>,
        scope: Scope<'_>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let plan = tree::Plan::new(base, shown, files, scope)?;
        Ok(Self { shown: shown.to_owned(), plan })
    }

    /// Removes these files too, if they are there, and their folders, if nothing else is in them.
    #[cfg(feature = "models")]
    pub(crate) fn remove(&mut self, paths: &[String]) {
        self.plan.remove(paths);
    }

    /// A warning for each file that is none of ours.
    pub(crate) fn foreign(&self) -> Vec<Diagnostic> {
        self.plan.foreign()
    }

    /// What is not as it should be: how not, and where.
    pub(crate) fn differences(&self) -> Vec<(&'static str, String)> {
        self.plan.differences()
    }

    /// The line that ends a run.
    pub(crate) fn summary(&self) -> String {
        let [total, changed, removed] = self.plan.counts();
        report::summary(&self.shown, total, changed, removed)
    }

    /// Does it, and reports on it. The plan was made in this turn.
    pub(crate) fn carry_out(&self, turn: &WriteLock) -> ExitCode {
        let Err(failure) = self.plan.apply(turn) else {
            report::say(self.summary());
            return ExitCode::SUCCESS;
        };
        match failure.left {
            None => report::failed(&failure.problems),
            Some(worse) => {
                report::diagnostics(&failure.problems);
                report::note(format_args!("not all could be put back ({worse}); run it again"));
                ExitCode::FAILURE
            }
        }
    }
}
