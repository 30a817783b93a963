//! Input and output of `CopyObject` in the types of `aws-sdk-s3`.

use super::s3::time;
use aws_sdk_s3::operation::copy_object::{CopyObjectInput, CopyObjectOutput};
use aws_sdk_s3::primitives::DateTime;
use serde_json::Value;

pub(super) fn input(params: &Value) -> CopyObjectInput {
    let text = |name: &str| params[name].as_str().map(str::to_owned);
    let time = |name: &str| params[name].as_i64().map(DateTime::from_secs);
    CopyObjectInput::builder()
        .set_acl(params["ACL"].as_str().map(Into::into))
        .set_bucket(text("Bucket"))
        .set_cache_control(text("CacheControl"))
        .set_checksum_algorithm(params["ChecksumAlgorithm"].as_str().map(Into::into))
        .set_content_disposition(text("ContentDisposition"))
        .set_content_encoding(text("ContentEncoding"))
        .set_content_language(text("ContentLanguage"))
        .set_content_type(text("ContentType"))
        .set_copy_source(text("CopySource"))
        .set_copy_source_if_match(text("CopySourceIfMatch"))
        .set_copy_source_if_modified_since(time("CopySourceIfModifiedSince"))
        .set_copy_source_if_none_match(text("CopySourceIfNoneMatch"))
        .set_copy_source_if_unmodified_since(time("CopySourceIfUnmodifiedSince"))
        .set_expires(time("Expires"))
        .set_grant_full_control(text("GrantFullControl"))
        .set_grant_read(text("GrantRead"))
        .set_grant_read_acp(text("GrantReadACP"))
        .set_grant_write_acp(text("GrantWriteACP"))
        .set_if_match(text("IfMatch"))
        .set_if_none_match(text("IfNoneMatch"))
        .set_key(text("Key"))
        .set_metadata_directive(params["MetadataDirective"].as_str().map(Into::into))
        .set_tagging_directive(params["TaggingDirective"].as_str().map(Into::into))
        .set_server_side_encryption(params["ServerSideEncryption"].as_str().map(Into::into))
        .set_storage_class(params["StorageClass"].as_str().map(Into::into))
        .set_website_redirect_location(text("WebsiteRedirectLocation"))
        .set_sse_customer_algorithm(text("SSECustomerAlgorithm"))
        .set_sse_customer_key(text("SSECustomerKey"))
        .set_sse_customer_key_md5(text("SSECustomerKeyMD5"))
        .set_ssekms_key_id(text("SSEKMSKeyId"))
        .set_ssekms_encryption_context(text("SSEKMSEncryptionContext"))
        .set_bucket_key_enabled(params["BucketKeyEnabled"].as_bool())
        .set_copy_source_sse_customer_algorithm(text("CopySourceSSECustomerAlgorithm"))
        .set_copy_source_sse_customer_key(text("CopySourceSSECustomerKey"))
        .set_copy_source_sse_customer_key_md5(text("CopySourceSSECustomerKeyMD5"))
        .set_request_payer(params["RequestPayer"].as_str().map(Into::into))
        .set_tagging(text("Tagging"))
        .set_object_lock_mode(params["ObjectLockMode"].as_str().map(Into::into))
        .set_object_lock_retain_until_date(time("ObjectLockRetainUntilDate"))
        .set_object_lock_legal_hold_status(params["ObjectLockLegalHoldStatus"].as_str().map(Into::into))
        .set_expected_bucket_owner(text("ExpectedBucketOwner"))
        .set_expected_source_bucket_owner(text("ExpectedSourceBucketOwner"))
        .build()
        .expect("it is complete")
}

/// Returns the members of an output by the names of the suite's model, in which the payload has no structure of its own.
pub(super) fn members(output: &CopyObjectOutput) -> Vec<(&'static str, Option<Value>)> {
    let text = |text: Option<&str>| text.map(Value::from);
    let result = output.copy_object_result();
    vec![
        ("Expiration", text(output.expiration())),
        ("CopySourceVersionId", text(output.copy_source_version_id())),
        ("VersionId", text(output.version_id())),
        ("ServerSideEncryption", text(output.server_side_encryption().map(|value| value.as_str()))),
        ("SSECustomerAlgorithm", text(output.sse_customer_algorithm())),
        ("SSECustomerKeyMD5", text(output.sse_customer_key_md5())),
        ("SSEKMSKeyId", text(output.ssekms_key_id())),
        ("SSEKMSEncryptionContext", text(output.ssekms_encryption_context())),
        ("BucketKeyEnabled", output.bucket_key_enabled().map(Value::from)),
        ("RequestCharged", text(output.request_charged().map(|value| value.as_str()))),
        ("ETag", text(result.and_then(|result| result.e_tag()))),
        ("LastModified", time(result.and_then(|result| result.last_modified()))),
        ("ChecksumType", text(result.and_then(|result| result.checksum_type()).map(|value| value.as_str()))),
        ("ChecksumCRC32", text(result.and_then(|result| result.checksum_crc32()))),
        ("ChecksumCRC32C", text(result.and_then(|result| result.checksum_crc32_c()))),
        ("ChecksumCRC64NVME", text(result.and_then(|result| result.checksum_crc64_nvme()))),
        ("ChecksumSHA1", text(result.and_then(|result| result.checksum_sha1()))),
        ("ChecksumSHA256", text(result.and_then(|result| result.checksum_sha256()))),
    ]
}
