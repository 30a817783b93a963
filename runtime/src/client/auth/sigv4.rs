//! The runtime's scheme of Signature Version 4, with the credentials of sessions and the signatures of chunks and events.

#[cfg(all(feature = "checksum", feature = "stream"))]
use super::chunks;
#[cfg(feature = "event-stream")]
use super::events;
use crate::client::exchange::CallContext;
use aws_runtime::auth::sigv4::SigV4AuthScheme;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::{AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, Sign};
use aws_smithy_runtime_api::client::identity::{Identity, SharedIdentityResolver};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::{GetIdentityResolver, RuntimeComponents};
use aws_smithy_types::config_bag::ConfigBag;

/// The runtime's scheme. A call with a session is signed with its credentials.
#[derive(Debug, Default)]
pub(super) struct SigV4(SigV4AuthScheme);

impl AuthScheme for SigV4 {
    fn scheme_id(&self) -> AuthSchemeId {
        self.0.scheme_id()
    }

    fn identity_resolver(&self, resolvers: &dyn GetIdentityResolver) -> Option<SharedIdentityResolver> {
        self.0.identity_resolver(resolvers)
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
        endpoint: AuthSchemeEndpointConfig<'_>,
        components: &RuntimeComponents,
        config: &ConfigBag,
    ) -> Result<(), BoxError> {
        let session = config.load::<CallContext>().and_then(|call| call.session.as_ref());
        let identity = session.unwrap_or(identity);
        self.0.signer().sign_http_request(request, identity, endpoint, components, config)?;
        #[cfg(all(feature = "checksum", feature = "stream"))]
        chunks::set_signer(request, identity, config)?;
        #[cfg(feature = "event-stream")]
        events::set_signer(request, identity, config)?;
        Ok(())
    }
}
