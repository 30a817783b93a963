//! Keeps bodies out of the runtime's log events.
//!
//! The runtime logs each request and response with its body, unless the body is a stream. Here bodies look like streams.
//! Signing and retries treat them as before.

use super::response_timeout;
use crate::body::Body;
use aws_smithy_async::rt::sleep::SharedAsyncSleep;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::{RuntimeComponents, RuntimeComponentsBuilder};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use std::time::Duration;

/// Returns the body of a request that is not logged. A stream that can be opened again can be sent by each attempt of a call.
pub(super) fn unlogged_body(body: Body) -> SdkBody {
    let Some(bytes) = body.as_bytes() else { return stream(body) };
    SdkBody::from(bytes).map_preserve_contents(SdkBody::from_body_1_x)
}

#[cfg(feature = "stream")]
fn stream(body: Body) -> SdkBody {
    match body.try_clone() {
        None => SdkBody::from_body_1_x(body),
        Some(_) => {
            SdkBody::retryable(move || body.try_clone().map_or_else(SdkBody::taken, SdkBody::from_body_1_x))
        }
    }
}

/// Without the feature `stream`, every body is bytes.
#[cfg(not(feature = "stream"))]
fn stream(_: Body) -> SdkBody {
    SdkBody::taken()
}

/// The configured HTTP client with bodies of responses that are not logged, and with the default response limit.
#[derive(Debug)]
pub(super) struct UnloggedClient {
    pub(super) client: SharedHttpClient,
    /// The longest wait for a response; `None` if the configuration has a limit of its own.
    pub(super) limit: Option<Duration>,
}

impl HttpClient for UnloggedClient {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let connector = self.client.http_connector(settings, components);
        SharedHttpConnector::new(Connector { connector, limit: components.sleep_impl().zip(self.limit) })
    }

    fn validate_base_client_config(
        &self,
        components: &RuntimeComponentsBuilder,
        config: &ConfigBag,
    ) -> Result<(), BoxError> {
        HttpClient::validate_base_client_config(&self.client, components, config)
    }

    fn validate_final_config(
        &self,
        components: &RuntimeComponents,
        config: &ConfigBag,
    ) -> Result<(), BoxError> {
        HttpClient::validate_final_config(&self.client, components, config)
    }

    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        self.client.connector_metadata()
    }
}

#[derive(Debug)]
struct Connector {
    connector: SharedHttpConnector,
    limit: Option<(SharedAsyncSleep, Duration)>,
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let response = response_timeout::bounded(self.connector.call(request), self.limit.clone());
        HttpConnectorFuture::new(async move {
            response.await.map(|response| {
                response.map(|body| if body.bytes().is_some() { SdkBody::from_body_1_x(body) } else { body })
            })
        })
    }
}
