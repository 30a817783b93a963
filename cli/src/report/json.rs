//! Diagnostics for tools: newline-delimited JSON.

use super::texts::Group;
use serde_json::{Value, json};
use smithereen_codegen::diagnostic::{Diagnostic, Severity};
use smithereen_codegen::locate::SourceLocation;

/// Formats one object for each diagnostic; unknown properties are null.
pub(super) fn lines(groups: &[Group<'_>]) -> String {
    let problems = groups.iter().flat_map(|group| &group.problems);
    problems.map(|(diagnostic, location)| format!("{}\n", line(diagnostic, location.as_ref()))).collect()
}

fn line(diagnostic: &Diagnostic, location: Option<&SourceLocation>) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    json!({
        "severity": severity,
        "file": diagnostic.file,
        "path": diagnostic.at,
        "line": location.map(|location| location.line),
        "column": location.map(|location| location.column),
        "message": diagnostic.problem,
        "help": diagnostic.help,
    })
}

/// Formats a note about the run.
pub(super) fn note(line: &str) -> Value {
    json!({
        "severity": "note", "file": null, "path": [], "line": null, "column": null, "message": line, "help": null,
    })
}
