//! The types of S3's `ListObjectsV2` and `CompleteMultipartUpload`, in the form that the generator emits.

use smithereen::protocol::RestXml;
use smithereen::schema::RareTraits;
use smithereen::{Endpoint, Operation, OperationSchema, Service, Timestamp};

static SERVICE: Service =
    Service::new("S3", &RestXml::new().namespace("http://s3.amazonaws.com/doc/2006-03-01/", ""), |_| {
        Endpoint::new("https://s3.example.com")
    });

/// An enum with its known values, like a generated one.
macro_rules! enumeration {
    ($name:ident { $($variant:ident = $text:literal),* }) => {
        #[derive(Clone, PartialEq)]
        pub(crate) enum $name {
            $($variant,)*
            Unknown(String),
        }

        impl $name {
            pub(crate) fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(text) => text,
                }
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                match text.as_str() {
                    $($text => Self::$variant,)*
                    _ => Self::Unknown(text),
                }
            }
        }

        smithereen::string_enum!($name);
    };
}

enumeration!(StorageClass { Standard = "STANDARD", Glacier = "GLACIER", StandardIa = "STANDARD_IA" });
enumeration!(ChecksumAlgorithm { Crc32 = "CRC32", Crc64Nvme = "CRC64NVME", Sha256 = "SHA256" });
enumeration!(ChecksumType { Composite = "COMPOSITE", FullObject = "FULL_OBJECT" });
enumeration!(EncodingType { Url = "url" });
enumeration!(RequestCharged { Requester = "requester" });

#[derive(Clone, Default, PartialEq)]
pub(crate) struct ListObjectsV2Input {
    bucket: Option<String>,
}

smithereen::structure!(ListObjectsV2Input = "ListObjectsV2Request" {
    0 bucket => Member::new("Bucket").label("Bucket"),
});

#[derive(Clone, PartialEq)]
pub(crate) enum ListObjectsV2Error {
    Unknown(String),
}

smithereen::operation_error!(ListObjectsV2Error = "ListObjectsV2Error" {});

impl Operation for ListObjectsV2Input {
    type Output = ListObjectsV2Output;
    type Error = ListObjectsV2Error;
    const OPERATION: &'static OperationSchema =
        &OperationSchema::new(&SERVICE, "ListObjectsV2", "GET", "/").url_encoding("EncodingType");
}

/// Members that responses have in the encoding of forms.
static ENCODED: RareTraits = RareTraits::new().url_encoded();

#[derive(Clone, Default, PartialEq)]
pub(crate) struct ListObjectsV2Output {
    pub(crate) is_truncated: Option<bool>,
    pub(crate) contents: Option<Vec<Object>>,
    pub(crate) name: Option<String>,
    pub(crate) prefix: Option<String>,
    pub(crate) delimiter: Option<String>,
    pub(crate) max_keys: Option<i32>,
    pub(crate) common_prefixes: Option<Vec<CommonPrefix>>,
    pub(crate) encoding_type: Option<EncodingType>,
    pub(crate) key_count: Option<i32>,
    pub(crate) continuation_token: Option<String>,
    pub(crate) next_continuation_token: Option<String>,
    pub(crate) start_after: Option<String>,
    pub(crate) request_charged: Option<RequestCharged>,
}

smithereen::structure!(ListObjectsV2Output = "ListObjectsV2Output" {
    0 is_truncated => Member::new("IsTruncated"),
    1 contents => Member::new("Contents").with(Flag::Flattened),
    2 name => Member::new("Name"),
    3 prefix => Member::new("Prefix").rare(&ENCODED),
    4 delimiter => Member::new("Delimiter").rare(&ENCODED),
    5 max_keys => Member::new("MaxKeys"),
    6 common_prefixes => Member::new("CommonPrefixes").with(Flag::Flattened),
    7 encoding_type => Member::new("EncodingType"),
    8 key_count => Member::new("KeyCount"),
    9 continuation_token => Member::new("ContinuationToken"),
    10 next_continuation_token => Member::new("NextContinuationToken"),
    11 start_after => Member::new("StartAfter").rare(&ENCODED),
    12 request_charged => Member::new("RequestCharged").header("x-amz-request-charged"),
});

#[derive(Clone, Default, PartialEq)]
pub(crate) struct CommonPrefix {
    pub(crate) prefix: Option<String>,
}

smithereen::structure!(CommonPrefix = "CommonPrefix" {
    0 prefix => Member::new("Prefix").rare(&ENCODED),
});

