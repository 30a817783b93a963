//! What a run says: results on standard output, problems on standard error.

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

/// A result. That nobody listens is no reason to stop, as it would be with `println!`.
pub fn say(line: impl Display) {
    judge(working::aside(|| writeln!(io::stdout(), "{line}")));
}

/// A result of many lines, as it is.
pub fn say_text(text: &str) {
    judge(working::aside(|| io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush())));
}

/// Whether a result could not be written, though somebody was there to read it.
static LOST: AtomicBool = AtomicBool::new(false);

fn judge(written: io::Result<()>) {
    if let Err(error) = written
        && error.kind() != ErrorKind::BrokenPipe
        && !LOST.swap(true, Ordering::Relaxed)
    {
        diagnostics(&[self::error("standard output", format!("cannot be written: {error}"))]);
    }
}

/// How a run ends that would have ended so.
pub fn ended(code: ExitCode) -> ExitCode {
    if LOST.load(Ordering::Relaxed) { ExitCode::FAILURE } else { code }
}

/// Something about the run itself.
pub fn note(line: impl Display) {
    let _ = working::aside(|| match format::settings().format {
        Format::Json => writeln!(io::stderr(), "{}", json::note(&line.to_string())),
        Format::Short | Format::Pretty => writeln!(io::stderr(), "{line}"),
    });
}

/// Whether problems, and what else tools may want, are told in JSON.
pub fn is_json() -> bool {
    format::settings().format == Format::Json
}

/// How far a long run is, on the same line again and again; nothing where that is no terminal. Empty when it is over.
pub fn progress(line: impl Display) {
    let mut err = io::stderr();
    if err.is_terminal() && format::settings().format != Format::Json {
        let _ = write!(err, "\r\x1b[K{line}");
    }
}

/// Problems, each as it is; where they are in files, with the spots in them.
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

/// A line each, errors before warnings whichever files they are in.
fn short(all: &[Diagnostic]) -> String {
    let groups = texts::located(all);
    let found = groups.iter().flat_map(|group| &group.problems);
    let places: HashMap<&Diagnostic, (usize, usize)> = found
        .filter_map(|(one, place)| place.as_ref().map(|place| (*one, (place.line, place.column))))
        .collect();
    all.iter().map(|one| format!("{}\n", Placed(one, places.get(one).copied()))).collect()
}

/// Prints problems and their count, and returns the exit code of a run that failed. A run that would have written files
/// says that it has not.
pub fn failed(all: &[Diagnostic]) -> ExitCode {
    diagnostics(all);
    let errors = all.iter().filter(|one| one.severity == Severity::Error).count();
    let what = if errors == 1 { "error" } else { "errors" };
    let unchanged = if format::settings().writes { "; nothing was changed" } else { "" };
    note(format_args!("{errors} {what}{unchanged}"));
    ExitCode::FAILURE
}

/// An error about a file as a whole.
pub fn error(file: impl Into<String>, problem: impl Into<String>) -> Diagnostic {
    Diagnostic::error(file, problem)
}

/// The same, with what to do.
pub fn error_help(
    file: impl Into<String>,
    problem: impl Into<String>,
    help: impl Into<String>,
) -> Diagnostic {
    Diagnostic::error(file, problem).with_help(help)
}

/// The line that ends a run over a folder.
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
