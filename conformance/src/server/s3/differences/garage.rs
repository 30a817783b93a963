//! Differences of Garage.

use super::Difference;

const CODES: &str = "errors have other codes";
const SLASHES: &str = "a prefix with a slash at its beginning matches no key";
const CONDITIONS: &str = "PutObject has no conditions";
const TAGS: &str = "no tags of objects";
const VERSIONS: &str = "no versions";
const SETTINGS: &str = "of the settings of buckets, only CORS, lifecycle and website";
const TRAILERS: &str =
    "five algorithms are known, and others are rejected in trailers, before the body has been read";
/// `compute_streaming_trailer_signature` of its source has `AWS4-HMAC-SHA256-PAYLOAD` in place of `AWS4-HMAC-SHA256-TRAILER`.
const SIGNED_TRAILERS: &str = "trailers with a signature are verified with the algorithm name of chunks";
const ALGORITHMS: &str = "five algorithms are known, and others are ignored";

pub(super) const ALL: &[Difference] = &[
    Difference::new("buckets: an invalid name", "400 InvalidRequest", CODES),
    Difference::new("objects: put of *", "Invalid payload signature", SIGNED_TRAILERS).over("http"),
    Difference::new("multipart: parts from streams", "Invalid payload signature", SIGNED_TRAILERS)
        .over("http"),
    Difference::new("checksums: *", "Invalid payload signature", SIGNED_TRAILERS).over("http"),
    Difference::new("guide: a file", "Invalid payload signature", SIGNED_TRAILERS).over("http"),
    Difference::new(
        "guide: the first program",
        "unexpected scope",
        "signatures are for the configured region alone",
    ),
    Difference::new("peers: boto3 reads a stream", "Invalid payload signature", SIGNED_TRAILERS).over("http"),
    Difference::new("objects: a storage class", "is None", "no storage classes"),
    Difference::new("ranges: a head", "Some(10)", "a head ignores the range"),
    Difference::new("conditions: get if another matches", "412 -", "the error has no body"),
    Difference::new("conditions: get if unmodified since the past", "412 -", "the error has no body"),
    Difference::new("conditions: put if there is none", "should be 412", CONDITIONS),
    Difference::new("conditions: put if another matches", "should be 412", CONDITIONS),
    Difference::new("conditions: put if a missing one matches", "should be 404", CONDITIONS),
    Difference::new("keys: /leading", "is []", SLASHES),
    Difference::new("keys: //two", "is []", SLASHES),
    Difference::new("hosts: in the host, a key with a slash at its beginning", "is []", SLASHES),
    Difference::new(
        "multipart: a part with a wrong number",
        "should be 400",
        "numbers of parts have no limit",
    ),
    Difference::new(
        "multipart: complete with a short part",
        "should be 400",
        "parts have no shortest length",
    ),
    Difference::new("multipart: complete without parts", "400 InvalidRequest", CODES),
    Difference::new("lists: fields of an object", "owner should be", "objects have no owner"),
    Difference::new("lists: a wrong token", "400 InvalidRequest", CODES),
    Difference::new("deletes: no objects", "should be 400", "a delete of nothing succeeds"),
    Difference::new("tags: number of tags", "is None", TAGS),
    Difference::new("tags: *", "NotImplemented", TAGS),
    Difference::new("versions: delete marker", "is None", VERSIONS),
    Difference::new("versions: a version that does not exist", "404 NoSuchKey", VERSIONS),
    Difference::new("versions: *", "NotImplemented", VERSIONS),
    Difference::new("settings: *", "NotImplemented", SETTINGS),
    Difference::new("settings: website", "should be 404", "a missing website is an empty response"),
    Difference::new("settings: ACL", "no owner", "buckets have no owner"),
    Difference::new("checksums: XXHASH*", "should be", ALGORITHMS),
    Difference::new("checksums: XXHASH*", "invalid checksum algorithm|the connection failed", TRAILERS),
    Difference::new("checksums: SHA512*", "should be", ALGORITHMS),
    Difference::new("checksums: SHA512*", "invalid checksum algorithm|the connection failed", TRAILERS),
    Difference::new("checksums: MD5*", "should be", ALGORITHMS),
    Difference::new("checksums: MD5*", "invalid checksum algorithm|the connection failed", TRAILERS),
    Difference::new("checksums: *", "400 InvalidDigest", CODES),
    Difference::new("checksums: attributes of an object", "not XML", "the request is taken for a GetObject"),
    Difference::new("errors: another secret", "403 AccessDenied", CODES),
    Difference::new("errors: a put with another secret", "403 AccessDenied", CODES),
    Difference::new("errors: an unknown key", "403 AccessDenied", CODES),
    Difference::new(
        "errors: signed for another region",
        "should be 400",
        "the error has the region in a field, so the client repeats the call there",
    ),
    Difference::new("errors: request ID and message", "request_id: None", "errors have no request ID"),
    Difference::new("presigned: put without its headers", "400", "the status is 400"),
    Difference::new("presigned: after it has expired", "\"status\":400", "the status is 400"),
    Difference::new(
        "presigned: post a form for another key",
        "should be 403, and is 400",
        "the status is 400",
    ),
];
