//! Downloads in ranges.
//!
//! The ranges of a download, their order and their checks belong here. Requests of a service do not: implementations of
//! [`RangedDownload`] make them.

mod error;
mod run;

pub use error::DownloadError;
pub use run::{Download, Downloading};

use smithereen::{Body, BoxError};
use std::ops::Range;

/// An object that can be downloaded in ranges. [`s3!`](crate::s3) implements it for Amazon S3.
pub trait RangedDownload: Sync {
    /// Requests a range of bytes. A range that ends after the object is shortened by the service. With `if_match`, the response
    /// has to be an error if the object has another entity tag.
    fn read(
        &self,
        range: Range<u64>,
        if_match: Option<&str>,
    ) -> impl Future<Output = Result<Piece, BoxError>> + Send;
}

/// The response to a request for a range.
#[derive(Debug)]
pub struct Piece {
    /// The bytes of the range.
    pub body: Body,
    /// The length of the whole object in bytes.
    pub total: u64,
    /// The entity tag of the object.
    pub etag: Option<String>,
}

impl Piece {
    /// Creates the response from the value of its header `Content-Range`, such as `bytes 0-99/1000`.
    ///
    /// # Errors
    /// Returns an error if the value does not state the length of the object, or is not a range from `start`.
    pub fn from_content_range(
        body: Body,
        content_range: Option<&str>,
        start: u64,
        etag: Option<String>,
    ) -> Result<Self, BoxError> {
        let value = content_range.ok_or("`Content-Range`: expected the range that was requested")?;
        let parsed = value.strip_prefix("bytes ").and_then(|range| range.split_once('/'));
        let parsed = parsed.and_then(|(range, total)| {
            let (first, last) = range.split_once('-')?;
            Some((first.parse::<u64>().ok()?, last.parse::<u64>().ok()?, total.parse().ok()?))
        });
        match parsed {
            Some((first, last, total)) if first == start && first <= last && last < total => {
                Ok(Self { body, total, etag })
            }
            Some(_) => Err("`Content-Range`: expected the range that was requested".into()),
            None => Err("`Content-Range`: expected `bytes FIRST-LAST/TOTAL`".into()),
        }
    }
}
