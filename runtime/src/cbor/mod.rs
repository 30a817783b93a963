//! CBOR serialization and deserialization of any shape, as `smithy.protocols#rpcv2Cbor` defines it (RFC 8949).
//!
//! This folder contains the format alone: `write` and `encode` serialize, `read`, `items` and `scalars` deserialize. Headers,
//! paths and error codes are in [`protocol`](crate::protocol).
//!
//! | Smithy | written as | also accepted |
//! |---|---|---|
//! | byte, short, integer, long | the shortest integer | whole floats, bignums in range |
//! | float, double | 4 bytes, 8 bytes | any float, integers |
//! | timestamp | tag 1, a double | tag 1 with an integer or any float, no tag, text |
//! | big integer | an integer, else a bignum (tags 2 and 3) | floats, text |
//! | big decimal | an integer if its text has neither a fraction nor an exponent, else a decimal fraction (tag 4) | floats, text |
//! | string, blob, list, map, structure | with a definite length | an indefinite length |
//! | null | `null`, in sparse lists and maps only | `undefined` |
//!
//! The keys of a structure are the names of all its members in the model. Tags without a meaning for the expected type are
//! ignored. The protocol does not support documents.

mod big;
mod diagnostic;
mod encode;
mod half;
mod items;
mod major;
mod read;
mod scalars;
mod skip;
mod strings;
mod top_level;
mod write;

use crate::codec::{Checks, CodecError};
use crate::reflect::Shape;

pub use diagnostic::diagnostic;
#[cfg(feature = "record")]
pub(crate) use diagnostic::diagnostic_without;
pub(crate) use top_level::top_level_strings;

/// Serializes all members of `shape` as a map.
///
/// # Errors
/// Returns an error for a document, the unknown variant of a union, a number with more than 2,466 digits or an exponent
/// beyond 64 bits, and nesting beyond 128 levels.
pub fn to_body(shape: &dyn Shape) -> Result<Vec<u8>, CodecError> {
    write::write(shape)
}

/// Deserializes `shape` from a body, leniently. An empty body and null count as an empty map.
///
/// # Errors
/// Returns an error for a body that is not one CBOR data item, or that does not match the shape.
pub fn from_body(body: &[u8], shape: &mut dyn Shape) -> Result<(), CodecError> {
    read::read(body, shape, Checks::Lenient)
}

/// Deserializes `shape` from a body, with checks; see [`from_body`].
pub(crate) fn read_body(body: &[u8], shape: &mut dyn Shape, checks: Checks) -> Result<(), CodecError> {
    read::read(body, shape, checks)
}

/// Returns the body of an error, a map, with the member `__type` before its other members.
///
/// # Errors
/// Returns an error for bytes that are not a map of a definite length.
#[cfg(feature = "client")]
pub(crate) fn with_type(members: &[u8], name: &str) -> Result<Vec<u8>, CodecError> {
    let mut items = items::Items::new(members);
    let length = items.take_head(major::MAP).ok_or_else(|| CodecError::new("expected a map"))?;
    let mut out = Vec::with_capacity(members.len() + name.len() + 16);
    encode::head(&mut out, major::MAP, length + 1);
    encode::text(&mut out, "__type");
    encode::text(&mut out, name);
    out.extend_from_slice(items.rest);
    Ok(out)
}

/// Returns a map with one member that is a string.
#[cfg(feature = "client")]
pub(crate) fn one_string(name: &str, value: &str) -> Vec<u8> {
    let mut out = Vec::new();
    encode::head(&mut out, major::MAP, 1);
    encode::text(&mut out, name);
    encode::text(&mut out, value);
    out
}
