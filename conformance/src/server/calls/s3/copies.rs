//! Copies of objects.

use crate::setup::{Setup, refused, same_content};
use crate::steps::{Step, output_of, same, say, texts};
use server_calls::s3::*;

pub(crate) async fn steps(setup: &Setup) {
    say("copies: put the source", source(setup).await);
    say("copies: in the bucket", copy(setup).await);
    say("copies: with other metadata", replaced(setup).await);
    say("copies: to another bucket", to_another_bucket(setup).await);
    say("copies: of a key with odd characters", of_odd_key(setup).await);
    say("copies: of a missing object", refused(copied(setup, "missing", |input| input).await, 404, "NoSuchKey"));
    let other = "\"00000000000000000000000000000000\"";
    let result = copied(setup, "source", |input| input.copy_source_if_match(other)).await;
    say("copies: if another matches", refused(result, 412, "PreconditionFailed"));
    let etag = setup.head("source").await.ok().and_then(|head| head.e_tag).unwrap_or_default();
    let result = copied(setup, "source", |input| input.copy_source_if_none_match(etag)).await;
    say("copies: if it does not match", refused(result, 412, "PreconditionFailed"));
}

async fn source(setup: &Setup) -> Step {
    let input = PutObjectInput::new(&setup.bucket, "source").body("source").content_type("text/x-source");
    output_of(setup.client.put_object(&input.metadata(texts(&[("of", "source")]))).await).map(|_| String::new())
}

/// Copies an object of the bucket to `copy`.
async fn copied(
    setup: &Setup,
    key: &str,
    change: impl FnOnce(CopyObjectInput) -> CopyObjectInput,
) -> Result<CopyObjectOutput, server_calls::Error<CopyObjectError>> {
    let source = format!("{}/{key}", setup.bucket);
    setup.client.copy_object(&change(CopyObjectInput::new(&setup.bucket, source, "copy"))).await
}

async fn copy(setup: &Setup) -> Step {
    let result = output_of(copied(setup, "source", |input| input).await)?.copy_object_result;
    let head = setup.head("copy").await?;
    same("ETag", result.and_then(|result| result.e_tag), head.e_tag)?;
    same("type", head.content_type.as_deref(), Some("text/x-source"))?;
    same("metadata", head.metadata, Some(texts(&[("of", "source")])))?;
    same_content(&setup.get("copy").await?, b"source")
}

async fn replaced(setup: &Setup) -> Step {
    let metadata = texts(&[("of", "copy")]);
    let change = |input: CopyObjectInput| {
        input.metadata_directive(MetadataDirective::Replace).metadata(metadata.clone()).content_type("text/x-copy")
    };
    output_of(copied(setup, "source", change).await)?;
    let head = setup.head("copy").await?;
    same("type", head.content_type.as_deref(), Some("text/x-copy"))?;
    same("metadata", head.metadata, Some(metadata))
}

async fn to_another_bucket(setup: &Setup) -> Step {
    let (client, other) = (&setup.client, format!("{}-copies", setup.bucket));
    output_of(setup.create(&other).await)?;
    let source = format!("{}/source", setup.bucket);
    output_of(client.copy_object(&CopyObjectInput::new(&other, source, "copy")).await)?;
    let output = output_of(client.get_object(&GetObjectInput::new(&other, "copy")).await)?;
    same_content(&crate::setup::content(output).await?, b"source")?;
    output_of(client.delete_object(&DeleteObjectInput::new(&other, "copy")).await)?;
    output_of(client.delete_bucket(&DeleteBucketInput::new(&other)).await).map(|_| String::new())
}

/// The caller escapes the source, which is a path.
async fn of_odd_key(setup: &Setup) -> Step {
    setup.put("a b+c%é?d", "odd").await?;
    let source = format!("{}/a%20b%2Bc%25%C3%A9%3Fd", setup.bucket);
    output_of(setup.client.copy_object(&CopyObjectInput::new(&setup.bucket, source, "copy")).await)?;
    same_content(&setup.get("copy").await?, b"odd")
}
