//! Signatures of the chunks of a body in `aws-chunked` encoding.

use super::config::SigningConfig;
use super::date_time::DateTime;
use super::error::SignError;
use super::hex::Hex;
use super::key::SigningKey;
use super::payload::EMPTY;
use super::signature::Signature;
use super::signer::Signer;
use crate::timestamp::Timestamp;
use sha2::{Digest, Sha256};
use std::fmt;

/// Signs the chunks of a body, each chained to the one before it, and the trailers after them
/// ([`Payload::StreamingSigned`](super::Payload::StreamingSigned) and
/// [`StreamingSignedTrailer`](super::Payload::StreamingSignedTrailer)).
///
/// The last chunk is empty. All chunks but the last two must have one size of at least 8,192 bytes, or S3 rejects the body.
///
/// A request that is sent again is signed again, and its chunks have signatures from the new seed.
pub struct ChunkSigner {
    key: SigningKey,
    time: DateTime,
    /// The region and the service of the scope.
    scope: String,
    prior: Signature,
}

impl ChunkSigner {
    /// Signs the next chunk.
    pub fn sign(&mut self, chunk: &[u8]) -> Signature {
        self.sign_sha256(Sha256::digest(chunk).into())
    }

    /// Signs the next chunk by its SHA-256.
    pub fn sign_sha256(&mut self, hash: [u8; 32]) -> Signature {
        self.chain("AWS4-HMAC-SHA256-PAYLOAD\n", &[EMPTY, "\n", Hex::new(&hash).as_str()])
    }

    /// Signs the trailers after the last chunk. Names are in lower case and values without spaces around them, in any order.
    pub fn sign_trailers<'a>(&mut self, trailers: impl IntoIterator<Item = (&'a str, &'a str)>) -> Signature {
        let mut trailers: Vec<_> = trailers.into_iter().collect();
        trailers.sort_unstable();
        let mut hash = Sha256::new();
        for (name, value) in trailers {
            [name, ":", value, "\n"].iter().for_each(|part| hash.update(part.as_bytes()));
        }
        self.chain("AWS4-HMAC-SHA256-TRAILER\n", &[Hex::new(&hash.finalize().into()).as_str()])
    }

    fn chain(&mut self, algorithm: &str, hashes: &[&str]) -> Signature {
        let prior = self.prior.hex();
        let head = [algorithm, self.time.as_str(), "\n", &self.scope, "\n", prior.as_str(), "\n"];
        self.prior = self.key.sign(&[&head, hashes].concat());
        self.prior
    }
}

impl Signer {
    /// Creates the signer of the chunks of a request that was signed at `time` with the result `seed`.
    ///
    /// # Errors
    /// Returns an error for a time outside of the years 0 to 9999.
    pub fn chunks(
        &self,
        config: &SigningConfig,
        seed: Signature,
        time: Timestamp,
    ) -> Result<ChunkSigner, SignError> {
        let time = DateTime::new(time)?;
        let scope = [time.date(), "/", &config.region, "/", &config.service, "/aws4_request"].concat();
        Ok(ChunkSigner { key: self.key(config, &time), time, scope, prior: seed })
    }
}

/// Shows neither the key nor a signature.
impl fmt::Debug for ChunkSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChunkSigner").field("scope", &self.scope).finish_non_exhaustive()
    }
}
