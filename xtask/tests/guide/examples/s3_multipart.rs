use aws::s3::{
    AbortMultipartUploadInput, Client, CompleteMultipartUploadInput, CompletedMultipartUpload, CompletedPart,
    CreateMultipartUploadInput, UploadPartInput,
};
use aws::smithereen::Bytes;
use std::error::Error;

/// Uploads an object in one or more parts. Every part except the last has at least 5 MiB.
pub async fn upload_parts(
    client: &Client,
    bucket: &str,
    key: &str,
    parts: impl IntoIterator<Item = Bytes>,
) -> Result<(), Box<dyn Error>> {
    let created = client.create_multipart_upload(&CreateMultipartUploadInput::new(bucket, key)).await?;
    let id = created.upload_id.ok_or("the response has no upload ID")?;
    let Err(error) = upload(client, bucket, key, &id, parts).await else { return Ok(()) };
    // Parts of an unfinished upload are stored, and paid for, until it is aborted.
    match client.abort_multipart_upload(&AbortMultipartUploadInput::new(bucket, key, id)).await {
        Ok(_) => Err(error),
        Err(abort) => Err(format!("{error}; the upload could not be aborted: {abort}").into()),
    }
}

async fn upload(
    client: &Client,
    bucket: &str,
    key: &str,
    id: &str,
    parts: impl IntoIterator<Item = Bytes>,
) -> Result<(), Box<dyn Error>> {
    let mut completed = Vec::new();
    for (part, number) in parts.into_iter().zip(1..) {
        let input = UploadPartInput::new(bucket, key, number, id).body(part);
        let output = client.upload_part(&input).await?;
        let part = CompletedPart::default().part_number(number);
        completed.push(match output.e_tag {
            Some(tag) => part.e_tag(tag),
            None => part,
        });
    }
    let upload = CompletedMultipartUpload::default().parts(completed);
    let input = CompleteMultipartUploadInput::new(bucket, key, id).multipart_upload(upload);
    client.complete_multipart_upload(&input).await?;
    Ok(())
}
