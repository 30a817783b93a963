use aws::s3::{Client, ListObjectsV2Input};
use std::error::Error;

/// Returns the keys with a prefix, from as many responses as that takes.
pub async fn keys(client: &Client, bucket: &str, prefix: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let mut keys = Vec::new();
    let mut input = ListObjectsV2Input::new(bucket).prefix(prefix);
    loop {
        let page = client.list_objects_v2(&input).await?;
        keys.extend(page.contents.into_iter().flatten().filter_map(|object| object.key));
        match page.next_continuation_token {
            Some(token) => input = input.continuation_token(token),
            None => return Ok(keys),
        }
    }
}
