//! Downloads an object: settings, and the order of the requests.

use super::{DownloadError, Piece, RangedDownload};
use crate::buffer::append;
use crate::progress::{Progress, Report};
use futures_util::stream::{FuturesOrdered, StreamExt};
use smithereen::{BodyError, BoxError, Bytes};
use std::fmt;
use std::ops::Range;
use std::pin::Pin;

/// A download of an object in ranges.
pub struct Download<'a, T> {
    source: &'a T,
    range_size: u64,
    concurrency: usize,
    offset: u64,
    etag: Option<String>,
    progress: Report<'a>,
}

impl<T> fmt::Debug for Download<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { range_size, concurrency, offset, etag, .. } = self;
        let mut out = f.debug_struct("Download");
        out.field("range_size", range_size).field("concurrency", concurrency);
        out.field("offset", offset).field("etag", etag).finish_non_exhaustive()
    }
}

impl<'a, T: RangedDownload> Download<'a, T> {
    /// Creates a download of an object.
    pub fn new(source: &'a T) -> Self {
        let (range_size, concurrency) = (crate::DEFAULT_PART_SIZE, crate::DEFAULT_CONCURRENCY);
        Self { source, range_size, concurrency, offset: 0, etag: None, progress: Report::default() }
    }

    /// Sets the size of a range in bytes: 8 MiB by default, at least 1.
    #[must_use]
    pub fn range_size(mut self, bytes: u64) -> Self {
        self.range_size = bytes.max(1);
        self
    }

    /// Sets the number of ranges that are requested or in memory at once: 4 by default, at least 1.
    #[must_use]
    pub fn concurrency(mut self, ranges: usize) -> Self {
        self.concurrency = ranges.max(1);
        self
    }

    /// Resumes a download from an offset in bytes, of the object with this entity tag. The offset must be less than the length of
    /// the object.
    #[must_use]
    pub fn resume(mut self, offset: u64, etag: impl Into<String>) -> Self {
        (self.offset, self.etag) = (offset, Some(etag.into()));
        self
    }

    /// Sets a function that is called when `next` returns bytes.
    #[must_use]
    pub fn on_progress(mut self, progress: impl FnMut(Progress) + Send + 'a) -> Self {
        self.progress = Report::new(progress);
        self
    }

    /// Requests the first range, whose response has the length and the entity tag of the object.
    ///
    /// # Errors
    /// Returns the error of the request, or an error if the object needs several ranges and has no entity tag: they could be of
    /// different versions of the object.
    pub async fn start(self) -> Result<Downloading<'a, T>, DownloadError> {
        let failed = |cause: BoxError| DownloadError { offset: self.offset, cause };
        let end = self.offset.saturating_add(self.range_size);
        let piece = self.source.read(self.offset..end, self.etag.as_deref()).await.map_err(failed)?;
        let (total, end) = (piece.total, end.min(piece.total));
        if self.offset > total {
            return Err(DownloadError { offset: self.offset, cause: TOO_SHORT.into() });
        }
        let etag = match (self.etag, piece.etag.clone()) {
            (Some(expected), Some(etag)) if expected != etag => {
                return Err(DownloadError { offset: self.offset, cause: CHANGED.into() });
            }
            (expected, etag) => expected.or(etag),
        };
        if end < total && etag.is_none() {
            return Err(DownloadError { offset: self.offset, cause: NO_ETAG.into() });
        }
        let mut download = Downloading {
            source: self.source,
            range_size: self.range_size,
            concurrency: self.concurrency,
            progress: self.progress,
            requested: end,
            returned: self.offset,
            has_failed: false,
            total,
            etag,
            in_flight: FuturesOrdered::new(),
        };
        let range = self.offset..end;
        if !range.is_empty() {
            let fetch = fetch(download.source, Some(piece), range, total, download.etag.clone());
            download.in_flight.push_back(Box::pin(fetch) as Pending<'a>);
        }
        Ok(download)
    }
}

type Pending<'a> = Pin<Box<dyn Future<Output = Result<Bytes, BoxError>> + Send + 'a>>;

