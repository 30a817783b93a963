//! Signatures.

use super::hex::Hex;
use std::fmt;

/// A signature. `Display` writes it as 64 lower-case hexadecimal digits.
///
/// The signature of a request is the seed of the signatures of its chunks or events: see
/// [`Signer::chunks`](super::Signer::chunks) and [`Signer::events`](super::Signer::events).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature([u8; 32]);

impl Signature {
    /// Creates a signature from its bytes, such as one that another library has computed.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes of the signature.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(super) fn hex(&self) -> Hex {
        Hex::new(&self.0)
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.hex().as_str())
    }
}

/// Hides the signature, which others could use until it expires.
impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature")
    }
}
