//! Signatures of chunks.

#[cfg(all(feature = "client", feature = "stream"))]
use std::fmt;
#[cfg(all(feature = "client", feature = "stream"))]
use std::sync::{Arc, Mutex, PoisonError};

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

impl<S: SignChunks + ?Sized> SignChunks for Box<S> {
    fn sign_chunk(&mut self, sha256: [u8; 32]) -> [u8; 32] {
        (**self).sign_chunk(sha256)
    }

    fn sign_trailer(&mut self, name: &str, value: &str) -> [u8; 32] {
        (**self).sign_trailer(name, value)
    }
}

/// The slot for the signer of a request's chunks, which exists only after the request was signed: the first signature covers that
/// of the request. A request that is sent again has a new signer.
#[cfg(all(feature = "client", feature = "stream"))]
#[derive(Clone, Default)]
pub(crate) struct ChunkSigning(Arc<Mutex<Option<Box<dyn SignChunks + Send>>>>);

#[cfg(all(feature = "client", feature = "stream"))]
impl ChunkSigning {
    /// Sets the signer.
    pub(crate) fn set(&self, signer: impl SignChunks + Send + 'static) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(signer));
    }

    /// Takes the signer.
    pub(super) fn take(&self) -> Option<Box<dyn SignChunks + Send>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

#[cfg(all(feature = "client", feature = "stream"))]
impl fmt::Debug for ChunkSigning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ChunkSigning")
    }
}
