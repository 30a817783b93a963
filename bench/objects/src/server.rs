//! A server on the loopback interface with the two objects of the benchmark, in a process of its own. It reads uploads without
//! keeping them.

use crate::{BLOCK, LARGE, SMALL, checksum};
use bytes::{Buf, BytesMut};
use std::io::{self, Read};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Serves connections after it has printed its address, until its standard input ends, as it does with the process that started it.
pub(crate) async fn run() {
    std::thread::spawn(|| {
        std::io::stdin().read_to_end(&mut Vec::new()).ok();
        std::process::exit(0);
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    println!("{}", listener.local_addr().expect("an address"));
    let (small, large) = (Object::new(SMALL), Object::new(LARGE));
    let objects: &'static [Object] = vec![small, large].leak();
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(serve(stream, objects));
    }
}

/// An object that consists of a repeated block.
struct Object {
    path: String,
    blocks: usize,
    head: String,
}

impl Object {
    fn new(length: usize) -> Self {
        let (path, checksum) = (format!("/bucket/{length}"), checksum(length));
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\netag: \"an-object\"\r\ncontent-type: binary/octet-stream\r\n\
             x-amz-checksum-crc32: {checksum}\r\nx-amz-checksum-type: FULL_OBJECT\r\n\r\n"
        );
        Self { path, blocks: length / BLOCK, head }
    }
}

/// Serves one connection until the peer closes it.
async fn serve(mut stream: TcpStream, objects: &[Object]) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let block = vec![b'a'; BLOCK];
    let mut read = BytesMut::with_capacity(4 * BLOCK);
    loop {
        let Some(head) = head(&mut stream, &mut read).await? else { return Ok(()) };
        let object = objects.iter().find(|object| target(&head) == object.path);
        match object {
            Some(object) if head.starts_with("get ") => {
                stream.write_all(object.head.as_bytes()).await?;
                for _ in 0..object.blocks {
                    stream.write_all(&block).await?;
                }
            }
            Some(_) if head.starts_with("put ") => {
                let length =
                    head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
                skip(&mut stream, &mut read, length.unwrap_or_default()).await?;
                stream
                    .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\netag: \"an-object\"\r\n\r\n")
                    .await?;
            }
            _ => stream.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").await?,
        }
    }
}

/// Returns the head of the next request, in lower case, or nothing at the end of the connection.
async fn head(stream: &mut TcpStream, read: &mut BytesMut) -> io::Result<Option<String>> {
    loop {
        if let Some(end) = read.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = read.split_to(end + 4);
            return Ok(Some(String::from_utf8_lossy(&head).to_ascii_lowercase()));
        }
        read.reserve(BLOCK);
        if stream.read_buf(read).await? == 0 {
            return Ok(None);
        }
    }
}

/// Returns the path of a request.
fn target(head: &str) -> &str {
    let target = head.split(' ').nth(1).unwrap_or_default();
    target.split('?').next().unwrap_or_default()
}

/// Reads the body of a request.
async fn skip(stream: &mut TcpStream, read: &mut BytesMut, mut length: usize) -> io::Result<()> {
    loop {
        let known = length.min(read.len());
        read.advance(known);
        length -= known;
        if length == 0 {
            return Ok(());
        }
        read.clear();
        read.reserve(4 * BLOCK);
        if stream.read_buf(read).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}
