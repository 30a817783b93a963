//! Uploads in parts.

use crate::setup::{Setup, content, pattern, refused, same_content};
use crate::steps::{Step, holds, output_of, same, say, texts};
use server_calls::s3::*;
use server_calls::smithereen::{Body, Bytes};

/// The shortest part that is not the last.
const PART: usize = 5 << 20;

pub(crate) async fn steps(setup: &Setup) {
    say("multipart: three parts", whole(setup).await);
    say("multipart: a head of the object", head(setup).await);
    say("multipart: get of a part", get_part(setup).await);
    say("multipart: parts in another order, one again", disordered(setup).await);
    say("multipart: parts from streams", streamed(setup).await);
    say("multipart: list of parts", list_parts(setup).await);
    say("multipart: list of uploads", list_uploads(setup).await);
    say("multipart: a part by copy", copied(setup).await);
    say("multipart: a part with a wrong number", wrong_number(setup).await);
    say("multipart: abort", abort(setup).await);
    say("multipart: complete with a wrong ETag", wrong_etag(setup).await);
    say("multipart: complete in a wrong order", wrong_order(setup).await);
    say("multipart: complete with a short part", short_part(setup).await);
    say("multipart: complete without parts", no_parts(setup).await);
    say("multipart: an unknown upload", unknown(setup).await);
}

/// An upload in progress.
struct Upload<'s> {
    setup: &'s Setup,
    key: &'static str,
    id: String,
}

impl<'s> Upload<'s> {
    async fn begin(setup: &'s Setup, key: &'static str) -> Result<Self, String> {
        let input = CreateMultipartUploadInput::new(&setup.bucket, key).content_type("text/x-parts");
        let input = input.metadata(texts(&[("of", "parts")]));
        let output = output_of(setup.client.create_multipart_upload(&input).await)?;
        same("key", output.key.as_deref(), Some(key))?;
        Ok(Self { setup, key, id: output.upload_id.ok_or("no ID")? })
    }

    /// Uploads a part and returns its entry in the list of parts.
    async fn part(&self, number: i32, body: impl Into<Body>) -> Result<CompletedPart, String> {
        let input = UploadPartInput::new(&self.setup.bucket, self.key, number, &self.id).body(body);
        let output = output_of(self.setup.client.upload_part(&input).await)?;
        Ok(CompletedPart::default().part_number(number).e_tag(output.e_tag.ok_or("no ETag")?))
    }

    async fn complete(
        &self,
        parts: Vec<CompletedPart>,
    ) -> Result<CompleteMultipartUploadOutput, server_calls::Error<CompleteMultipartUploadError>> {
        let parts = CompletedMultipartUpload::default().parts(parts);
        let input = CompleteMultipartUploadInput::new(&self.setup.bucket, self.key, &self.id);
        self.setup.client.complete_multipart_upload(&input.multipart_upload(parts)).await
    }

    async fn abort(&self) -> Result<AbortMultipartUploadOutput, String> {
        let input = AbortMultipartUploadInput::new(&self.setup.bucket, self.key, &self.id);
        output_of(self.setup.client.abort_multipart_upload(&input).await)
    }
}

/// Returns the bytes of a part, which differ from those of the others.
fn bytes(number: usize, length: usize) -> Bytes {
    pattern(length + number).slice(number..)
}

async fn whole(setup: &Setup) -> Step {
    let upload = Upload::begin(setup, "parts").await?;
    let parts = vec![
        upload.part(1, bytes(1, PART)).await?,
        upload.part(2, bytes(2, PART)).await?,
        upload.part(3, bytes(3, 1000)).await?,
    ];
    let output = output_of(upload.complete(parts).await)?;
    holds("ETag", output.e_tag, |etag| etag.as_ref().is_some_and(|etag| etag.ends_with("-3\"")))?;
    same("key", output.key.as_deref(), Some("parts"))?;
    let expected = [bytes(1, PART), bytes(2, PART), bytes(3, 1000)].concat();
    same_content(&setup.get("parts").await?, &expected)
}

async fn head(setup: &Setup) -> Step {
    let head = setup.head("parts").await?;
    same("length", head.content_length, i64::try_from(2 * PART + 1000).ok())?;
    same("type", head.content_type.as_deref(), Some("text/x-parts"))?;
    same("metadata", head.metadata, Some(texts(&[("of", "parts")])))
}

async fn get_part(setup: &Setup) -> Step {
    let input = GetObjectInput::new(&setup.bucket, "parts").part_number(2);
    let output = output_of(setup.client.get_object(&input).await)?;
    same("parts", output.parts_count, Some(3))?;
    same_content(&content(output).await?, &bytes(2, PART))
}

async fn disordered(setup: &Setup) -> Step {
    let upload = Upload::begin(setup, "disordered").await?;
    let third = upload.part(7, bytes(7, 10)).await?;
    let _ = upload.part(2, bytes(9, PART)).await?;
    let first = upload.part(2, bytes(2, PART)).await?;
    output_of(upload.complete(vec![first, third]).await)?;
    same_content(&setup.get("disordered").await?, &[bytes(2, PART), bytes(7, 10)].concat())
}

