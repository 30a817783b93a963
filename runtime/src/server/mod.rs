//! The server's side of the protocols, for fake services and recordings: parses requests into inputs, and serializes outputs and
//! errors into responses.
//!
//! What differs between a client and a server belongs here, one file for each kind of message. Formats are in the codecs, and
//! HTTP bindings in [`http`](crate::http). Nothing here is part of a call to a real service.

mod chunked;
mod dialect;
mod error;
mod request;
mod response;

pub(crate) use error::{Members, active_error, write_error};
#[cfg(feature = "record")]
pub(crate) use request::decoded;
pub(crate) use request::read_input;
pub(crate) use response::write_output;
