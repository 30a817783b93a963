//! The operation of a request, for the HTTP clients of tests.
//!
//! An HTTP client gets a request without its operation. An interceptor adds it to the request's extensions, if the HTTP client is
//! one of those below. Clients with any other HTTP client do not have the interceptor, so that their calls cost nothing more.

use super::exchange::CallContext;
use crate::service::OperationSchema;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{HttpClient, SharedHttpClient};
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

/// The names in the metadata of HTTP clients that need the operation.
const NAMES: [&str; 2] = [FAKE, RECORDER];
pub(super) const FAKE: &str = "smithereen-fake";
pub(super) const RECORDER: &str = "smithereen-recorder";

/// Returns the metadata of an HTTP client that needs the operation.
pub(super) fn metadata(name: &'static str) -> ConnectorMetadata {
    ConnectorMetadata::new(name, None)
}

/// Returns whether the HTTP client of a configuration needs the operation.
pub(super) fn is_needed(client: Option<&SharedHttpClient>) -> bool {
    let metadata = client.and_then(HttpClient::connector_metadata);
    metadata.is_some_and(|metadata| NAMES.contains(&&*metadata.name()))
}

/// The operation among the extensions of a request.
#[derive(Clone, Copy)]
pub(super) struct CalledOperation(pub(super) &'static OperationSchema);

/// Returns whether two descriptions are of the same operation.
pub(super) fn is_same(one: &OperationSchema, other: &OperationSchema) -> bool {
    one.name == other.name && one.service.id == other.service.id
}

/// The interceptor that adds the operation to requests.
#[derive(Debug)]
pub(super) struct CalledOperationInterceptor;

#[dyn_dispatch_hint]
impl Intercept for CalledOperationInterceptor {
    fn name(&self) -> &'static str {
        "CalledOperationInterceptor"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(call) = config.load::<CallContext>() {
            context.request_mut().add_extension(CalledOperation(call.operation));
        }
        Ok(())
    }
}
