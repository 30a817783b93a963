//! Signatures in the query of a URL.

use super::canonical::{CanonicalRequest, SignedHeaders, is_unsigned};
use super::config::SigningConfig;
use super::date_time::DateTime;
use super::error::SignError;
use super::payload::Payload;
use super::signer::{Signer, V4, Version};
use crate::endpoint::ESCAPED;
use crate::timestamp::Timestamp;
use bytes::Bytes;
use http::{HeaderMap, Method, Request};
use percent_encoding::utf8_percent_encode;
use std::fmt::{self, Write};
use std::ops::Range;
use std::time::Duration;

/// The longest time for which a presigned request is valid: a week.
pub const MAX_EXPIRES: Duration = Duration::from_secs(604_800);

/// How a request of an operation is presigned.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PresignOptions {
    /// How long the request is valid, in whole seconds: at most [`MAX_EXPIRES`].
    pub expires: Duration,
    /// The time from which on it is valid.
    pub time: Timestamp,
    /// The HTTP method, if it is not that of the model. A browser that follows a link sends `GET`.
    pub method: Option<Method>,
}

impl PresignOptions {
    /// Creates options with the method of the model. The time is usually `SystemTime::now().into()`.
    pub const fn new(expires: Duration, time: Timestamp) -> Self {
        Self { expires, time, method: None }
    }

    /// Sets the HTTP method.
    #[must_use]
    pub fn method(self, method: Method) -> Self {
        Self { method: Some(method), ..self }
    }
}

/// A request that anyone can send who has its URL, until it expires. Nothing of the request but the signature's own parameters
/// is moved to the query.
#[derive(Clone, PartialEq)]
pub struct Presigned {
    method: Method,
    url: String,
    headers: HeaderMap,
    body: Bytes,
    is_body_signed: bool,
}

impl Presigned {
    /// Returns the HTTP method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Returns the URL. It gives access to the service in the name of the credentials' owner.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the headers that the sender must send, because the signature covers them. `Host` is among them only if it is not
    /// that of the URL.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the body of the request that was presigned.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Returns whether the sender must send exactly this [`body`](Self::body). Otherwise the signature covers no body, and the
    /// sender may send another one.
    pub fn is_body_signed(&self) -> bool {
        self.is_body_signed
    }
}

/// Shows no URL, which contains a signature.
impl fmt::Debug for Presigned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Presigned").field("method", &self.method).finish_non_exhaustive()
    }
}

/// The sender decides on these headers, which describe the client, not the request.
fn is_unsigned_in_query(name: &str) -> bool {
    is_unsigned(name) || matches!(name, "x-amz-checksum-mode" | "x-amz-user-agent")
}

impl Signer {
    /// Presigns a request: adds the parameters of the signature to the query of its URL. The request is valid for the time
    /// `expires`, in whole seconds, after `time`; session tokens may expire earlier.
    ///
    /// This makes a token for the authentication of a database user, which is a URL without its scheme:
    ///
    /// ```
    /// use smithereen::sign::{Credentials, Signer, SigningConfig};
    /// use smithereen::{Bytes, Request, Timestamp};
    /// use std::time::Duration;
    /// # fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let signer = Signer::new(Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
    /// let url = "https://prod.rds.example.com:3306/?Action=connect&DBUser=admin";
    /// let request = Request::get(url).body(Bytes::new())?;
    /// let config = SigningConfig::new("rds-db", "eu-west-1");
    /// let time = Timestamp::new(1_440_938_160, 0); // `SystemTime::now().into()`
    /// let presigned = signer.presign(&request, &config, Duration::from_secs(900), time)?;
    /// let token = presigned.url().trim_start_matches("https://");
    /// assert!(token.starts_with("prod.rds.example.com:3306/?Action=connect&DBUser=admin&X-Amz-Algorithm="));
    /// # Ok(())
    /// # }
    /// # example().unwrap();
    /// ```
    ///
    /// # Errors
    /// Returns an error if `expires` is longer than [`MAX_EXPIRES`], for a URI without a scheme or host, and for a time outside
    /// of the years 0 to 9999.
    pub fn presign(
        &self,
        request: &Request<Bytes>,
        config: &SigningConfig,
        expires: Duration,
        time: Timestamp,
    ) -> Result<Presigned, SignError> {
        self.presign_in(&V4, request, config, expires, time)
    }

