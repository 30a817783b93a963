//! Uploads and downloads against a store in memory, with failures, delays and counted memory.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use smithereen_transfer::*;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

const PART: usize = 5 << 20;

#[derive(Default)]
struct Store {
    object: Mutex<Vec<u8>>,
    parts: Mutex<BTreeMap<u32, Vec<u8>>>,
    calls: Mutex<Vec<String>>,
    fails: Mutex<Option<u32>>,
    fails_to_abort: bool,
    reversed: bool,
    in_flight: AtomicUsize,
    most_in_flight: AtomicUsize,
    changes: bool,
    truncates: Mutex<Option<u64>>,
}

impl Store {
    fn log(&self, call: impl Into<String>) {
        self.calls.lock().unwrap().push(call.into());
    }

    fn calls(&self) -> Vec<String> {
        std::mem::take(&mut self.calls.lock().unwrap())
    }

    async fn wait(&self, number: u64) {
        let now = self.in_flight.fetch_add(1, SeqCst) + 1;
        self.most_in_flight.fetch_max(now, SeqCst);
        let wait = if self.reversed { 40 - (number % 4) * 10 } else { 1 };
        tokio::time::sleep(Duration::from_millis(wait)).await;
        self.in_flight.fetch_sub(1, SeqCst);
    }
}

impl MultipartUpload for Store {
    async fn put(&self, body: Body) -> Result<Option<String>, BoxError> {
        self.log("put");
        *self.object.lock().unwrap() = body.collect().await?.to_vec();
        Ok(Some("e".to_owned()))
    }

    async fn create(&self) -> Result<String, BoxError> {
        self.log("create");
        Ok("u".to_owned())
    }

    async fn upload_part(&self, upload_id: &str, number: u32, body: Body) -> Result<String, BoxError> {
        assert_eq!(upload_id, "u");
        self.wait(u64::from(number)).await;
        if *self.fails.lock().unwrap() == Some(number) {
            return Err("refused".into());
        }
        self.log(format!("part {number}"));
        let bytes = body.collect().await?.to_vec();
        self.parts.lock().unwrap().insert(number, bytes);
        Ok(format!("e{number}"))
    }

    async fn complete(&self, _: &str, parts: &[Part]) -> Result<Option<String>, BoxError> {
        if *self.fails.lock().unwrap() == Some(0) {
            return Err("refused".into());
        }
        self.log("complete");
        let stored = std::mem::take(&mut *self.parts.lock().unwrap());
        let named: Vec<_> = parts.iter().map(|part| (part.number, part.etag.clone())).collect();
        let expected: Vec<_> = stored.keys().map(|number| (*number, format!("e{number}"))).collect();
        assert_eq!(named, expected);
        *self.object.lock().unwrap() = stored.into_values().flatten().collect();
        Ok(None)
    }

    async fn abort(&self, _: &str) -> Result<(), BoxError> {
        self.log("abort");
        if self.fails_to_abort { Err("no abort".into()) } else { Ok(()) }
    }
}

impl RangedDownload for Store {
    async fn read(&self, range: Range<u64>, if_match: Option<&str>) -> Result<Piece, BoxError> {
        self.log(format!("{}-{} {}", range.start, range.end, if_match.unwrap_or_default()));
        self.wait(range.start / 10).await;
        let object = self.object.lock().unwrap().clone();
        let total = object.len() as u64;
        let mut end = range.end.min(total);
        if *self.truncates.lock().unwrap() == Some(range.start) {
            end -= 1;
        }
        let body = object[range.start as usize..end as usize].to_vec();
        let etag = if self.changes && range.start > 0 { "f" } else { "e" };
        Ok(Piece { body: body.into(), total, etag: Some(etag.to_owned()) })
    }
}

fn content(length: usize) -> Vec<u8> {
    (0..length).map(|index| (index % 251) as u8).collect()
}

/// Returns a body of unknown length in small pieces.
fn unknown(content: Vec<u8>) -> Body {
    Body::from_stream(futures_util::stream::iter(pieces(content)))
}

