//! Bodies that are read after their end or after an error, and sent twice.

#![cfg(feature = "stream")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use http_body::{Body as HttpBody, Frame};
use smithereen::{Body, Bytes};
use std::io::{self, Read};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// Pieces of a stream, which panics if it is polled after its end, as the streams of `futures` do.
struct Once(Vec<io::Result<&'static str>>, bool);

impl HttpBody for Once {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        assert!(!self.1, "the stream is polled after its end");
        self.1 = self.0.is_empty() || self.0.iter().take(1).any(Result::is_err);
        let next = if self.0.is_empty() { None } else { Some(self.0.remove(0)) };
        Poll::Ready(next.map(|piece| piece.map(|piece| Frame::data(piece.into()))))
    }
}

fn once(pieces: &[&'static str]) -> Body {
    Body::from_http_body(Once(pieces.iter().map(|piece| Ok(*piece)).collect(), false))
}

/// Polls a body so often, and shows what it returns.
fn poll(body: &mut Body, times: usize) -> Vec<String> {
    let mut next = || match pin!(body.next()).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Some(Ok(piece))) => String::from_utf8(piece.to_vec()).unwrap(),
        Poll::Ready(Some(Err(error))) => error.to_string().replace("the body could not be read: ", "error: "),
        Poll::Ready(None) => "end".to_owned(),
        Poll::Pending => panic!("the stream waits"),
    };
    (0..times).map(|_| next()).collect()
}

#[test]
fn a_stream_that_has_ended_is_not_polled() {
    assert_eq!(poll(&mut once(&["ab", "cd"]), 4), ["ab", "cd", "end", "end"]);
    assert_eq!(poll(&mut once(&["ab"]).with_length(2), 3), ["ab", "end", "end"]);
    assert_eq!(poll(&mut once(&[]), 2), ["end", "end"]);
    let mut reader = once(&["ab", "cd"]).into_reader();
    for expected in ["abcd", "", ""] {
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        assert_eq!(text, expected);
    }
}

#[test]
fn an_error_is_not_followed_by_data_or_by_the_end() {
    let failing = Once(vec![Ok("ab"), Err(io::Error::other("the disk is gone")), Ok("cd")], false);
    let again = "error: it failed before";
    assert_eq!(poll(&mut Body::from_http_body(failing), 4), ["ab", "error: the disk is gone", again, again]);
    assert_eq!(
        poll(&mut once(&["ab", "cd", "ef"]).with_length(3), 4),
        ["ab", "error: it is longer than its stated length", again, again]
    );
    assert_eq!(
        poll(&mut once(&["ab"]).with_length(3), 4),
        ["ab", "error: it ended 1 bytes before its stated length", again, again]
    );
}

/// Opening a named pipe would wait for a writer.
#[cfg(unix)]
#[test]
fn only_regular_files_are_bodies() {
    let folder = std::env::temp_dir().join(format!("smithereen-bodies-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let pipe = folder.join("pipe");
    let created = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(created.is_ok_and(|status| status.success()));
    for path in [&folder, &pipe] {
        let (sender, receiver) = std::sync::mpsc::channel();
        let opened = path.clone();
        std::thread::spawn(move || sender.send(Body::from_file_blocking(opened).map(drop)));
        let opened = receiver.recv_timeout(std::time::Duration::from_secs(10)).unwrap();
        assert_eq!(opened.unwrap_err().to_string(), "expected a regular file");
    }
    assert_eq!(Body::from_file_blocking(folder.join("none")).unwrap_err().kind(), io::ErrorKind::NotFound);
    std::fs::remove_dir_all(&folder).unwrap();
}
