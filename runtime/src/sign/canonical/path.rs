//! The path of a canonical request.

use super::Hash;
use crate::endpoint::ESCAPED;
use crate::sign::config::SigningConfig;
use percent_encoding::{AsciiSet, utf8_percent_encode};

/// The characters that are percent-encoded in a path.
const IN_PATH: &AsciiSet = &ESCAPED.remove(b'/');

/// Writes a path that begins with a slash.
pub(super) fn write(hash: &mut Hash, path: &str, config: &SigningConfig) {
    let path = if path.is_empty() { "/" } else { path };
    // A dot segment begins after a slash.
    match config.normalizes_path && (path.contains("//") || path.contains("/.")) {
        true => write_normalized(hash, path, config),
        false => write_escaped(hash, path, config),
    }
}

/// Writes a path without dot segments (RFC 3986, 5.2.4) and without empty segments. A slash at the end is kept.
fn write_normalized(hash: &mut Hash, path: &str, config: &SigningConfig) {
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    for segment in &segments {
        hash.write("/");
        write_escaped(hash, segment, config);
    }
    let ends_with_slash = ["/", "/.", "/.."].iter().any(|end| path.ends_with(end));
    if segments.is_empty() || ends_with_slash {
        hash.write("/");
    }
}

fn write_escaped(hash: &mut Hash, text: &str, config: &SigningConfig) {
    match config.escapes_path {
        true => utf8_percent_encode(text, IN_PATH).for_each(|part| hash.write(part)),
        false => hash.write(text),
    }
}
