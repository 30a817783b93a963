//! Checksums of models and archives.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Returns the SHA-256 of bytes in lower-case hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
