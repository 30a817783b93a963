//! Uploads a body: settings, and the order of the requests.

use super::split::{Chunk, Split};
use super::{MOST_PARTS, MultipartUpload, SMALLEST_PART, Step, Unfinished, UploadError};
use crate::progress::{Callback, Progress};
use futures_util::stream::{FuturesUnordered, StreamExt};
use smithereen::{Body, BoxError};
use std::collections::BTreeMap;
use std::fmt;
use std::future::poll_fn;
use std::task::Poll;

/// An upload of a body, in parts if it is large.
pub struct Upload<'a, T> {
    target: &'a T,
    part_size: u64,
    concurrency: usize,
    keep: bool,
    resume: Option<Unfinished>,
    progress: Option<Callback<'a>>,
    on_drop: Option<OnDrop<'a>>,
}

type OnDrop<'a> = Box<dyn FnOnce(Unfinished) + Send + 'a>;

/// The result of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Uploaded {
    /// The entity tag of the object, if the response has one.
    pub etag: Option<String>,
    /// The number of parts, or `None` if the object was uploaded in one request.
    pub parts: Option<u32>,
    /// The length of the object in bytes.
    pub length: u64,
}

impl<T> fmt::Debug for Upload<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { part_size, concurrency, keep, resume, .. } = self;
        let mut out = f.debug_struct("Upload");
        out.field("part_size", part_size).field("concurrency", concurrency);
        out.field("keep", keep).field("resume", resume).finish_non_exhaustive()
    }
}

impl<'a, T: MultipartUpload> Upload<'a, T> {
    /// Creates an upload to an object.
    pub fn new(target: &'a T) -> Self {
        let (part_size, concurrency) = (crate::DEFAULT_PART_SIZE, crate::DEFAULT_CONCURRENCY);
        Self { target, part_size, concurrency, keep: false, resume: None, progress: None, on_drop: None }
    }

    /// Sets the size of each part except the last, in bytes: 8 MiB by default, at least 5 MiB. It grows for a body whose known
    /// length would need more than 10,000 parts. A body that is not longer than a part is uploaded in one request.
    #[must_use]
    pub fn part_size(mut self, bytes: u64) -> Self {
        self.part_size = bytes.max(SMALLEST_PART);
        self
    }

    /// Sets the number of parts in flight: 4 by default, at least 1. One part more is in memory.
    #[must_use]
    pub fn concurrency(mut self, parts: usize) -> Self {
        self.concurrency = parts.max(1);
        self
    }

    /// Sets a function that is called when a part is complete.
    #[must_use]
    pub fn on_progress(mut self, progress: impl FnMut(Progress) + Send + 'a) -> Self {
        self.progress = Some(Box::new(progress));
        self
    }

    /// Sets a function that is called with the upload if the future of [`Self::send`] is dropped after the upload was created and
    /// before it was completed or aborted. A destructor cannot wait for a request, so nothing is aborted otherwise: the function
    /// can spawn [`Unfinished::abort`] on the async runtime, or store the state for [`Self::resume`]. It is not called if the future
    /// is dropped while the upload is being created, because its ID is unknown then.
    #[must_use]
    pub fn on_drop(mut self, on_drop: impl FnOnce(Unfinished) + Send + 'a) -> Self {
        self.on_drop = Some(Box::new(on_drop));
        self
    }

    /// Keeps an upload that fails, for [`Self::resume`]: [`UploadError::unfinished`] has its state. By default it is aborted.
    #[must_use]
    pub fn keep_unfinished(mut self) -> Self {
        self.keep = true;
        self
    }

    /// Resumes an upload with the part size that it was begun with. The body has to have the same content from its beginning: what
    /// is stored already is read and not sent.
    #[must_use]
    pub fn resume(mut self, unfinished: Unfinished) -> Self {
        self.resume = Some(unfinished);
        self
    }

    /// Uploads the body. A part is sent from memory, so that it can be retried; a body of bytes is not copied. A small body whose
    /// length is known is sent as it is.
    ///
    /// # Errors
    /// Returns the first error of the body or of a request. The upload is aborted before, unless it was to be kept. With an
    /// upload to resume, an error also is a body whose length is not that of the upload; the upload is kept then.
    pub async fn send(mut self, body: impl Into<Body>) -> Result<Uploaded, UploadError> {
        let body = body.into();
        let length = body.length();
        let resumed = self.resume.take();
        if let Some(unfinished) = &resumed {
            if length.zip(unfinished.length).is_some_and(|(now, then)| now != then) {
                let error = UploadError::new(Step::Body, "its length is not that of the upload to resume");
                return Err(UploadError { unfinished: resumed.map(Box::new), ..error });
            }
            self.part_size = unfinished.part_size;
        } else if let Some(length) = length {
            self.part_size = part_size(self.part_size, length);
            if length <= self.part_size {
                return self.put(body, length).await;
            }
        }
        let size =
            usize::try_from(self.part_size).map_err(|_| UploadError::new(Step::Body, PART_TOO_LARGE))?;
        let mut split = Split::new(body, size);
        let mut first = None;
        let unfinished = match resumed {
            Some(unfinished) => unfinished,
            None => {
                let read = poll_fn(|cx| split.poll_chunk(cx)).await;
                let chunk = read.map_err(|error| UploadError::new(Step::Body, error))?;
                if chunk.is_last {
                    let length = length_of(&chunk);
                    return self.put(chunk.bytes.into(), length).await;
                }
                first = Some(chunk);
                let upload_id =
                    self.target.create().await.map_err(|error| UploadError::new(Step::Create, error))?;
                Unfinished { upload_id, part_size: self.part_size, length, parts: BTreeMap::new() }
            }
        };
        let guard = Guard { unfinished: Some(unfinished), on_drop: self.on_drop.take() };
        self.in_parts(split, first, length, guard).await
    }

