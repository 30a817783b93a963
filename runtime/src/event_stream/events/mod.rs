//! The events of a model: frames become events and errors, and events become frames.
//!
//! The headers and payloads of events belong here, in sans-IO form. How frames are encoded is in [`frames`](super::frames),
//! formats of payloads are in the codecs.
//!
//! | file | content |
//! |---|---|
//! | `stream` | the trait of unions of events |
//! | `message` | kinds of frames: events, exceptions, errors |
//! | `read`, `decoder` | frames to events and errors |
//! | `write`, `encoder` | events to frames |
//! | `headers` | members that are headers of events |
//! | `signing` | the interface of signers |

mod decoder;
mod encoder;
mod headers;
mod message;
mod read;
mod signing;
mod stream;
mod write;

pub use decoder::{EventDecoder, InitialPayload, InitialResponse};
pub use encoder::EventEncoder;
pub use signing::{EventSigning, SignEvents, signed_frame};
pub use stream::EventStream;
