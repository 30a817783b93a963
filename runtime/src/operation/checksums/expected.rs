//! The expected checksum of a response.

use crate::checksum::{Algorithm, Hasher, HttpChecksum};
use crate::error::MessageError;
use crate::response::RawResponse;
use crate::service::OperationSchema;
#[cfg(feature = "stream")]
use http::HeaderMap;
use http::Method;

/// The expected checksum of the body of a response.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    pub(super) algorithm: Algorithm,
    /// The checksum in base64; `None` if it follows the body and has not arrived.
    pub(super) base64: Option<String>,
    location: ChecksumLocation,
}

/// The part of a response that has the checksum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ChecksumLocation {
    Header,
    #[cfg(feature = "stream")]
    Trailer,
}

impl Expected {
    /// Returns the checksum of a response that is checked: that of the first algorithm, by priority, that both the model and the
    /// response have. Returns `None` without such a checksum. Composite checksums, such as `y/Q5Jg==-2`, are of the parts of an
    /// object and not of the body.
    pub(super) fn of(
        operation: &OperationSchema,
        checksum: &HttpChecksum,
        response: &RawResponse<'_>,
    ) -> Option<Self> {
        supported(operation, checksum, response)
            .filter_map(|algorithm| Some(Self::in_header(algorithm, response.header(algorithm.header())?)))
            .find(|expected| expected.base64.is_some())
    }

    /// Returns the checksum that a response announces for its trailers, which only a stream can have. Returns `None` if the
    /// response is not checked, or announces no supported checksum.
    #[cfg(feature = "stream")]
    pub(super) fn in_trailer(
        operation: &OperationSchema,
        checksum: &HttpChecksum,
        response: &RawResponse<'_>,
    ) -> Option<Self> {
        let names = || ANNOUNCEMENTS.iter().filter_map(|name| response.header(name));
        let mut supported = supported(operation, checksum, response).filter(|algorithm| {
            let is_named = |name: &str| name.trim().eq_ignore_ascii_case(algorithm.header());
            names().any(|names| names.split(',').any(is_named))
        });
        supported.next().map(|algorithm| Self {
            algorithm,
            base64: None,
            location: ChecksumLocation::Trailer,
        })
    }

    pub(super) fn in_header(algorithm: Algorithm, value: &str) -> Self {
        Self { algorithm, base64: of_body(value), location: ChecksumLocation::Header }
    }

    /// Returns whether the checksum may follow the body.
    #[cfg(feature = "stream")]
    pub(super) fn is_awaited(&self) -> bool {
        self.location == ChecksumLocation::Trailer && self.base64.is_none()
    }

    /// Takes the checksum from `trailers`, if it is awaited and they have it.
    #[cfg(feature = "stream")]
    pub(super) fn accept(&mut self, trailers: &HeaderMap) {
        let value = trailers.get(self.algorithm.header()).and_then(|value| value.to_str().ok());
        if let Some(value) = value.filter(|_| self.is_awaited()) {
            self.base64 = of_body(value);
        }
    }

    /// Returns a hasher for the body.
    pub(super) fn hasher(&self) -> Hasher {
        Hasher::new(self.algorithm)
    }

    /// Compares the checksum of the whole body. A missing trailer is not an error, since proxies may discard trailers (RFC
    /// 9110, 6.5.1).
    ///
    /// # Errors
    /// Returns an error that names the algorithm.
    pub(super) fn compare(&self, hasher: Hasher) -> Result<(), MessageError> {
        let Self { algorithm, base64, location } = self;
        if base64.as_ref().is_none_or(|base64| hasher.base64() == *base64) {
            return Ok(());
        }
        let location = match location {
            ChecksumLocation::Header => "header",
            #[cfg(feature = "stream")]
            ChecksumLocation::Trailer => "trailer",
        };
        let (name, header) = (algorithm.name(), algorithm.header());
        Err(MessageError::new("", format!("the {name} of the body is not that of the {location} `{header}`")))
    }
}

/// The headers that name trailers.
#[cfg(feature = "stream")]
const ANNOUNCEMENTS: [&str; 2] = ["x-amz-trailer", "trailer"];

/// Returns the algorithms of the model, by priority, if the response is checked.
fn supported(
    operation: &OperationSchema,
    checksum: &HttpChecksum,
    response: &RawResponse<'_>,
) -> impl Iterator<Item = Algorithm> {
    // A response to HEAD, and one without success, has the headers of another body than its own, or none.
    let has_body = response.status.is_success() && operation.method != Method::HEAD;
    let is_checked = has_body && !response.is_unchecked && !is_composite_range(response);
    let response = checksum.response;
    Algorithm::BY_PRIORITY.into_iter().filter(move |one| is_checked && response.contains(one))
}

/// Returns whether the response is a range that is a whole object with a composite checksum. S3 sends that without its number of
/// parts then, as if it were the checksum of a part.
fn is_composite_range(response: &RawResponse<'_>) -> bool {
    let is_whole = |range: &str| {
        let (last, total) = range.strip_prefix("bytes 0-")?.split_once('/')?;
        Some(last.parse::<u64>().ok()?.checked_add(1)? == total.parse::<u64>().ok()?)
    };
    response.header("x-amz-checksum-type") == Some("COMPOSITE")
        && response.header("content-range").and_then(is_whole).unwrap_or_default()
}

/// Returns a checksum, unless it is composite.
fn of_body(value: &str) -> Option<String> {
    let base64 = value.trim();
    (!base64.contains('-')).then(|| base64.to_owned())
}
