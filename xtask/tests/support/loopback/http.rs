//! As much of HTTP/1.1 as the loopback service needs.

use std::io;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A request as it came over the wire.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: String,
    /// Path and query as they stand in the request line.
    pub(crate) target: String,
    /// Names are in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// What is wrong with the signature.
    pub(crate) fault: Option<String>,
}

impl Seen {
    /// A header's value, if the header is there once.
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

/// The next request of a connection; none where it ends, or is not understood.
pub(super) async fn read(stream: &mut BufReader<TcpStream>) -> Option<Seen> {
    let line = line(stream).await?;
    let mut words = line.split(' ');
    let (method, target, "HTTP/1.1") = (words.next()?, words.next()?, words.next()?) else { return None };
    let mut seen = Seen {
        method: method.to_owned(),
        target: target.to_owned(),
        headers: Vec::new(),
        body: Vec::new(),
        fault: None,
    };
    loop {
        let line = self::line(stream).await?;
        let Some((name, value)) = line.split_once(':') else { break };
        seen.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = seen.header("content-length").map_or(Some(0), |length| length.parse().ok())?;
    seen.body.resize(length, 0);
    stream.read_exact(&mut seen.body).await.ok()?;
    Some(seen)
}

async fn line(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = Vec::new();
    stream.read_until(b'\n', &mut line).await.ok()?;
    String::from_utf8(line.strip_suffix(b"\r\n")?.to_vec()).ok()
}

/// What the service does with a request.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    manner: Manner,
}

#[derive(Clone, Copy, Debug)]
enum Manner {
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

impl Answer {
    pub(crate) fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: Vec::new(), body: body.into(), manner: Manner::Whole }
    }

    /// A success with an empty object.
    pub(crate) fn ok() -> Self {
        Self::new(200, "{}").header("content-type", "application/json")
    }

    /// An error by its name in the header.
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

    /// In chunks instead of with a length.
    pub(crate) fn chunked(self) -> Self {
        Self { manner: Manner::Chunked, ..self }
    }

    /// The connection is reset after half of the body.
    pub(crate) fn reset(self) -> Self {
        Self { manner: Manner::Reset, ..self }
    }

    /// Nothing comes after half of the body, and the connection stays.
    pub(crate) fn stalled(self) -> Self {
        Self { manner: Manner::Stalled, ..self }
    }

    /// Nothing comes at all, and the connection stays.
    pub(crate) fn never() -> Self {
        Self { manner: Manner::Never, ..Self::ok() }
    }

    /// The connection ends without an answer.
    pub(crate) fn hung_up() -> Self {
        Self { manner: Manner::HungUp, ..Self::ok() }
    }

    /// The connection is closed in good order after half of the body.
    pub(crate) fn cut(self) -> Self {
        Self { manner: Manner::Cut, ..self }
    }

    /// The connection is reset before the first byte.
    pub(crate) fn reset_first() -> Self {
        Self { manner: Manner::ResetFirst, ..Self::ok() }
    }

    /// The first byte comes after a while.
    pub(crate) fn late(self, after: Duration) -> Self {
        Self { manner: Manner::Late(after), ..self }
    }

    /// The body comes byte by byte, with a while before each.
    pub(crate) fn dripping(self, every: Duration) -> Self {
        Self { manner: Manner::Dripping(every), ..self }
    }

    /// These bytes and no others, and then the connection is closed.
    pub(crate) fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self { manner: Manner::Raw, ..Self::new(0, bytes) }
    }

    pub(super) async fn write(&self, stream: &mut BufReader<TcpStream>) -> io::Result<()> {
        let half = &self.body[..self.body.len() / 2];
        match self.manner {
            Manner::Whole => send(stream, &[&self.head(Some(self.body.len())), &self.body]).await,
            Manner::Chunked => send(stream, &[&self.head(None), &self.chunks()]).await,
            Manner::Reset => {
                send(stream, &[&self.head(Some(self.body.len())), half]).await?;
                // Until this half has arrived: a reset discards what is under way.
                tokio::time::sleep(Duration::from_millis(20)).await;
                stream.get_ref().set_zero_linger()?;
                Err(io::ErrorKind::ConnectionReset.into())
            }
            Manner::Stalled => {
                send(stream, &[&self.head(Some(self.body.len())), half]).await?;
                std::future::pending().await
            }
            Manner::Never => std::future::pending().await,
            Manner::HungUp => Err(io::ErrorKind::ConnectionAborted.into()),
            Manner::Cut => {
                send(stream, &[&self.head(Some(self.body.len())), half]).await?;
                Err(io::ErrorKind::ConnectionAborted.into())
            }
            Manner::ResetFirst => {
                stream.get_ref().set_zero_linger()?;
                Err(io::ErrorKind::ConnectionReset.into())
            }
            Manner::Late(after) => {
                tokio::time::sleep(after).await;
                send(stream, &[&self.head(Some(self.body.len())), &self.body]).await
            }
            Manner::Dripping(every) => {
                send(stream, &[&self.head(Some(self.body.len()))]).await?;
                for byte in self.body.chunks(1) {
                    tokio::time::sleep(every).await;
                    send(stream, &[byte]).await?;
                }
                Ok(())
            }
            Manner::Raw => {
                send(stream, &[&self.body]).await?;
                Err(io::ErrorKind::ConnectionAborted.into())
            }
        }
    }

    fn head(&self, length: Option<usize>) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} Some Reason\r\n", self.status);
        match length {
            // Which may have no body, and says so by its status.
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
