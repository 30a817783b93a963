//! Uploads in parts and downloads in ranges with the crate `smithereen-transfer`, and the program of its page.

use crate::guide::why;
use crate::guide_programs::transfer::{self, S3Object};
use crate::setup::{Setup, pattern, refused, same_content};
use crate::steps::{Step, holds, output_of, same, say};
use server_calls::s3::*;
use server_calls::smithereen::{Body, Bytes};
use smithereen_transfer::{Download, Unfinished, Upload};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The length of an object of three parts, the last of which is short.
const LENGTH: usize = (10 << 20) + 321;
const PART: u64 = 5 << 20;

pub(crate) async fn steps(setup: &Setup) {
    say("transfers: one request", whole(setup, "transfers/one", 100_000).await);
    say("transfers: an empty object", whole(setup, "transfers/empty", 0).await);
    say("transfers: parts of known length", parts(setup, "transfers/known", true).await);
    say("transfers: parts of unknown length", parts(setup, "transfers/unknown", false).await);
    say("transfers: an upload that fails is aborted", aborted(setup).await);
    say("transfers: an upload is resumed", resumed(setup).await);
    say("transfers: a dropped upload is aborted", dropped(setup).await);
    say("transfers: ranges in order", ranges(setup).await);
    say("transfers: a download is resumed", download_resumed(setup).await);
    say("transfers: an object that is replaced", replaced(setup).await);
    say("transfers: an object that is missing", missing(setup).await);
}

fn object(setup: &Setup, key: &str) -> S3Object {
    S3Object::new(setup.client.clone(), &setup.bucket, key).content_type("text/x-parts")
}

/// A stream of blocks, which fails after them or not.
struct Blocks {
    content: Bytes,
    fails: bool,
}

impl futures_core::Stream for Blocks {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let length = self.content.len().min(77_777);
        Poll::Ready(match (length, self.fails) {
            (0, true) => Some(Err(io::Error::other("the source is gone"))),
            (0, false) => None,
            _ => Some(Ok(self.content.split_to(length))),
        })
    }
}

fn blocks(content: Bytes, fails: bool) -> Body {
    Body::from_stream(Blocks { content, fails })
}

/// Uploads and downloads with the program of the page.
async fn whole(setup: &Setup, key: &str, length: usize) -> Step {
    let (object, content) = (object(setup, key), pattern(length));
    transfer::upload(&object, content.clone().into()).await.map_err(|error| why(error.into()))?;
    same("media type", setup.head(key).await?.content_type.as_deref(), Some("text/x-parts"))?;
    let mut read = Vec::new();
    same("length", transfer::download(&object, &mut read).await.map_err(why)?, length as u64)?;
    same_content(&read.into(), &content)
}

async fn parts(setup: &Setup, key: &str, is_known: bool) -> Step {
    let (object, content) = (object(setup, key), pattern(LENGTH));
    let body = if is_known { content.clone().into() } else { blocks(content.clone(), false) };
    let upload = Upload::new(&object).part_size(PART).concurrency(2);
    let uploaded = upload.send(body).await.map_err(|error| why(error.into()))?;
    holds("entity tag", uploaded.etag, |tag| tag.as_deref().is_some_and(|tag| tag.contains("-3")))?;
    same_content(&setup.get(key).await?, &content)
}

/// Returns the ID of an upload that is kept because the source of its body fails after two parts.
async fn unfinished(setup: &Setup, key: &str, content: &Bytes) -> Result<Unfinished, String> {
    let object = object(setup, key);
    let upload = Upload::new(&object).part_size(PART).keep_unfinished();
    match upload.send(blocks(content.slice(..LENGTH - 1), true)).await {
        Ok(_) => Err("should fail".to_owned()),
        Err(error) => error.unfinished().cloned().ok_or_else(|| why(error.into())),
    }
}

/// Checks that an upload is unknown to the server.
async fn is_gone(setup: &Setup, key: &str, id: &str) -> Step {
    let input = ListPartsInput::new(&setup.bucket, key, id);
    refused(setup.client.list_parts(&input).await, 404, "NoSuchUpload")
}

async fn aborted(setup: &Setup) -> Step {
    let key = "transfers/aborted";
    let object = object(setup, key);
    let upload = Upload::new(&object).part_size(PART);
    let error = match upload.send(blocks(pattern(LENGTH), true)).await {
        Ok(_) => return Err("should fail".to_owned()),
        Err(error) => error,
    };
    holds("error", format!("{error:?}"), |text| text.contains("the source is gone"))?;
    holds("kept", error.unfinished().map(|_| ()), Option::is_none)?;
    holds("abort", error.abort_error().map(ToString::to_string), Option::is_none)?;
    let uploads = ListMultipartUploadsInput::new(&setup.bucket).prefix(key);
    let uploads = output_of(setup.client.list_multipart_uploads(&uploads).await)?.uploads;
    same("uploads", uploads.map_or(0, |uploads| uploads.len()), 0)
}

