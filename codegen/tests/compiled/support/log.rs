//! Nothing that a model calls sensitive, and no credential, is in any log event of a call, however it ends.

use super::errors::{answer, body};
use super::filler::Filler;
use super::model::Model;
use super::redaction::{filled, is_silent};
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_credential_types::provider::token::SharedTokenProvider;
use aws_credential_types::{Credentials, Token};
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::RetryConfig;
use aws_types::SdkConfig;
use aws_types::region::Region;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use smithereen::client::Caller;
use smithereen::reflect::{Ref, Shape, blank};
use smithereen::{Bytes, Operation, Response};
use std::fmt;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tracing::level_filters::LevelFilter;

/// Each with other variants of unions.
const ROUNDS: usize = 4;
/// The key id is no secret: it is part of each signature.
const CREDENTIALS: [&str; 2] = ["credential-of-no-log", "session-of-no-log"];
const TOKEN: &str = "token-of-no-log";
const API_KEY: &str = "key-of-no-log";

/// Calls the operation with all its members set, and has it end in each way there is. Gives how often it was sent.
pub fn operation<O: Operation>(model: &Model) -> usize {
    (0..ROUNDS).map(|round| calls::<O>(model, round)).sum()
}

/// How many requests were sent.
fn calls<O: Operation>(model: &Model, round: usize) -> usize {
    let (mut input, mut asked) = (blank::<O>(), Filler::sendable(model, round));
    asked.shape(&mut input, false, 0);
    let (output, answered) = filled::<O::Output>(model, round, 0);
    let (error, refused) = filled::<O::Error>(model, round, 0);
    let mut hidden = [asked.hidden, answered.hidden, refused.hidden].concat();
    // As they are in headers and bodies.
    hidden.extend(hidden.iter().map(|text| STANDARD.encode(text)).collect::<Vec<_>>());
    hidden.extend(CREDENTIALS.into_iter().chain([TOKEN, API_KEY]).map(str::to_owned));
    let good = answer(200, "none", &output, text(&output));
    let mut answers = vec![None, good, Some(Response::new(Bytes::from_static(b"<html>")))];
    answers.extend([400, 503].map(|status| {
        let (code, shape) = modelled(&error)?;
        answer(status, code, shape, text(shape))
    }));
    answers.into_iter().map(|answer| call(&input, answer, &hidden)).sum()
}

fn text(shape: &dyn Shape) -> String {
    String::from_utf8(body(shape)).unwrap()
}

/// The error that fills the variant, by its code.
fn modelled(error: &dyn Shape) -> Option<(&'static str, &dyn Shape)> {
    let members = error.schema().members.iter().enumerate();
    members
        .filter_map(|(index, member)| match error.get(index) {
            Ref::Shape(shape) => Some((member.wire, shape)),
            _ => None,
        })
        .next()
}

/// Makes one call, which is answered so, or whose connection is lost.
fn call<O: Operation>(input: &O, answer: Option<Response<Bytes>>, hidden: &[String]) -> usize {
    let log = Log::default();
    let lines = tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_ansi(false);
    let writer = log.clone();
    let listening = tracing::subscriber::set_default(lines.with_writer(move || writer.clone()).finish());
    let server = Server { answer, sent: Arc::default() };
    let sent = Arc::clone(&server.sent);
    let caller = Caller::new(O::OPERATION.service, &config(server)).with_api_key(API_KEY);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let outcome = runtime.block_on(caller.call(input));
    drop(listening);
    if let Err(error) = outcome {
        is_silent(&format!("{error} {error:?} {error:#?}"), hidden);
    }
    let text = log.text();
    is_silent(&text, hidden);
    let sent = sent.load(Ordering::Relaxed);
    let is_logged = text.contains("transmitting request");
    assert_eq!(is_logged, sent > 0 && !O::OPERATION.unlogged, "{}:\n{text}", O::OPERATION.name);
    sent
}

fn config(server: Server) -> SdkConfig {
    let [secret, session] = CREDENTIALS;
    let credentials = Credentials::new("AKIDEXAMPLE", secret, Some(session.to_owned()), None, "a test");
    SdkConfig::builder()
        .region(Region::new("eu-west-1"))
        .endpoint_url("https://example.com")
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .token_provider(SharedTokenProvider::new(Token::new(TOKEN, None)))
        .http_client(server)
        .retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_millis(1)))
        .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
        .build()
}

/// Gives the same answer to each request.
#[derive(Clone)]
struct Server {
    answer: Option<Response<Bytes>>,
    sent: Arc<AtomicUsize>,
}

/// The runtime logs its HTTP client too.
impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Server")
    }
}

impl HttpClient for Server {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Server {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        self.sent.fetch_add(1, Ordering::Relaxed);
        let lost = || ConnectorError::other("the connection is lost".into(), None);
        let answer = self.answer.clone().ok_or_else(lost);
        let answer = answer.map(|answer| HttpResponse::try_from(answer.map(SdkBody::from)).unwrap());
        HttpConnectorFuture::ready(answer)
    }
}

/// A log in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(text);
        Ok(text.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}
