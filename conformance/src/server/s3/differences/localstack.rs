//! Differences of LocalStack's provider of S3.

use super::Difference;

const ALGORITHMS: &str = "five algorithms are known, and others are ignored";
const LISTS: &str = "encoded keys are compared with markers and tokens that are not encoded";
const SIGNATURES: &str = "signatures are not checked";
const SLASHES: &str = "its HTTP server removes slashes at the beginning of a path";
const TRAILER: &str = "a trailer with a CRC32C is taken for two checksums";

pub(super) const ALL: &[Difference] = &[
    Difference::new("multipart: complete without parts", "400 InvalidRequest", "the error has another code"),
    Difference::new("lists: pages", "pages should be 4", LISTS),
    Difference::new("lists: after a key", "list/c d", LISTS),
    Difference::new("lists: version 1, pages", "keys should be", LISTS),
    Difference::new("lists: a wrong token", "500 InternalError", "the error is not handled"),
    Difference::new("checksums: XXHASH*", "should be", ALGORITHMS),
    Difference::new("checksums: SHA512*", "should be", ALGORITHMS),
    Difference::new("checksums: MD5*", "should be", ALGORITHMS),
    Difference::new("checksums: CRC32C, of a stream", "single x-amz-checksum-", TRAILER),
    Difference::new("peers: boto3 writes, CRC32C", "single x-amz-checksum-", TRAILER).over("https"),
    Difference::new("peers: boto3 writes parts", "single x-amz-checksum-", TRAILER).over("https"),
    Difference::new("errors: another secret", "should be 403", SIGNATURES),
    Difference::new("errors: a head with another secret", "should be 403", SIGNATURES),
    Difference::new("errors: a put with another secret", "should be 403", SIGNATURES),
    Difference::new("errors: an unknown key", "should be 403", SIGNATURES),
    Difference::new("errors: signed for another region", "should be 400", SIGNATURES),
    Difference::new("hosts: in the host, a key with a slash at its beginning", "NoSuchKey", SLASHES),
];