/// A download whose first response has arrived. Dropping it ends its requests. They make progress only while [`Self::next`] is
/// awaited.
pub struct Downloading<'a, T> {
    source: &'a T,
    range_size: u64,
    concurrency: usize,
    progress: Report<'a>,
    /// The end of the last range that was requested.
    requested: u64,
    /// The end of the last range that was returned.
    returned: u64,
    has_failed: bool,
    total: u64,
    etag: Option<String>,
    in_flight: FuturesOrdered<Pending<'a>>,
}

impl<T> fmt::Debug for Downloading<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Downloading");
        out.field("offset", &self.returned).field("total", &self.total).finish_non_exhaustive()
    }
}

impl<'a, T: RangedDownload> Downloading<'a, T> {
    /// Returns the length of the whole object in bytes.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Returns the entity tag of the object, for [`Download::resume`].
    pub fn etag(&self) -> Option<&str> {
        self.etag.as_deref()
    }

    /// Returns the offset of the bytes that `next` returns.
    pub fn offset(&self) -> u64 {
        self.returned
    }

    /// Returns the bytes of the next range, in order, or `None` at the end. Nothing is lost if the future is dropped.
    ///
    /// # Errors
    /// Returns an error if the request of the range fails, if the object has changed, if the response has another length, or if its
    /// body breaks for the third time. The download ends with it.
    pub async fn next(&mut self) -> Option<Result<Bytes, DownloadError>> {
        while !self.has_failed && self.requested < self.total && self.in_flight.len() < self.concurrency {
            let range = self.requested..self.requested.saturating_add(self.range_size).min(self.total);
            self.requested = range.end;
            let fetch = fetch(self.source, None, range, self.total, self.etag.clone());
            self.in_flight.push_back(Box::pin(fetch));
        }
        match self.in_flight.next().await? {
            Ok(bytes) => {
                self.returned += u64::try_from(bytes.len()).unwrap_or_default();
                self.progress.report(self.returned, Some(self.total));
                Some(Ok(bytes))
            }
            Err(cause) => {
                self.has_failed = true;
                self.in_flight = FuturesOrdered::new();
                Some(Err(DownloadError { offset: self.returned, cause }))
            }
        }
    }
}

/// Requests a range, unless its `first` response is there already, and reads it. A range whose body breaks is requested again, of
/// the same version of the object.
async fn fetch<T: RangedDownload>(
    source: &T,
    mut first: Option<Piece>,
    range: Range<u64>,
    total: u64,
    etag: Option<String>,
) -> Result<Bytes, BoxError> {
    let mut attempts = 0;
    loop {
        let piece = match first.take() {
            Some(piece) => piece,
            None => source.read(range.clone(), etag.as_deref()).await?,
        };
        if (piece.etag.is_some() && piece.etag != etag) || piece.total != total {
            return Err(CHANGED.into());
        }
        attempts += 1;
        match collect(piece, range.clone()).await {
            Err(error) if error.is::<BodyError>() && attempts < ATTEMPTS && etag.is_some() => {}
            result => return result,
        }
    }
}

/// Reads the body of a range, which must have its length.
async fn collect(piece: Piece, range: Range<u64>) -> Result<Bytes, BoxError> {
    let expected = range.end.saturating_sub(range.start);
    let size = usize::try_from(expected)?;
    let (mut body, mut all) = (piece.body, Vec::new());
    while let Some(bytes) = body.next().await.transpose()? {
        if u64::try_from(all.len() + bytes.len())? > expected {
            return Err(format!("the body of the range is longer than {expected} bytes").into());
        }
        append(&mut all, &bytes, size);
    }
    match u64::try_from(all.len())? == expected {
        true => Ok(all.into()),
        false => Err(format!("the body of the range has {} of {expected} bytes", all.len()).into()),
    }
}

/// The number of times that a range is requested at most.
const ATTEMPTS: usize = 3;
const CHANGED: &str = "the object has changed since the download began";
const TOO_SHORT: &str = "the object ends before the offset";
const NO_ETAG: &str = "the response has no entity tag, so that the ranges could be of different versions";
