//! Signature Version 4 with the signer of this crate: of requests, and of the chunks and events of their bodies.
//!
//! The official runtime's own signer derives the key for each request, and builds the canonical request in memory.

#[cfg(all(feature = "checksum", feature = "stream"))]
use crate::client::call_chunks::CallChunks;
#[cfg(feature = "event-stream")]
use crate::client::call_events::CallEvents;
use crate::client::clock_skew;
use crate::client::exchange::CallContext;
use crate::client::identity;
use crate::sign::{Head, Payload, Signature, Signed, Signer, SigningConfig};
use crate::timestamp::Timestamp;
use aws_credential_types::Credentials;
use aws_runtime::auth::sigv4::SCHEME_ID;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::{AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, Sign};
use aws_smithy_runtime_api::client::identity::{Identity, SharedIdentityResolver};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::{GetIdentityResolver, RuntimeComponents};
use aws_smithy_types::config_bag::ConfigBag;
use http::Uri;
use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

/// The authentication scheme that replaces the runtime's own. A call with a session is signed with its credentials.
#[derive(Debug, Default)]
pub(super) struct SigV4 {
    /// The signer with the credentials that were used last, and its signing keys.
    last: Mutex<Option<Signer>>,
}

impl SigV4 {
    /// Returns a signer with these credentials.
    fn signer(&self, credentials: &Credentials) -> Signer {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let (id, secret) = (credentials.access_key_id(), credentials.secret_access_key());
        let token = credentials.session_token();
        if let Some(signer) = last.as_ref().filter(|signer| signer.credentials().are(id, secret, token)) {
            return signer.clone();
        }
        last.insert(identity::signer(credentials)).clone()
    }
}

impl AuthScheme for SigV4 {
    fn scheme_id(&self) -> AuthSchemeId {
        SCHEME_ID
    }

    fn identity_resolver(&self, resolvers: &dyn GetIdentityResolver) -> Option<SharedIdentityResolver> {
        resolvers.identity_resolver(self.scheme_id())
    }

    fn signer(&self) -> &dyn Sign {
        self
    }
}

impl Sign for SigV4 {
    fn sign_http_request(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        _: AuthSchemeEndpointConfig<'_>,
        components: &RuntimeComponents,
        config: &ConfigBag,
    ) -> Result<(), BoxError> {
        let call = config.load::<CallContext>();
        let signing = call.and_then(|call| call.signing.as_ref());
        let signing = signing.ok_or("the call has no signing configuration")?;
        if signing.region.is_empty() {
            return Err("there is no region to sign for".into());
        }
        let signer = match call.and_then(|call| call.session.as_ref()) {
            Some(session) => session.clone(),
            None => {
                let credentials = identity.data::<Credentials>();
                self.signer(credentials.ok_or("the identity is not that of AWS credentials")?)
            }
        };
        let now = components.time_source().unwrap_or_default().now();
        let time = Timestamp::from(clock_skew::signing_time(now, config));
        let signature = sign(request, &signer, signing, time)?;
        set_signers(&signer, signing, signature, time, config)
    }
}

/// Signs a request. A body that is not in memory and has no hash is not signed.
fn sign(
    request: &mut HttpRequest,
    signer: &Signer,
    signing: &SigningConfig,
    time: Timestamp,
) -> Result<Signature, BoxError> {
    let signing = match request.body().bytes() {
        None if signing.payload == Payload::Hashed => Cow::Owned(signing.clone().payload(Payload::Unsigned)),
        _ => Cow::Borrowed(signing),
    };
    // The service can compute the hash of a stream that was read before.
    let is_hash = matches!(signing.payload, Payload::Hashed | Payload::Sha256(_));
    let uri: Uri = request.uri().parse()?;
    let mut headers = Vec::with_capacity(request.headers().len() + 4);
    headers.extend(request.headers().iter_bytes());
    let has_hash = signing.content_sha256 || !is_hash;
    let head = Head { method: request.method(), uri: &uri, headers, has_hash };
    let body = request.body().bytes().unwrap_or_default();
    let Signed { signature, headers } = signer.sign_head(head, body, &signing, time)?;
    for (name, value) in headers {
        request.headers_mut().try_insert(name, value)?;
    }
    Ok(signature)
}

/// Sets the signers of the chunks and of the events of the body. Their first signature covers that of the request.
#[allow(unused_variables, clippy::unnecessary_wraps, reason = "bodies have no parts without the features")]
fn set_signers(
    signer: &Signer,
    signing: &SigningConfig,
    signature: Signature,
    time: Timestamp,
    config: &ConfigBag,
) -> Result<(), BoxError> {
    #[cfg(all(feature = "checksum", feature = "stream"))]
    if let Some(CallChunks(chunks)) = config.load::<CallChunks>() {
        chunks.set(signer.chunks(signing, signature, time)?);
    }
    #[cfg(feature = "event-stream")]
    if let Some(CallEvents(events)) = config.load::<CallEvents>() {
        events.set(signer.events(signing, signature));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
