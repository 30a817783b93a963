//! Bodies that are bytes or streams.
//!
//! The type of such bodies, its constructors and the ways to read it belong here. The location of a body in a message does not:
//! it is in [`protocol`](crate::protocol). Without the feature `stream`, a body is always bytes.

#[cfg(feature = "stream")]
mod blocking;
mod error;
#[cfg(feature = "stream")]
mod file;
#[cfg(feature = "stream")]
mod repeatable;
#[cfg(feature = "stream")]
mod stream;
#[cfg(feature = "tokio")]
mod tokio;

#[cfg(feature = "tokio")]
pub use self::tokio::BodyAsyncRead;
#[cfg(feature = "stream")]
pub use blocking::BodyReader;
pub use error::BodyError;

use bytes::Bytes;
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// The content of a member with the trait `smithy.api#streaming`: bytes, or a stream that is sent or received piece by piece.
///
/// ```
/// use smithereen::Body;
/// let body = Body::from("in memory");
/// assert_eq!(body.length(), Some(9));
/// assert_eq!(body.as_bytes().as_deref(), Some(b"in memory".as_slice()));
/// ```
///
/// Bytes, and streams that can be opened again such as files, can be sent any number of times. Any other stream is taken from its
/// input by the first request, so calls with it are not retried.
///
/// `Debug` shows the length, not the content.
#[derive(Default)]
pub struct Body(Mutex<Source>);

enum Source {
    Bytes(Bytes),
    #[cfg(feature = "stream")]
    Stream(stream::Stream),
    #[cfg(feature = "stream")]
    Repeatable(repeatable::Repeatable),
    /// The stream was taken by a request, or was read to its end.
    #[cfg_attr(not(feature = "stream"), allow(dead_code))]
    Taken,
}

impl Default for Source {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

impl Body {
    fn from_source(source: Source) -> Self {
        Self(Mutex::new(source))
    }

    /// Calls `read` with the source, even if another thread panicked while it had access to it.
    fn with<T>(&self, read: impl FnOnce(&mut Source) -> T) -> T {
        read(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns the source without a lock.
    #[cfg(feature = "stream")]
    fn source(&mut self) -> &mut Source {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the length in bytes, if it is known. That of a stream is what remains of it.
    pub fn length(&self) -> Option<u64> {
        self.with(|source| match source {
            Source::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            #[cfg(feature = "stream")]
            Source::Stream(stream) => stream.length(),
            #[cfg(feature = "stream")]
            Source::Repeatable(repeatable) => repeatable.length(),
            Source::Taken => None,
        })
    }

    /// Returns the bytes of a body that is not a stream.
    pub fn as_bytes(&self) -> Option<Bytes> {
        self.with(|source| match source {
            Source::Bytes(bytes) => Some(bytes.clone()),
            #[cfg(feature = "stream")]
            Source::Stream(_) | Source::Repeatable(_) => None,
            Source::Taken => None,
        })
    }

    /// Returns whether the stream was taken by a request.
    pub(crate) fn is_taken(&self) -> bool {
        self.with(|source| matches!(source, Source::Taken))
    }

    /// Returns whether the body is in memory and empty. Returns false for streams.
    pub fn is_empty(&self) -> bool {
        self.as_bytes().is_some_and(|bytes| bytes.is_empty())
    }

    /// Returns a second body with the same content, if the content can be read more than once: bytes, or a stream that can be
    /// opened again.
    pub fn try_clone(&self) -> Option<Self> {
        self.with(|source| match source {
            Source::Bytes(bytes) => Some(Self::from(bytes.clone())),
            #[cfg(feature = "stream")]
            Source::Repeatable(repeatable) => Some(Self::from_source(Source::Repeatable(repeatable.clone()))),
            #[cfg(feature = "stream")]
            Source::Stream(_) => None,
            Source::Taken => None,
        })
    }

    /// Returns a body with the content. A stream that can be read only once is moved out, so that a second call returns `None`.
    pub fn take(&self) -> Option<Self> {
        self.try_clone().or_else(|| {
            self.with(|source| match std::mem::replace(source, Source::Taken) {
                #[cfg(feature = "stream")]
                Source::Stream(stream) => Some(Self::from_source(Source::Stream(stream))),
                _ => None,
            })
        })
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_stream = self.as_bytes().is_none();
        match (self.length(), is_stream) {
            (Some(length), false) => write!(f, "[{length} bytes]"),
            (Some(length), true) => write!(f, "[stream of {length} bytes]"),
            (None, _) => f.write_str("[stream]"),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self::from_source(Source::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl<const N: usize> From<&'static [u8; N]> for Body {
    fn from(bytes: &'static [u8; N]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        text.as_bytes().into()
    }
}
