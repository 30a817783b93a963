//! Presigned requests with version 4a, whose signatures are valid in several regions (feature `sigv4a`).
//!
//! `aws-sigv4` derives the key and computes the signature.

use super::config::SigningConfig;
use super::date_time::DateTime;
use super::error::SignError;
use super::hex::Hex;
use super::presigned::{Presigned, Version};
use super::signer::Signer;
use crate::timestamp::Timestamp;
use aws_sigv4::sign::v4a;
use bytes::Bytes;
use http::Request;
use std::time::Duration;

const ALGORITHM: &str = "AWS4-ECDSA-P256-SHA256";

impl Signer {
    /// Presigns a request with version 4a, as [`presign`](Self::presign) does with version 4. `region_set` has the regions in
    /// which the URL is valid, separated by commas, such as `us-east-1,eu-*`; `*` stands for all regions. The region of the
    /// configuration has no effect.
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
        if region_set.is_empty() {
            return Err(SignError::new("there is no region to sign for"));
        }
        let version = Version { algorithm: ALGORITHM, region_set: Some(region_set), sign: push_signature };
        self.presign_in(&version, request, config, expires, time)
    }
}

/// Appends the signature of a canonical request: hexadecimal digits of a signature in the encoding DER.
fn push_signature(signer: &Signer, url: &mut String, config: &SigningConfig, time: &DateTime, request: &Hex) {
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
    url.push_str(&v4a::calculate_signature(key, parts.concat().as_bytes()));
}
