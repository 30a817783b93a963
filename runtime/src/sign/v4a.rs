//! Signatures of version 4a, which are valid in several regions (feature `sigv4a`).
//!
//! `aws-sigv4` derives the key and computes the signature.

use super::config::SigningConfig;
use super::date_time::DateTime;
use super::error::SignError;
use super::hex::Hex;
use super::payload::Payload;
use super::presigned::Presigned;
use super::signer::{Head, Signer, Version};
use crate::timestamp::Timestamp;
use aws_sigv4::sign::v4a;
use bytes::Bytes;
use http::Request;
use std::time::Duration;

const ALGORITHM: &str = "AWS4-ECDSA-P256-SHA256";

impl Signer {
    /// Signs a request with version 4a, as [`sign`](Self::sign) does with version 4, and adds `x-amz-region-set`. `region_set` has
    /// the regions in which the signature is valid, separated by commas, such as `us-east-1,eu-*`; `*` stands for all regions. The
    /// region of the configuration has no effect.
    ///
    /// # Errors
    /// Returns the errors of [`sign`](Self::sign), and an error if there is no region. Chunks and events have no signatures of
    /// this version, so payloads with them are an error too.
    pub fn sign_v4a<B: AsRef<[u8]>>(
        &self,
        request: &mut Request<B>,
        config: &SigningConfig,
        region_set: &str,
        time: Timestamp,
    ) -> Result<(), SignError> {
        if matches!(
            config.payload,
            Payload::StreamingSigned | Payload::StreamingSignedTrailer | Payload::Events
        ) {
            return Err(SignError::new("chunks and events cannot be signed with sigv4a"));
        }
        let version = version(region_set)?;
        let head = Head::new(request.method(), request.uri(), request.headers(), config);
        let signed = self.sign_head_in(&version, head, request.body().as_ref(), config, time)?;
        signed.add_to(request.headers_mut());
        Ok(())
    }

    /// Presigns a request with version 4a, as [`presign`](Self::presign) does with version 4. The regions are those of
    /// [`sign_v4a`](Self::sign_v4a).
    ///
    /// # Errors
    /// Returns the errors of [`presign`](Self::presign), and an error if there is no region.
    pub fn presign_v4a(
        &self,
        request: &Request<Bytes>,
        config: &SigningConfig,
        region_set: &str,
        expires: Duration,
        time: Timestamp,
    ) -> Result<Presigned, SignError> {
        self.presign_in(&version(region_set)?, request, config, expires, time)
    }
}

fn version(region_set: &str) -> Result<Version<'_, String>, SignError> {
    match region_set {
        "" => Err(SignError::new("there is no region to sign for")),
        _ => Ok(Version { algorithm: ALGORITHM, region_set: Some(region_set), sign: signature }),
    }
}

/// Returns the signature of a canonical request: hexadecimal digits of a signature in the encoding DER.
fn signature(signer: &Signer, config: &SigningConfig, time: &DateTime, request: &Hex) -> String {
    let credentials = signer.credentials();
    let key = v4a::generate_signing_key(credentials.access_key_id(), credentials.secret_access_key());
    let parts = [
        ALGORITHM,
        "\n",
        time.as_str(),
        "\n",
        time.date(),
        "/",
        &config.service,
        "/aws4_request\n",
        request.as_str(),
    ];
    v4a::calculate_signature(key, parts.concat().as_bytes())
}
