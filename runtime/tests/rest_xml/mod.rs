//! `restXml` on shapes of a few members: the content of requests, and the members of parsed responses and errors.

#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod customizations;
mod errors;
mod requests;
mod responses;
mod shapes;
mod url_encoding;
