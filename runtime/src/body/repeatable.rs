//! Streams that can be opened again.

use super::stream::Stream;
use super::{Body, BodyError, Source};
use crate::box_error::BoxError;
use bytes::Bytes;
use http_body::Body as HttpBody;
use std::sync::Arc;

/// Opens a stream from its beginning.
type Open = dyn Fn(Option<u64>) -> Result<Stream, BoxError> + Send + Sync;

/// A stream that can be opened any number of times, with its length if it is known.
#[derive(Clone)]
pub(super) struct Repeatable {
    open: Arc<Open>,
    length: Option<u64>,
}

impl Repeatable {
    pub(super) fn open(&self) -> Result<Stream, BodyError> {
        (self.open)(self.length).map_err(BodyError::new)
    }

    pub(super) fn length(&self) -> Option<u64> {
        self.length
    }

    pub(super) fn with_length(self, length: u64) -> Self {
        Self { length: Some(length), ..self }
    }
}

impl Body {
    /// Creates a body from a function that opens the stream from its beginning, so that a call can be retried. The content must
    /// be the same each time; `length` is its length in bytes if it is known.
    pub fn repeatable<B, E>(
        length: Option<u64>,
        open: impl Fn() -> Result<B, E> + Send + Sync + 'static,
    ) -> Self
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
        E: Into<BoxError>,
    {
        let open: Arc<Open> = Arc::new(move |length| match open() {
            Ok(body) => Ok(Stream::new(body, length)),
            Err(error) => Err(error.into()),
        });
        Self::from_source(Source::Repeatable(Repeatable { open, length }))
    }
}
