//! Signatures of chunks.

/// Signs the chunks of a body. Each signature covers the one before it, and the first one that of the request.
///
/// With the feature `sign`, `sign::ChunkSigner` implements this.
pub trait SignChunks {
    /// Returns the signature of the next chunk, of which the last one is empty.
    fn sign_chunk(&mut self, sha256: [u8; 32]) -> [u8; 32];

    /// Returns the signature of the trailer, after the last chunk. The name is in lower case.
    fn sign_trailer(&mut self, name: &str, value: &str) -> [u8; 32];
}

#[cfg(feature = "sign")]
impl SignChunks for crate::sign::ChunkSigner {
    fn sign_chunk(&mut self, sha256: [u8; 32]) -> [u8; 32] {
        *self.sign_sha256(sha256).as_bytes()
    }

    fn sign_trailer(&mut self, name: &str, value: &str) -> [u8; 32] {
        *self.sign_trailers([(name, value)]).as_bytes()
    }
}
