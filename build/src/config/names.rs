//! Validates texts that become part of a path, a manifest or a command line.

/// Returns whether a name is safe in a path and on a command line: ASCII letters, digits, `-`, `_` and `.`, starting
/// with a letter or digit.
pub fn is_plain_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// Returns whether a text is a SHA-256 in lower-case hexadecimal digits.
pub fn is_sha256(digits: &str) -> bool {
    digits.len() == 64 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Returns whether a text is a valid name of a crate or a module: ASCII letters, digits, `-` and `_`, starting with a
/// letter.
pub(super) fn is_crate_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// Returns whether a path leads to a folder below its starting point, without `.` and `..`, on every platform.
pub(super) fn stays_below(path: &str) -> bool {
    !path.is_empty()
        && path.split('/').all(|part| {
            !matches!(part, "" | "." | "..")
                && !part.contains(['\\', ':'])
                && !part.contains(char::is_control)
        })
}

/// Returns whether a path can be written in a manifest.
pub(super) fn is_path(path: &str) -> bool {
    !path.is_empty() && !path.contains(char::is_control)
}
