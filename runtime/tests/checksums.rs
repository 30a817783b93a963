//! Checksums beside those of the official crate `aws-smithy-checksums`.
#![cfg(feature = "checksum")]

use aws_smithy_checksums::ChecksumAlgorithm;
use base64::{Engine, engine::general_purpose::STANDARD};
use proptest::prelude::*;
use smithereen::checksum::Algorithm;

/// The algorithms that the official crate computes. It takes `MD5` for CRC32, and knows no other.
const OFFICIAL: [Algorithm; 5] =
    [Algorithm::Crc32, Algorithm::Crc32c, Algorithm::Crc64Nvme, Algorithm::Sha1, Algorithm::Sha256];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn checksums_are_those_of_the_official_crate(data in prop::collection::vec(any::<u8>(), 0..5_000)) {
        for algorithm in OFFICIAL {
            let mut official = algorithm.name().parse::<ChecksumAlgorithm>().unwrap().into_impl();
            prop_assert_eq!(official.header_name(), algorithm.header());
            official.update(&data);
            prop_assert_eq!(algorithm.base64(&data), STANDARD.encode(official.finalize()));
        }
    }
}
