//! Signatures of version 4a, which the official runtime computes.

use crate::sign::{Payload, SigningConfig};
use aws_runtime::auth::{PayloadSigningOverride, SigV4OperationSigningConfig, SigningOptions};
use aws_smithy_types::config_bag::ConfigBag;
use aws_types::SigningName;
use aws_types::region::{Region, SigningRegion, SigningRegionSet};
use std::borrow::Cow;
use std::fmt::Write;

/// The signing configuration of a request.
pub(super) struct SigV4a {
    pub(super) config: SigV4OperationSigningConfig,
    /// How the body is signed, if not by the hash of its bytes.
    payload: Option<PayloadSigningOverride>,
}

impl SigV4a {
    /// Creates the configuration for these regions of an endpoint, or else for the caller's.
    pub(super) fn new(
        signing: SigningConfig,
        regions: &[Cow<'static, str>],
        region: Option<&Region>,
    ) -> Self {
        let mut signing_options = SigningOptions::default();
        signing_options.double_uri_encode = signing.escapes_path;
        signing_options.normalize_uri_path = signing.normalizes_path;
        signing_options.content_sha256_header = signing.content_sha256;
        let region_set = match regions {
            [] => region.cloned().map(SigningRegionSet::from),
            _ => Some(regions.iter().map(AsRef::as_ref).collect()),
        };
        let own = Some(signing.region).filter(|region| !region.is_empty());
        let config = SigV4OperationSigningConfig {
            region: own.map(|region| SigningRegion::from(Region::new(region))),
            region_set,
            name: Some(SigningName::from(signing.service.into_owned())),
            signing_options,
        };
        Self { config, payload: None }
    }

    /// Sets the payload hash of the signature. Chunks and events have no signatures of this version.
    pub(super) fn set_payload(&mut self, payload: Payload) {
        self.payload = match payload {
            Payload::Unsigned => Some(PayloadSigningOverride::UnsignedPayload),
            Payload::StreamingUnsignedTrailer => {
                Some(PayloadSigningOverride::StreamingUnsignedPayloadTrailer)
            }
            Payload::Sha256(hash) => Some(PayloadSigningOverride::Precomputed(hex(&hash))),
            Payload::Hashed
            | Payload::StreamingSigned
            | Payload::StreamingSignedTrailer
            | Payload::Events => None,
        };
    }

    /// Passes the configuration to the runtime.
    pub(super) fn store(self, config: &mut ConfigBag) {
        // The runtime would prefer the region of the client to that of the endpoint.
        let regions = config.load::<SigningRegionSet>().or(self.config.region_set.as_ref()).cloned();
        let state = config.interceptor_state();
        if let Some(regions) = regions {
            state.store_put(regions);
        }
        if let Some(payload) = self.payload {
            state.store_put(payload);
        }
        state.store_put(self.config);
    }
}

fn hex(hash: &[u8]) -> String {
    let mut text = String::with_capacity(2 * hash.len());
    for byte in hash {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
