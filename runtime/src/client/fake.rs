//! A service that is none, for the tests of code that makes calls.

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
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Answers the calls of a client in a test, and remembers their requests. No network is used, and nothing is waited
/// for: a call that is tried again is so at once.
///
/// ```
/// use smithereen::StatusCode;
/// use smithereen::client::Fake;
///
/// let fake = Fake::answering(StatusCode::OK, "{}");
/// let config = fake.config(); // for a client's `new`
/// assert_eq!(config.region().map(AsRef::as_ref), Some("us-east-1"));
/// // .. calls are made ..
/// assert!(fake.requests().is_empty());
/// ```
#[derive(Clone)]
pub struct Fake {
    answer: Arc<Answer>,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

/// The answer to a request, or nothing where the connection is lost.
type Answer = dyn Fn(&Request<Bytes>) -> Option<Response<Bytes>> + Send + Sync;

impl Fake {
    /// Answers each request with what `answer` makes of it.
    pub fn new(answer: impl Fn(&Request<Bytes>) -> Response<Bytes> + Send + Sync + 'static) -> Self {
        Self::of(move |request| Some(answer(request)))
    }

    /// Loses the connection of each request before there is an answer.
    pub fn losing() -> Self {
        Self::of(|_| None)
    }

    fn of(answer: impl Fn(&Request<Bytes>) -> Option<Response<Bytes>> + Send + Sync + 'static) -> Self {
        Self { answer: Arc::new(answer), requests: Arc::default() }
    }

    /// Answers each request in the same way.
    pub fn answering(status: StatusCode, body: impl Into<Bytes>) -> Self {
        let body = body.into();
        Self::new(move |_| {
            let mut response = Response::new(body.clone());
            *response.status_mut() = status;
            response
        })
    }

    /// The configuration of a client that calls this: with credentials that are none, in `us-east-1`, without
    /// timeouts. More can be set by [`SdkConfig::into_builder`].
    pub fn config(&self) -> SdkConfig {
        let credentials = Credentials::new("AKIDEXAMPLE", "a secret that is none", None, None, "a fake");
        SdkConfig::builder()
            .region(Region::from_static("us-east-1"))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .http_client(self.clone())
            .sleep_impl(SharedAsyncSleep::new(NoSleep))
            .timeout_config(TimeoutConfig::disabled())
            // Its grace period would end at once, as each sleep does.
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .build()
    }

    /// The requests so far, as they were sent: signed, each attempt of a call by itself.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn take(self, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let fault = |error| ConnectorError::user(error);
        let (parts, body) = request.try_into_http1x().map_err(|error| fault(error.into()))?.into_parts();
        let body = ByteStream::new(body).collect().await.map_err(|error| fault(error.into()))?;
        let request = Request::from_parts(parts, body.into_bytes());
        let response = (self.answer)(&request);
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        let response = response.ok_or_else(|| ConnectorError::io("the connection is lost".into()))?;
        HttpResponse::try_from(response.map(SdkBody::from)).map_err(|error| fault(error.into()))
    }
}

/// Shows none of what it was sent.
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
        HttpConnectorFuture::new(self.clone().take(request))
    }
}

/// Wakes up at once.
#[derive(Clone, Debug)]
struct NoSleep;

impl AsyncSleep for NoSleep {
    fn sleep(&self, _: Duration) -> Sleep {
        Sleep::new(std::future::ready(()))
    }
}
