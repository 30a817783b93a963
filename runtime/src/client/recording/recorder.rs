//! The HTTP client that records.

use super::Recording;
use super::content;
use super::messages::Messages;
use crate::client::called_operation::{self, CalledOperation};
use crate::operation::Operation;
use crate::service::OperationSchema;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::{RuntimeComponents, RuntimeComponentsBuilder};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::config_bag::ConfigBag;
use bytes::Bytes;
use http::{Request, Response};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// An HTTP client that passes requests to another one, and records each exchange without its secrets. See [`Recording`] for what
/// is removed.
///
/// ```
/// use smithereen::Operation;
/// use smithereen::client::{Fake, Recorder, RecordingError};
/// # fn example<GetThing: Operation>(config: smithereen::client::SdkConfig) -> Result<(), RecordingError> {
/// # let Some(http_client) = config.http_client() else { return Ok(()) };
/// let recorder = Recorder::new(http_client).operation::<GetThing>();
/// let config = config.into_builder().http_client(recorder.clone()).build();
/// // .. make calls of clients with this configuration ..
/// recorder.recording().save("tests/recordings/things.json")?;
///
/// // Later, without the service:
/// let fake = Fake::replay("tests/recordings/things.json")?;
/// # Ok(())
/// # }
/// ```
///
/// Whole bodies are read into memory. Each attempt of a call is an exchange. Requests without a response are not recorded. Calls
/// with event streams, and those of clients of other crates, are errors. Clones share the recording.
#[derive(Clone)]
pub struct Recorder {
    client: SharedHttpClient,
    messages: Arc<Vec<Messages>>,
    recording: Arc<Mutex<Recording>>,
}

impl Recorder {
    /// Creates a recorder that passes requests to `client`.
    pub fn new(client: impl HttpClient + 'static) -> Self {
        Self { client: SharedHttpClient::new(client), messages: Arc::default(), recording: Arc::default() }
    }

    /// Adds the types of an operation, which state what is sensitive. Of calls of other operations, everything that could be
    /// sensitive is removed, so that they cannot be replayed.
    #[must_use]
    pub fn operation<O: Operation>(mut self) -> Self {
        let mut messages = Vec::clone(&self.messages);
        messages.push(Messages::of::<O>());
        self.messages = Arc::new(messages);
        self
    }

    /// Returns the exchanges so far.
    pub fn recording(&self) -> Recording {
        self.recording.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn record(
        &self,
        operation: &'static OperationSchema,
        request: &Request<Bytes>,
        response: &Response<Bytes>,
    ) {
        let is_same = |messages: &&Messages| called_operation::is_same(messages.operation, operation);
        let messages = self.messages.iter().find(is_same);
        let exchange = content::exchange(operation, messages, request, response);
        self.recording.lock().unwrap_or_else(PoisonError::into_inner).exchanges.push(exchange);
    }
}

/// Shows nothing of requests and responses.
impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").field("recording", &self.recording()).finish_non_exhaustive()
    }
}

impl HttpClient for Recorder {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let connector = self.client.http_connector(settings, components);
        SharedHttpConnector::new(Connector { connector, recorder: self.clone() })
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
        Some(called_operation::metadata(called_operation::RECORDER))
    }
}

#[derive(Clone, Debug)]
struct Connector {
    connector: SharedHttpConnector,
    recorder: Recorder,
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new(self.clone().handle(request))
    }
}

const OTHER_CLIENT: &str = "a recorder records the calls of clients of this crate only";
const EVENTS: &str = "a call with an event stream cannot be recorded";

impl Connector {
    async fn handle(self, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let called = request.extension::<CalledOperation>().copied();
        let CalledOperation(operation) = called.ok_or_else(|| ConnectorError::user(OTHER_CLIENT.into()))?;
        if operation.event_input || operation.event_output {
            return Err(ConnectorError::user(EVENTS.into()));
        }
        let invalid = |error: BoxError| ConnectorError::user(error);
        let (head, body) = request.try_into_http1x().map_err(|error| invalid(error.into()))?.into_parts();
        let request = Request::from_parts(head, collected(body).await?);
        let sent = HttpRequest::try_from(request.clone().map(SdkBody::from));
        let response = self.connector.call(sent.map_err(|error| invalid(error.into()))?).await?;
        let response = response.try_into_http1x().map_err(|error| invalid(error.into()))?;
        let (head, body) = response.into_parts();
        let response = Response::from_parts(head, collected(body).await?);
        self.recorder.record(operation, &request, &response);
        HttpResponse::try_from(response.map(SdkBody::from)).map_err(|error| invalid(error.into()))
    }
}

/// Returns the whole body.
async fn collected(body: SdkBody) -> Result<Bytes, ConnectorError> {
    let body = ByteStream::new(body).collect().await;
    body.map(|body| body.into_bytes()).map_err(|error| ConnectorError::io(error.into()))
}
