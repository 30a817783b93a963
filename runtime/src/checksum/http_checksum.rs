//! The description of an operation's checksums.

use super::algorithm::Algorithm;

/// The checksums of an operation's requests and responses (`aws.protocols#httpChecksum`).
///
/// ```
/// use smithereen::checksum::{Algorithm, HttpChecksum};
/// const CHECKSUM: HttpChecksum = HttpChecksum::new()
///     .algorithm_member("ChecksumAlgorithm")
///     .required()
///     .mode_member("ChecksumMode")
///     .response(&[Algorithm::Crc64Nvme, Algorithm::Crc32]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct HttpChecksum {
    /// The member of the input that selects the algorithm of the request (`requestAlgorithmMember`).
    pub algorithm_member: Option<&'static str>,
    /// Whether the service rejects requests without a checksum (`requestChecksumRequired`).
    pub is_required: bool,
    /// The checksum mode member of the input, which enables the checksum of the response (`requestValidationModeMember`).
    pub mode_member: Option<&'static str>,
    /// The algorithms that responses are checked with (`responseAlgorithms`). Their order has no meaning.
    pub response: &'static [Algorithm],
}

impl HttpChecksum {
    /// Describes an operation without checksums.
    pub const fn new() -> Self {
        Self { algorithm_member: None, is_required: false, mode_member: None, response: &[] }
    }

    /// Names the member that selects the algorithm of the request.
    #[must_use]
    pub const fn algorithm_member(self, name: &'static str) -> Self {
        Self { algorithm_member: Some(name), ..self }
    }

    /// States that the service rejects requests without a checksum.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    /// Names the checksum mode member, which enables the checksum of the response.
    #[must_use]
    pub const fn mode_member(self, name: &'static str) -> Self {
        Self { mode_member: Some(name), ..self }
    }

    /// Sets the algorithms that responses are checked with.
    #[must_use]
    pub const fn response(self, algorithms: &'static [Algorithm]) -> Self {
        Self { response: algorithms, ..self }
    }
}
