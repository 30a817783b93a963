//! Sends the parts of an upload.

use super::split::{Chunk, Split};
use super::state::OnState;
use super::{MOST_PARTS, MultipartUpload, Step, Unfinished, UploadError};
use crate::progress::Report;
use futures_util::stream::{FuturesUnordered, StreamExt};
use smithereen::BoxError;
use std::future::poll_fn;
use std::task::Poll;

/// How the parts of an upload are sent.
pub(super) struct Parts<'p, 'a, T> {
    pub(super) target: &'a T,
    pub(super) concurrency: usize,
    pub(super) progress: &'p mut Report<'a>,
    pub(super) on_state: Option<&'p mut OnState<'a>>,
    /// The length of the body, if it is known.
    pub(super) total: Option<u64>,
    /// Whether an upload that fails is kept.
    pub(super) keep: bool,
    /// The state that the upload is resumed from.
    pub(super) resumed: Option<Unfinished>,
}

/// The number, the length and the result of a part that was sent.
type Sent = (u32, u64, Result<String, BoxError>);

impl<T: MultipartUpload> Parts<'_, '_, T> {
    /// Sends the parts that are not stored yet. Returns the number of parts and the length of the body.
    pub(super) async fn send(
        &mut self,
        split: Split,
        next: Option<Chunk>,
        unfinished: &mut Unfinished,
    ) -> Result<(u32, u64), UploadError> {
        self.report_state(unfinished);
        let (target, upload_id) = (self.target, unfinished.upload_id.clone());
        let upload_id = upload_id.as_str();
        let start = |number, chunk: Chunk| async move {
            let length = chunk.length();
            (number, length, target.upload_part(upload_id, number, chunk.bytes.into()).await)
        };
        let mut in_flight = FuturesUnordered::new();
        let sent = self.send_all(&mut in_flight, start, split, next, unfinished).await;
        if sent.is_err() && self.keep {
            // Parts in flight that are dropped would be sent again when the upload is resumed.
            while let Some((number, _, sent)) = in_flight.next().await {
                unfinished.parts.extend(sent.ok().map(|etag| (number, etag)));
            }
        }
        sent
    }

    async fn send_all<F: Future<Output = Sent>>(
        &mut self,
        in_flight: &mut FuturesUnordered<F>,
        start: impl Fn(u32, Chunk) -> F,
        mut split: Split,
        mut next: Option<Chunk>,
        unfinished: &mut Unfinished,
    ) -> Result<(u32, u64), UploadError> {
        let (concurrency, total) = (self.concurrency, self.total);
        let (mut count, mut length, mut done, mut at_end) = (0, 0, 0, false);
        loop {
            while in_flight.len() < concurrency
                && let Some(chunk) = next.take()
            {
                count += 1;
                if count > MOST_PARTS {
                    return Err(UploadError::new(Step::Body, TOO_MANY_PARTS));
                }
                let (number, bytes) = (count, chunk.length());
                length += bytes;
                at_end = chunk.is_last;
                if unfinished.length.is_some_and(|expected| length > expected) {
                    return Err(self.other_body(OTHER_LENGTH));
                }
                if unfinished.parts.contains_key(&number) {
                    done += bytes;
                    self.progress.report(done, total);
                } else {
                    in_flight.push(start(number, chunk));
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
                    self.report_state(unfinished);
                    done += bytes;
                    self.progress.report(done, total);
                }
            }
        }
        if unfinished.parts.last_key_value().is_some_and(|(last, _)| *last > count) {
            return Err(self.other_body(TOO_SHORT));
        }
        match unfinished.length {
            Some(expected) if expected != length => Err(self.other_body(OTHER_LENGTH)),
            _ => Ok((count, length)),
        }
    }

    fn report_state(&mut self, unfinished: &Unfinished) {
        if let Some(on_state) = &mut self.on_state {
            on_state(unfinished);
        }
    }

    /// Returns the error for a body that is not that of the upload to resume. The upload is kept, without the parts of this body.
    fn other_body(&mut self, reason: &'static str) -> UploadError {
        let unfinished = self.resumed.take().map(Box::new);
        UploadError { unfinished, ..UploadError::new(Step::Body, reason) }
    }
}

/// What happens next in an upload.
enum Event {
    Read(Result<Chunk, smithereen::BodyError>),
    Stored(Sent),
}

const TOO_MANY_PARTS: &str =
    "it needs more than 10,000 parts; set a larger `part_size`, or state the length of the body";
pub(super) const OTHER_LENGTH: &str = "its length is not that of the upload to resume";
const TOO_SHORT: &str = "it has fewer parts than the upload to resume";
