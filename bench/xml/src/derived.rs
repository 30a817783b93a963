//! The same types for quick-xml with serde's derive.

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "a reader has to fill all fields")]
pub(crate) struct ListBucketResult {
    is_truncated: Option<bool>,
    #[serde(default)]
    pub(crate) contents: Vec<Object>,
    name: Option<String>,
    prefix: Option<String>,
    delimiter: Option<String>,
    max_keys: Option<i32>,
    #[serde(default)]
    common_prefixes: Vec<CommonPrefix>,
    encoding_type: Option<String>,
    key_count: Option<i32>,
    continuation_token: Option<String>,
    next_continuation_token: Option<String>,
    start_after: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "a reader has to fill all fields")]
struct CommonPrefix {
    prefix: Option<String>,
}

/// An object. Its time stays a text, which costs less than what the others do.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "a reader has to fill all fields")]
pub(crate) struct Object {
    pub(crate) key: Option<String>,
    last_modified: Option<String>,
    #[serde(rename = "ETag")]
    e_tag: Option<String>,
    #[serde(default)]
    checksum_algorithm: Vec<String>,
    checksum_type: Option<String>,
    size: Option<i64>,
    storage_class: Option<String>,
    owner: Option<Owner>,
    restore_status: Option<RestoreStatus>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "a reader has to fill all fields")]
struct Owner {
    display_name: Option<String>,
    #[serde(rename = "ID")]
    id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "a reader has to fill all fields")]
struct RestoreStatus {
    is_restore_in_progress: Option<bool>,
    restore_expiry_date: Option<String>,
}
