//! Encodes bodies that are streams.

use super::encoder::Encoder;
use super::layout::Layout;
#[cfg(feature = "client")]
use super::sign::ChunkSigning;
use crate::body::{Body, BodyError};
use bytes::Bytes;
use http_body::{Body as HttpBody, Frame};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

/// Returns the body with its chunks and its trailer, unsigned. It can be sent again if the body can.
pub(crate) fn encode(layout: Layout, body: Body) -> Body {
    encode_with(layout, body, move || State::Encoding(Box::new(Encoder::unsigned(layout))))
}

/// Returns the body with its chunks and its trailer. Each time that it is read, the chunks are signed by the signer that
/// `signing` has then; without one, the body is an error.
#[cfg(feature = "client")]
pub(crate) fn encode_signed(layout: Layout, body: Body, signing: ChunkSigning) -> Body {
    encode_with(layout, body, move || State::Waiting(layout, signing.clone()))
}

fn encode_with(layout: Layout, body: Body, start: impl Fn() -> State + Send + Sync + 'static) -> Body {
    let length = body.length().and_then(|length| layout.encoded_length(length));
    if body.try_clone().is_some() {
        return Body::repeatable(length, move || {
            body.try_clone()
                .map(|body| Encoded { body, state: start() })
                .ok_or("the body cannot be read again")
        });
    }
    let encoded = Body::from_http_body(Encoded { body, state: start() });
    match length {
        Some(length) => encoded.with_length(length),
        None => encoded,
    }
}

/// A body that is encoded while it is read.
struct Encoded {
    body: Body,
    state: State,
}

enum State {
    /// The request has to be signed before the first chunk.
    #[cfg(feature = "client")]
    Waiting(Layout, ChunkSigning),
    Encoding(Box<Encoder>),
    /// The body has ended.
    Rest(vec::IntoIter<Bytes>),
}

impl HttpBody for Encoded {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let this = &mut *self;
        loop {
            let encoder = match &mut this.state {
                #[cfg(feature = "client")]
                State::Waiting(layout, signing) => match signing.take() {
                    Some(signer) => {
                        this.state = State::Encoding(Box::new(Encoder::signed(*layout, signer)));
                        continue;
                    }
                    None => {
                        return Poll::Ready(Some(Err(BodyError::new(
                            "the request was not signed before its body",
                        ))));
                    }
                },
                State::Rest(rest) => return Poll::Ready(rest.next().map(|piece| Ok(Frame::data(piece)))),
                State::Encoding(encoder) => encoder,
            };
            if let Some(piece) = encoder.pull() {
                return Poll::Ready(Some(Ok(Frame::data(piece))));
            }
            match ready!(Pin::new(&mut this.body).poll_frame(cx)) {
                // Trailers of the stream itself are not part of its content.
                Some(Ok(frame)) => encoder.push(frame.into_data().unwrap_or_default()),
                // An incomplete body gets no end, so that it cannot be taken for a complete one.
                Some(Err(error)) => {
                    this.state = State::Rest(vec::IntoIter::default());
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    let ended = std::mem::replace(&mut this.state, State::Rest(vec::IntoIter::default()));
                    if let State::Encoding(encoder) = ended {
                        this.state = State::Rest(encoder.finish().into_iter());
                    }
                }
            }
        }
    }
}