fn pieces(content: Vec<u8>) -> Vec<Result<Bytes, std::io::Error>> {
    content.chunks(100_000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect()
}

#[tokio::test(start_paused = true)]
async fn the_number_of_parts_follows_from_the_length() {
    let cases = [
        (0, None),
        (1, None),
        (PART, None),
        (PART + 1, Some(2)),
        (2 * PART, Some(2)),
        (2 * PART + 1, Some(3)),
    ];
    for (length, parts) in cases {
        for is_known in [true, false] {
            let (store, bytes) = (Store { reversed: true, ..Store::default() }, content(length));
            let body = if is_known { Body::from(bytes.clone()) } else { unknown(bytes.clone()) };
            let mut progress = Vec::new();
            let upload = Upload::new(&store).part_size(1).on_progress(|now| progress.push(now));
            let uploaded = upload.send(body).await.unwrap();
            assert_eq!((uploaded.parts, uploaded.length), (parts, length as u64));
            assert_eq!(progress.last().unwrap().done, length as u64);
            assert_eq!(progress.len() as u32, parts.unwrap_or(1));
            assert!(*store.object.lock().unwrap() == bytes, "{length} {is_known}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_failure_at_each_part_aborts_or_is_resumed() {
    let bytes = content(2 * PART + 7);
    for failing in 0..=3 {
        for keep in [true, false] {
            let store = Store { fails: Mutex::new(Some(failing)), ..Store::default() };
            let upload = Upload::new(&store).part_size(1).concurrency(2);
            let upload = if keep { upload.keep_unfinished() } else { upload };
            let error = upload.send(unknown(bytes.clone())).await.unwrap_err();
            assert_eq!(error.step(), if failing == 0 { Step::Complete } else { Step::Part(failing) });
            assert_eq!(store.calls().last().unwrap() == "abort", !keep);
            let Some(unfinished) = error.unfinished().filter(|_| keep) else {
                assert!(!keep && error.unfinished().is_none());
                continue;
            };
            *store.fails.lock().unwrap() = None;
            let state = Unfinished::from_json(&unfinished.to_json()).unwrap();
            assert_eq!(state, *unfinished);
            let sent: Vec<_> = state.parts().iter().map(|part| format!("part {}", part.number)).collect();
            Upload::new(&store).resume(state).send(bytes.clone()).await.unwrap();
            let calls = store.calls();
            assert!(!calls.contains(&"create".to_owned()) && sent.iter().all(|part| !calls.contains(part)));
            assert!(*store.object.lock().unwrap() == bytes);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_upload_is_resumed_from_each_of_its_states() {
    let (store, bytes, states) = (Store::default(), content(2 * PART + 1), Mutex::new(Vec::new()));
    let upload = Upload::new(&store).part_size(1).concurrency(1);
    let upload = upload.on_state(|unfinished| states.lock().unwrap().push(unfinished.to_json()));
    upload.send(unknown(bytes.clone())).await.unwrap();
    let states = states.into_inner().unwrap();
    assert_eq!(states.len(), 4);
    for (stored, state) in states.iter().enumerate() {
        let state = Unfinished::from_json(state).unwrap();
        assert_eq!(state.parts().len(), stored);
        let parts = (1..).zip(bytes.chunks(PART).map(<[u8]>::to_vec)).take(stored).collect();
        let store = Store { parts: Mutex::new(parts), ..Store::default() };
        Upload::new(&store).resume(state).send(bytes.clone()).await.unwrap();
        assert!(*store.object.lock().unwrap() == bytes);
        let sent = store.calls().iter().filter(|call| call.starts_with("part ")).count();
        assert_eq!(sent, 3 - stored);
    }
}

#[tokio::test(start_paused = true)]
async fn an_upload_that_is_kept_has_the_parts_in_flight() {
    let store = Store { reversed: true, ..Store::default() };
    let mut body = pieces(content(2 * PART + 1));
    body.push(Err(std::io::Error::other("the source is gone")));
    let body = Body::from_stream(futures_util::stream::iter(body));
    let upload = Upload::new(&store).part_size(1).concurrency(2).keep_unfinished();
    let error = upload.send(body).await.unwrap_err();
    assert_eq!(error.step(), Step::Body);
    assert_eq!(error.unfinished().unwrap().parts().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_upload_that_cannot_be_aborted_is_in_the_error() {
    let store = Store { fails: Mutex::new(Some(1)), fails_to_abort: true, ..Store::default() };
    let error = Upload::new(&store).part_size(1).send(content(2 * PART)).await.unwrap_err();
    assert_eq!(error.unfinished().unwrap().upload_id(), "u");
    assert_eq!(error.to_string(), "upload: part 1: refused; the upload could not be aborted: no abort");
}

#[tokio::test(start_paused = true)]
async fn a_shorter_body_does_not_resume_an_upload() {
    let store = Store { fails: Mutex::new(Some(3)), ..Store::default() };
    let upload = Upload::new(&store).part_size(1).concurrency(1).keep_unfinished();
    let error = upload.send(unknown(content(3 * PART))).await.unwrap_err();
    let state = error.unfinished().unwrap().clone();
    let upload = Upload::new(&store).resume(state).keep_unfinished();
    let error = upload.send(content(PART)).await.unwrap_err();
    assert_eq!((error.step(), error.unfinished().is_some()), (Step::Body, true));
}

#[tokio::test(start_paused = true)]
async fn a_dropped_upload_is_handed_over() {
    let store = Store::default();
    let dropped = Mutex::new(None);
    let upload = Upload::new(&store).part_size(1).concurrency(1);
    let upload = upload.on_drop(|unfinished| *dropped.lock().unwrap() = Some(unfinished));
    let send = upload.send(content(5 * PART));
    assert!(tokio::time::timeout(Duration::from_micros(2500), send).await.is_err());
    let unfinished = dropped.into_inner().unwrap().unwrap();
    assert!(!unfinished.parts().is_empty() && unfinished.parts().len() < 5);
    unfinished.abort(&store).await.unwrap();
    assert_eq!(store.calls().last().unwrap(), "abort");
}

/// Bytes that are counted while they live.
struct Counted(Vec<u8>, &'static AtomicUsize);

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.1.fetch_sub(self.0.len(), SeqCst);
    }
}

/// Pieces have the size of a part, so that parts are these pieces.
#[tokio::test(start_paused = true)]
async fn memory_is_bounded_by_the_parts_in_flight() {
    static LIVE: AtomicUsize = AtomicUsize::new(0);
    static MOST: AtomicUsize = AtomicUsize::new(0);
    let pieces = (0..12).map(|_| {
        let live = LIVE.fetch_add(PART, SeqCst) + PART;
        MOST.fetch_max(live, SeqCst);
        Ok::<_, std::io::Error>(Bytes::from_owner(Counted(vec![0; PART], &LIVE)))
    });
    let store = Store { reversed: true, ..Store::default() };
    let body = Body::from_stream(futures_util::stream::iter(pieces));
    Upload::new(&store).part_size(1).concurrency(3).send(body).await.unwrap();
    assert_eq!(store.most_in_flight.load(SeqCst), 3);
    // Three in flight, the next one, and the piece after it.
    assert!(MOST.load(SeqCst) <= 5 * PART, "{}", MOST.load(SeqCst) / PART);
    assert_eq!(LIVE.load(SeqCst), 0);
}

#[tokio::test(start_paused = true)]
async fn ranges_are_returned_in_order() {
    for length in [0, 1, 10, 11, 30, 95] {
        let store = Store { reversed: true, object: Mutex::new(content(length)), ..Store::default() };
        let mut last = 0;
        let download = Download::new(&store).range_size(10).concurrency(3);
        let mut download = download.on_progress(|now| last = now.done).start().await.unwrap();
        let mut all = Vec::new();
        while let Some(bytes) = download.next().await.transpose().unwrap() {
            all.extend_from_slice(&bytes);
        }
        assert_eq!((download.total(), download.etag()), (length as u64, Some("e")));
        drop(download);
        assert_eq!((all, last), (content(length), length as u64));
        assert!(store.most_in_flight.load(SeqCst) <= 3);
        assert!(store.calls().iter().skip(1).all(|call| call.ends_with(" e")));
    }
}

#[tokio::test(start_paused = true)]
async fn a_failed_range_is_resumed() {
    let store = Store { object: Mutex::new(content(95)), ..Store::default() };
    *store.truncates.lock().unwrap() = Some(40);
    let mut download = Download::new(&store).range_size(10).start().await.unwrap();
    let mut all = Vec::new();
    let error = loop {
        match download.next().await.unwrap() {
            Ok(bytes) => all.extend_from_slice(&bytes),
            Err(error) => break error,
        }
    };
    assert!(download.next().await.is_none());
    assert_eq!(error.to_string(), "download at offset 40: the body of the range has 9 of 10 bytes");
    *store.truncates.lock().unwrap() = None;
    let download = Download::new(&store).range_size(10).resume(error.offset(), "e").start();
    let mut download = download.await.unwrap();
    while let Some(bytes) = download.next().await.transpose().unwrap() {
        all.extend_from_slice(&bytes);
    }
    assert_eq!(all, content(95));
}

#[tokio::test(start_paused = true)]
async fn an_object_that_changes_is_an_error() {
    let store = Store { object: Mutex::new(content(95)), changes: true, ..Store::default() };
    let mut download = Download::new(&store).range_size(10).start().await.unwrap();
    assert!(download.next().await.unwrap().is_ok());
    let error = download.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("has changed"), "{error}");
    assert!(Download::new(&store).resume(40, "e").start().await.is_err());
}
