//! Selects the signing configuration and signature version of a request without a client, and of presigned requests.

use super::config::SigningConfig;
use super::error::SignError;
use super::payload::Payload;
use super::presigned::Presigned;
#[cfg(not(feature = "sigv4a"))]
use super::select::NEEDS_SIGV4A;
use super::select::{SIGV4, SIGV4_SESSION, SIGV4A, config, select};
use super::signer::Signer;
use crate::auth::AuthScheme;
use crate::endpoint::Endpoint;
use crate::service::OperationSchema;
use crate::timestamp::Timestamp;
use bytes::Bytes;
use http::Request;
use std::time::Duration;

const NO_REGION: &str = "there is no region to sign for";
const NOT_SIGNED: &str = "the operation is not authenticated with a signature";

impl OperationSchema {
    /// Signs a request of the operation to an endpoint: with version 4, or with version 4a if the endpoint accepts nothing else
    /// (feature `sigv4a`). `region` counts unless the endpoint has a region or regions of its own. The signature covers the body.
    ///
    /// # Errors
    /// Returns an error if the operation is not authenticated with a signature, if no scheme of the endpoint is supported, if
    /// there is no region, and the errors of [`Signer::sign`].
    pub fn sign<B: AsRef<[u8]>>(
        &self,
        request: &mut Request<B>,
        endpoint: &Endpoint,
        region: &str,
        signer: &Signer,
        time: Timestamp,
    ) -> Result<(), SignError> {
        Selected::new(self, endpoint, region, None, true)?.sign(signer, request, time)
    }
}

/// The signing configuration and signature version of a request.
pub(crate) struct Selected {
    pub(crate) config: SigningConfig,
    /// The regions of a signature of version 4a, separated by commas.
    #[cfg(feature = "sigv4a")]
    region_set: Option<String>,
}

impl Selected {
    /// Selects the scheme of the endpoint: the first of version 4, or else `sigv4a`. Without schemes, the first signature of the
    /// operation counts. `region_set` has the regions that the caller prefers to those of the endpoint.
    ///
    /// # Errors
    /// Returns an error if the operation is not authenticated with a signature, if no scheme of the endpoint is supported, and if
    /// there is no region.
    pub(crate) fn new(
        operation: &OperationSchema,
        endpoint: &Endpoint,
        region: &str,
        region_set: Option<&str>,
        has_sessions: bool,
    ) -> Result<Self, SignError> {
        let Some(first) = operation.auth().iter().find(|scheme| scheme.is_signature()) else {
            return Err(SignError::new(NOT_SIGNED));
        };
        let (schemes, service) = (endpoint.auth_schemes(), operation.service);
        let v4: &[&str] = if has_sessions { &[SIGV4, SIGV4_SESSION] } else { &[SIGV4] };
        let is_v4 = schemes.iter().any(|scheme| v4.contains(&scheme.name.as_ref()));
        let v4a = schemes.iter().find(|scheme| scheme.name == SIGV4A);
        let is_v4a = if schemes.is_empty() { *first == AuthScheme::SigV4a } else { !is_v4 && v4a.is_some() };
        if !is_v4a {
            let config = select(service, endpoint, region, v4)?;
            return match config.region.is_empty() {
                true => Err(SignError::new(NO_REGION)),
                false if operation.event_input => Ok(Self::v4(config.payload(Payload::Events))),
                false => Ok(Self::v4(config)),
            };
        }
        let config = config(service, v4a, region);
        let of_endpoint = v4a.map(|scheme| scheme.signing_region_set.join(",")).unwrap_or_default();
        let own = if of_endpoint.is_empty() { region.to_owned() } else { of_endpoint };
        Self::v4a(config, region_set.map_or(own, str::to_owned))
    }

    fn v4(config: SigningConfig) -> Self {
        Self {
            config,
            #[cfg(feature = "sigv4a")]
            region_set: None,
        }
    }

    #[cfg(feature = "sigv4a")]
    fn v4a(config: SigningConfig, region_set: String) -> Result<Self, SignError> {
        Ok(Self { config, region_set: Some(region_set) })
    }

    #[cfg(not(feature = "sigv4a"))]
    fn v4a(_: SigningConfig, _: String) -> Result<Self, SignError> {
        Err(SignError::new(NEEDS_SIGV4A))
    }

    /// Signs a request in its headers.
    ///
    /// # Errors
    /// Returns the errors of [`Signer::sign`].
    fn sign<B: AsRef<[u8]>>(
        &self,
        signer: &Signer,
        request: &mut Request<B>,
        time: Timestamp,
    ) -> Result<(), SignError> {
        #[cfg(feature = "sigv4a")]
        if let Some(regions) = &self.region_set {
            return signer.sign_v4a(request, &self.config, regions, time);
        }
        signer.sign(request, &self.config, time).map(drop)
    }

    /// Presigns a request.
    ///
    /// # Errors
    /// Returns the errors of [`Signer::presign`].
    pub(crate) fn presign(
        &self,
        signer: &Signer,
        request: &Request<Bytes>,
        expires: Duration,
        time: Timestamp,
    ) -> Result<Presigned, SignError> {
        #[cfg(feature = "sigv4a")]
        if let Some(regions) = &self.region_set {
            return signer.presign_v4a(request, &self.config, regions, expires, time);
        }
        signer.presign(request, &self.config, expires, time)
    }
}
