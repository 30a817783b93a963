//! Prints results to standard output and diagnostics to standard error.
//!
//! The formats of diagnostics and the progress line belong here. The text of a diagnostic does not: the module that finds
//! the problem writes it.

mod excerpt;
mod format;
mod json;
mod pretty;
mod texts;
mod working;

pub use format::{FORMATS, set_up};
pub use texts::keep_text;
pub use working::Working;

use format::Format;
use smithereen_codegen::diagnostic::{Diagnostic, Placed, Severity};
use std::collections::HashMap;
use std::fmt::Display;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

/// Prints a line of the result. A closed pipe does not end the program, as it would with `println!`.
pub fn say(line: impl Display) {
    note_failure(working::aside(|| writeln!(io::stdout(), "{line}")));
}

/// Prints a result of several lines unchanged.
pub fn say_text(text: &str) {
    note_failure(working::aside(|| {
        io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush())
    }));
}

/// Whether a result could not be written for a reason other than a closed pipe.
static LOST: AtomicBool = AtomicBool::new(false);

fn note_failure(written: io::Result<()>) {
    if let Err(error) = written
        && error.kind() != ErrorKind::BrokenPipe
        && !LOST.swap(true, Ordering::Relaxed)
    {
        diagnostics(&[self::error("standard output", format!("cannot be written: {error}"))]);
    }
}

/// Returns the exit code of a run: a failure if a result could not be written.
pub fn ended(code: ExitCode) -> ExitCode {
    if LOST.load(Ordering::Relaxed) { ExitCode::FAILURE } else { code }
}

/// Prints a note about the run to standard error.
pub fn note(line: impl Display) {
    let _ = working::aside(|| match format::settings().format {
        Format::Json => writeln!(io::stderr(), "{}", json::note(&line.to_string())),
        Format::Short | Format::Pretty => writeln!(io::stderr(), "{line}"),
    });
}

/// Returns whether diagnostics and reports are JSON.
pub fn is_json() -> bool {
    format::settings().format == Format::Json
}

/// Shows the progress of a long run on one line of the terminal. An empty text removes the line.
pub fn progress(line: impl Display) {
    let mut err = io::stderr();
    if err.is_terminal() && format::settings().format != Format::Json {
        let _ = write!(err, "\r\x1b[K{line}");
    }
}

/// Prints diagnostics in the chosen format, with their locations in files.
pub fn diagnostics(all: &[Diagnostic]) {
    if all.is_empty() {
        return;
    }
    let settings = format::settings();
    let text = match settings.format {
        Format::Short => short(all),
        Format::Json => json::lines(&texts::located(all)),
        Format::Pretty => pretty::reports(&texts::located(all), settings),
    };
    let _ = working::aside(|| io::stderr().write_all(text.as_bytes()));
}

/// Formats one line for each diagnostic, errors before warnings.
fn short(all: &[Diagnostic]) -> String {
    let groups = texts::located(all);
    let found = groups.iter().flat_map(|group| &group.problems);
    let locations: HashMap<&Diagnostic, (usize, usize)> = found
        .filter_map(|(one, location)| {
            location.as_ref().map(|location| (*one, (location.line, location.column)))
        })
        .collect();
    all.iter().map(|one| format!("{}\n", Placed(one, locations.get(one).copied()))).collect()
}

/// Prints diagnostics and their count, and returns the exit code of a failed run. For a command that writes files, the count
/// adds that nothing was changed.
pub fn failed(all: &[Diagnostic]) -> ExitCode {
    diagnostics(all);
    let errors = all.iter().filter(|one| one.severity == Severity::Error).count();
    let what = if errors == 1 { "error" } else { "errors" };
    let unchanged = if format::settings().writes { "; nothing was changed" } else { "" };
    note(format_args!("{errors} {what}{unchanged}"));
    ExitCode::FAILURE
}

/// Creates an error about a file as a whole.
pub fn error(file: impl Into<String>, problem: impl Into<String>) -> Diagnostic {
    Diagnostic::error(file, problem)
}

/// Creates an error about a file as a whole, with help.
pub fn error_help(
    file: impl Into<String>,
    problem: impl Into<String>,
    help: impl Into<String>,
) -> Diagnostic {
    Diagnostic::error(file, problem).with_help(help)
}

/// Formats the summary of the changes to a folder.
pub fn summary(folder: &str, files: usize, changed: usize, removed: usize) -> String {
    let mut line = format!("{folder}: {files} {}", if files == 1 { "file" } else { "files" });
    for (count, what) in [(changed, "changed"), (removed, "removed")] {
        if count > 0 {
            line.push_str(&format!(", {count} {what}"));
        }
    }
    if changed + removed == 0 {
        line.push_str(", up to date");
    }
    line
}
