//! Signatures of the events of a stream.

use super::config::SigningConfig;
use super::date_time::DateTime;
use super::error::SignError;
use super::hex::Hex;
use super::signature::Signature;
use super::signer::Signer;
use crate::timestamp::Timestamp;
use sha2::{Digest, Sha256};
use std::fmt;

/// Signs the events of a stream, each chained to the one before it ([`Payload::Events`](super::Payload::Events)).
///
/// A signed event is a message whose payload is the encoded event, with the headers `:chunk-signature`, a byte array with the
/// [bytes of the signature](Signature::as_bytes), and `:date`, a timestamp with whole seconds. The stream ends with such a
/// message without a payload.
pub struct EventSigner {
    signer: Signer,
    config: SigningConfig,
    prior: Signature,
}

impl EventSigner {
    /// Signs the next event, whose header `:date` is `time` without its fraction of a second.
    ///
    /// # Errors
    /// Returns an error for a time outside of the years 0 to 9999. The chain is unchanged then.
    pub fn sign(&mut self, payload: &[u8], time: Timestamp) -> Result<Signature, SignError> {
        let text = DateTime::new(time)?;
        let prior = self.prior.hex();
        let [headers, payload] =
            [&date_header(time)[..], payload].map(|bytes| Hex::new(&Sha256::digest(bytes).into()));
        self.prior = self.signer.key(&self.config, &text).sign(&[
            "AWS4-HMAC-SHA256-PAYLOAD\n",
            text.as_str(),
            "\n",
            text.date(),
            "/",
            &self.config.region,
            "/",
            &self.config.service,
            "/aws4_request\n",
            prior.as_str(),
            "\n",
            headers.as_str(),
            "\n",
            payload.as_str(),
        ]);
        Ok(self.prior)
    }
}

impl Signer {
    /// Creates the signer of the events of a request that was signed with the result `seed`.
    pub fn events(&self, config: &SigningConfig, seed: Signature) -> EventSigner {
        EventSigner { signer: self.clone(), config: config.clone(), prior: seed }
    }
}

/// Returns the encoded header `:date`: the length of the name, the name, the type of timestamps, and milliseconds.
fn date_header(time: Timestamp) -> [u8; 15] {
    let mut header = *b"\x05:date\x08\0\0\0\0\0\0\0\0";
    if let Some(milliseconds) = header.last_chunk_mut() {
        *milliseconds = time.seconds().saturating_mul(1000).to_be_bytes();
    }
    header
}

/// Shows neither the credentials nor a signature.
impl fmt::Debug for EventSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventSigner").field("config", &self.config).finish_non_exhaustive()
    }
}
