//! Makes a folder hold what it should, and tells people about it.

use crate::project::Project;
use crate::report;
use smithereen_build::tree;
use smithereen_codegen::diagnostic::Diagnostic;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

pub(crate) use smithereen_build::tree::Scope;

/// What has to be done to a folder.
pub(crate) struct Plan<'f> {
    shown: String,
    plan: tree::Plan<'f>,
}

/// Takes back what a run that was interrupted has done to a folder. To be called before anything in it is read.
pub(crate) fn mend(project: &Project, folder: &str) -> Result<(), Diagnostic> {
    if tree::is_half_done(&project.path(folder)) {
        report::note(format_args!("{folder}: a run was interrupted; what it had done is taken back"));
    }
    tree::mend(&project.path(folder), folder)
}

/// The same for a run that only reads: an error, if there is something to take back.
pub(crate) fn refuse_half_done(project: &Project, folder: &str) -> Result<(), Diagnostic> {
    let help = "`cargo xtask codegen` takes it back, as does each command that writes";
    match tree::is_half_done(&project.path(folder)) {
        true => Err(report::error_help(folder, "a run was interrupted and has left it half done", help)),
        false => Ok(()),
    }
}

impl<'f> Plan<'f> {
    /// Compares a folder of the project. With `mend`, what an interrupted run has left behind is cleared away before.
    pub(crate) fn make(
        project: &Project,
        folder: &str,
        files: &'f BTreeMap<String, String>,
        scope: Scope<'_>,
        mend: bool,
    ) -> Result<Self, Vec<Diagnostic>> {
        Self::at(&project.path(folder), folder, files, scope, mend)
    }

    /// The same of any folder, told about as `shown`.
    pub(crate) fn at(
        base: &Path,
        shown: &str,
        files: &'f BTreeMap<String, String>,
        scope: Scope<'_>,
        mend: bool,
    ) -> Result<Self, Vec<Diagnostic>> {
        let plan = tree::Plan::make(base, shown, files, scope, mend)?;
        Ok(Self { shown: shown.to_owned(), plan })
    }

    /// Removes these files too, if they are there, and their folders, if nothing else is in them.
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

    /// Does it, and reports on it.
    pub(crate) fn carry_out(&self) -> ExitCode {
        let Err(failure) = self.plan.carry_out() else {
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
