use aws::s3::{Client, ListObjectsV2Input};
use std::error::Error;

/// Returns the keys with a prefix, from as many responses as that takes.
pub async fn keys(client: &Client, bucket: &str, prefix: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let input = ListObjectsV2Input::new(bucket).prefix(prefix);
    let mut objects = client.list_objects_v2_paginator(&input).items();
    let mut keys = Vec::new();
    while let Some(object) = objects.next().await {
        keys.extend(object?.key);
    }
    Ok(keys)
}
