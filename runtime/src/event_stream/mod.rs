//! Event streams: bodies of requests and responses that are sequences of events (feature `event-stream`).
//!
//! Frames belong here, and the events in them. Formats of payloads belong in the codecs, and the computation of signatures in the
//! signer.
//!
//! | folder | content |
//! |---|---|
//! | `frames` | bytes to frames and back |
//! | `events` | frames to events and errors of a model, and back |
//!
//! | file | content |
//! |---|---|
//! | `receiver` | the events of a response, while its body arrives |
//! | `source`, `channel` | the events of a request, while its body is sent |
//!
//! <https://smithy.io/2.0/aws/amazon-eventstream.html> specifies both.

mod channel;
mod events;
mod frames;
mod receiver;
mod source;

pub use channel::{EventSender, SendError};
pub use events::{
    EventDecoder, EventEncoder, EventSigning, EventStream, InitialResponse, SignEvents, signed_frame,
};
pub use frames::{
    Frame, FrameDecoder, FrameEncoder, FrameError, HeaderValue, MAX_FRAME_SIZE, MAX_HEADERS_SIZE,
    MAX_PAYLOAD_SIZE,
};
pub use receiver::EventReceiver;
pub use source::EventSource;

#[doc(hidden)]
pub use events::InitialPayload;
#[doc(hidden)]
pub use receiver::{ReceiveError, ReceiveEvents};
#[doc(hidden)]
pub use source::SendEvents;
