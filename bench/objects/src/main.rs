//! Gets and puts objects with both clients, and serves them. `cargo xtask bench objects` starts these processes and measures them.
//!
//! The benchmark has its own server, so a failure ends it (`expect`).

mod clients;
mod floor;
mod official;
mod ours;
mod plain;
mod server;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::runtime::Builder;

/// The length of the small object.
pub(crate) const SMALL: usize = 256 << 10;
/// The length of the large object.
pub(crate) const LARGE: usize = 1 << 30;
/// The length of the block that objects consist of, and of a piece of the stream with the large one.
pub(crate) const BLOCK: usize = 64 << 10;
/// The number of calls for the small object.
const CALLS: usize = 2_000;
/// The number of tasks that make these calls.
const IN_FLIGHT: usize = 100;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["serve"] => runtime.block_on(server::run()),
        [url, "floor", what] => runtime.block_on(floor::run(url, what)),
        [url, "ours", what] => runtime.block_on(ours::run(url, what)),
        [url, "official", what] => runtime.block_on(official::run(url, what)),
        _ => misused(),
    }
}

fn misused() -> ! {
    eprintln!("usage: objects serve | <URL of the server> ours|official|floor get|put|get-large|put-large");
    std::process::exit(2)
}

/// Makes the calls for the small object, as many at a time as `IN_FLIGHT`.
pub(crate) async fn calls<F: Future<Output = ()> + Send + 'static>(
    call: impl Fn() -> F + Copy + Send + 'static,
) {
    let task = move || async move {
        for _ in 0..CALLS / IN_FLIGHT {
            call().await;
        }
    };
    let tasks: Vec<_> = (0..IN_FLIGHT).map(|_| tokio::spawn(task())).collect();
    for task in tasks {
        task.await.expect("no call fails");
    }
}

/// Returns the bytes of the small object.
pub(crate) fn small() -> Bytes {
    vec![b'a'; SMALL].into()
}

/// Returns the checksum of an object, in base64 as its header has it.
pub(crate) fn checksum(length: usize) -> String {
    let (mut hasher, block) = (crc32fast::Hasher::new(), vec![b'a'; BLOCK]);
    (0..length / BLOCK).for_each(|_| hasher.update(&block));
    base64::Engine::encode(&base64::engine::general_purpose::STANDARD, hasher.finalize().to_be_bytes())
}

/// The large object as a stream of blocks.
pub(crate) struct Large {
    block: Bytes,
    remaining: usize,
}

impl Large {
    pub(crate) fn new() -> Self {
        Self { block: vec![b'a'; BLOCK].into(), remaining: LARGE }
    }
}

impl Body for Large {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.remaining == 0 {
            return Poll::Ready(None);
        }
        self.remaining -= BLOCK;
        Poll::Ready(Some(Ok(Frame::data(self.block.clone()))))
    }

    fn is_end_stream(&self) -> bool {
        self.remaining == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.remaining as u64)
    }
}
