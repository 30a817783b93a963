use aws::s3::{Client, ListObjectsV2Input, Object};
use std::error::Error;

/// Returns up to `limit` objects, and the token with which the next call continues; no token after the last object.
pub async fn some_objects(
    client: &Client,
    bucket: &str,
    limit: usize,
    token: Option<&str>,
) -> Result<(Vec<Object>, Option<String>), Box<dyn Error>> {
    let input = ListObjectsV2Input::new(bucket);
    let mut items = client.list_objects_v2_paginator(&input).page_size(100).items().limit(limit);
    if let Some(token) = token {
        items = items.start_at(&token.parse()?)?;
    }
    let mut objects = Vec::new();
    while let Some(object) = items.next().await {
        objects.push(object?);
    }
    Ok((objects, items.token().map(|token| token.to_string())))
}
