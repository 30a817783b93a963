//! Presigned requests with the endpoint and the credentials of a client.

use super::caller::{Caller, configuration_error};
use super::request_error::RequestError;
use crate::error::{BuildError, Error};
use crate::operation::{self, Operation};
use crate::reflect::Shape;
use crate::service::OperationSchema;
use crate::sign::{Presigned, Selected, SessionToken};
use bytes::Bytes;
use http::{Method, Request};
use std::pin::Pin;
use std::time::Duration;

/// The future of a presigned request. One boxed type for all operations.
type PresignedFuture = Pin<Box<dyn Future<Output = Result<Presigned, RequestError>> + Send>>;

impl Caller {
    /// Presigns the request of an operation with the client's endpoint and credentials: anyone who has the URL can send it until
    /// it expires. Nothing is sent.
    ///
    /// [`Operation::presign`] describes the request. The time is that of the client's clock. The session token of temporary
    /// credentials may expire before the URL; that of a session does so after a few minutes.
    ///
    /// # Errors
    /// Returns [`Error::Build`] for an input that cannot be sent, an operation that is not authenticated with a signature, and a
    /// time of more than a week, and [`Error::Transport`] if there are no credentials.
    pub fn presign<O: Operation>(
        &self,
        input: &O,
        expires: Duration,
    ) -> impl Future<Output = Result<Presigned, Error<O::Error>>> + Send + use<O> {
        let presigned = self.presigned(O::OPERATION, input, expires, None);
        async move { presigned.await.map_err(Error::from) }
    }

    /// Presigns the request of an operation with another HTTP method than the model's, such as `GET` for a link in a browser.
    ///
    /// # Errors
    /// Returns the errors of [`presign`](Self::presign), and [`Error::Build`] for a body that such a request cannot have.
    pub fn presign_with_method<O: Operation>(
        &self,
        input: &O,
        expires: Duration,
        method: Method,
    ) -> impl Future<Output = Result<Presigned, Error<O::Error>>> + Send + use<O> {
        let presigned = self.presigned(O::OPERATION, input, expires, Some(method));
        async move { presigned.await.map_err(Error::from) }
    }

    fn presigned(
        &self,
        operation: &'static OperationSchema,
        input: &dyn Shape,
        expires: Duration,
        method: Option<Method>,
    ) -> PresignedFuture {
        let prepared = self.to_presign(operation, input, method);
        let shared = self.plugins_for(operation).map(|plugins| self.shared(plugins));
        let resource = operation.service.sessions.and_then(|sessions| sessions.resource(operation, input));
        Box::pin(async move {
            let (request, presigning) = prepared.map_err(RequestError::Build)?;
            let shared = shared.map_err(RequestError::Transport)?;
            let (identities, plugins) = (&shared.loaded.identities, &shared.plugins);
            let signer = match presigning.config.session_token {
                SessionToken::SessionToken => shared.session(operation, resource.as_deref()).await?,
                SessionToken::SecurityToken => identities.signer(plugins, None).await?,
            };
            let now = identities.now(plugins).into();
            let presigned = presigning.presign(&signer, &request, expires, now);
            presigned.map_err(|error| RequestError::Build(configuration_error(operation, error)))
        })
    }

    /// Builds the request to presign, and selects its signing configuration.
    fn to_presign(
        &self,
        operation: &'static OperationSchema,
        input: &dyn Shape,
        method: Option<Method>,
    ) -> Result<(Request<Bytes>, Selected), BuildError> {
        let endpoint = self.endpoint_of(operation, input)?;
        let has_sessions = operation.service.sessions.is_some();
        let presigning = Selected::new(operation, &endpoint, self.region(), self.region_set(), has_sessions);
        let mut presigning = presigning.map_err(|error| configuration_error(operation, error))?;
        let request = operation::to_presign(operation, input, &endpoint, &mut presigning.config, method)?;
        Ok((request, presigning))
    }
}