    async fn put(mut self, body: Body, length: u64) -> Result<Uploaded, UploadError> {
        let put = self.target.put(body).await;
        let etag = put.map_err(|error| UploadError::new(Step::Put, error))?;
        self.report(length, Some(length));
        Ok(Uploaded { etag, parts: None, length })
    }

    fn report(&mut self, done: u64, total: Option<u64>) {
        if let Some(progress) = &mut self.progress {
            progress(Progress { done, total });
        }
    }

    async fn in_parts(
        mut self,
        split: Split,
        first: Option<Chunk>,
        total: Option<u64>,
        mut guard: Guard<'a>,
    ) -> Result<Uploaded, UploadError> {
        let sent = self.send_parts(split, first, total, &mut guard).await;
        let result = match (sent, &guard.unfinished) {
            (Ok((count, length)), Some(unfinished)) => {
                let complete = self.target.complete(&unfinished.upload_id, &unfinished.parts()).await;
                let done = complete.map(|etag| Uploaded { etag, parts: Some(count), length });
                done.map_err(|error| UploadError::new(Step::Complete, error))
            }
            (sent, _) => sent.map(|(count, length)| Uploaded { etag: None, parts: Some(count), length }),
        };
        let mut error = match result {
            Ok(uploaded) => {
                guard.unfinished = None;
                return Ok(uploaded);
            }
            Err(error) => error,
        };
        if !self.keep
            && let Some(unfinished) = &guard.unfinished
        {
            match unfinished.abort(self.target).await {
                Ok(()) => guard.unfinished = None,
                Err(abort) => error.abort = Some(abort),
            }
        }
        error.unfinished = guard.unfinished.take().map(Box::new);
        Err(error)
    }

    /// Sends the parts that are not stored yet. Returns the number of parts and the length of the body.
    async fn send_parts(
        &mut self,
        mut split: Split,
        mut next: Option<Chunk>,
        total: Option<u64>,
        guard: &mut Guard<'_>,
    ) -> Result<(u32, u64), UploadError> {
        let Some(unfinished) = &mut guard.unfinished else { return Ok((0, 0)) };
        let (target, concurrency) = (self.target, self.concurrency);
        let upload_id = unfinished.upload_id.clone();
        let mut in_flight = FuturesUnordered::new();
        let (mut count, mut length, mut done, mut at_end) = (0, 0, 0, false);
        loop {
            while in_flight.len() < concurrency
                && let Some(chunk) = next.take()
            {
                count += 1;
                if count > MOST_PARTS {
                    return Err(UploadError::new(Step::Body, TOO_MANY_PARTS));
                }
                let (number, bytes) = (count, length_of(&chunk));
                length += bytes;
                at_end = chunk.is_last;
                if unfinished.parts.contains_key(&number) {
                    done += bytes;
                    self.report(done, total);
                } else {
                    let upload_id = upload_id.as_str();
                    in_flight.push(async move {
                        let sent = target.upload_part(upload_id, number, chunk.bytes.into()).await;
                        (number, bytes, sent)
                    });
                }
            }
            let is_reading = next.is_none() && !at_end;
            if !is_reading && in_flight.is_empty() {
                break;
            }
            let step = poll_fn(|cx| {
                if let Poll::Ready(Some(part)) = in_flight.poll_next_unpin(cx) {
                    return Poll::Ready(Event::Stored(part));
                }
                if is_reading { split.poll_chunk(cx).map(Event::Read) } else { Poll::Pending }
            });
            match step.await {
                Event::Read(chunk) => {
                    next = Some(chunk.map_err(|error| UploadError::new(Step::Body, error))?);
                }
                Event::Stored((number, bytes, sent)) => {
                    let etag = sent.map_err(|error| UploadError::new(Step::Part(number), error))?;
                    unfinished.parts.insert(number, etag);
                    done += bytes;
                    self.report(done, total);
                }
            }
        }
        match unfinished.parts.last_key_value() {
            Some((last, _)) if *last > count => Err(UploadError::new(Step::Body, TOO_SHORT)),
            _ => Ok((count, length)),
        }
    }
}

/// What happens next in an upload.
enum Event {
    Read(Result<Chunk, smithereen::BodyError>),
    Stored((u32, u64, Result<String, BoxError>)),
}

/// Hands the upload over if its future is dropped.
struct Guard<'a> {
    unfinished: Option<Unfinished>,
    on_drop: Option<OnDrop<'a>>,
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        if let Some((unfinished, on_drop)) = self.unfinished.take().zip(self.on_drop.take()) {
            on_drop(unfinished);
        }
    }
}

fn length_of(chunk: &Chunk) -> u64 {
    u64::try_from(chunk.bytes.len()).unwrap_or(u64::MAX)
}

/// Returns the size of the parts of a body with this length.
fn part_size(wanted: u64, length: u64) -> u64 {
    wanted.max(length.div_ceil(u64::from(MOST_PARTS)))
}

const PART_TOO_LARGE: &str = "the size of a part is larger than the memory that can be addressed";
const TOO_MANY_PARTS: &str =
    "it needs more than 10,000 parts; set a larger `part_size`, or state the length of the body";
const TOO_SHORT: &str = "it has fewer parts than the upload to resume";

#[cfg(test)]
mod tests {
    use super::part_size;

    #[test]
    fn the_part_size_grows_with_the_length() {
        assert_eq!(part_size(8 << 20, 10_000 * (8 << 20)), 8 << 20);
        assert_eq!(part_size(8 << 20, 10_000 * (8 << 20) + 1), (8 << 20) + 1);
        assert!((5_u64 << 40).div_ceil(part_size(5 << 20, 5 << 40)) <= 10_000);
    }
}