async fn streamed(setup: &Setup) -> Step {
    let upload = Upload::begin(setup, "streamed").await?;
    let stream = |number: usize, length: usize| {
        let bytes = bytes(number, length);
        let length = u64::try_from(bytes.len()).unwrap_or_default();
        Body::from_async_read(std::io::Cursor::new(bytes)).with_length(length)
    };
    let parts = vec![upload.part(1, stream(1, PART)).await?, upload.part(2, stream(2, 77)).await?];
    output_of(upload.complete(parts).await)?;
    same_content(&setup.get("streamed").await?, &[bytes(1, PART), bytes(2, 77)].concat())
}

async fn list_parts(setup: &Setup) -> Step {
    let upload = Upload::begin(setup, "listed").await?;
    for number in [1, 2, 4] {
        let _ = upload.part(number, "text").await?;
    }
    let page = |input: ListPartsInput| setup.client.list_parts(&input);
    let input = ListPartsInput::new(&setup.bucket, "listed", &upload.id);
    let first = output_of(page(input.clone().max_parts(2)).await)?;
    same("truncated", first.is_truncated, Some(true))?;
    let marker = first.next_part_number_marker.ok_or("no marker")?;
    let second = output_of(page(input.part_number_marker(marker)).await)?;
    let parts: Vec<Part> = [first.parts, second.parts].into_iter().flatten().flatten().collect();
    let found: Vec<_> = parts.iter().map(|part| (part.part_number, part.size)).collect();
    upload.abort().await?;
    same("parts", found, vec![(Some(1), Some(4)), (Some(2), Some(4)), (Some(4), Some(4))])
}

async fn list_uploads(setup: &Setup) -> Step {
    let upload = Upload::begin(setup, "in progress/é").await?;
    let input = ListMultipartUploadsInput::new(&setup.bucket).prefix("in progress/");
    let uploads = output_of(setup.client.list_multipart_uploads(&input).await)?.uploads.unwrap_or_default();
    upload.abort().await?;
    let found: Vec<_> = uploads.into_iter().map(|upload| (upload.key, upload.upload_id)).collect();
    same("uploads", found, vec![(Some(upload.key.to_owned()), Some(upload.id.clone()))])
}

async fn copied(setup: &Setup) -> Step {
    let upload = Upload::begin(setup, "copied").await?;
    let source = format!("{}/parts", setup.bucket);
    let input = UploadPartCopyInput::new(&setup.bucket, source, "copied", 1, &upload.id);
    let range = format!("bytes=1-{PART}");
    let output = output_of(setup.client.upload_part_copy(&input.copy_source_range(range)).await)?;
    let etag = output.copy_part_result.and_then(|result| result.e_tag).ok_or("no ETag")?;
    let first = CompletedPart::default().part_number(1).e_tag(etag);
    let second = upload.part(2, "end").await?;
    output_of(upload.complete(vec![first, second]).await)?;
    let whole = [bytes(1, PART), bytes(2, PART)].concat();
    same_content(&setup.get("copied").await?, &[whole.get(1..=PART).unwrap_or_default(), b"end"].concat())
}

async fn wrong_number(setup: &Setup) -> Step {
    let upload = Upload::begin(setup, "wrong-number").await?;
    let input = UploadPartInput::new(&setup.bucket, "wrong-number", 10_001, &upload.id).body("text");
    let result = setup.client.upload_part(&input).await;
    upload.abort().await?;
    refused(result, 400, "InvalidArgument")
}

async fn abort(setup: &Setup) -> Step {
    let upload = Upload::begin(setup, "aborted").await?;
    let part = upload.part(1, "text").await?;
    upload.abort().await?;
    refused(upload.complete(vec![part]).await, 404, "NoSuchUpload")?;
    refused(setup.client.head_object(&HeadObjectInput::new(&setup.bucket, "aborted")).await, 404, "-")
}

async fn wrong_etag(setup: &Setup) -> Step {
    let upload = Upload::begin(setup, "wrong-etag").await?;
    let part = upload.part(1, "text").await?.e_tag("\"00000000000000000000000000000000\"");
    let result = upload.complete(vec![part]).await;
    let aborted = upload.abort().await;
    refused(result, 400, "InvalidPart").and_then(|detail| aborted.map(|_| detail))
}

async fn wrong_order(setup: &Setup) -> Step {
    let upload = Upload::begin(setup, "wrong-order").await?;
    let (first, second) = (upload.part(1, bytes(1, PART)).await?, upload.part(2, bytes(2, PART)).await?);
    let result = upload.complete(vec![second, first]).await;
    let aborted = upload.abort().await;
    refused(result, 400, "InvalidPartOrder").and_then(|detail| aborted.map(|_| detail))
}

async fn short_part(setup: &Setup) -> Step {
    let upload = Upload::begin(setup, "short-part").await?;
    let (first, second) = (upload.part(1, "short").await?, upload.part(2, "short").await?);
    let result = upload.complete(vec![first, second]).await;
    let aborted = upload.abort().await;
    refused(result, 400, "EntityTooSmall").and_then(|detail| aborted.map(|_| detail))
}

async fn no_parts(setup: &Setup) -> Step {
    let upload = Upload::begin(setup, "no-parts").await?;
    let result = upload.complete(Vec::new()).await;
    let aborted = upload.abort().await;
    refused(result, 400, "MalformedXML").and_then(|detail| aborted.map(|_| detail))
}

async fn unknown(setup: &Setup) -> Step {
    let input = UploadPartInput::new(&setup.bucket, "unknown", 1, "an-unknown-upload").body("text");
    refused(setup.client.upload_part(&input).await, 404, "NoSuchUpload")
}
