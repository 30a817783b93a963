//! Uploads in parts.
//!
//! The requests that an upload needs, their order and their state belong here. Requests of a service do not: implementations of
//! [`MultipartUpload`] make them.

mod error;
mod parts;
mod run;
mod source;
mod split;
mod state;

pub use error::{Step, UploadError};
pub use run::{Upload, Uploaded};
pub use source::MultipartUpload;
pub use state::{InvalidState, Part, Unfinished};

/// The smallest size of a part except the last, in bytes: 5 MiB, a limit of Amazon S3.
const SMALLEST_PART: u64 = 5 << 20;
/// The largest number of parts, a limit of Amazon S3.
const MOST_PARTS: u32 = 10_000;
