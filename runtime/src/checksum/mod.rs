//! Checksums of bodies.
//!
//! The algorithms, their hashers, and the headers that have checksums belong here: those of `aws.protocols#httpChecksum` (feature
//! `checksum`), `Content-MD5` (feature `md5`) and `x-amz-crc32` (feature `crc32`). Signatures, and the SHA-256 of a body that a
//! signature covers, do not.

#[cfg(feature = "checksum")]
mod algorithm;
#[cfg(feature = "crc32")]
pub(crate) mod amz_crc32;
#[cfg(feature = "md5")]
pub(crate) mod content_md5;
#[cfg(feature = "checksum")]
mod crc;
#[cfg(feature = "checksum")]
mod hasher;

#[cfg(feature = "checksum")]
pub use algorithm::Algorithm;
#[cfg(feature = "checksum")]
pub use hasher::Hasher;
