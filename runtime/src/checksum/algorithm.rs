//! The checksum algorithms that models name.

/// A checksum algorithm of `aws.protocols#httpChecksum`.
///
/// The ten are those of Amazon S3. Each is computed as its specification states, without a seed, and sent in base64 of the
/// most significant byte first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// CRC-32 as in zlib, Ethernet and PNG (CRC-32/ISO-HDLC). The default of requests.
    Crc32,
    /// The CRC-32 of iSCSI (RFC 3720), also known as Castagnoli.
    Crc32c,
    /// The CRC-64 of the NVM Express command set.
    Crc64Nvme,
    /// SHA-1 (FIPS 180-4).
    Sha1,
    /// SHA-256 (FIPS 180-4).
    Sha256,
    /// SHA-512 (FIPS 180-4).
    Sha512,
    /// MD5 (RFC 1321).
    Md5,
    /// XXH64 with seed 0.
    XxHash64,
    /// XXH3 with 64 bits and seed 0.
    XxHash3,
    /// XXH3 with 128 bits and seed 0.
    XxHash128,
}

impl Algorithm {
    /// The algorithm of requests whose caller selects none.
    pub(crate) const DEFAULT: Self = Self::Crc32;

    /// All algorithms, the one to check a response with first: fast ones before cryptographic ones, as in official clients.
    pub const BY_PRIORITY: [Self; 10] = [
        Self::XxHash128,
        Self::XxHash3,
        Self::Crc64Nvme,
        Self::XxHash64,
        Self::Crc32c,
        Self::Crc32,
        Self::Sha1,
        Self::Sha256,
        Self::Sha512,
        Self::Md5,
    ];

    /// Returns the algorithm with a name in models, such as `CRC32`, whatever its case. Returns `None` for an unknown name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::BY_PRIORITY.into_iter().find(|algorithm| algorithm.name().eq_ignore_ascii_case(name))
    }

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

    /// Returns the name of the header, or of the trailer, that has the checksum of a body.
    pub const fn header(self) -> &'static str {
        match self {
            Self::Crc32 => "x-amz-checksum-crc32",
            Self::Crc32c => "x-amz-checksum-crc32c",
            Self::Crc64Nvme => "x-amz-checksum-crc64nvme",
            Self::Sha1 => "x-amz-checksum-sha1",
            Self::Sha256 => "x-amz-checksum-sha256",
            Self::Sha512 => "x-amz-checksum-sha512",
            Self::Md5 => "x-amz-checksum-md5",
            Self::XxHash64 => "x-amz-checksum-xxhash64",
            Self::XxHash3 => "x-amz-checksum-xxhash3",
            Self::XxHash128 => "x-amz-checksum-xxhash128",
        }
    }

    /// Returns the length of a checksum in bytes.
    pub const fn size(self) -> usize {
        match self {
            Self::Crc32 | Self::Crc32c => 4,
            Self::Crc64Nvme | Self::XxHash64 | Self::XxHash3 => 8,
            Self::Md5 | Self::XxHash128 => 16,
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }

    /// Returns the length of a checksum in base64.
    pub const fn base64_len(self) -> usize {
        self.size().div_ceil(3) * 4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_headers_belong_together() {
        for algorithm in Algorithm::BY_PRIORITY {
            let name = algorithm.name();
            assert_eq!(algorithm.header(), format!("x-amz-checksum-{}", name.to_ascii_lowercase()));
            assert_eq!(Algorithm::from_name(name), Some(algorithm));
            assert_eq!(Algorithm::from_name(&name.to_ascii_lowercase()), Some(algorithm));
        }
        assert_eq!(Algorithm::from_name("CRC"), None);
        assert_eq!(Algorithm::from_name(""), None);
    }
}
