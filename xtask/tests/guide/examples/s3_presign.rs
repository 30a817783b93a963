use aws::s3::{Client, GetObjectInput};
use std::error::Error;
use std::time::Duration;

/// Returns a link to an object that anyone can open for an hour.
pub async fn link(client: &Client, bucket: &str, key: &str) -> Result<String, Box<dyn Error>> {
    let input = GetObjectInput::new(bucket, key);
    let presigned = client.caller().presign(&input, Duration::from_secs(3600)).await?;
    Ok(presigned.url().to_owned())
}
