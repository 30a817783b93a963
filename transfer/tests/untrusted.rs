//! States, sizes and lengths that are not those of the object, and bodies that break.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use futures_util::stream::{iter, unfold};
use smithereen_transfer::*;
use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::sync::Mutex;

const PART: u64 = 5 << 20;

/// Records the lengths of stored parts, and the parts of completed uploads.
#[derive(Default)]
struct Lengths {
    parts: Mutex<BTreeMap<u32, u64>>,
    object: Mutex<Option<Vec<u32>>>,
    is_aborted: Mutex<bool>,
}

impl MultipartUpload for Lengths {
    async fn put(&self, body: Body) -> Result<Option<String>, BoxError> {
        let length = body.collect().await?.len() as u64;
        self.parts.lock().unwrap().insert(0, length);
        Ok(None)
    }

    async fn create(&self) -> Result<String, BoxError> {
        Ok("u".to_owned())
    }

    async fn upload_part(&self, _: &str, number: u32, body: Body) -> Result<String, BoxError> {
        self.parts.lock().unwrap().insert(number, body.length().unwrap());
        Ok("e".to_owned())
    }

    async fn complete(&self, _: &str, parts: &[Part]) -> Result<Option<String>, BoxError> {
        *self.object.lock().unwrap() = Some(parts.iter().map(|part| part.number).collect());
        Ok(None)
    }

    async fn abort(&self, _: &str) -> Result<(), BoxError> {
        *self.is_aborted.lock().unwrap() = true;
        Ok(())
    }
}

