//! Incremental computation of checksums.

use super::algorithm::Algorithm;
use super::crc::{Crc32c, Crc64Nvme};
use crate::base64;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};
use std::fmt;
use std::hash::Hasher as _;
use twox_hash::{XxHash3_64, XxHash3_128, XxHash64};

/// Computes the checksum of a body that arrives in parts.
///
/// ```
/// use smithereen::checksum::{Algorithm, Hasher};
/// let mut hasher = Hasher::new(Algorithm::Crc32);
/// hasher.update(b"12345");
/// hasher.update(b"6789");
/// assert_eq!(hasher.base64(), "y/Q5Jg==");
/// ```
#[derive(Clone)]
pub struct Hasher {
    algorithm: Algorithm,
    state: State,
}

#[derive(Clone)]
enum State {
    Crc32(crc32fast::Hasher),
    Crc32c(Crc32c),
    Crc64Nvme(Crc64Nvme),
    Sha1(Sha1),
    Sha256(Sha256),
    // The largest states are boxed, so that the type stays small.
    Sha512(Box<Sha512>),
    Md5(Md5),
    XxHash64(XxHash64),
    XxHash3(Box<XxHash3_64>),
    XxHash128(Box<XxHash3_128>),
}

impl Hasher {
    /// Creates a hasher of an empty body.
    pub fn new(algorithm: Algorithm) -> Self {
        let state = match algorithm {
            Algorithm::Crc32 => State::Crc32(crc32fast::Hasher::new()),
            Algorithm::Crc32c => State::Crc32c(Crc32c::new()),
            Algorithm::Crc64Nvme => State::Crc64Nvme(Crc64Nvme::new()),
            Algorithm::Sha1 => State::Sha1(Sha1::new()),
            Algorithm::Sha256 => State::Sha256(Sha256::new()),
            Algorithm::Sha512 => State::Sha512(Box::default()),
            Algorithm::Md5 => State::Md5(Md5::new()),
            Algorithm::XxHash64 => State::XxHash64(XxHash64::with_seed(0)),
            Algorithm::XxHash3 => State::XxHash3(Box::new(XxHash3_64::new())),
            Algorithm::XxHash128 => State::XxHash128(Box::new(XxHash3_128::new())),
        };
        Self { algorithm, state }
    }

    /// Returns the algorithm.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Appends a part of the body.
    pub fn update(&mut self, data: &[u8]) {
        match &mut self.state {
            State::Crc32(hasher) => hasher.update(data),
            State::Crc32c(hasher) => hasher.update(data),
            State::Crc64Nvme(hasher) => hasher.update(data),
            State::Sha1(hasher) => hasher.update(data),
            State::Sha256(hasher) => hasher.update(data),
            State::Sha512(hasher) => hasher.update(data),
            State::Md5(hasher) => hasher.update(data),
            State::XxHash64(hasher) => hasher.write(data),
            State::XxHash3(hasher) => hasher.write(data),
            State::XxHash128(hasher) => hasher.write(data),
        }
    }

    /// Returns the checksum, the most significant byte first.
    pub fn bytes(self) -> Vec<u8> {
        match self.state {
            State::Crc32(hasher) => hasher.finalize().to_be_bytes().to_vec(),
            State::Crc32c(hasher) => hasher.finish().to_be_bytes().to_vec(),
            State::Crc64Nvme(hasher) => hasher.finish().to_be_bytes().to_vec(),
            State::Sha1(hasher) => hasher.finalize().to_vec(),
            State::Sha256(hasher) => hasher.finalize().to_vec(),
            State::Sha512(hasher) => hasher.finalize().to_vec(),
            State::Md5(hasher) => hasher.finalize().to_vec(),
            State::XxHash64(hasher) => hasher.finish().to_be_bytes().to_vec(),
            State::XxHash3(hasher) => hasher.finish().to_be_bytes().to_vec(),
            State::XxHash128(hasher) => hasher.finish_128().to_be_bytes().to_vec(),
        }
    }

    /// Returns the checksum in base64, as the headers have it.
    pub fn base64(self) -> String {
        base64::encode(self.bytes())
    }
}

impl Algorithm {
    /// Returns the checksum of `data` in base64.
    pub fn base64(self, data: &[u8]) -> String {
        let mut hasher = Hasher::new(self);
        hasher.update(data);
        hasher.base64()
    }
}

