//! The configuration that both clients share, and the order of a client's steps.

use crate::script::{STALL, Script};
use crate::server::Server;
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_async::time::SystemTimeSource;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_types::retry::RetryConfig;
use aws_types::SdkConfig;
use aws_types::region::Region;
use futures_core::Stream;
use serde_json::{Value, json};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// The clients' configuration, and the server.
pub(crate) struct Clients<'s> {
    pub(crate) config: SdkConfig,
    server: &'s Server,
}

impl<'s> Clients<'s> {
    pub(crate) fn new(server: &'s Server, credentials: &Value) -> Self {
        let text = |name: &str| credentials[name].as_str().map(str::to_owned);
        let (id, secret) = (text("id").unwrap_or_default(), text("secret").unwrap_or_default());
        let credentials = Credentials::new(id, secret, text("token"), None, "conformance");
        let trust = TrustStore::empty().with_pem_certificate(server.certificate.as_bytes());
        let tls = TlsContext::builder().with_trust_store(trust).build();
        let http = aws_smithy_http_client::Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring));
        let config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .endpoint_url(&server.url)
            .http_client(http.tls_context(tls.unwrap_or_default()).build_https())
            .region(Region::new("us-east-1"))
            .retry_config(RetryConfig::disabled())
            .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
            .time_source(SystemTimeSource::new())
            .build();
        Self { config, server }
    }
}

/// A stream of events that counts those that were taken.
pub(crate) struct Counted<T> {
    events: Receiver<T>,
    taken: Arc<AtomicUsize>,
}

impl<T> Stream for Counted<T> {
    type Item = Result<T, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let event = self.events.poll_recv(cx);
        if let Poll::Ready(Some(_)) = event {
            self.taken.fetch_add(1, Ordering::Relaxed);
        }
        event.map(|event| event.map(Ok))
    }
}

/// The sender of a stream of events.
pub(crate) struct Events<T> {
    sender: Option<Sender<T>>,
    rest: std::vec::IntoIter<T>,
    taken: Arc<AtomicUsize>,
}

impl<T: Send + 'static> Events<T> {
    pub(crate) fn new(events: Vec<T>) -> (Self, Counted<T>) {
        let (sender, receiver) = channel(1);
        let taken = Arc::new(AtomicUsize::new(0));
        let counted = Counted { events: receiver, taken: Arc::clone(&taken) };
        (Self { sender: Some(sender), rest: events.into_iter(), taken }, counted)
    }

    /// Sends the next event. After the last one, or if the request has ended, the stream ends.
    async fn send(&mut self) -> bool {
        if let (Some(sender), Some(event)) = (&self.sender, self.rest.next())
            && sender.send(event).await.is_ok()
        {
            return true;
        }
        self.sender = None;
        false
    }

    async fn send_all(mut self) {
        while self.send().await {}
    }

    /// Sends the events that can be sent before the call has returned. Returns the others.
    pub(crate) fn begin(self, script: &Script) -> Option<Self> {
        match script.order.as_str() {
            "alternating" | "response first" => Some(self),
            _ => {
                tokio::spawn(self.send_all());
                None
            }
        }
    }

    /// Returns the counter of the events that the client has taken.
    pub(crate) fn taken(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.taken)
    }
}

/// The messages of a response: events as JSON, and how the stream has ended.
pub(crate) trait Receive {
    /// Returns the next event, none at the end, or the error.
    async fn receive(&mut self) -> Result<Option<Value>, Value>;
}

/// Receives the response, and sends the events that wait for it.
pub(crate) async fn receive<T: Send + 'static>(
    clients: &Clients<'_>,
    script: &Script,
    mut events: Option<Events<T>>,
    response: &mut impl Receive,
) -> Value {
    let mut stalled = Value::Null;
    if script.is("slow client") {
        tokio::time::sleep(STALL).await;
        stalled = clients.server.sent().into();
    }
    let expected = script.responses.len() * script.repeats;
    let (mut received, mut end) = (Vec::new(), None);
    if script.is("alternating") {
        for _ in 0..expected {
            if let Some(events) = &mut events
                && !events.send().await
            {
                break;
            }
            end = take(response, &mut received).await;
            if end.is_some() {
                break;
            }
        }
    } else if script.is("response first") {
        while received.len() < expected && end.is_none() {
            end = take(response, &mut received).await;
        }
    }
    if let Some(events) = events {
        tokio::spawn(events.send_all());
    }
    while end.is_none() {
        end = take(response, &mut received).await;
    }
    json!({ "events": received, "end": end, "sent_while_stalled": stalled })
}

/// Receives one event, or the end of the stream.
async fn take(response: &mut impl Receive, received: &mut Vec<Value>) -> Option<Value> {
    match response.receive().await {
        Ok(Some(event)) => {
            received.push(event);
            None
        }
        Ok(None) => Some(json!("end")),
        Err(error) => Some(error),
    }
}

/// Counts the events that were taken while the server reads none.
pub(crate) async fn count_while_stalled(script: &Script, taken: &AtomicUsize) -> Value {
    match script.is("slow server") {
        true => {
            tokio::time::sleep(STALL * 2 / 3).await;
            taken.load(Ordering::Relaxed).into()
        }
        false => Value::Null,
    }
}
