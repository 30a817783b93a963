//! Selects what the requests of an operation to an endpoint are signed for.

use super::config::{SessionToken, SigningConfig};
use super::error::SignError;
use super::payload::Payload;
use crate::auth::AuthScheme;
use crate::endpoint::{Endpoint, EndpointAuthScheme};
use crate::service::OperationSchema;

/// The authentication scheme of most services.
const SIGV4: &str = "sigv4";
/// The authentication scheme whose credentials are those of a session, with a header of its own for the session token.
const SIGV4_SESSION: &str = "sigv4-s3express";

impl OperationSchema {
    /// Returns what the operation's requests to an endpoint are signed for. Of the authentication schemes of the endpoint, the
    /// first supported one counts. Its signing name and region replace those of the service and `region`.
    ///
    /// With the scheme `sigv4-s3express`, requests are signed with the credentials of a session.
    ///
    /// # Errors
    /// Returns an error if the operation is not authenticated with Signature Version 4, or if the endpoint has authentication
    /// schemes and neither `sigv4` nor `sigv4-s3express` is among them.
    pub fn signing(&self, endpoint: &Endpoint, region: &str) -> Result<SigningConfig, SignError> {
        if !self.auth().contains(&AuthScheme::SigV4) {
            return Err(SignError::new("the operation is not authenticated with Signature Version 4"));
        }
        let scheme = scheme(endpoint)?;
        let service = &self.service;
        let mut config = SigningConfig::new(service.signing_name, "");
        match scheme.and_then(|scheme| scheme.signing_region.clone()) {
            Some(own) => config.region = own,
            None => config.region = region.to_owned().into(),
        }
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
        let config = if service.signs_as_sent { config.as_sent() } else { config };
        Ok(if self.event_input { config.payload(Payload::Events) } else { config })
    }
}

/// Returns the first supported scheme, or `None` if the endpoint has no schemes.
fn scheme(endpoint: &Endpoint) -> Result<Option<&EndpointAuthScheme>, SignError> {
    let schemes = endpoint.auth_schemes();
    let supported = schemes.iter().find(|scheme| scheme.name == SIGV4 || scheme.name == SIGV4_SESSION);
    if supported.is_none() && !schemes.is_empty() {
        let names: Vec<_> = schemes.iter().map(|scheme| scheme.name.as_ref()).collect();
        let names = names.join(" or ");
        let reason = format!(
            "the endpoint requires a signature with {names}; only {SIGV4} and {SIGV4_SESSION} are supported"
        );
        return Err(SignError::new(reason));
    }
    Ok(supported)
}