/// Shows the algorithm only: the state of a hasher reveals the body.
impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hasher").field("algorithm", &self.algorithm).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The published check values: for CRCs those of `123456789` in the catalogue of parametrised CRC algorithms (reveng), for
    /// SHA and MD5 those of `abc` in FIPS 180-4 and RFC 1321, for XXH those of the empty input in the specification of xxHash.
    #[test]
    fn published_check_values_are_computed() {
        let hex = |algorithm, data: &[u8]| {
            let mut hasher = Hasher::new(algorithm);
            hasher.update(data);
            hasher.bytes().iter().map(|byte| format!("{byte:02x}")).collect::<String>()
        };
        assert_eq!(hex(Algorithm::Crc32, b"123456789"), "cbf43926");
        assert_eq!(hex(Algorithm::Crc32c, b"123456789"), "e3069283");
        assert_eq!(hex(Algorithm::Crc64Nvme, b"123456789"), "ae8b14860a799888");
        assert_eq!(hex(Algorithm::Sha1, b"abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert_eq!(
            hex(Algorithm::Sha256, b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            hex(Algorithm::Sha512, b"abc"),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
             2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        );
        assert_eq!(hex(Algorithm::Md5, b"abc"), "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(hex(Algorithm::XxHash64, b""), "ef46db3751d8e999");
        assert_eq!(hex(Algorithm::XxHash3, b""), "2d06800538d394c2");
        assert_eq!(hex(Algorithm::XxHash128, b""), "99aa06d3014798d86001c324468d497f");
    }

    /// Computed with `awscrt` 0.38.1 (CRC, XXH) and OpenSSL (SHA, MD5), as botocore computes them, for the bytes `i % 251` of
    /// 100,000 indices: an input with several blocks of every algorithm.
    #[test]
    fn checksums_are_those_of_official_clients() {
        let data: Vec<u8> = (0..100_000_u32).map(|index| (index % 251) as u8).collect();
        for (algorithm, expected) in [
            (Algorithm::Crc32, "s1O4+g=="),
            (Algorithm::Crc32c, "ckf2aw=="),
            (Algorithm::Crc64Nvme, "rdtuPFGJcz8="),
            (Algorithm::Sha1, "I6EGWg9qSFEZBJvyeZF53QFU77s="),
            (Algorithm::Sha256, "zS32lOQkvHlozDf0d1EBnlygzRvfLkeepTfDocMu4ao="),
            (
                Algorithm::Sha512,
                "mmMxSnGQeYKqicot/W4itcWkNt86e1X5N4XX95cTJKP9UArnLgZqU2ex8tQHqCBQPG4vE99Yhfg6Sa7bBwbbhA==",
            ),
            (Algorithm::Md5, "KMtZXBWOm3TjSuno2nEP/w=="),
            (Algorithm::XxHash64, "TPde5yzY9Mw="),
            (Algorithm::XxHash3, "QsI67q2WdQ0="),
            (Algorithm::XxHash128, "VBgsWLuxM3xCwjrurZZ1DQ=="),
        ] {
            assert_eq!(algorithm.base64(&data), expected, "{algorithm:?}");
        }
    }

    #[test]
    fn checksums_have_the_stated_length() {
        for algorithm in Algorithm::BY_PRIORITY {
            assert_eq!(Hasher::new(algorithm).bytes().len(), algorithm.size(), "{algorithm:?}");
            assert_eq!(algorithm.base64(b"x").len(), algorithm.base64_len(), "{algorithm:?}");
        }
    }

    #[test]
    fn debug_output_has_no_state() {
        let mut hasher = Hasher::new(Algorithm::Crc32);
        hasher.update(b"secret");
        assert_eq!(format!("{hasher:?}"), "Hasher { algorithm: Crc32, .. }");
    }

    proptest! {
        #[test]
        fn parts_have_the_checksum_of_the_whole(
            parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..6),
        ) {
            for algorithm in Algorithm::BY_PRIORITY {
                let mut hasher = Hasher::new(algorithm);
                parts.iter().for_each(|part| hasher.update(part));
                prop_assert_eq!(hasher.base64(), algorithm.base64(&parts.concat()));
            }
        }
    }
}