    /// Presigns a request with a version of signatures.
    pub(super) fn presign_in<S: fmt::Display>(
        &self,
        version: &Version<'_, S>,
        request: &Request<Bytes>,
        config: &SigningConfig,
        expires: Duration,
        time: Timestamp,
    ) -> Result<Presigned, SignError> {
        if expires > MAX_EXPIRES {
            return Err(SignError::new("a presigned request expires after at most 604800 seconds (a week)"));
        }
        let time = DateTime::new(time)?;
        let uri = request.uri();
        let sent = || request.headers().iter().filter(|(name, _)| !is_unsigned_in_query(name.as_str()));
        let pairs = sent().map(|(name, value)| (name.as_str(), value.as_bytes()));
        let signed = SignedHeaders::new(pairs.collect(), uri)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(SignError::new("the request's URI has no scheme or no host"));
        };
        let query = uri.query().unwrap_or_default();
        let mut url = String::with_capacity(640);
        [scheme, "://", authority.as_str(), uri.path(), "?", query]
            .iter()
            .for_each(|part| url.push_str(part));
        let added = self.push_parameters(&mut url, version, config, &time, expires, signed.list());
        let added: Vec<_> =
            added.into_iter().map(|(name, value)| (name, url.get(value).unwrap_or_default())).collect();
        let payload = config.payload.line(request.body());
        let canonical = CanonicalRequest {
            method: request.method().as_str(),
            path: uri.path(),
            query,
            added: &added,
            headers: &signed,
            payload: payload.as_str(),
        };
        let hash = canonical.hash(config);
        url.push_str("&X-Amz-Signature=");
        // Writing to a string cannot fail.
        let _ = write!(url, "{}", (version.sign)(self, config, &time, &hash));
        let mut headers = HeaderMap::new();
        headers.extend(sent().map(|(name, value)| (name.clone(), value.clone())));
        Ok(Presigned {
            method: request.method().clone(),
            url,
            headers,
            body: request.body().clone(),
            is_body_signed: matches!(config.payload, Payload::Hashed | Payload::Sha256(_)),
        })
    }

    /// Appends the parameters of the signature to the query, and returns their names and the places of their values. The order is
    /// that of botocore, which other official clients share but for the session token.
    fn push_parameters<S>(
        &self,
        url: &mut String,
        version: &Version<'_, S>,
        config: &SigningConfig,
        time: &DateTime,
        expires: Duration,
        signed_headers: &str,
    ) -> Vec<(&'static str, Range<usize>)> {
        let escaped = |text| utf8_percent_encode(text, ESCAPED);
        let mut parameters = Vec::with_capacity(7);
        push(url, &mut parameters, "X-Amz-Algorithm", [version.algorithm]);
        let id = escaped(self.credentials().access_key_id()).chain(["%2F", time.date(), "%2F"]);
        // The regions of version 4a are no part of its scope.
        let region = Some(&config.region).filter(|_| version.region_set.is_none());
        let region = region.into_iter().flat_map(|region| escaped(region).chain(["%2F"]));
        let scope = region.chain(escaped(&config.service)).chain(["%2Faws4_request"]);
        push(url, &mut parameters, "X-Amz-Credential", id.chain(scope));
        push(url, &mut parameters, "X-Amz-Date", [time.as_str()]);
        push(url, &mut parameters, "X-Amz-Expires", [expires.as_secs().to_string().as_str()]);
        push(url, &mut parameters, "X-Amz-SignedHeaders", escaped(signed_headers));
        if let Some(regions) = version.region_set {
            push(url, &mut parameters, "X-Amz-Region-Set", escaped(regions));
        }
        if let Some(token) = self.credentials().session_token() {
            push(url, &mut parameters, config.session_token.parameter(), escaped(token));
        }
        parameters
    }
}

/// Appends a parameter.
fn push<'v>(
    url: &mut String,
    parameters: &mut Vec<(&'static str, Range<usize>)>,
    name: &'static str,
    value: impl IntoIterator<Item = &'v str>,
) {
    if !url.ends_with(['?', '&']) {
        url.push('&');
    }
    url.push_str(name);
    url.push('=');
    let start = url.len();
    url.extend(value);
    parameters.push((name, start..url.len()));
}