/// The state of the upload goes through text, as it would through a file.
async fn resumed(setup: &Setup) -> Step {
    let (key, content) = ("transfers/resumed", pattern(LENGTH));
    let kept = unfinished(setup, key, &content).await?;
    same("parts", kept.parts().len(), 2)?;
    let kept = Unfinished::from_json(&kept.to_json()).map_err(|error| error.to_string())?;
    let object = object(setup, key);
    let upload = Upload::new(&object).resume(kept);
    upload.send(content.clone()).await.map_err(|error| why(error.into()))?;
    same_content(&setup.get(key).await?, &content)
}

async fn dropped(setup: &Setup) -> Step {
    let (key, object) = ("transfers/dropped", object(setup, "transfers/dropped"));
    let (kept, mut given) = tokio::sync::mpsc::unbounded_channel();
    let (started, mut starts) = tokio::sync::mpsc::unbounded_channel();
    let upload = Upload::new(&object)
        .part_size(PART)
        .concurrency(1)
        .on_progress(move |_| started.send(()).unwrap_or_default())
        .on_drop(move |unfinished| drop(kept.send(unfinished)));
    tokio::select! {
        _ = upload.send(pattern(LENGTH)) => return Err("should not end".to_owned()),
        _ = starts.recv() => {}
    }
    let unfinished = given.recv().await.ok_or("nothing is passed to `on_drop`")?;
    unfinished.abort(&object).await.map_err(|error| error.to_string())?;
    is_gone(setup, key, unfinished.upload_id()).await
}

/// An object of several ranges.
async fn stored(setup: &Setup, key: &str) -> Result<(S3Object, Bytes), String> {
    let content = pattern(1_000_001);
    setup.put(key, content.clone()).await?;
    Ok((object(setup, key), content))
}

async fn ranges(setup: &Setup) -> Step {
    let (object, content) = stored(setup, "transfers/ranges").await?;
    let mut done = Vec::new();
    let progress = |progress: smithereen_transfer::Progress| done.push(progress.done);
    let download = Download::new(&object).range_size(100_000).concurrency(3).on_progress(progress);
    let mut download = download.start().await.map_err(|error| why(error.into()))?;
    let mut read = Vec::new();
    while let Some(bytes) = download.next().await {
        read.extend_from_slice(&bytes.map_err(|error| why(error.into()))?);
    }
    drop(download);
    same("last progress", done.last().copied(), Some(1_000_001))?;
    same_content(&read.into(), &content)
}

async fn download_resumed(setup: &Setup) -> Step {
    let (object, content) = stored(setup, "transfers/download").await?;
    let mut first = Download::new(&object).range_size(300_000).start().await.map_err(|e| why(e.into()))?;
    let mut read = Vec::new();
    while read.len() < 300_000 {
        let bytes = first.next().await.ok_or("it ends early")?;
        read.extend_from_slice(&bytes.map_err(|error| why(error.into()))?);
    }
    let (offset, etag) = (first.offset(), first.etag().ok_or("there is no entity tag")?.to_owned());
    drop(first);
    same("offset", offset, read.len() as u64)?;
    let rest = Download::new(&object).range_size(300_000).resume(offset, etag);
    let mut rest = rest.start().await.map_err(|error| why(error.into()))?;
    while let Some(bytes) = rest.next().await {
        read.extend_from_slice(&bytes.map_err(|error| why(error.into()))?);
    }
    same_content(&read.into(), &content)
}

async fn replaced(setup: &Setup) -> Step {
    let (object, content) = stored(setup, "transfers/replaced").await?;
    let download = Download::new(&object).range_size(100_000).concurrency(1);
    let mut download = download.start().await.map_err(|error| why(error.into()))?;
    setup.put("transfers/replaced", vec![b'x'; content.len()]).await?;
    let mut length = 0;
    loop {
        match download.next().await {
            None => return Err(format!("should fail, and ends after {length} bytes")),
            Some(Ok(bytes)) => length += bytes.len(),
            Some(Err(error)) => {
                // A server without conditions returns the range of the other object.
                let changed = |text: &String| text.contains("status: 412") || text.contains("the object has changed");
                return holds("error", format!("{error:?}"), changed);
            }
        }
    }
}

async fn missing(setup: &Setup) -> Step {
    match Download::new(&object(setup, "transfers/missing")).start().await {
        Ok(_) => Err("should fail".to_owned()),
        Err(error) => holds("error", format!("{error:?}"), |text| text.contains("NoSuchKey")),
    }
}