#[derive(Clone, Default, PartialEq)]
pub(crate) struct Object {
    pub(crate) key: Option<String>,
    pub(crate) last_modified: Option<Timestamp>,
    pub(crate) e_tag: Option<String>,
    pub(crate) checksum_algorithm: Option<Vec<ChecksumAlgorithm>>,
    pub(crate) checksum_type: Option<ChecksumType>,
    pub(crate) size: Option<i64>,
    pub(crate) storage_class: Option<StorageClass>,
    pub(crate) owner: Option<Owner>,
    pub(crate) restore_status: Option<RestoreStatus>,
}

smithereen::structure!(Object = "Object" {
    0 key => Member::new("Key").rare(&ENCODED),
    1 last_modified => Member::new("LastModified"),
    2 e_tag => Member::new("ETag"),
    3 checksum_algorithm => Member::new("ChecksumAlgorithm").with(Flag::Flattened),
    4 checksum_type => Member::new("ChecksumType"),
    5 size => Member::new("Size"),
    6 storage_class => Member::new("StorageClass"),
    7 owner => Member::new("Owner"),
    8 restore_status => Member::new("RestoreStatus"),
});

#[derive(Clone, Default, PartialEq)]
pub(crate) struct Owner {
    pub(crate) display_name: Option<String>,
    pub(crate) id: Option<String>,
}

smithereen::structure!(Owner = "Owner" {
    0 display_name => Member::new("DisplayName"),
    1 id => Member::new("ID"),
});

#[derive(Clone, Default, PartialEq)]
pub(crate) struct RestoreStatus {
    pub(crate) is_restore_in_progress: Option<bool>,
    pub(crate) restore_expiry_date: Option<Timestamp>,
}

smithereen::structure!(RestoreStatus = "RestoreStatus" {
    0 is_restore_in_progress => Member::new("IsRestoreInProgress"),
    1 restore_expiry_date => Member::new("RestoreExpiryDate"),
});

#[derive(Clone, Default, PartialEq)]
pub(crate) struct CompletedMultipartUpload {
    pub(crate) parts: Option<Vec<CompletedPart>>,
}

smithereen::structure!(CompletedMultipartUpload = "CompleteMultipartUpload" {
    0 parts => Member::new("Parts").wire("Part").with(Flag::Flattened),
});

#[derive(Clone, Default, PartialEq)]
pub(crate) struct CompletedPart {
    pub(crate) e_tag: Option<String>,
    pub(crate) checksum_crc32: Option<String>,
    pub(crate) checksum_crc32_c: Option<String>,
    pub(crate) checksum_crc64_nvme: Option<String>,
    pub(crate) checksum_sha1: Option<String>,
    pub(crate) checksum_sha256: Option<String>,
    pub(crate) part_number: Option<i32>,
}

smithereen::structure!(CompletedPart = "CompletedPart" {
    0 e_tag => Member::new("ETag"),
    1 checksum_crc32 => Member::new("ChecksumCRC32"),
    2 checksum_crc32_c => Member::new("ChecksumCRC32C"),
    3 checksum_crc64_nvme => Member::new("ChecksumCRC64NVME"),
    4 checksum_sha1 => Member::new("ChecksumSHA1"),
    5 checksum_sha256 => Member::new("ChecksumSHA256"),
    6 part_number => Member::new("PartNumber"),
});

static NAMESPACE: RareTraits = RareTraits::new().namespace("http://s3.amazonaws.com/doc/2006-03-01/", "");

/// The input of `CompleteMultipartUpload`.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct UploadInput {
    pub(crate) bucket: Option<String>,
    pub(crate) key: Option<String>,
    pub(crate) multipart_upload: Option<CompletedMultipartUpload>,
    pub(crate) upload_id: Option<String>,
}

smithereen::structure!(UploadInput = "CompleteMultipartUploadRequest" {
    0 bucket => Member::new("Bucket").label("Bucket"),
    1 key => Member::new("Key").label("Key"),
    2 multipart_upload => Member::new("MultipartUpload").wire("CompleteMultipartUpload").rare(&NAMESPACE).with(Flag::Structure).payload(),
    3 upload_id => Member::new("UploadId").query("uploadId"),
});

#[derive(Clone, Default, PartialEq)]
pub(crate) struct UploadOutput {}

smithereen::structure!(UploadOutput = "CompleteMultipartUploadOutput" {});

#[derive(Clone, PartialEq)]
pub(crate) enum UploadError {
    Unknown(String),
}

smithereen::operation_error!(UploadError = "CompleteMultipartUploadError" {});

impl Operation for UploadInput {
    type Output = UploadOutput;
    type Error = UploadError;
    const OPERATION: &'static OperationSchema =
        &OperationSchema::new(&SERVICE, "CompleteMultipartUpload", "POST", "/{Bucket}/{Key+}");
}
