//! Signatures in the header `Authorization`.

use super::canonical::{CanonicalRequest, Host, SignedHeaders, is_unsigned};
use super::config::SigningConfig;
use super::credentials::Credentials;
use super::date_time::DateTime;
use super::error::SignError;
use super::hex::Hex;
use super::key::{KeyCache, SigningKey};
use super::payload::{Payload, PayloadLine};
use super::signature::Signature;
use crate::timestamp::Timestamp;
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use std::fmt;
use std::sync::Arc;

pub(super) const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const X_AMZ_DATE: HeaderName = HeaderName::from_static("x-amz-date");
const X_AMZ_CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");

/// Signs requests with credentials. Clones share the cache of signing keys, which has the keys of the last 16 combinations of
/// date, region and service.
#[derive(Clone)]
pub struct Signer {
    shared: Arc<Shared>,
}

struct Shared {
    credentials: Credentials,
    keys: KeyCache,
}

impl Signer {
    /// Creates a signer.
    pub fn new(credentials: Credentials) -> Self {
        Self { shared: Arc::new(Shared { credentials, keys: KeyCache::default() }) }
    }

    /// Returns the credentials.
    pub fn credentials(&self) -> &Credentials {
        &self.shared.credentials
    }

    /// Signs a request: adds `x-amz-date`, the session token, `x-amz-content-sha256` where the configuration or the payload
    /// requires it, and `Authorization`. They replace headers of the same name.
    ///
    /// The signature covers all headers but `Authorization`, `Transfer-Encoding`, `User-Agent` and `X-Amzn-Trace-Id`, and the
    /// host of the URI, which the sender must send as `Host` without the default port.
    ///
    /// # Errors
    /// Returns an error for a request without a host, credentials with characters that are invalid in a header, and a time
    /// outside of the years 0 to 9999. The request is unchanged then.
    pub fn sign<B: AsRef<[u8]>>(
        &self,
        request: &mut Request<B>,
        config: &SigningConfig,
        time: Timestamp,
    ) -> Result<Signature, SignError> {
        let payload = config.payload.line(request.body().as_ref());
        let mut headers = std::mem::take(request.headers_mut());
        let signed =
            self.add_signature(request.method(), request.uri(), &mut headers, &payload, config, time);
        *request.headers_mut() = headers;
        signed
    }

    /// Signs the head of a request with this body, which only [`Payload::Hashed`] reads.
    ///
    /// # Errors
    /// Returns the errors of [`sign`](Self::sign).
    pub fn sign_parts(
        &self,
        parts: &mut Parts,
        body: &[u8],
        config: &SigningConfig,
        time: Timestamp,
    ) -> Result<Signature, SignError> {
        let payload = config.payload.line(body);
        self.add_signature(&parts.method, &parts.uri, &mut parts.headers, &payload, config, time)
    }

    fn add_signature(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &mut HeaderMap,
        payload: &PayloadLine,
        config: &SigningConfig,
        time: Timestamp,
    ) -> Result<Signature, SignError> {
        let time = DateTime::new(time)?;
        let token = self.credentials().session_token().map(token_value).transpose()?;
        let mut authorization = self.authorization(config, &time);
        if !authorization.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Err(SignError::new(
                "the access key ID, region or service has a character that is invalid in a header",
            ));
        }
        let host = Host::new(headers, uri)?;
        // Digits, letters and hyphens are valid.
        if let Ok(date) = HeaderValue::from_str(time.as_str()) {
            headers.insert(X_AMZ_DATE, date);
        }
        if let Some(token) = token {
            headers.insert(HeaderName::from_static(config.session_token.header()), token);
        }
        if config.content_sha256 || config.payload != Payload::Hashed {
            let value = match payload {
                PayloadLine::Fixed(text) => Ok(HeaderValue::from_static(text)),
                PayloadLine::Hash(hash) => HeaderValue::from_str(hash.as_str()),
            };
            if let Ok(value) = value {
                headers.insert(X_AMZ_CONTENT_SHA256, value);
            }
        }
        let signed = SignedHeaders::new(headers, host, is_unsigned);
        let (path, query) = (uri.path(), uri.query().unwrap_or_default());
        let request = CanonicalRequest {
            method: method.as_str(),
            path,
            query,
            added: &[],
            headers: &signed,
            payload: payload.as_str(),
        };
        let signature = self.signature(config, &time, &request.hash(config));
        authorization.push_str(", SignedHeaders=");
        authorization.push_str(signed.list());
        authorization.push_str(", Signature=");
        authorization.push_str(signature.hex().as_str());
        let mut authorization = HeaderValue::try_from(authorization)
            .map_err(|_| SignError::new("a header has a name that cannot be signed"))?;
        authorization.set_sensitive(true);
        headers.insert(AUTHORIZATION, authorization);
        Ok(signature)
    }

    /// Returns the beginning of the header `Authorization`.
    fn authorization(&self, config: &SigningConfig, time: &DateTime) -> String {
        let mut text = String::with_capacity(320);
        let parts = [
            ALGORITHM,
            " Credential=",
            self.credentials().access_key_id(),
            "/",
            time.date(),
            "/",
            &config.region,
            "/",
            &config.service,
            "/aws4_request",
        ];
        parts.iter().for_each(|part| text.push_str(part));
        text
    }

    /// Returns the signature of a canonical request.
    pub(super) fn signature(&self, config: &SigningConfig, time: &DateTime, request: &Hex) -> Signature {
        self.key(config, time).sign(&[
            ALGORITHM,
            "\n",
            time.as_str(),
            "\n",
            time.date(),
            "/",
            &config.region,
            "/",
            &config.service,
            "/aws4_request\n",
            request.as_str(),
        ])
    }

    /// Returns the key of a date, from the cache if it has it.
    pub(super) fn key(&self, config: &SigningConfig, time: &DateTime) -> SigningKey {
        let Shared { credentials, keys } = &*self.shared;
        keys.key(credentials, time.date(), &config.region, &config.service)
    }
}

fn token_value(token: &str) -> Result<HeaderValue, SignError> {
    let value = HeaderValue::from_str(token);
    let mut value =
        value.map_err(|_| SignError::new("the session token has a character that is invalid in a header"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// Shows no part of the credentials.
impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer")
    }
}
