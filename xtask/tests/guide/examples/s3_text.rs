use aws::s3::{Client, GetObjectError, GetObjectInput, PutObjectInput};
use std::error::Error;

/// Stores a text.
pub async fn store(client: &Client, bucket: &str, key: &str, text: String) -> Result<(), Box<dyn Error>> {
    client.put_object(&PutObjectInput::new(bucket, key).content_type("text/plain").body(text)).await?;
    Ok(())
}

/// Loads a text, or returns `None` if there is no such object.
pub async fn load(client: &Client, bucket: &str, key: &str) -> Result<Option<String>, Box<dyn Error>> {
    let object = match client.get_object(&GetObjectInput::new(bucket, key)).await {
        Ok(object) => object,
        Err(error) => match error.as_service().map(|error| error.error()) {
            Some(GetObjectError::NoSuchKey(_)) => return Ok(None),
            _ => return Err(error.into()),
        },
    };
    let bytes = object.body.collect().await?;
    Ok(Some(String::from_utf8(bytes.to_vec())?))
}
