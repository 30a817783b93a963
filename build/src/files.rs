//! Reads text files, with the same diagnostics for every command.

use crate::gzip;
use smithereen_codegen::diagnostic::Diagnostic;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Reads a text file, compressed with gzip or not. Returns `None` if it does not exist. Diagnostics name the file by `displayed`.
///
/// # Errors
/// If the file cannot be read or decompressed, or is not UTF-8.
pub fn read_optional(path: &Path, displayed: &str) -> Result<Option<String>, Diagnostic> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Diagnostic::error(displayed, format!("cannot be read: {error}"))),
    };
    String::from_utf8(gzip::decompress(bytes, displayed)?).map(Some).map_err(|error| {
        let valid = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        let line = 1 + valid.filter(|byte| **byte == b'\n').count();
        Diagnostic::error(displayed, format!("invalid UTF-8 in line {line}"))
    })
}

/// Reads a text file that has to exist. Diagnostics name the file by `displayed`.
///
/// # Errors
/// If the file does not exist, cannot be read or is not UTF-8.
pub fn read(path: &Path, displayed: &str) -> Result<String, Diagnostic> {
    read_optional(path, displayed)?.ok_or_else(|| not_found(displayed))
}

/// Returns the error for a file that does not exist.
pub fn not_found(displayed: impl Into<String>) -> Diagnostic {
    Diagnostic::error(displayed, "file not found")
}
