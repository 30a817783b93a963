//! The properties of a service and an endpoint that a signature depends on.

use super::payload::Payload;
use std::borrow::Cow;

/// The signing configuration of requests: the scope of the signature and the options of the canonical request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SigningConfig {
    /// The name of the service in the scope of the signature, such as `iot`.
    pub service: Cow<'static, str>,
    /// The region in the scope of the signature.
    pub region: Cow<'static, str>,
    /// Whether the path is percent-encoded once more for the signature.
    pub escapes_path: bool,
    /// Whether dot segments and empty segments of the path are left out of the signature.
    pub normalizes_path: bool,
    /// Whether signed requests have the header `x-amz-content-sha256`. Requests with a payload other than
    /// [`Payload::Hashed`] have it in any case, because the service cannot know their payload otherwise.
    pub content_sha256: bool,
    /// The header and the query parameter of the session token.
    pub session_token: SessionToken,
    /// The payload hash of the signature.
    pub payload: Payload,
}

impl SigningConfig {
    /// Creates the configuration that most services have: the path is normalized and percent-encoded once more, and the
    /// signature covers the hash of the body.
    pub fn new(service: impl Into<Cow<'static, str>>, region: impl Into<Cow<'static, str>>) -> Self {
        Self {
            service: service.into(),
            region: region.into(),
            escapes_path: true,
            normalizes_path: true,
            content_sha256: false,
            session_token: SessionToken::SecurityToken,
            payload: Payload::Hashed,
        }
    }

    /// Signs the path as it is sent, and adds the header `x-amz-content-sha256`.
    #[must_use]
    pub fn as_sent(self) -> Self {
        Self { escapes_path: false, normalizes_path: false, content_sha256: true, ..self }
    }

    /// Sets the payload hash of the signature.
    #[must_use]
    pub fn payload(self, payload: Payload) -> Self {
        Self { payload, ..self }
    }

    /// Sets the header and the query parameter of the session token.
    #[must_use]
    pub fn session_token(self, session_token: SessionToken) -> Self {
        Self { session_token, ..self }
    }
}

/// The header and the query parameter that have the session token of temporary credentials.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SessionToken {
    /// `x-amz-security-token` and `X-Amz-Security-Token`.
    #[default]
    SecurityToken,
    /// `x-amz-s3session-token` and `X-Amz-S3session-Token`, of the scheme `sigv4-s3express`.
    SessionToken,
}

impl SessionToken {
    /// Returns the name of the header, in lower case.
    pub fn header(self) -> &'static str {
        match self {
            Self::SecurityToken => "x-amz-security-token",
            Self::SessionToken => "x-amz-s3session-token",
        }
    }

    /// Returns the name of the query parameter.
    pub fn parameter(self) -> &'static str {
        match self {
            Self::SecurityToken => "X-Amz-Security-Token",
            Self::SessionToken => "X-Amz-S3session-Token",
        }
    }
}
