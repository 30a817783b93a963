//! Bodies in the content encoding `aws-chunked` of Amazon S3, without I/O.
//!
//! The encoding cuts a body into chunks, so that a checksum can follow a body that is not in memory, and so that each chunk can
//! have a signature of its own. A [`Layout`] states the form of the encoded body and its length; an [`Encoder`] encodes data as
//! it arrives, without copying it.
//!
//! The encoding belongs here, and its use for bodies that are streams. The signatures of chunks are in `sign`, checksums are in
//! [`checksum`](crate::checksum).

#[cfg(feature = "stream")]
mod body;
mod encoder;
mod layout;
mod sign;

#[cfg(feature = "stream")]
pub(crate) use body::encode;
#[cfg(all(feature = "client", feature = "stream"))]
pub(crate) use body::encode_signed;
pub use encoder::Encoder;
pub use layout::{CHUNK_SIZE, Layout, MIN_CHUNK_SIZE};
#[cfg(all(feature = "client", feature = "stream"))]
pub(crate) use sign::ChunkSigning;
pub use sign::SignChunks;
