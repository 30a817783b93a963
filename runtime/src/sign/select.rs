//! Selects the signing configuration of an operation's requests to an endpoint.

use super::config::{SessionToken, SigningConfig};
use super::error::SignError;
use super::payload::Payload;
use crate::auth::AuthScheme;
use crate::endpoint::{Endpoint, EndpointAuthScheme};
use crate::service::{OperationSchema, Service};

/// The authentication scheme of most services.
pub(crate) const SIGV4: &str = "sigv4";
/// The authentication scheme whose credentials are those of a session, with a header of its own for the session token.
pub(crate) const SIGV4_SESSION: &str = "sigv4-s3express";

/// The authentication scheme whose signatures are valid in several regions.
pub(crate) const SIGV4A: &str = "sigv4a";

#[cfg(not(feature = "sigv4a"))]
pub(crate) const NEEDS_SIGV4A: &str = "the endpoint requires a signature with sigv4a, which needs the feature `sigv4a` of `smithereen`: add \
                                       it to the dependency in Cargo.toml, `features = [\"sigv4a\"]`";

impl OperationSchema {
    /// Returns the signing configuration of the operation's requests to an endpoint. Of the authentication schemes of the
    /// endpoint, the first supported one counts. Its signing name and region replace those of the service and `region`.
    ///
    /// With the scheme `sigv4-s3express`, requests are signed with the credentials of a session. [`sign`](Self::sign) supports
    /// `sigv4a` too.
    ///
    /// # Errors
    /// Returns an error if the operation is not authenticated with Signature Version 4, if the endpoint has authentication
    /// schemes and neither `sigv4` nor `sigv4-s3express` is among them, and if there is no region.
    pub fn signing(&self, endpoint: &Endpoint, region: &str) -> Result<SigningConfig, SignError> {
        if !self.auth().contains(&AuthScheme::SigV4) {
            return Err(SignError::new("the operation is not authenticated with Signature Version 4"));
        }
        let config = select(self.service, endpoint, region, &[SIGV4, SIGV4_SESSION])?;
        match config.region.is_empty() {
            true => Err(SignError::new("there is no region to sign for")),
            false if self.event_input => Ok(config.payload(Payload::Events)),
            false => Ok(config),
        }
    }
}

/// Returns the signing configuration of requests to the endpoint, with the first of its authentication schemes that is supported.
///
/// # Errors
/// Returns an error if the endpoint has authentication schemes, none of them supported.
pub(crate) fn select(
    service: &Service,
    endpoint: &Endpoint,
    region: &str,
    supported: &[&str],
) -> Result<SigningConfig, SignError> {
    Ok(config(service, scheme(endpoint, supported)?, region))
}

/// Returns the signing configuration of requests to an endpoint with this authentication scheme.
pub(super) fn config(service: &Service, scheme: Option<&EndpointAuthScheme>, region: &str) -> SigningConfig {
    let region = match scheme.and_then(|scheme| scheme.signing_region.clone()) {
        Some(own) => own,
        None => region.to_owned().into(),
    };
    let mut config = SigningConfig::new(service.signing_name, region);
    if let Some(scheme) = scheme {
        if let Some(own) = &scheme.signing_name {
            config.service = own.clone();
        }
        config.escapes_path = !scheme.disable_double_encoding;
        config.normalizes_path = !scheme.disable_normalize_path;
        if scheme.name == SIGV4_SESSION {
            config.session_token = SessionToken::SessionToken;
        }
    }
    if service.signs_as_sent { config.as_sent() } else { config }
}

/// Returns the first supported scheme, or `None` if the endpoint has no schemes.
fn scheme<'e>(
    endpoint: &'e Endpoint,
    supported: &[&str],
) -> Result<Option<&'e EndpointAuthScheme>, SignError> {
    let schemes = endpoint.auth_schemes();
    let found = schemes.iter().find(|scheme| supported.contains(&scheme.name.as_ref()));
    if found.is_none() && !schemes.is_empty() {
        let names: Vec<_> = schemes.iter().map(|scheme| scheme.name.as_ref()).collect();
        return Err(SignError::new(format!(
            "the endpoint requires a signature with {}; supported: {}",
            names.join(" or "),
            supported.join(", ")
        )));
    }
    Ok(found)
}
