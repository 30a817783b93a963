//! An HTTP client that records requests and responds from memory, and the configuration with it.

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SdkConfig;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sdk::config::{
    BehaviorVersion, Credentials, IdentityCache, Region, SharedCredentialsProvider,
    StalledStreamProtectionConfig,
};
use serde_json::{Map, Value, json};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

const ENDPOINT: &str = "https://example.com";
/// Headers of signatures and telemetry.
const UNCOMPARED: &[&str] = &[
    "amz-sdk-invocation-id",
    "amz-sdk-request",
    "authorization",
    "user-agent",
    "x-amz-content-sha256",
    "x-amz-date",
    "x-amz-user-agent",
];

#[derive(Debug, Default)]
struct Exchange {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    sent: Option<Value>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Transport(Arc<Mutex<Exchange>>);

impl Transport {
    /// Returns a configuration without retries, timeouts and caches, in which nothing waits.
    pub(crate) fn config(&self) -> SdkConfig {
        let credentials = Credentials::new("AKIDEXAMPLE", "example-only", None, None, "conformance");
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .http_client(self.clone())
            .region(Region::new("us-east-1"))
            .endpoint_url(ENDPOINT)
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .identity_cache(IdentityCache::no_cache())
            .retry_config(RetryConfig::disabled())
            .timeout_config(TimeoutConfig::disabled())
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .disable_request_compression(true)
            .build()
    }

    /// Sets the response to the next request.
    pub(crate) fn respond(&self, response: &Value) -> Result<(), String> {
        let status = response["status"].as_u64().and_then(|status| u16::try_from(status).ok());
        let headers = response["headers"].as_object().into_iter().flatten();
        let body = match (response["body"].as_str(), response["body_base64"].as_str()) {
            (Some(text), _) => text.as_bytes().to_vec(),
            (None, encoded) => {
                STANDARD.decode(encoded.unwrap_or_default()).map_err(|error| error.to_string())?
            }
        };
        let headers =
            headers.map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()));
        let status = status.ok_or("`status` must be an HTTP status")?;
        *self.exchange() = Exchange { status, headers: headers.collect(), body, sent: None };
        Ok(())
    }

    /// Returns the request that was sent.
    pub(crate) fn sent(&self) -> Option<Value> {
        self.exchange().sent.take()
    }

    fn exchange(&self) -> std::sync::MutexGuard<'_, Exchange> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HttpClient for Transport {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Transport {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let mut exchange = self.exchange();
        exchange.sent = Some(describe(&request));
        let status = http::StatusCode::from_u16(exchange.status).unwrap_or_default();
        let mut response = HttpResponse::new(status.into(), SdkBody::from(exchange.body.clone()));
        for (name, value) in &exchange.headers {
            response.headers_mut().append(name.clone(), value.clone());
        }
        HttpConnectorFuture::ready(Ok(response))
    }
}

fn describe(request: &HttpRequest) -> Value {
    let mut headers = Map::new();
    for (name, value) in request.headers() {
        let value = match headers.get(name).and_then(Value::as_str) {
            Some(before) => format!("{before}, {value}"),
            None => value.to_owned(),
        };
        headers.insert(name.to_owned(), value.into());
    }
    headers.retain(|name, _| !UNCOMPARED.contains(&name.as_str()));
    let rest = request.uri().split_once("://").map_or(request.uri(), |(_, rest)| rest);
    let (host, rest) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    json!({
        "method": request.method(),
        "host": host,
        "path": if path.is_empty() { "/" } else { path },
        "query": query,
        "headers": headers,
        "body_base64": STANDARD.encode(request.body().bytes().unwrap_or_default()),
    })
}

/// Runs a future that never waits.
pub(crate) fn block_on(mut future: Pin<Box<dyn Future<Output = Value> + '_>>) -> Value {
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => json!({ "raised": "the call waits for something" }),
    }
}
