//! The settings of checksums.

/// When a request gets a checksum, or when that of a response is requested and checked.
///
/// The values are those of the AWS settings `request_checksum_calculation` and `response_checksum_validation`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum When {
    /// Whenever the model supports a checksum (`when_supported`).
    #[default]
    Supported,
    /// Only if the service requires a checksum, or if the caller selects or enables one in a member of the input
    /// (`when_required`).
    Required,
    /// Never, not even if the service requires a checksum or the caller selects one. For presigned URLs, whose bodies are not
    /// known when they are signed.
    Never,
}

/// An extension of an `http::Response` whose body is not checked, although it has a checksum.
///
/// A client sets it under the setting `when_required`. Others can set it too:
///
/// ```
/// # let mut response = http::Response::new(());
/// response.extensions_mut().insert(smithereen::checksum::Unchecked);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Unchecked;
