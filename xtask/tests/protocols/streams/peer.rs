//! A server that reads a number of bytes of a request, sends bytes, and ends the connection in one of several ways.

use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the peer does with a request.
#[derive(Clone)]
pub(super) struct Script {
    /// The number of bytes of the request that are read; `usize::MAX` for the whole request.
    pub(super) read: usize,
    pub(super) send: Vec<u8>,
    pub(super) end: End,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum End {
    /// The connection stays open for the next request.
    Open,
    Closed,
    Reset,
    /// Nothing more is read or sent.
    Stalled,
}

impl Script {
    /// Reads a request and sends these bytes.
    pub(super) fn send(send: impl Into<Vec<u8>>, end: End) -> Self {
        Self { read: usize::MAX, send: send.into(), end }
    }

    /// Reads some bytes of a request and sends nothing.
    pub(super) fn read(read: usize, end: End) -> Self {
        Self { read, send: Vec::new(), end }
    }
}

/// A running server. Dropping it stops it.
pub(super) struct Peer {
    url: String,
    requests: Arc<Mutex<Vec<Vec<u8>>>>,
    task: JoinHandle<()>,
}

impl Peer {
    /// Starts a peer with a script for each request, by its index.
    pub(super) async fn start(script: impl Fn(usize) -> Script + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::<Mutex<Vec<Vec<u8>>>>::default();
        let (seen, script) = (Arc::clone(&requests), Arc::new(script));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&seen), Arc::clone(&script)));
            }
        });
        Self { url, requests, task }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Returns what was read of each request.
    pub(super) fn requests(&self) -> Vec<Vec<u8>> {
        self.requests.lock().unwrap().clone()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    mut stream: TcpStream,
    requests: Arc<Mutex<Vec<Vec<u8>>>>,
    script: Arc<impl Fn(usize) -> Script>,
) {
    loop {
        // A connection that is opened and not used is no request.
        let mut first = [0];
        if !matches!(stream.peek(&mut first).await, Ok(1)) {
            return;
        }
        let index = {
            let mut requests = requests.lock().unwrap();
            requests.push(Vec::new());
            requests.len() - 1
        };
        let Script { read, send, end } = script(index);
        let mut request = Vec::new();
        let limit = |request: &[u8]| read.min(whole(request).unwrap_or(usize::MAX));
        while request.len() < limit(&request) {
            let mut buffer = [0; 4096];
            let room = (limit(&request) - request.len()).min(buffer.len());
            match stream.read(&mut buffer[..room]).await {
                Ok(0) | Err(_) => break,
                Ok(count) => request.extend(&buffer[..count]),
            }
        }
        requests.lock().unwrap()[index] = request;
        if stream.write_all(&send).await.is_err() {
            return;
        }
        match end {
            End::Open => {}
            End::Closed => return,
            End::Reset => {
                // Waits until the bytes have arrived, because a reset discards data in transit.
                tokio::time::sleep(Duration::from_millis(2)).await;
                stream.set_zero_linger().unwrap();
                return;
            }
            End::Stalled => std::future::pending().await,
        }
    }
}

/// Returns the length of a request, if its head is there.
fn whole(request: &[u8]) -> Option<usize> {
    let head = head(request)?;
    Some(head.len() + header(head, "content-length").map_or(0, |length| length.parse().unwrap()))
}

fn head(request: &[u8]) -> Option<&str> {
    let end = request.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    std::str::from_utf8(&request[..end]).ok()
}

/// Returns the value of a header.
pub(super) fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let lines = head.lines().filter_map(|line| line.split_once(':'));
    lines.filter(|(of, _)| of.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
}

/// Returns the content and the trailers of a request, if all of it was read.
pub(super) fn content(request: &[u8]) -> Option<(Vec<u8>, String)> {
    let head = head(request)?;
    let body = request.get(head.len()..).filter(|_| whole(request) == Some(request.len()))?;
    if header(head, "content-encoding") != Some("aws-chunked") {
        return Some((body.to_vec(), head.to_owned()));
    }
    let (mut content, mut rest) = (Vec::new(), body);
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let line = std::str::from_utf8(&rest[..end]).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?, 16).ok()?;
        rest = rest.get(end + 2..)?;
        if size == 0 {
            return Some((content, std::str::from_utf8(rest).ok()?.to_owned()));
        }
        content.extend(rest.get(..size)?);
        rest = rest.get(size..)?.strip_prefix(b"\r\n")?;
    }
}
