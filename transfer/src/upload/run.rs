//! Uploads a body: settings, and the order of the requests.

use super::parts::{OTHER_LENGTH, Parts};
use super::split::{Chunk, Split};
use super::state::OnState;
use super::{MOST_PARTS, MultipartUpload, SMALLEST_PART, Step, Unfinished, UploadError};
use crate::progress::{Progress, Report};
use smithereen::Body;
use std::collections::BTreeMap;
use std::fmt;
use std::future::poll_fn;

/// An upload of a body, in parts if it is large.
pub struct Upload<'a, T> {
    target: &'a T,
    part_size: u64,
    concurrency: usize,
    keep: bool,
    resume: Option<Unfinished>,
    progress: Report<'a>,
    on_state: Option<OnState<'a>>,
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
        Self {
            target,
            part_size,
            concurrency,
            keep: false,
            resume: None,
            progress: Report::default(),
            on_state: None,
            on_drop: None,
        }
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
        self.progress = Report::new(progress);
        self
    }

    /// Sets a function that is called with the state of the upload when it begins and when a part is stored. A program that is killed
    /// can resume the upload from a state that was written to a file. It is not called for a body that is uploaded in one request.
    #[must_use]
    pub fn on_state(mut self, on_state: impl FnMut(&Unfinished) + Send + 'a) -> Self {
        self.on_state = Some(Box::new(on_state));
        self
    }

    /// Sets a function that is called with the upload if the future of [`Self::send`] is dropped after the upload was created and
    /// before it was completed or aborted. A destructor cannot wait for a request, so nothing is aborted otherwise: the function
    /// can spawn [`Unfinished::abort`] on the async runtime, or store the state for [`Self::resume`]. It is not called if the
    /// future is dropped while the upload is being created, because its ID is unknown then.
    #[must_use]
    pub fn on_drop(mut self, on_drop: impl FnOnce(Unfinished) + Send + 'a) -> Self {
        self.on_drop = Some(Box::new(on_drop));
        self
    }

    /// Keeps an upload that fails, for [`Self::resume`]: [`UploadError::unfinished`] has its state, with the parts that were in
    /// flight, which are awaited. By default it is aborted.
    #[must_use]
    pub fn keep_unfinished(mut self) -> Self {
        self.keep = true;
        self
    }

    /// Resumes an upload with the part size that it was begun with. The body has to have the same content from its beginning:
    /// parts that are stored already are read and not sent.
    #[must_use]
    pub fn resume(mut self, unfinished: Unfinished) -> Self {
        self.resume = Some(unfinished);
        self
    }

    /// Uploads the body. A part is sent from memory, so that it can be retried; a body of bytes is not copied. A small body that can
    /// be read again, such as a file, is sent as it is.
    ///
    /// # Errors
    /// Returns the first error of the body or of a request. The upload is aborted before, unless it was to be kept. With an
    /// upload to resume, an error also is a body whose length is not that of the upload; the upload is kept then, as it was before.
    pub async fn send(mut self, body: impl Into<Body>) -> Result<Uploaded, UploadError> {
        let body = body.into();
        let length = body.length();
        let resumed = self.resume.take();
        if let Some(unfinished) = &resumed {
            if length.zip(unfinished.length).is_some_and(|(now, then)| now != then) {
                let error = UploadError::new(Step::Body, OTHER_LENGTH);
                return Err(UploadError { unfinished: resumed.map(Box::new), ..error });
            }
            self.part_size = unfinished.part_size;
        } else if let Some(length) = length {
            self.part_size = part_size(self.part_size, length);
            // Another stream is read into memory, so that a failed request can be repeated.
            if length <= self.part_size && body.try_clone().is_some() {
                return self.put(body, length).await;
            }
        }
        let size =
            usize::try_from(self.part_size).map_err(|_| UploadError::new(Step::Body, PART_TOO_LARGE))?;
        let mut split = Split::new(body, size);
        let (mut first, state) = (None, resumed.clone());
        let unfinished = match resumed {
            Some(unfinished) => unfinished,
            None => {
                let read = poll_fn(|cx| split.poll_chunk(cx)).await;
                let chunk = read.map_err(|error| UploadError::new(Step::Body, error))?;
                if chunk.is_last {
                    let length = chunk.length();
                    return self.put(chunk.bytes.into(), length).await;
                }
                first = Some(chunk);
                let upload_id =
                    self.target.create().await.map_err(|error| UploadError::new(Step::Create, error))?;
                Unfinished { upload_id, part_size: self.part_size, length, parts: BTreeMap::new() }
            }
        };
        let guard = Guard { unfinished: Some(unfinished), on_drop: self.on_drop.take() };
        self.in_parts((split, first), length, state, guard).await
    }

    async fn put(mut self, body: Body, length: u64) -> Result<Uploaded, UploadError> {
        let put = self.target.put(body).await;
        let etag = put.map_err(|error| UploadError::new(Step::Put, error))?;
        self.progress.report(length, Some(length));
        Ok(Uploaded { etag, parts: None, length })
    }

    async fn in_parts(
        mut self,
        (split, first): (Split, Option<Chunk>),
        total: Option<u64>,
        resumed: Option<Unfinished>,
        mut guard: Guard<'a>,
    ) -> Result<Uploaded, UploadError> {
        let Self { target, concurrency, keep, .. } = self;
        let (progress, on_state) = (&mut self.progress, self.on_state.as_mut());
        let mut parts = Parts { target, concurrency, progress, on_state, total, keep, resumed };
        let sent = match &mut guard.unfinished {
            Some(unfinished) => parts.send(split, first, unfinished).await,
            None => Ok((0, 0)),
        };
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
        // The body was not that of the upload to resume.
        if error.unfinished.is_some() {
            guard.unfinished = None;
            return Err(error);
        }
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

/// Returns the size of the parts of a body with this length.
fn part_size(wanted: u64, length: u64) -> u64 {
    wanted.max(length.div_ceil(u64::from(MOST_PARTS)))
}

const PART_TOO_LARGE: &str = "the size of a part is larger than the memory that can be addressed";

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
