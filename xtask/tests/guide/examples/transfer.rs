use aws::smithereen::Body;
use smithereen_transfer::{Download, Progress, Unfinished, Upload, UploadError};
use std::error::Error;
use std::io::Write;

smithereen_transfer::s3!(aws::s3);

/// Uploads a body of any length. If the future is dropped, the upload is aborted in the background.
pub async fn upload(object: &S3Object, body: Body) -> Result<(), UploadError> {
    let abort = |unfinished: Unfinished| {
        let object = object.clone();
        tokio::spawn(async move { unfinished.abort(&object).await });
    };
    Upload::new(object).on_drop(abort).send(body).await?;
    Ok(())
}

/// Uploads a body, and keeps an upload that fails. `state` is the JSON from an earlier attempt. Returns such JSON on failure.
pub async fn upload_or_keep(
    object: &S3Object,
    body: Body,
    state: Option<String>,
) -> Result<Option<String>, Box<dyn Error>> {
    let mut upload = Upload::new(object).keep_unfinished();
    if let Some(state) = state {
        upload = upload.resume(Unfinished::from_json(&state)?);
    }
    match upload.send(body).await {
        Ok(_) => Ok(None),
        Err(error) => match error.unfinished() {
            Some(unfinished) => {
                eprintln!("{error}");
                Ok(Some(unfinished.to_json()))
            }
            None => Err(error.into()),
        },
    }
}

/// Downloads an object. Returns its length in bytes.
pub async fn download(object: &S3Object, out: &mut impl Write) -> Result<u64, Box<dyn Error>> {
    let show = |progress: Progress| eprintln!("{} bytes", progress.done);
    let mut download = Download::new(object).on_progress(show).start().await?;
    while let Some(bytes) = download.next().await.transpose()? {
        out.write_all(&bytes)?;
    }
    Ok(download.total())
}

/// Downloads the rest of an object, whose first `offset` bytes are there, unless it has another entity tag now.
pub async fn download_rest(
    object: &S3Object,
    offset: u64,
    etag: &str,
    out: &mut impl Write,
) -> Result<u64, Box<dyn Error>> {
    let mut download = Download::new(object).resume(offset, etag).start().await?;
    while let Some(bytes) = download.next().await.transpose()? {
        out.write_all(&bytes)?;
    }
    Ok(download.total())
}
