//! Differences of s3s-fs, which stores objects as files. Its operations are in `s3.rs` of its source.

use super::Difference;

const PATHS: &str = "keys are paths of files: they are normalized, and a segment has at most 255 bytes";
const CONDITIONS: &str = "only PutObject and CompleteMultipartUpload have conditions";
const TAGS: &str = "no tags of objects";
const VERSIONS: &str = "no versions";
const SETTINGS: &str = "no settings of buckets";
const ALGORITHMS: &str = "five algorithms are known, and others are ignored";
const ENCODING: &str = "`aws-chunked` is stored as the encoding of the object";
const LISTS: &str = "the encoding of keys is named in the response and not applied";
const PARTS: &str = "uploads in parts have no checksums";
const UPLOADS: &str = "errors of uploads in parts have other codes";
const BUCKETS: &str = "a bucket that is missing is not an error, and objects are put into it";

pub(super) const ALL: &[Difference] = &[
    Difference::new("buckets: create again", "BucketAlreadyExists", "the owner of a bucket is not known"),
    Difference::new("buckets: location", "is None", "buckets have no region"),
    Difference::new(
        "buckets: delete of one with an object",
        "should be 409",
        "a bucket is deleted with its objects",
    ),
    Difference::new("objects: a storage class", "InvalidStorageClass", "one storage class is known"),
    Difference::new("objects: head without a body", "is None", "no `Accept-Ranges`"),
    Difference::new("objects: get in a missing bucket", "404 NoSuchKey", BUCKETS),
    Difference::new("objects: put in a missing bucket", "should be 404", BUCKETS),
    Difference::new("ranges: a head", "Some(10)", "a head ignores the range"),
    Difference::new("conditions: get if another matches", "should be 412", CONDITIONS),
    Difference::new("conditions: get if it does not match", "should be 304", CONDITIONS),
    Difference::new("conditions: get if modified since now", "should be 304", CONDITIONS),
    Difference::new("conditions: get if unmodified since the past", "should be 412", CONDITIONS),
    Difference::new("conditions: head if another matches", "should be 412", CONDITIONS),
    Difference::new("conditions: head if it does not match", "should be 304", CONDITIONS),
    Difference::new(
        "conditions: put if a missing one matches",
        "412",
        "a missing object does not match either",
    ),
    Difference::new("multipart: get of a part", "is None", "part numbers of objects are ignored"),
    Difference::new(
        "multipart: parts in another order, one again",
        "InvalidRequest",
        "parts have to be 1, 2, 3 and so on",
    ),
    Difference::new("multipart: list of parts", "is None", "a list of parts has one page"),
    Difference::new("multipart: list of uploads", "NotImplemented", "no list of uploads"),
    Difference::new("multipart: abort", "AccessDenied", UPLOADS),
    Difference::new("multipart: complete with a wrong ETag", "should be 400", "ETags of parts are ignored"),
    Difference::new("multipart: complete in a wrong order", "InvalidRequest", UPLOADS),
    Difference::new(
        "multipart: complete with a short part",
        "AccessDenied",
        "an upload that could not be completed is gone",
    ),
    Difference::new("multipart: complete without parts", "InvalidPart", UPLOADS),
    Difference::new("multipart: an unknown upload", "InvalidRequest", UPLOADS),
    Difference::new("lists: fields of an object", "ETag should be", "lists have no ETags"),
    Difference::new("lists: encoded", "encoded should be", LISTS),
    Difference::new("hosts: in the host", "host/a b c", LISTS),
    Difference::new("buckets: delete after all steps", "InternalError", LISTS),
    Difference::new("lists: a wrong token", "should be 400", "a token is a key"),
    Difference::new("deletes: quiet", "is [", "a quiet delete lists what it has deleted"),
    Difference::new("deletes: in a missing bucket", "should be 404", BUCKETS),
    Difference::new("tags: number of tags", "is None", TAGS),
    Difference::new("tags: *", "NotImplemented", TAGS),
    Difference::new("versions: put twice", "no version", VERSIONS),
    Difference::new("versions: delete marker", "is None", VERSIONS),
    Difference::new("versions: a version that does not exist", "404 NoSuchKey", VERSIONS),
    Difference::new("versions: *", "NotImplemented", VERSIONS),
    Difference::new("settings: *", "NotImplemented", SETTINGS),
    Difference::new("checksums: attributes of an object", "NotImplemented", "no attributes of objects"),
    Difference::new("checksums: of *", "checksum of a part", PARTS),
    Difference::new("checksums: XXHASH*", "should be", ALGORITHMS),
    Difference::new("checksums: SHA512*", "should be", ALGORITHMS),
    Difference::new("checksums: MD5*", "should be", ALGORITHMS),
    Difference::new("checksums: *", "aws-chunked", ENCODING),
    Difference::new("peers: boto3 writes*", "aws-chunked", ENCODING).over("https"),
    Difference::new("keys: *", "listed keys", PATHS),
    Difference::new("keys: *", "InternalError", PATHS),
    Difference::new(
        "keys: *",
        "UnexpectedContent",
        "a key with a slash at its end is a folder, and has no content",
    ),
    Difference::new("hosts: *", "InternalError", PATHS),
    Difference::new("hosts: in the host, an odd key", "is []", PATHS),
    Difference::new(
        "peers: boto3 writes parts",
        "the CRC32 of the body",
        "an upload in parts keeps the checksum of the object that it replaces",
    ),
    Difference::new("peers: the key a//b/./c", "InternalError", PATHS),
    Difference::new("errors: an unknown key", "NotSignedUp", "the error has another code"),
    Difference::new(
        "errors: signed for another region",
        "should be 400",
        "a signature for any region is accepted",
    ),
    Difference::new("errors: request ID and message", "request_id: None", "errors have no request ID"),
    Difference::new(
        "presigned: post a form for another key",
        "should be 403, and is 400",
        "the status is 400",
    ),
    Difference::new(
        "transfers: an upload that fails is aborted",
        "ListMultipartUploads is not implemented",
        "uploads in parts cannot be listed",
    ),
    Difference::new(
        "transfers: a dropped upload is aborted",
        "should be 404",
        "the list of parts of an unknown upload is empty",
    ),
];
