//! Differences of moto.

use super::Difference;

const CODES: &str = "the error is not handled, and its response is not one of S3";
const SUMS: &str = "checksums of requests are not compared";

pub(super) const ALL: &[Difference] = &[
    Difference::new(
        "buckets: an invalid name",
        "should be 400",
        "names with capital letters and underscores are accepted",
    ),
    Difference::new("keys: a\\nb", "status 404", "the path of a request has no line breaks"),
    Difference::new("copies: if another matches", "should be 412", "copies have no conditions"),
    Difference::new("multipart: get of a part", "is None", "part numbers of objects are ignored"),
    Difference::new("multipart: abort", "500 -", CODES),
    Difference::new("multipart: an unknown upload", "500 -", CODES),
    Difference::new("multipart: complete in a wrong order", "should be 400", "parts are sorted"),
    Difference::new("lists: version 1, a delimiter", "list/c d", "common prefixes do not count as keys"),
    Difference::new("lists: a wrong token", "500 -", CODES),
    Difference::new("deletes: quiet", "is [", "a quiet delete lists what it has deleted"),
    Difference::new("versions: delete the marker", "is None", "the delete of a marker has no marker"),
    Difference::new("checksums: XXHASH*", "should be 400", SUMS),
    Difference::new("checksums: CRC*", "should be 400", SUMS),
    Difference::new("checksums: SHA*", "should be 400", SUMS),
    Difference::new("checksums: MD5*", "should be 400", SUMS),
    Difference::new("checksums: a wrong Content-MD5", "should be 400", SUMS),
    Difference::new(
        "checksums: attributes of an object",
        "size should be",
        "spaces after the commas of a header are part of its values",
    ),
    Difference::new("checksums: of parts", "should not be", "the checksum is that of the whole object"),
    Difference::new("checksums: of all parts as one", "d2lF9w==", "CRC64NVME is taken for CRC32"),
    Difference::new(
        "errors: signed for another region",
        "should be 400",
        "a signature for any region is accepted",
    ),
    Difference::new(
        "hosts: in the host, a key with a slash at its beginning",
        "SignatureDoesNotMatch",
        "its HTTP server removes slashes at the beginning of a path",
    ),
    Difference::new("presigned: *", "500", "requests are authorized by a header alone"),
    Difference::new("presigned: get with other headers", "403", "requests are authorized by a header alone"),
    Difference::new("guide: the first program", "error: 500", "requests are authorized by a header alone"),
    Difference::new("guide: a link", "error: 500", "requests are authorized by a header alone"),
];
