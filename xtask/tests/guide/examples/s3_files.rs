use aws::s3::{Client, GetObjectInput, PutObjectInput};
use aws::smithereen::Body;
use std::error::Error;
use std::path::Path;
use tokio::io::AsyncWriteExt;

/// Uploads a file.
pub async fn upload(client: &Client, bucket: &str, key: &str, file: &Path) -> Result<(), Box<dyn Error>> {
    let body = Body::from_file(file).await?;
    client.put_object(&PutObjectInput::new(bucket, key).body(body)).await?;
    Ok(())
}

/// Downloads an object to a file, piece by piece. Returns its length in bytes.
pub async fn download(
    client: &Client,
    bucket: &str,
    key: &str,
    file: &Path,
) -> Result<usize, Box<dyn Error>> {
    let mut object = client.get_object(&GetObjectInput::new(bucket, key)).await?;
    let mut out = tokio::fs::File::create(file).await?;
    let mut length = 0;
    while let Some(piece) = object.body.next().await.transpose()? {
        out.write_all(&piece).await?;
        length += piece.len();
    }
    out.flush().await?;
    Ok(length)
}
