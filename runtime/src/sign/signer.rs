//! Signatures in the header `Authorization`.

use super::canonical::{CanonicalRequest, SignedHeaders, is_unsigned};
use super::config::SigningConfig;
use super::credentials::Credentials;
use super::date_time::DateTime;
use super::error::SignError;
use super::hex::Hex;
use super::key::{KeyCache, SigningKey};
use super::payload::Payload;
use super::signature::Signature;
use crate::timestamp::Timestamp;
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use std::fmt::{self, Write};
use std::sync::Arc;

pub(super) const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const X_AMZ_DATE: &str = "x-amz-date";
const X_AMZ_CONTENT_SHA256: &str = "x-amz-content-sha256";
const X_AMZ_REGION_SET: &str = "x-amz-region-set";

/// A version of signatures, with the type of a signature.
pub(super) struct Version<'a, S> {
    /// The name of the algorithm in requests.
    pub(super) algorithm: &'static str,
    /// The regions in which the signature is valid, separated by commas, if there may be several. They are no part of its scope.
    pub(super) region_set: Option<&'a str>,
    /// Returns the signature of a canonical request.
    pub(super) sign: fn(&Signer, &SigningConfig, &DateTime, &Hex) -> S,
}

pub(super) const V4: Version<'static, Signature> =
    Version { algorithm: ALGORITHM, region_set: None, sign: Signer::signature };

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
        let head = Head::new(request.method(), request.uri(), request.headers(), config);
        let signed = self.sign_head(head, request.body().as_ref(), config, time)?;
        Ok(signed.add_to(request.headers_mut()))
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
        let head = Head::new(&parts.method, &parts.uri, &parts.headers, config);
        let signed = self.sign_head(head, body, config, time)?;
        Ok(signed.add_to(&mut parts.headers))
    }

    /// Computes a signature, and the headers that carry it.
    pub(crate) fn sign_head(
        &self,
        head: Head<'_>,
        body: &[u8],
        config: &SigningConfig,
        time: Timestamp,
    ) -> Result<Signed, SignError> {
        self.sign_head_in(&V4, head, body, config, time)
    }

    /// Computes a signature of this version, and the headers that carry it.
    pub(super) fn sign_head_in<S: fmt::Display>(
        &self,
        version: &Version<'_, S>,
        head: Head<'_>,
        body: &[u8],
        config: &SigningConfig,
        time: Timestamp,
    ) -> Result<Signed<S>, SignError> {
        let payload = config.payload.line(body);
        let time = DateTime::new(time)?;
        let mut headers = Vec::with_capacity(5);
        headers.push((X_AMZ_DATE, header(time.as_str(), "time")?));
        if let Some(regions) = version.region_set {
            headers.push((X_AMZ_REGION_SET, header(regions, "region set")?));
        }
        if let Some(token) = self.credentials().session_token() {
            let mut token = header(token, "session token")?;
            token.set_sensitive(true);
            headers.push((config.session_token.header(), token));
        }
        if head.has_hash {
            headers.push((X_AMZ_CONTENT_SHA256, header(payload.as_str(), "hash")?));
        }
        let Head { method, uri, headers: mut pairs, .. } = head;
        pairs.retain(|(name, _)| !is_unsigned(name) && headers.iter().all(|(added, _)| added != name));
        pairs.extend(headers.iter().map(|(name, value)| (*name, value.as_bytes())));
        let signed = SignedHeaders::new(pairs, uri)?;
        let request = CanonicalRequest {
            method,
            path: uri.path(),
            query: uri.query().unwrap_or_default(),
            added: &[],
            headers: &signed,
            payload: payload.as_str(),
        };
        let signature = (version.sign)(self, config, &time, &request.hash(config));
        let authorization = self.authorization(version, config, &time, signed.list(), &signature)?;
        drop(signed);
        headers.push((AUTHORIZATION.as_str(), authorization));
        Ok(Signed { signature, headers })
    }

    /// Returns the header `Authorization`.
    fn authorization<S: fmt::Display>(
        &self,
        version: &Version<'_, S>,
        config: &SigningConfig,
        time: &DateTime,
        signed_headers: &str,
        signature: &S,
    ) -> Result<HeaderValue, SignError> {
        let mut text = String::with_capacity(384);
        let (region, slash) = match version.region_set {
            Some(_) => ("", ""),
            None => (config.region.as_ref(), "/"),
        };
        [
            version.algorithm,
            " Credential=",
            self.credentials().access_key_id(),
            "/",
            time.date(),
            "/",
            region,
            slash,
            &config.service,
            "/aws4_request, SignedHeaders=",
            signed_headers,
            ", Signature=",
        ]
        .iter()
        .for_each(|part| text.push_str(part));
        // Writing to a string cannot fail.
        let _ = write!(text, "{signature}");
        let mut value =
            HeaderValue::try_from(text).map_err(|_| invalid("access key ID, region or service"))?;
        value.set_sensitive(true);
        Ok(value)
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

/// The parts of a request that a signature covers, but for the body.
pub(crate) struct Head<'a> {
    pub(crate) method: &'a str,
    pub(crate) uri: &'a Uri,
    /// Names in lower case and values. The values of a name are in their order.
    pub(crate) headers: Vec<(&'a str, &'a [u8])>,
    /// Whether `x-amz-content-sha256` is added.
    pub(crate) has_hash: bool,
}

impl<'a> Head<'a> {
    pub(super) fn new(
        method: &'a Method,
        uri: &'a Uri,
        headers: &'a HeaderMap,
        config: &SigningConfig,
    ) -> Self {
        // Room for the headers of the signature and the host.
        let mut pairs = Vec::with_capacity(headers.len() + 4);
        pairs.extend(headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())));
        let has_hash = config.content_sha256 || config.payload != Payload::Hashed;
        Self { method: method.as_str(), uri, headers: pairs, has_hash }
    }
}

/// A signature, and the headers that carry it.
pub(crate) struct Signed<S = Signature> {
    pub(crate) signature: S,
    pub(crate) headers: Vec<(&'static str, HeaderValue)>,
}

impl<S> Signed<S> {
    pub(super) fn add_to(self, headers: &mut HeaderMap) -> S {
        for (name, value) in self.headers {
            headers.insert(HeaderName::from_static(name), value);
        }
        self.signature
    }
}

fn header(text: &str, what: &str) -> Result<HeaderValue, SignError> {
    HeaderValue::from_str(text).map_err(|_| invalid(what))
}

fn invalid(what: &str) -> SignError {
    SignError::new(format!("the {what} has a character that is invalid in a header"))
}

/// Shows no part of the credentials.
impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer")
    }
}
