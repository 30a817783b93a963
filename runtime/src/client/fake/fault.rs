//! Faults of connections, and bodies of responses with them.

use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::io::{Error, ErrorKind};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

/// How long a peer is silent before a fake ends the connection, so that no test waits forever.
pub(super) const SILENCE: Duration = Duration::from_secs(60 * 60);

/// A fault of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// There is no connection.
    Connect,
    /// The connection is closed before the response.
    Disconnect,
    /// The connection is reset after so many bytes of the body.
    Reset(usize),
    /// The body ends after so many bytes.
    Truncate(usize),
    /// Nothing arrives after so many bytes of the body.
    Stall(usize),
}

/// Returns the body of a response with a fault.
pub(super) fn body(data: Bytes, fault: Option<Fault>, sleep: &SharedAsyncSleep) -> SdkBody {
    let (length, end) = match fault {
        None | Some(Fault::Connect | Fault::Disconnect) => return SdkBody::from(data),
        Some(Fault::Reset(length)) => (length, End::Reset),
        Some(Fault::Truncate(length)) => (length, End::Complete),
        Some(Fault::Stall(length)) => (length, End::Silent(sleep.clone())),
    };
    let data = data.slice(..length.min(data.len()));
    let data = Some(data).filter(|data| !data.is_empty());
    SdkBody::from_body_1_x(Faulty { data, end: Mutex::new(end) })
}

/// A body that does not end as it should.
struct Faulty {
    data: Option<Bytes>,
    /// In a mutex, because a body is shared between threads and a sleep is not.
    end: Mutex<End>,
}

/// What follows the last byte.
enum End {
    Reset,
    Complete,
    /// The silence begins with the next poll.
    Silent(SharedAsyncSleep),
    Waiting(Sleep),
}

impl Body for Faulty {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let body = self.get_mut();
        if let Some(data) = body.data.take() {
            return Poll::Ready(Some(Ok(Frame::data(data))));
        }
        let end = body.end.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let End::Silent(sleep) = end {
            *end = End::Waiting(sleep.sleep(SILENCE));
        }
        let reset = match end {
            End::Complete | End::Silent(_) => return Poll::Ready(None),
            End::Waiting(sleep) => match Pin::new(sleep).poll(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(()) => "the fake reset the connection after an hour of silence",
            },
            End::Reset => "the fake reset the connection",
        };
        *end = End::Complete;
        Poll::Ready(Some(Err(Error::new(ErrorKind::ConnectionReset, reset))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}
