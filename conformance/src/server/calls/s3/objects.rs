//! Objects: contents, streams, headers and metadata.

use crate::setup::{Setup, content, pattern, refused, refused_as, same_content};
use crate::steps::{BYTES, Step, check, done, holds, output_of, same, say, texts};
use server_calls::s3::*;
use server_calls::smithereen::{Body, Timestamp};
use tokio::io::AsyncReadExt;

pub(crate) async fn steps(setup: &Setup) {
    contents(setup).await;
    streams(setup).await;
    outputs(setup).await;
    headers(setup).await;
    missing(setup).await;
}

async fn contents(setup: &Setup) {
    say("objects: put and get bytes", put_and_get(setup, "bytes", BYTES).await);
    say("objects: put and get nothing", put_and_get(setup, "nothing", b"").await);
    say("objects: put without a body", without_body(setup).await);
    say("objects: put and get a mebibyte", put_and_get(setup, "mebibyte", &pattern(1 << 20)).await);
    say("objects: put and get 20 MB", put_and_get(setup, "large", &pattern(20_000_000)).await);
    say("objects: put again", put_and_get(setup, "bytes", b"other bytes").await);
    say("objects: the ETag is the MD5", etag(setup).await);
}

async fn put_and_get(setup: &Setup, key: &str, bytes: &[u8]) -> Step {
    setup.put(key, bytes.to_vec()).await?;
    same_content(&setup.get(key).await?, bytes)
}

async fn without_body(setup: &Setup) -> Step {
    output_of(setup.client.put_object(&PutObjectInput::new(&setup.bucket, "no-body")).await)?;
    same_content(&setup.get("no-body").await?, b"")
}

async fn etag(setup: &Setup) -> Step {
    let put = setup.put("text", "text").await?;
    same("ETag of the put", put.e_tag.as_deref(), Some("\"1cb251ec0d568de6a929b520c4aed8d1\""))?;
    same("ETag of the head", setup.head("text").await?.e_tag, put.e_tag)
}

async fn streams(setup: &Setup) {
    let bytes = pattern(300_000);
    let path = setup.folder.with_extension("file");
    let written = std::fs::write(&path, &bytes).map_err(|error| error.to_string());
    say("objects: put of a file", async {
        written?;
        let body = Body::from_file(&path).await.map_err(|error| error.to_string())?;
        put_stream(setup, body, &bytes).await
    }
    .await);
    let body = Body::from_file_blocking(&path).map_err(|error| error.to_string());
    say("objects: put of a file with blocking calls", async { put_stream(setup, body?, &bytes).await }.await);
    let length = u64::try_from(bytes.len()).unwrap_or_default();
    let once = Body::from_async_read(std::io::Cursor::new(bytes.clone())).with_length(length);
    say("objects: put of a stream with a length", put_stream(setup, once, &bytes).await);
    let once = Body::from_reader(std::io::Cursor::new(bytes.clone())).with_length(length);
    say("objects: put of a blocking reader", put_stream(setup, once, &bytes).await);
    let empty = Body::from_async_read(tokio::io::empty()).with_length(0);
    say("objects: put of an empty stream", put_stream(setup, empty, b"").await);
    let unknown = Body::from_async_read(std::io::Cursor::new(bytes.clone()));
    say("objects: put of a stream without a length", unknown_length(setup, unknown).await);
    let unknown = Body::from_async_read(std::io::Cursor::new(bytes.clone()));
    say("objects: put of a stream with a length in the input", stated_length(setup, unknown, &bytes).await);
    let short = Body::from_async_read(std::io::Cursor::new(bytes.clone())).with_length(length + 1);
    say("objects: a stream that is too short", short_stream(setup, short).await);
    let _ = std::fs::remove_file(path);
}

async fn put_stream(setup: &Setup, body: Body, bytes: &[u8]) -> Step {
    setup.put("stream", body).await?;
    let found = setup.get("stream").await?;
    same_content(&found, bytes)
}

async fn unknown_length(setup: &Setup, body: Body) -> Step {
    match setup.put("stream", body).await {
        Ok(output) => Err(format!("should fail, and gives {output:?}")),
        Err(error) => holds("error", error, |error| error.contains("has to be known")),
    }
}

async fn stated_length(setup: &Setup, body: Body, bytes: &[u8]) -> Step {
    let length = i64::try_from(bytes.len()).unwrap_or_default();
    let input = PutObjectInput::new(&setup.bucket, "stream").body(body).content_length(length);
    output_of(setup.client.put_object(&input).await)?;
    same_content(&setup.get("stream").await?, bytes)
}

/// Checks that nothing is stored if the stream does not have its stated length.
async fn short_stream(setup: &Setup, body: Body) -> Step {
    match setup.put("short", body).await {
        Ok(output) => return Err(format!("should fail, and gives {output:?}")),
        Err(error) => holds("error", error, |error| error.contains("before its stated length"))?,
    };
    refused(setup.client.head_object(&HeadObjectInput::new(&setup.bucket, "short")).await, 404, "-")
}

async fn outputs(setup: &Setup) {
    say("objects: a get in pieces", pieces(setup).await);
    say("objects: a get as a reader", reader(setup).await);
    say("objects: a get that is not read", unread(setup).await);
}

async fn pieces(setup: &Setup) -> Step {
    let output = setup.client.get_object(&GetObjectInput::new(&setup.bucket, "large")).await;
    let mut output = output_of(output)?;
    same("length", output.content_length, Some(20_000_000))?;
    let (mut count, mut longest, mut all) = (0, 0, Vec::new());
    while let Some(piece) = output.body.next().await {
        let piece = piece.map_err(|error| error.to_string())?;
        count += 1;
        longest = longest.max(piece.len());
        all.extend_from_slice(&piece);
    }
    holds("pieces", count, |count| *count > 10)?;
    holds("longest piece", longest, |longest| *longest < 2_000_000)?;
    same_content(&all.into(), &pattern(20_000_000))
}

