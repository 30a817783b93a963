//! The canonical request, which is hashed while it is written.
//!
//! One file for each of its parts belongs here. The string to sign is in the parent module.

mod headers;
mod path;
mod query;

use super::config::SigningConfig;
use super::hex::Hex;
use sha2::{Digest, Sha256};

pub(super) use headers::{SignedHeaders, is_unsigned};

/// The hash of a canonical request.
struct Hash(Sha256);

impl Hash {
    fn write(&mut self, text: &str) {
        self.0.update(text.as_bytes());
    }

    fn write_bytes(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }
}

/// The parts of a canonical request.
pub(super) struct CanonicalRequest<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    /// The query without its question mark.
    pub(super) query: &'a str,
    /// More parameters, percent-encoded.
    pub(super) added: &'a [(&'a str, &'a str)],
    pub(super) headers: &'a SignedHeaders<'a>,
    pub(super) payload: &'a str,
}

impl CanonicalRequest<'_> {
    /// Returns the hash of the request's canonical form.
    pub(super) fn hash(&self, config: &SigningConfig) -> Hex {
        let mut hash = Hash(Sha256::new());
        hash.write(self.method);
        hash.write("\n");
        path::write(&mut hash, self.path, config);
        hash.write("\n");
        query::write(&mut hash, self.query, self.added);
        hash.write("\n");
        self.headers.write(&mut hash);
        hash.write("\n");
        hash.write(self.headers.list());
        hash.write("\n");
        hash.write(self.payload);
        Hex::new(&hash.0.finalize().into())
    }
}
