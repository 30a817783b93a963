//! Checksums of requests and responses.

/// The trait `aws.protocols#httpChecksum` of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpChecksum {
    /// The member of the input that selects the algorithm of the request's checksum (`requestAlgorithmMember`).
    pub algorithm_member: Option<String>,
    /// Whether requests must have a checksum (`requestChecksumRequired`).
    pub is_required: bool,
    /// The member of the input that asks for a checksum of the response (`requestValidationModeMember`).
    pub mode_member: Option<String>,
    /// The algorithms that responses are checked with, in the order of the model (`responseAlgorithms`).
    pub response_algorithms: Vec<ChecksumAlgorithm>,
}

impl HttpChecksum {
    /// The name of the trait.
    pub const NAME: &'static str = "aws.protocols#httpChecksum";

    /// Returns whether requests have a checksum: always, or if the caller or the client selects an algorithm.
    pub fn is_of_requests(&self) -> bool {
        self.is_required || self.algorithm_member.is_some()
    }
}

/// An algorithm that models name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum ChecksumAlgorithm {
    Crc32,
    Crc32c,
    Crc64Nvme,
    Sha1,
    Sha256,
    Sha512,
    Md5,
    XxHash64,
    XxHash3,
    XxHash128,
}

impl ChecksumAlgorithm {
    /// All algorithms.
    pub const ALL: [Self; 10] = [
        Self::Crc32,
        Self::Crc32c,
        Self::Crc64Nvme,
        Self::Sha1,
        Self::Sha256,
        Self::Sha512,
        Self::Md5,
        Self::XxHash64,
        Self::XxHash3,
        Self::XxHash128,
    ];

    /// Returns the name in models.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Crc32 => "CRC32",
            Self::Crc32c => "CRC32C",
            Self::Crc64Nvme => "CRC64NVME",
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
            Self::Sha512 => "SHA512",
            Self::Md5 => "MD5",
            Self::XxHash64 => "XXHASH64",
            Self::XxHash3 => "XXHASH3",
            Self::XxHash128 => "XXHASH128",
        }
    }

    /// Returns the algorithm with a name. Returns `None` for an unknown name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }
}
