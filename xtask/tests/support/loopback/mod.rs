//! A service on the loopback interface. It checks each signature by itself and answers as it is told.

#![allow(dead_code, reason = "no test file uses all of it")]

mod http;
pub(crate) mod sigv4;

pub(crate) use http::{Answer, Seen};

use sigv4::Account;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use tokio::io::BufReader;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// A running one; it ends with this value.
pub(crate) struct Server {
    url: String,
    region: &'static str,
    seen: Arc<Mutex<Vec<Seen>>>,
    connections: Arc<AtomicUsize>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Makes the answer to a request of this index.
type Script = Box<dyn FnMut(usize, &Seen) -> Answer + Send>;

/// What connections share.
struct Service {
    account: Account,
    seen: Arc<Mutex<Vec<Seen>>>,
    connections: Arc<AtomicUsize>,
    script: Mutex<Script>,
}

impl Server {
    /// One that gives these answers, one after the other, to requests with a good signature. Others get a 403.
    pub(crate) fn answering<const N: usize>(account: Account, answers: [Answer; N]) -> Self {
        Self::scripted(account, move |index| {
            let over = || Answer::error(400, "NoMoreAnswers", "{}");
            answers.get(index).cloned().unwrap_or_else(over)
        })
    }

    /// The same, where the script makes the answer to the request of an index.
    pub(crate) fn scripted(
        account: Account,
        mut script: impl FnMut(usize) -> Answer + Send + 'static,
    ) -> Self {
        Self::serving(account, move |index, _| script(index))
    }

    /// The same, where the script looks at the request too.
    pub(crate) fn serving(
        account: Account,
        script: impl FnMut(usize, &Seen) -> Answer + Send + 'static,
    ) -> Self {
        Self::at(([127, 0, 0, 1], 0).into(), account, script)
    }

    /// The same, at this address.
    pub(crate) fn at(
        address: SocketAddr,
        account: Account,
        script: impl FnMut(usize, &Seen) -> Answer + Send + 'static,
    ) -> Self {
        let listener = std::net::TcpListener::bind(address).unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (seen, connections) = (Arc::default(), Arc::default());
        let service = Service {
            account,
            seen: Arc::clone(&seen),
            connections: Arc::clone(&connections),
            script: Mutex::new(Box::new(script)),
        };
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || run(listener, Arc::new(service), stopped));
        Self { url, region: account.region, seen, connections, stop: Some(stop), thread: Some(thread) }
    }

    /// The region that its requests are signed for.
    pub(crate) fn region(&self) -> &'static str {
        self.region
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// How many connections were made so far.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    /// The requests so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The only request, which was signed well.
    #[track_caller]
    pub(crate) fn only(&self) -> Seen {
        let [seen] = self.attempts(1).try_into().unwrap_or_else(|_| panic!("checked"));
        seen
    }

    /// The attempts of one call. There are `count`, each of them signed well, and the same but for that.
    #[track_caller]
    pub(crate) fn attempts(&self, count: usize) -> Vec<Seen> {
        let attempts = self.seen();
        assert_eq!(attempts.len(), count, "{attempts:#?}");
        for (attempt, number) in attempts.iter().zip(1..) {
            assert_eq!(attempt.fault, None);
            let first = &attempts[0];
            assert_eq!(attempt.method, first.method);
            assert_eq!(attempt.target, first.target, "attempt {number}");
            assert_eq!(attempt.body, first.body, "attempt {number}");
            assert_eq!(attempt.header("amz-sdk-invocation-id"), first.header("amz-sdk-invocation-id"));
            let told = attempt.header("amz-sdk-request").unwrap_or_default();
            assert!(format!("{told};").contains(&format!("attempt={number};")), "{told}");
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

/// In a thread of its own, so that it serves blocking tests too.
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

/// Requests of one connection until it ends, from whichever side.
async fn serve(stream: TcpStream, service: Arc<Service>) {
    let mut stream = BufReader::new(stream);
    while let Some(seen) = http::read(&mut stream).await {
        let answer = service.answer(seen);
        if answer.write(&mut stream).await.is_err() {
            return;
        }
    }
}

impl Service {
    fn answer(&self, mut request: Seen) -> Answer {
        request.fault = sigv4::check(&request, &self.account).err();
        let mut seen = self.seen.lock().unwrap();
        let answer = match &request.fault {
            Some(fault) => Answer::refused(fault),
            None => (self.script.lock().unwrap())(seen.len(), &request),
        };
        seen.push(request);
        answer
    }
}
