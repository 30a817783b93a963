//! The HTTP client of a fake.

use super::Fake;
use super::fault::{self, Fault, SILENCE};
use super::reply::Reply;
use crate::client::called_operation;
use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep};
use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::byte_stream::ByteStream;
use bytes::Bytes;
use http::Request;
use std::fmt;
use std::sync::PoisonError;
use std::time::Duration;

impl HttpClient for Fake {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let sleep = components.sleep_impl();
        let sleep = sleep.unwrap_or_else(|| SharedAsyncSleep::new(self.0.clock.clone()));
        let (connect_timeout, read_timeout) = (settings.connect_timeout(), settings.read_timeout());
        SharedHttpConnector::new(Connector { fake: self.clone(), sleep, connect_timeout, read_timeout })
    }

    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        Some(called_operation::metadata(called_operation::FAKE))
    }
}

/// The connections of a client to a fake.
#[derive(Clone)]
struct Connector {
    fake: Fake,
    /// The sleep of the client, which is not the fake's if its configuration was changed.
    sleep: SharedAsyncSleep,
    connect_timeout: Option<Duration>,
    read_timeout: Option<Duration>,
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new(self.clone().handle(request))
    }
}

impl Connector {
    async fn handle(self, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let request = to_http(request).await?;
        let reply = self.fake.reply(&request).unwrap_or_else(Reply::invalid);
        if reply.fault == Some(Fault::Connect) {
            return Err(self.unconnected(reply.latency).await);
        }
        self.fake.0.requests.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        let response = reply.response.map_err(|reason| ConnectorError::user((&*reason).into()))?;
        if !reply.latency.is_zero() {
            self.wait(reply.latency, self.read_timeout, "read").await?;
        }
        if reply.fault == Some(Fault::Disconnect) {
            return Err(ConnectorError::io("the fake closed the connection".into()));
        }
        let response = response.map(|body| fault::body(body, reply.fault, &self.sleep));
        HttpResponse::try_from(response).map_err(|error| ConnectorError::user(error.into()))
    }

    /// Waits until connecting has failed.
    async fn unconnected(&self, latency: Duration) -> ConnectorError {
        match self.wait(latency.saturating_add(SILENCE), self.connect_timeout, "connect").await {
            Err(timeout) => timeout,
            Ok(()) => ConnectorError::io("the fake accepted no connection for an hour".into()),
        }
    }

    /// Waits, but not longer than a limit.
    async fn wait(
        &self,
        duration: Duration,
        limit: Option<Duration>,
        what: &'static str,
    ) -> Result<(), ConnectorError> {
        let exceeded = limit.filter(|limit| *limit < duration);
        self.sleep.sleep(exceeded.unwrap_or(duration)).await;
        match exceeded {
            None => Ok(()),
            Some(limit) => {
                Err(ConnectorError::timeout(format!("HTTP {what} timeout occurred after {limit:?}").into()))
            }
        }
    }
}

impl fmt::Debug for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Connector")
    }
}

/// Converts a request with its whole body to the types of `http`.
async fn to_http(request: HttpRequest) -> Result<Request<Bytes>, ConnectorError> {
    let invalid = |error| ConnectorError::user(error);
    let (parts, body) = request.try_into_http1x().map_err(|error| invalid(error.into()))?.into_parts();
    let body = ByteStream::new(body).collect().await.map_err(|error| invalid(error.into()))?;
    Ok(Request::from_parts(parts, body.into_bytes()))
}
