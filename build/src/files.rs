//! Reads files, with the same limit of size and the same diagnostics for every command.

use crate::gzip;
use smithereen_codegen::diagnostic::Diagnostic;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// The maximum size of a file, in bytes. Every model and every archive of models is much smaller.
const LARGEST: u64 = 1 << 30;

/// Reads a text file, compressed with gzip or not. Returns `None` if it does not exist. Diagnostics name the file by `displayed`.
///
/// # Errors
/// If the file cannot be read or decompressed, is larger than 1 GiB or is not UTF-8.
pub fn read_optional(path: &Path, displayed: &str) -> Result<Option<String>, Diagnostic> {
    let bytes = read_bytes_optional(path, displayed)?;
    bytes.map(|bytes| text(gzip::decompress(bytes, displayed)?, displayed)).transpose()
}

/// Reads a text file that has to exist. Diagnostics name the file by `displayed`.
///
/// # Errors
/// If the file does not exist, cannot be read or is not UTF-8.
pub fn read(path: &Path, displayed: &str) -> Result<String, Diagnostic> {
    read_optional(path, displayed)?.ok_or_else(|| not_found(displayed))
}

/// Reads a text file from a stream, such as standard input. Diagnostics name it by `displayed`.
///
/// # Errors
/// If the stream cannot be read, is larger than 1 GiB or is not UTF-8.
pub fn read_stream(stream: impl Read, displayed: &str) -> Result<String, Diagnostic> {
    text(bounded(stream, Vec::new(), displayed)?, displayed)
}

/// Reads the bytes of a file, as they are. Returns `None` if it does not exist. Diagnostics name the file by `displayed`.
///
/// # Errors
/// If the file cannot be read or is larger than 1 GiB.
pub fn read_bytes_optional(path: &Path, displayed: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(displayed, &error)),
    };
    let size = file.metadata().map_or(0, |metadata| metadata.len()).min(LARGEST);
    let bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    bounded(file, bytes, displayed).map(Some)
}

/// Reads the bytes of a file that has to exist, as they are. Diagnostics name the file by `displayed`.
///
/// # Errors
/// If the file does not exist, cannot be read or is larger than 1 GiB.
pub fn read_bytes(path: &Path, displayed: &str) -> Result<Vec<u8>, Diagnostic> {
    read_bytes_optional(path, displayed)?.ok_or_else(|| not_found(displayed))
}

/// Reads at most `length` bytes from the beginning of a file, such as a magic number or a marker.
///
/// # Errors
/// If the file cannot be read.
pub fn read_start(path: &Path, length: u64) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    File::open(path)?.take(length).read_to_end(&mut start)?;
    Ok(start)
}

/// Returns whether a file is compressed. A file that cannot be read is not.
pub(crate) fn is_compressed(path: &Path) -> bool {
    read_start(path, gzip::MAGIC.len() as u64).is_ok_and(|start| start == gzip::MAGIC)
}

/// Returns the bytes of a file as text. Diagnostics name the file by `displayed`.
///
/// # Errors
/// If the bytes are not UTF-8.
pub fn text(bytes: Vec<u8>, displayed: &str) -> Result<String, Diagnostic> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        let line = 1 + valid.filter(|byte| **byte == b'\n').count();
        Diagnostic::error(displayed, format!("invalid UTF-8 in line {line}"))
    })
}

fn bounded(stream: impl Read, mut bytes: Vec<u8>, displayed: &str) -> Result<Vec<u8>, Diagnostic> {
    stream.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| unreadable(displayed, &error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Diagnostic::error(displayed, "is too large: at most 1 GiB is read"));
    }
    Ok(bytes)
}

fn unreadable(displayed: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error(displayed, format!("cannot be read: {error}"))
}

/// Returns the error for a file that does not exist.
pub fn not_found(displayed: impl Into<String>) -> Diagnostic {
    Diagnostic::error(displayed, "file not found")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_compressed_whatever_its_name() {
        let folder = std::env::temp_dir().join(format!("smithereen-gzip-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for (name, bytes, is) in [("a.json", &b"\x1f\x8b\x08"[..], true), ("b.json.gz", b"{}", false)] {
            std::fs::write(folder.join(name), bytes).unwrap();
            assert_eq!(is_compressed(&folder.join(name)), is, "{name}");
        }
        assert!(!is_compressed(&folder.join("absent.json.gz")));
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_stream_is_text() {
        assert_eq!(read_stream(&b"{}"[..], "standard input").unwrap(), "{}");
        let problem = read_stream(&b"a\n\xff"[..], "standard input").unwrap_err().to_string();
        assert_eq!(problem, "error: standard input: invalid UTF-8 in line 2");
    }
}
