//! A test service on the loopback interface: it verifies each signature, sends canned responses and records requests.

#![allow(dead_code, reason = "no test file uses all of it")]

pub(crate) mod chunked;
mod http;
pub(crate) mod sigv4;

pub(crate) use http::{CannedResponse, RecordedRequest};

use sigv4::Account;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use tokio::io::BufReader;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// A running service; dropping it stops the service.
pub(crate) struct Server {
    url: String,
    region: &'static str,
    requests: Arc<Mutex<Vec<RecordedRequest>>>,
    connections: Arc<AtomicUsize>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Returns the response to a request, given its index.
type Script = Box<dyn FnMut(usize, &RecordedRequest) -> CannedResponse + Send>;

/// State that all connections share.
struct Service {
    account: Account,
    requests: Arc<Mutex<Vec<RecordedRequest>>>,
    connections: Arc<AtomicUsize>,
    script: Mutex<Script>,
}

impl Server {
    /// Starts a service that sends these responses in order to correctly signed requests. Other requests get a 403.
    pub(crate) fn responding<const N: usize>(account: Account, responses: [CannedResponse; N]) -> Self {
        Self::scripted(account, move |index| {
            let over = || CannedResponse::error(400, "NoMoreResponses", "{}");
            responses.get(index).cloned().unwrap_or_else(over)
        })
    }

    /// Starts a service whose script selects the response by the index of the request.
    pub(crate) fn scripted(
        account: Account,
        mut script: impl FnMut(usize) -> CannedResponse + Send + 'static,
    ) -> Self {
        Self::serving(account, move |index, _| script(index))
    }

    /// Starts a service whose script selects the response by the index and the request.
    pub(crate) fn serving(
        account: Account,
        script: impl FnMut(usize, &RecordedRequest) -> CannedResponse + Send + 'static,
    ) -> Self {
        Self::at(([127, 0, 0, 1], 0).into(), account, script)
    }

    /// Starts such a service at an address.
    pub(crate) fn at(
        address: SocketAddr,
        account: Account,
        script: impl FnMut(usize, &RecordedRequest) -> CannedResponse + Send + 'static,
    ) -> Self {
        let listener = std::net::TcpListener::bind(address).unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (requests, connections) = (Arc::default(), Arc::default());
        let service = Service {
            account,
            requests: Arc::clone(&requests),
            connections: Arc::clone(&connections),
            script: Mutex::new(Box::new(script)),
        };
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || run(listener, Arc::new(service), stopped));
        Self { url, region: account.region, requests, connections, stop: Some(stop), thread: Some(thread) }
    }

    /// Returns the region that requests are signed for.
    pub(crate) fn region(&self) -> &'static str {
        self.region
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Returns the number of connections so far.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    /// Returns the requests so far.
    pub(crate) fn requests(&self) -> Vec<RecordedRequest> {
        self.requests.lock().unwrap().clone()
    }

    /// Returns the only request. Asserts that its signature is correct.
    #[track_caller]
    pub(crate) fn only(&self) -> RecordedRequest {
        let [request] = self.attempts(1).try_into().unwrap_or_else(|_| panic!("checked"));
        request
    }

    /// Returns the attempts of one call. Asserts their number, that each is correctly signed, and that all are the same
    /// request.
    #[track_caller]
    pub(crate) fn attempts(&self, count: usize) -> Vec<RecordedRequest> {
        let attempts = self.requests();
        assert_eq!(attempts.len(), count, "{attempts:#?}");
        for (attempt, number) in attempts.iter().zip(1..) {
            assert_eq!(attempt.fault, None);
            let first = &attempts[0];
            assert_eq!(attempt.method, first.method);
            assert_eq!(attempt.target, first.target, "attempt {number}");
            assert_eq!(attempt.body, first.body, "attempt {number}");
            assert_eq!(attempt.header("amz-sdk-invocation-id"), first.header("amz-sdk-invocation-id"));
            let retry_info = attempt.header("amz-sdk-request").unwrap_or_default();
            assert!(format!("{retry_info};").contains(&format!("attempt={number};")), "{retry_info}");
        }
        attempts
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        let ended = self.thread.take().map(JoinHandle::join);
        assert!(std::thread::panicking() || ended.is_none_or(|ended| ended.is_ok()), "the server panicked");
    }
}

/// Runs on a thread of its own, so that blocking tests can use the service too.
fn run(listener: std::net::TcpListener, service: Arc<Service>, stopped: oneshot::Receiver<()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        tokio::select! {
            () = accept(TcpListener::from_std(listener).unwrap(), service) => {}
            _ = stopped => {}
        }
    });
}

async fn accept(listener: TcpListener, service: Arc<Service>) {
    while let Ok((stream, _)) = listener.accept().await {
        service.connections.fetch_add(1, Ordering::Relaxed);
        tokio::spawn(serve(stream, Arc::clone(&service)));
    }
}

/// Serves the requests of a connection until either side ends it.
async fn serve(stream: TcpStream, service: Arc<Service>) {
    let mut stream = BufReader::new(stream);
    while let Some(request) = http::read(&mut stream).await {
        let response = service.respond(request);
        if response.write(&mut stream).await.is_err() {
            return;
        }
    }
}

impl Service {
    fn respond(&self, mut request: RecordedRequest) -> CannedResponse {
        request.fault = sigv4::check(&request, &self.account).err();
        if request.fault.is_none() && chunked::is_signed(&request) {
            request.fault = chunked::decode(&mut request, &self.account).err();
        }
        let mut requests = self.requests.lock().unwrap();
        let response = match &request.fault {
            Some(fault) => CannedResponse::refused(fault),
            None => (self.script.lock().unwrap())(requests.len(), &request),
        };
        requests.push(request);
        response
    }
}
