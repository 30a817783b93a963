//! The CBOR encoder.

use minicbor::encode::{Encoder, Error};
use std::convert::Infallible;

pub(super) const NO_DOCUMENTS: &str = "documents are not supported by the protocol";

/// The encoder into the body.
pub(super) type Out = Encoder<Vec<u8>>;

/// The error is the reason why a value cannot be serialized.
pub(super) type WriteResult = Result<(), &'static str>;

/// Returns the result of the encoder. Writing to memory does not fail.
#[inline]
pub(super) fn done<T>(encoded: Result<T, Error<Infallible>>) -> WriteResult {
    encoded.map(drop).map_err(|_| "the encoder failed")
}
