//! The parts of HTTP/1.1 that the loopback service needs.

use std::io;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A request that the service received.
#[derive(Clone, Debug)]
pub(crate) struct RecordedRequest {
    pub(crate) method: String,
    /// The path and query as in the request line.
    pub(crate) target: String,
    /// Headers with lower-case names.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// The problem of the signature.
    pub(crate) fault: Option<String>,
}

impl RecordedRequest {
    /// Returns the value of a header that occurs exactly once.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values =
            self.headers.iter().filter(|(given, _)| given == name).map(|(_, value)| value.as_str());
        values.next().filter(|_| values.next().is_none())
    }

    pub(crate) fn path(&self) -> &str {
        self.target.split_once('?').map_or(&self.target, |(path, _)| path)
    }

    pub(crate) fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// Reads the next request of a connection. Returns `None` at the end of the connection and for invalid requests.
pub(super) async fn read(stream: &mut BufReader<TcpStream>) -> Option<RecordedRequest> {
    let line = line(stream).await?;
    let mut words = line.split(' ');
    let (method, target, "HTTP/1.1") = (words.next()?, words.next()?, words.next()?) else { return None };
    let mut request = RecordedRequest {
        method: method.to_owned(),
        target: target.to_owned(),
        headers: Vec::new(),
        body: Vec::new(),
        fault: None,
    };
    loop {
        let line = self::line(stream).await?;
        let Some((name, value)) = line.split_once(':') else { break };
        request.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = request.header("content-length").map_or(Some(0), |length| length.parse().ok())?;
    request.body.resize(length, 0);
    stream.read_exact(&mut request.body).await.ok()?;
    Some(request)
}

async fn line(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = Vec::new();
    stream.read_until(b'\n', &mut line).await.ok()?;
    String::from_utf8(line.strip_suffix(b"\r\n")?.to_vec()).ok()
}

/// The response to a request: status, headers, body, and how they are delivered.
#[derive(Clone, Debug)]
pub(crate) struct CannedResponse {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    delivery: Delivery,
}

#[derive(Clone, Copy, Debug)]
enum Delivery {
    Whole,
    Chunked,
    Reset,
    Stalled,
    Never,
    HungUp,
    Cut,
    ResetFirst,
    Late(Duration),
    Dripping(Duration),
    Raw,
}

impl CannedResponse {
    pub(crate) fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: Vec::new(), body: body.into(), delivery: Delivery::Whole }
    }

    /// Creates a success with an empty JSON object.
    pub(crate) fn ok() -> Self {
        Self::new(200, "{}").header("content-type", "application/json")
    }

    /// Creates an error with its code in the header.
    pub(crate) fn error(status: u16, code: &str, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status, body).header("x-amzn-errortype", code)
    }

    pub(super) fn refused(fault: &str) -> Self {
        let body = serde_json::json!({ "message": fault }).to_string();
        Self::error(403, "InvalidSignatureException", body)
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sends the body in chunks instead of with a length.
    pub(crate) fn chunked(self) -> Self {
        Self { delivery: Delivery::Chunked, ..self }
    }

    /// Resets the connection after half of the body.
    pub(crate) fn reset(self) -> Self {
        Self { delivery: Delivery::Reset, ..self }
    }

    /// Sends half of the body and keeps the connection open.
    pub(crate) fn stalled(self) -> Self {
        Self { delivery: Delivery::Stalled, ..self }
    }

    /// Sends nothing and keeps the connection open.
    pub(crate) fn never() -> Self {
        Self { delivery: Delivery::Never, ..Self::ok() }
    }

    /// Closes the connection without a response.
    pub(crate) fn hung_up() -> Self {
        Self { delivery: Delivery::HungUp, ..Self::ok() }
    }

    /// Closes the connection properly after half of the body.
    pub(crate) fn cut(self) -> Self {
        Self { delivery: Delivery::Cut, ..self }
    }

    /// Resets the connection before the first byte.
    pub(crate) fn reset_first() -> Self {
        Self { delivery: Delivery::ResetFirst, ..Self::ok() }
    }

    /// Sends the first byte after a delay.
    pub(crate) fn late(self, after: Duration) -> Self {
        Self { delivery: Delivery::Late(after), ..self }
    }

    /// Sends the body byte by byte, with a delay before each.
    pub(crate) fn dripping(self, every: Duration) -> Self {
        Self { delivery: Delivery::Dripping(every), ..self }
    }

    /// Sends these bytes and closes the connection.
    pub(crate) fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self { delivery: Delivery::Raw, ..Self::new(0, bytes) }
    }

    pub(super) async fn write(&self, stream: &mut BufReader<TcpStream>) -> io::Result<()> {
        let half = &self.body[..self.body.len() / 2];
        match self.delivery {
            Delivery::Whole => send(stream, &[&self.head(Some(self.body.len())), &self.body]).await,
            Delivery::Chunked => send(stream, &[&self.head(None), &self.chunks()]).await,
            Delivery::Reset => {
                send(stream, &[&self.head(Some(self.body.len())), half]).await?;
                // Waits until this half has arrived, because a reset discards data in transit.
                tokio::time::sleep(Duration::from_millis(20)).await;
                stream.get_ref().set_zero_linger()?;
                Err(io::ErrorKind::ConnectionReset.into())
            }
            Delivery::Stalled => {
                send(stream, &[&self.head(Some(self.body.len())), half]).await?;
                std::future::pending().await
            }
            Delivery::Never => std::future::pending().await,
            Delivery::HungUp => Err(io::ErrorKind::ConnectionAborted.into()),
            Delivery::Cut => {
                send(stream, &[&self.head(Some(self.body.len())), half]).await?;
                Err(io::ErrorKind::ConnectionAborted.into())
            }
            Delivery::ResetFirst => {
                stream.get_ref().set_zero_linger()?;
                Err(io::ErrorKind::ConnectionReset.into())
            }
            Delivery::Late(after) => {
                tokio::time::sleep(after).await;
                send(stream, &[&self.head(Some(self.body.len())), &self.body]).await
            }
            Delivery::Dripping(every) => {
                send(stream, &[&self.head(Some(self.body.len()))]).await?;
                for byte in self.body.chunks(1) {
                    tokio::time::sleep(every).await;
                    send(stream, &[byte]).await?;
                }
                Ok(())
            }
            Delivery::Raw => {
                send(stream, &[&self.body]).await?;
                Err(io::ErrorKind::ConnectionAborted.into())
            }
        }
    }

    fn head(&self, length: Option<usize>) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} Some Reason\r\n", self.status);
        match length {
            // The status decides whether the response has a body.
            _ if self.status == 204 => {}
            Some(length) => head.push_str(&format!("content-length: {length}\r\n")),
            None => head.push_str("transfer-encoding: chunked\r\n"),
        }
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        format!("{head}\r\n").into_bytes()
    }

    fn chunks(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for chunk in self.body.chunks(7) {
            out.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
            out.extend(chunk);
            out.extend(b"\r\n");
        }
        out.extend(b"0\r\n\r\n");
        out
    }
}

async fn send(stream: &mut BufReader<TcpStream>, parts: &[&[u8]]) -> io::Result<()> {
    stream.write_all(&parts.concat()).await?;
    stream.flush().await
}
