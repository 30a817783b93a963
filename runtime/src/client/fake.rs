//! A fake service for tests: canned responses, recorded requests, no network.

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SdkConfig;
use aws_types::region::Region;
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A fake service for tests: it responds to the calls of a client and records their requests.
///
/// It uses no network and does not sleep: a retry follows at once.
///
/// ```
/// use smithereen::StatusCode;
/// use smithereen::client::Fake;
///
/// let fake = Fake::responding(StatusCode::OK, "{}");
/// let config = fake.config(); // for a client's `new`
/// assert_eq!(config.region().map(AsRef::as_ref), Some("us-east-1"));
/// // .. make calls ..
/// assert!(fake.requests().is_empty());
/// ```
#[derive(Clone)]
pub struct Fake {
    respond: Arc<Respond>,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

/// Returns the response to a request, or `None` to close the connection.
type Respond = dyn Fn(&Request<Bytes>) -> Option<Response<Bytes>> + Send + Sync;

impl Fake {
    /// Creates a fake that responds to each request with the result of `respond`.
    pub fn new(respond: impl Fn(&Request<Bytes>) -> Response<Bytes> + Send + Sync + 'static) -> Self {
        Self::with(move |request| Some(respond(request)))
    }

    /// Creates a fake that gives each request the same response.
    pub fn responding(status: StatusCode, body: impl Into<Bytes>) -> Self {
        let body = body.into();
        Self::new(move |_| Self::response(status, body.clone()))
    }

    /// Creates a fake that gives one response after the other: for retries, pages and waiters. It closes the connection of further
    /// requests.
    ///
    /// ```
    /// use smithereen::client::Fake;
    /// use smithereen::{Response, StatusCode};
    ///
    /// let busy = Response::builder().status(503).body("".into()).unwrap();
    /// let fake = Fake::sequence([Fake::response(StatusCode::OK, "{}"), busy]);
    /// ```
    pub fn sequence(responses: impl IntoIterator<Item = Response<Bytes>>) -> Self {
        let responses: VecDeque<_> = responses.into_iter().collect();
        let responses = Mutex::new(responses);
        Self::with(move |_| responses.lock().unwrap_or_else(PoisonError::into_inner).pop_front())
    }

    /// Creates a response without headers, for [`Self::sequence`] and [`Self::new`].
    pub fn response(status: StatusCode, body: impl Into<Bytes>) -> Response<Bytes> {
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        response
    }

    /// Creates a fake that closes the connection of each request without a response.
    pub fn disconnecting() -> Self {
        Self::with(|_| None)
    }

    fn with(respond: impl Fn(&Request<Bytes>) -> Option<Response<Bytes>> + Send + Sync + 'static) -> Self {
        Self { respond: Arc::new(respond), requests: Arc::default() }
    }

    /// Returns the configuration of a client that calls this fake: invalid credentials, the region `us-east-1`, no timeouts.
    /// [`SdkConfig::into_builder`] changes it.
    pub fn config(&self) -> SdkConfig {
        let credentials = Credentials::new("AKIDEXAMPLE", "an invalid secret", None, None, "a fake");
        SdkConfig::builder()
            .region(Region::from_static("us-east-1"))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .http_client(self.clone())
            .sleep_impl(SharedAsyncSleep::new(NoSleep))
            .timeout_config(TimeoutConfig::disabled())
            // The grace period would end immediately, because sleeps do.
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .build()
    }

    /// Returns the requests so far as they were sent: signed, with one entry for each attempt of a call.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn handle(self, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let invalid = |error| ConnectorError::user(error);
        let (parts, body) = request.try_into_http1x().map_err(|error| invalid(error.into()))?.into_parts();
        let body = ByteStream::new(body).collect().await.map_err(|error| invalid(error.into()))?;
        let request = Request::from_parts(parts, body.into_bytes());
        let response = (self.respond)(&request);
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        let response = response.ok_or_else(|| ConnectorError::io("the fake closed the connection".into()))?;
        HttpResponse::try_from(response.map(SdkBody::from)).map_err(|error| invalid(error.into()))
    }
}

/// Shows no request, since it may be sensitive.
impl fmt::Debug for Fake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fake")
    }
}

impl HttpClient for Fake {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Fake {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new(self.clone().handle(request))
    }
}

/// A sleep that ends immediately.
#[derive(Clone, Debug)]
struct NoSleep;

impl AsyncSleep for NoSleep {
    fn sleep(&self, _: Duration) -> Sleep {
        Sleep::new(std::future::ready(()))
    }
}
