//! The server: HTTP/2 over TLS with a certificate of its own, on loopback.

use crate::script::{STALL, Script};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::{Buf, Bytes};
use http::{Request, Response};
use http_body_util::channel::{Channel, Sender};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use serde_json::{Map, Value, json};
use std::convert::Infallible;
use std::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// The window of a request, in bytes: what a client can send that the server does not read.
const WINDOW: u32 = 65_535;

type Responder = Response<BoxBody<Bytes, Infallible>>;

/// What the server does next, and what it has received.
#[derive(Default)]
struct State {
    script: Option<Script>,
    head: Value,
    body: Vec<u8>,
    /// Whether the whole request was received.
    is_complete: bool,
    /// Whether the request has ended, completely or not.
    is_over: bool,
    /// The bytes of the response that were sent.
    sent: usize,
}

type Shared = Arc<Mutex<State>>;

fn lock(shared: &Shared) -> MutexGuard<'_, State> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) struct Server {
    pub(crate) url: String,
    /// The certificate, which clients have to trust.
    pub(crate) certificate: String,
    state: Shared,
}

impl Server {
    pub(crate) async fn start() -> Result<Self, Box<dyn Error>> {
        let key = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()])?;
        let certificate = key.cert.pem();
        let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.signing_key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let mut config =
            config.with_no_client_auth().with_single_cert(vec![key.cert.der().clone()], private)?;
        config.alpn_protocols = vec![b"h2".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("https://localhost:{}", listener.local_addr()?.port());
        let state = Shared::default();
        let shared = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(acceptor.clone(), stream, Arc::clone(&shared)));
            }
        });
        Ok(Self { url, certificate, state })
    }

    /// Sets the script for the next request.
    pub(crate) fn expect(&self, script: &Script) {
        *lock(&self.state) = State { script: Some(script.clone()), ..State::default() };
    }

    /// Returns the number of bytes of the response that were sent.
    pub(crate) fn sent(&self) -> usize {
        lock(&self.state).sent
    }

    /// Returns the request, once it has ended.
    pub(crate) async fn request(&self) -> Value {
        for _ in 0..200 {
            if lock(&self.state).is_over {
                break;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let state = lock(&self.state);
        json!({ "head": state.head, "body": STANDARD.encode(&state.body), "is_complete": state.is_complete })
    }
}

async fn serve(acceptor: TlsAcceptor, stream: TcpStream, state: Shared) {
    let Ok(stream) = acceptor.accept(stream).await else { return };
    let service = service_fn(move |request| respond(request, Arc::clone(&state)));
    let mut builder = hyper::server::conn::http2::Builder::new(TokioExecutor::new());
    builder.initial_stream_window_size(WINDOW).initial_connection_window_size(WINDOW);
    // A client that closes its connection is no failure of the server.
    let _ = builder.serve_connection(TokioIo::new(stream), service).await;
}

async fn respond(request: Request<Incoming>, state: Shared) -> Result<Responder, Infallible> {
    let (head, body) = request.into_parts();
    let mut headers = Map::new();
    for (name, value) in &head.headers {
        headers.insert(name.to_string(), String::from_utf8_lossy(value.as_bytes()).into());
    }
    let script = {
        let mut state = lock(&state);
        state.head = json!({
            "method": head.method.as_str(), "uri": head.uri.to_string(), "headers": headers,
            "version": format!("{:?}", head.version),
        });
        state.script.clone()
    };
    let Some(script) = script else { return Ok(response(500, &[], Full::default().boxed())) };
    if script.is("refused") {
        let error = script.responses.concat();
        tokio::spawn(read(body, state));
        return Ok(response(script.status, &script.headers, Full::new(error.into()).boxed()));
    }
    let (sender, channel) = Channel::<Bytes, Infallible>::new(1);
    let response = response(script.status, &script.headers, channel.boxed());
    let is_late = script.is("request first");
    let exchange = exchange(script, body, sender, state);
    if is_late {
        let sender = exchange.read_all().await;
        tokio::spawn(sender.send_rest());
    } else {
        tokio::spawn(exchange.run());
    }
    Ok(response)
}

fn response(status: u16, headers: &[(String, String)], body: BoxBody<Bytes, Infallible>) -> Responder {
    let mut builder = Response::builder().status(status);
    for (name, value) in headers {
        builder = builder.header(name, value);
    }
    builder.body(body).unwrap_or_else(|_| Response::new(Full::default().boxed()))
}

/// Reads a request to its end.
async fn read(mut body: Incoming, state: Shared) {
    while next(&mut body, &state).await {}
}

/// Reads the next bytes. Returns false at the end.
async fn next(body: &mut Incoming, state: &Shared) -> bool {
    match body.frame().await {
        Some(Ok(frame)) => {
            if let Ok(data) = frame.into_data() {
                lock(state).body.extend_from_slice(&data);
            }
            true
        }
        end => {
            let mut state = lock(state);
            state.is_complete = end.is_none();
            state.is_over = true;
            false
        }
    }
}

/// A request and its response in progress.
struct Exchange {
    script: Script,
    responses: std::vec::IntoIter<Bytes>,
    body: Incoming,
    sender: Sender<Bytes>,
    state: Shared,
}

fn exchange(script: Script, body: Incoming, sender: Sender<Bytes>, state: Shared) -> Exchange {
    let all = std::iter::repeat_n(&script.responses, script.repeats).flatten().cloned();
    let responses = all.collect::<Vec<_>>().into_iter();
    Exchange { script, responses, body, sender, state }
}

impl Exchange {
    async fn run(mut self) {
        match self.script.order.as_str() {
            "alternating" => {
                let mut answered = 0;
                loop {
                    while answered < messages(&lock(&self.state).body) {
                        answered += 1;
                        self.send().await;
                    }
                    if !next(&mut self.body, &self.state).await {
                        break;
                    }
                }
                self.send_rest().await;
            }
            "slow server" => {
                tokio::time::sleep(STALL).await;
                self.read_all().await.send_rest().await;
            }
            _ => {
                while self.send().await {}
                while next(&mut self.body, &self.state).await {}
            }
        }
    }

    async fn read_all(mut self) -> Self {
        while next(&mut self.body, &self.state).await {}
        self
    }

    /// Sends the next message. Returns false after the last one.
    async fn send(&mut self) -> bool {
        let Some(message) = self.responses.next() else { return false };
        let length = message.len();
        let is_sent = self.sender.send_data(message).await.is_ok();
        if is_sent {
            lock(&self.state).sent += length;
        }
        is_sent
    }

    async fn send_rest(mut self) {
        while self.send().await {}
    }
}

/// Returns the number of whole messages, by the length that each begins with.
fn messages(mut bytes: &[u8]) -> usize {
    let mut count = 0;
    while bytes.len() >= 4 {
        let mut length = bytes;
        let length = length.get_u32() as usize;
        if length == 0 || bytes.len() < length {
            break;
        }
        bytes = &bytes[length..];
        count += 1;
    }
    count
}
