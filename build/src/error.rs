//! The error of a build script.

use smithereen_codegen::diagnostic::Diagnostic;
use std::fmt;

/// The reasons why nothing was generated. Errors precede warnings.
pub struct Error(Vec<Diagnostic>);

impl Error {
    pub(crate) fn new(diagnostics: Vec<Diagnostic>) -> Self {
        Self(diagnostics)
    }

    /// Returns the diagnostics, each with its file and location.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.0
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

/// Writes the same text as `Display`: Rust prints the error that `main` returns with `Debug`.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nothing was generated\n{self}")
    }
}

impl std::error::Error for Error {}
