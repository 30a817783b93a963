//! Problems with files as a whole, for those that touch a disk.

use smithereen_codegen::diagnostic::{Diagnostic, Severity, Spot};

pub(crate) fn error(file: impl Into<String>, problem: impl Into<String>) -> Diagnostic {
    let (file, problem) = (file.into(), problem.into());
    Diagnostic { severity: Severity::Error, file, at: Vec::new(), spot: Spot::Value, problem, help: None }
}

pub(crate) fn error_help(
    file: impl Into<String>,
    problem: impl Into<String>,
    help: impl Into<String>,
) -> Diagnostic {
    Diagnostic { help: Some(help.into()), ..error(file, problem) }
}

pub(crate) fn warning(file: impl Into<String>, problem: impl Into<String>) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..error(file, problem) }
}
