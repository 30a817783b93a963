//! Checksums of bodies: algorithms, their computation, and the description of an operation's checksums.
//!
//! What can be computed without an operation, a request or a response belongs here. The steps of a call that compute and compare
//! checksums are in [`operation`](crate::Operation). Signatures, and the SHA-256 of a body that a signature covers, are in
//! `sign`.

mod algorithm;
mod crc;
mod hasher;
mod http_checksum;
mod tree_hash;
mod when;

pub use algorithm::Algorithm;
pub use hasher::Hasher;
pub use http_checksum::HttpChecksum;
pub use tree_hash::TreeHash;
pub use when::{Unchecked, When};
