//! Uploads that the service refuses before it has read the body. The client sends no `Expect: 100-continue`, because its HTTP library
//! would not wait for the response.

use crate::support::config;
use aws::s3::{Client, PutObjectInput};
use smithereen::Body;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

const LENGTH: u64 = 256 * 1024 * 1024;

/// Reads the head of a request, refuses it, and drops what follows. Returns the head.
async fn refuse(stream: TcpStream) -> String {
    let mut stream = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert_ne!(stream.read_line(&mut head).await.unwrap(), 0, "{head}");
    }
    let body = "<Error><Code>AccessDenied</Code><Message>not yours</Message></Error>";
    let response = format!(
        "HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(response.as_bytes()).await.unwrap();
    // A server that closed at once would reset the connection, and with it the response.
    let mut rest = vec![0; 64 * 1024];
    for _ in 0..64 {
        if stream.read(&mut rest).await.unwrap_or_default() == 0 {
            break;
        }
    }
    head
}

/// A body that counts the bytes that were read from it.
struct Counted(Arc<AtomicU64>);

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = (LENGTH - self.0.load(Ordering::Relaxed)).min(buffer.len() as u64);
        self.0.fetch_add(read, Ordering::Relaxed);
        Ok(read as usize)
    }
}

#[tokio::test]
async fn a_refused_upload_ends_before_the_body_was_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move { refuse(listener.accept().await.unwrap().0).await });
    let sent = Arc::new(AtomicU64::new(0));
    let body = Body::from_reader(Counted(Arc::clone(&sent))).with_length(LENGTH);
    let client = Client::new(&config().endpoint_url(&url).build());
    let error = client.put_object(&PutObjectInput::new("bucket", "k").body(body)).await.unwrap_err();
    assert_eq!(error.code(), Some("AccessDenied"));
    let sent = sent.load(Ordering::Relaxed);
    assert!(sent < LENGTH / 4, "{sent} bytes");
    let head = server.await.unwrap().to_ascii_lowercase();
    assert!(!head.contains("expect:") && head.contains("content-encoding: aws-chunked"), "{head}");
}