async fn reader(setup: &Setup) -> Step {
    let output = setup.client.get_object(&GetObjectInput::new(&setup.bucket, "mebibyte")).await;
    let mut found = Vec::new();
    let read = output_of(output)?.body.into_async_read().read_to_end(&mut found).await;
    read.map_err(|error| error.to_string())?;
    same_content(&found.into(), &pattern(1 << 20))
}

/// Checks that the client is usable after an output was dropped.
async fn unread(setup: &Setup) -> Step {
    for _ in 0..3 {
        drop(output_of(setup.client.get_object(&GetObjectInput::new(&setup.bucket, "large")).await)?);
    }
    put_and_get(setup, "bytes", BYTES).await
}

const EXPIRES: &str = "Wed, 21 Oct 2037 07:28:00 GMT";

async fn headers(setup: &Setup) {
    let input = PutObjectInput::new(&setup.bucket, "headers").body("text").content_type("text/x-odd; a=\"b c\"");
    let input = input.cache_control("max-age=60, private").content_disposition("attachment; filename=\"a b.txt\"");
    let input = input.content_language("de-CH").content_encoding("identity-x").expires(Timestamp::new(2_139_722_880, 0));
    say("objects: put with headers", done(setup.client.put_object(&input).await));
    say("objects: head of the headers", stored_headers(setup).await);
    say("objects: get with other headers", other_headers(setup).await);
    say("objects: metadata", metadata(setup).await);
    say("objects: a storage class", storage_class(setup).await);
    say("objects: head without a body", head(setup).await);
}

async fn stored_headers(setup: &Setup) -> Step {
    let head = setup.head("headers").await?;
    same("type", head.content_type.as_deref(), Some("text/x-odd; a=\"b c\""))?;
    same("cache", head.cache_control.as_deref(), Some("max-age=60, private"))?;
    same("disposition", head.content_disposition.as_deref(), Some("attachment; filename=\"a b.txt\""))?;
    same("language", head.content_language.as_deref(), Some("de-CH"))?;
    same("encoding", head.content_encoding.as_deref(), Some("identity-x"))?;
    same("expiry", head.expires, Some(Timestamp::new(2_139_722_880, 0)))?;
    same("expiry as text", head.expires_string.as_deref(), Some(EXPIRES))
}

async fn other_headers(setup: &Setup) -> Step {
    let input = GetObjectInput::new(&setup.bucket, "headers").response_content_type("text/plain");
    let input = input.response_cache_control("no-store").response_content_disposition("inline; filename=\"é & +.txt\"");
    let output = output_of(setup.client.get_object(&input).await)?;
    same("type", output.content_type.as_deref(), Some("text/plain"))?;
    same("cache", output.cache_control.as_deref(), Some("no-store"))?;
    same_content(&content(output).await?, b"text")
}

async fn metadata(setup: &Setup) -> Step {
    let metadata = texts(&[("plain", "value"), ("with-dash", "a  b; c=\"d\", e"), ("digits", "0"), ("empty", "")]);
    let input = PutObjectInput::new(&setup.bucket, "metadata").body("text").metadata(metadata.clone());
    output_of(setup.client.put_object(&input).await)?;
    same("metadata of the head", setup.head("metadata").await?.metadata, Some(metadata.clone()))?;
    let get = output_of(setup.client.get_object(&GetObjectInput::new(&setup.bucket, "metadata")).await)?;
    same("metadata of the get", get.metadata, Some(metadata))
}

async fn storage_class(setup: &Setup) -> Step {
    let input = PutObjectInput::new(&setup.bucket, "rare").body("text").storage_class(StorageClass::StandardIa);
    output_of(setup.client.put_object(&input).await)?;
    same("class", setup.head("rare").await?.storage_class, Some(StorageClass::StandardIa))
}

async fn head(setup: &Setup) -> Step {
    let head = setup.head("mebibyte").await?;
    same("length", head.content_length, Some(1 << 20))?;
    holds("time", head.last_modified, Option::is_some)?;
    same("ranges", head.accept_ranges.as_deref(), Some("bytes"))
}

async fn missing(setup: &Setup) {
    let (client, bucket) = (&setup.client, setup.bucket.as_str());
    let get = client.get_object(&GetObjectInput::new(bucket, "missing")).await;
    let is_it = |error: &GetObjectError| matches!(error, GetObjectError::NoSuchKey(_));
    say("objects: get of a missing one", refused_as(get, 404, "NoSuchKey", is_it));
    let get = client.get_object(&GetObjectInput::new("a-missing-bucket", "missing")).await;
    say("objects: get in a missing bucket", refused(get, 404, "NoSuchBucket"));
    let head = client.head_object(&HeadObjectInput::new(bucket, "missing")).await;
    say("objects: head of a missing one", refused(head, 404, "-"));
    let put = client.put_object(&PutObjectInput::new("a-bucket-to-come", "k").body("text")).await;
    say("objects: put in a missing bucket", refused(put, 404, "NoSuchBucket"));
    say("objects: delete", deleted(setup).await);
    let delete = client.delete_object(&DeleteObjectInput::new(bucket, "missing")).await;
    say("objects: delete of a missing one", check(delete, |_| Ok(String::new())));
}

async fn deleted(setup: &Setup) -> Step {
    output_of(setup.client.delete_object(&DeleteObjectInput::new(&setup.bucket, "rare")).await)?;
    refused(setup.client.head_object(&HeadObjectInput::new(&setup.bucket, "rare")).await, 404, "-")
}