fn state(part_size: u64, length: Option<u64>, parts: &[u32]) -> Unfinished {
    let length = length.map_or("null".to_owned(), |length| length.to_string());
    let parts: Vec<_> = parts.iter().map(|number| format!(r#"[{number},"e"]"#)).collect();
    let parts = parts.join(",");
    let json = format!(r#"{{"uploadId":"u","partSize":{part_size},"length":{length},"parts":[{parts}]}}"#);
    Unfinished::from_json(&json).unwrap()
}

/// Returns a body of unknown length in pieces of at most 1 MiB.
fn unknown(length: u64) -> Body {
    let sizes = (0..length).step_by(1 << 20).map(move |offset| (length - offset).min(1 << 20) as usize);
    Body::from_stream(iter(sizes.map(|size| Ok::<_, io::Error>(Bytes::from(vec![7; size])))))
}

#[tokio::test]
async fn a_body_of_unknown_length_that_is_not_that_of_the_upload_changes_nothing() {
    let (length, part) = (Some(2 * PART + 9), [1]);
    for (state, body, stored) in [
        (state(PART, length, &part), PART + 1, vec![(2, 1)]),
        (state(PART, length, &part), 2 * PART + 8, vec![(2, PART), (3, 8)]),
        (state(PART, length, &part), 2 * PART + 10, vec![(2, PART)]),
        (state(PART, length, &part), 3 * PART, vec![(2, PART)]),
        (state(PART, length, &[1, 2, 3]), 2 * PART, vec![]),
        (state(PART, None, &[1, 3]), PART + 1, vec![(2, 1)]),
    ] {
        let lengths = Lengths::default();
        let upload = Upload::new(&lengths).concurrency(1).resume(state.clone());
        let error = upload.send(unknown(body)).await.unwrap_err();
        assert_eq!(error.step(), Step::Body);
        // Without the parts of this body, which are to be replaced.
        assert_eq!(error.unfinished(), Some(&state), "{body}: {error}");
        assert!(lengths.object.lock().unwrap().is_none() && !*lengths.is_aborted.lock().unwrap());
        assert_eq!(lengths.parts.lock().unwrap().clone().into_iter().collect::<Vec<_>>(), stored, "{body}");
    }
    let lengths = Lengths::default();
    Upload::new(&lengths).resume(state(PART, length, &part)).send(unknown(2 * PART + 9)).await.unwrap();
    assert_eq!(lengths.object.into_inner().unwrap(), Some(vec![1, 2, 3]));
}

#[tokio::test]
async fn the_size_of_a_part_is_not_allocated_before_its_bytes_arrive() {
    for size in [1 << 50, u64::MAX] {
        let lengths = Lengths::default();
        Upload::new(&lengths).part_size(size).send(unknown(3 << 20)).await.unwrap();
        Upload::new(&lengths).resume(state(size, None, &[])).send(unknown(3 << 20)).await.unwrap();
        let stored = lengths.parts.into_inner().unwrap();
        assert_eq!(stored.into_iter().collect::<Vec<_>>(), [(0, 3 << 20), (1, 3 << 20)]);
    }
}

/// The pieces share their memory.
#[tokio::test]
async fn an_upload_has_at_most_10_000_parts() {
    for (pieces, parts) in [(10_000, Some(10_000)), (10_001, None)] {
        let (lengths, piece) = (Lengths::default(), Bytes::from(vec![7; PART as usize]));
        let body = Body::from_stream(iter((0..pieces).map(move |_| Ok::<_, io::Error>(piece.clone()))));
        let uploaded = Upload::new(&lengths).part_size(PART).send(body).await;
        assert_eq!(*lengths.is_aborted.lock().unwrap(), parts.is_none());
        assert_eq!(lengths.parts.lock().unwrap().len(), 10_000);
        match uploaded {
            Ok(uploaded) => assert_eq!((uploaded.parts, uploaded.length), (parts, pieces * PART)),
            Err(error) => assert!(parts.is_none() && error.to_string().contains("10,000 parts"), "{error}"),
        }
    }
}

/// A stream that panics if it is polled after its end.
#[tokio::test]
async fn a_body_is_not_polled_after_its_end() {
    for pieces in [0, 1, 5, 6, 10] {
        let lengths = Lengths::default();
        let stream = unfold(0, move |index| async move {
            (index < pieces).then(|| (Ok::<_, io::Error>(Bytes::from(vec![7; 1 << 20])), index + 1))
        });
        Upload::new(&lengths).part_size(PART).send(Body::from_stream(stream)).await.unwrap();
        assert_eq!(lengths.parts.into_inner().unwrap().into_values().sum::<u64>(), pieces << 20);
    }
}

#[test]
fn a_damaged_state_is_an_error() {
    let valid = state(PART, Some(2 * PART), &[1, 2]).to_json();
    for (from, to, reason) in [
        (r#""u""#, r#""""#, "`uploadId`: expected the ID of the upload"),
        (r#""u""#, "7", "`uploadId`: expected the ID of the upload"),
        ("5242880,", "5242879,", "`partSize`: expected at least 5 MiB"),
        ("5242880,", "-1,", "`partSize`: expected at least 5 MiB"),
        ("10485760", "1.5", "`length`: expected a number of bytes"),
        ("[1,", "[0,", "`parts`: expected pairs of a number and an entity tag"),
        ("[1,", "[10001,", "`parts`: expected pairs of a number and an entity tag"),
        (r#"[1,"e"]"#, "[1]", "`parts`: expected pairs of a number and an entity tag"),
        ("}", "", "the text is not JSON"),
    ] {
        let damaged = valid.replace(from, to);
        assert_ne!(damaged, valid, "{from}");
        let error = Unfinished::from_json(&damaged).unwrap_err();
        assert_eq!(error.to_string(), format!("invalid state of an upload: {reason}"), "{damaged}");
    }
    for end in 0..valid.len() {
        assert!(Unfinished::from_json(valid.get(..end).unwrap()).is_err());
    }
}

/// Responds to each request with the same body and range.
struct Fixed(&'static [u8], &'static str);

impl RangedDownload for Fixed {
    async fn read(&self, range: Range<u64>, _: Option<&str>) -> Result<Piece, BoxError> {
        Piece::from_content_range(self.0.into(), Some(self.1), range.start, Some("e".to_owned()))
    }
}

async fn download(service: &Fixed, range_size: u64, offset: u64) -> Result<usize, DownloadError> {
    let mut download = Download::new(service).range_size(range_size);
    if offset > 0 {
        download = download.resume(offset, "e");
    }
    let (mut download, mut length) = (download.start().await?, 0);
    while let Some(bytes) = download.next().await.transpose()? {
        length += bytes.len();
    }
    Ok(length)
}

#[tokio::test]
async fn a_range_that_is_not_that_of_the_body_is_an_error() {
    assert_eq!(download(&Fixed(b"0123456789", "bytes 0-9/10"), 100, 0).await.unwrap(), 10);
    assert_eq!(download(&Fixed(b"0123456789", "bytes 20-29/30"), u64::MAX, 20).await.unwrap(), 10);
    for (range, range_size, offset) in [
        ("bytes 0-9/18446744073709551615", u64::MAX, 0),
        ("bytes 0-9/1125899906842624", 1 << 50, 0),
        ("bytes 0-9/11", 100, 0),
        ("bytes 0-9/9", 100, 0),
        ("bytes 0-9/20", 5, 0),
        ("bytes 0-9/20", 10, 0),
        ("bytes 1-10/20", 10, 0),
        ("bytes 20-29/10", 10, 20),
        ("bytes 20-19/20", 10, 20),
        ("bytes 0-/10", 10, 0),
        ("bytes -9/10", 10, 0),
        ("bytes 0-9/*", 10, 0),
        ("bytes */10", 10, 0),
        ("0-9/10", 10, 0),
    ] {
        let error = download(&Fixed(b"0123456789", range), range_size, offset).await.unwrap_err();
        assert!(error.offset() <= 20, "{range}: {error}");
    }
}

/// An implementation that does not check what it returns.
struct Shrunk;

impl RangedDownload for Shrunk {
    async fn read(&self, _: Range<u64>, _: Option<&str>) -> Result<Piece, BoxError> {
        Ok(Piece { body: Body::default(), total: 10, etag: Some("e".to_owned()) })
    }
}

#[tokio::test]
async fn an_object_that_ends_before_the_offset_is_an_error() {
    let error = Download::new(&Shrunk).resume(20, "e").start().await.unwrap_err();
    assert_eq!(error.to_string(), "download at offset 20: the object ends before the offset");
}

/// An object of 30 bytes, the first of whose bodies break in their middle.
struct Breaking {
    breaks: usize,
    etag: Option<&'static str>,
    requests: Mutex<Vec<(Range<u64>, Option<String>)>>,
}

impl RangedDownload for Breaking {
    async fn read(&self, range: Range<u64>, if_match: Option<&str>) -> Result<Piece, BoxError> {
        let range = range.start..range.end.min(30);
        let mut requests = self.requests.lock().unwrap();
        requests.push((range.clone(), if_match.map(str::to_owned)));
        let is_broken = requests.iter().filter(|(one, _)| *one == range).count() <= self.breaks;
        let half = Bytes::from(vec![range.start as u8; (range.end - range.start) as usize / 2]);
        let second = if is_broken { Err(io::Error::other("reset")) } else { Ok(half.clone()) };
        let body = Body::from_stream(iter([Ok(half), second]));
        Ok(Piece { body, total: 30, etag: self.etag.map(str::to_owned) })
    }
}

#[tokio::test]
async fn a_range_whose_body_breaks_is_requested_three_times() {
    for (breaks, etag, range_size, expected) in [
        (2, Some("e"), 10, Ok(9)),
        (2, Some("e"), 100, Ok(3)),
        (3, Some("e"), 10, Err((0, 3))),
        // It could be another version of the object.
        (1, None, 100, Err((0, 1))),
    ] {
        let object = Breaking { breaks, etag, requests: Mutex::default() };
        let download = Download::new(&object).range_size(range_size).concurrency(1);
        let mut done = Vec::new();
        let mut download = download.on_progress(|now| done.push(now.done)).start().await.unwrap();
        let (mut all, mut error) = (Vec::new(), None);
        while let Some(next) = download.next().await {
            match next {
                Ok(bytes) => all.extend_from_slice(&bytes),
                Err(failed) => error = Some(failed),
            }
        }
        drop(download);
        let requests = object.requests.into_inner().unwrap();
        match expected {
            Ok(count) => {
                assert!(error.is_none() && all.len() == 30 && done.is_sorted(), "{error:?}");
                assert_eq!(requests.len(), count);
            }
            Err((length, count)) => {
                assert_eq!(
                    (error.unwrap().offset(), all.len(), requests.len()),
                    (length, length as usize, count)
                );
            }
        }
        assert!(requests.iter().skip(1).all(|(_, if_match)| if_match.as_deref() == etag));
    }
}
