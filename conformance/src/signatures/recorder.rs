//! A loopback server that records each request and responds with 200.

use crate::Problems;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use smithereen_cli::report;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

pub(super) struct Recorder {
    address: SocketAddr,
    requests: Receiver<Value>,
}

impl Recorder {
    /// Starts the server, which runs until the process ends.
    pub(super) fn start() -> Result<Self, Problems> {
        let failed = |error: io::Error| vec![report::error("loopback", format!("no server: {error}"))];
        let listener = TcpListener::bind("127.0.0.1:0").map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let (sender, requests) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // An incomplete request is ignored.
                let _ = serve(&stream, &sender);
            }
        });
        Ok(Self { address, requests })
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the last request since the previous call.
    pub(super) fn last(&self) -> Option<Value> {
        self.requests.try_iter().last()
    }
}

/// Serves one request per connection. It is recorded before the response is sent, so that the caller finds it.
fn serve(mut stream: &TcpStream, sender: &Sender<Value>) -> io::Result<()> {
    let request = read(&mut BufReader::new(stream))?;
    let _ = sender.send(request);
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close";
    stream.write_all(format!("{head}\r\n\r\n{{}}").as_bytes())
}

fn read(reader: &mut impl BufRead) -> io::Result<Value> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut request = json!({ "method": method, "target": target });
    let mut headers = Map::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end_matches(['\r', '\n']).split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().into());
    }
    let length = headers.get("content-length").and_then(Value::as_str).and_then(|text| text.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body)?;
    request["headers"] = headers.into();
    request["body_base64"] = STANDARD.encode(body).into();
    Ok(request)
}

#[test]
fn requests_are_recorded_unchanged() {
    let text = "PUT /a%2F?b=%20 HTTP/1.1\r\nHost: h:1\r\nContent-Length: 2\r\n\r\n{}";
    let expected = json!({
        "method": "PUT", "target": "/a%2F?b=%20", "headers": { "host": "h:1", "content-length": "2" },
        "body_base64": "e30=",
    });
    assert_eq!(read(&mut BufReader::new(text.as_bytes())).unwrap(), expected);
}
