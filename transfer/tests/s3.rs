//! The example of the guide with the generated module of S3, against a fake service.

#![allow(
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub,
    reason = "a test may fail"
)]

extern crate all_protocols as aws;

#[path = "../../xtask/tests/guide/examples/transfer.rs"]
mod example;

use all_protocols::s3::Client;
use example::S3Object;
use futures_util::stream::{StreamExt, iter, pending};
use smithereen::client::Fake;
use smithereen::{Body, Bytes, Request, Response};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[derive(Default)]
struct Store {
    object: Vec<u8>,
    parts: BTreeMap<u32, Vec<u8>>,
    refuses: Option<u32>,
    aborted: bool,
    /// The number of requests without a part that fail first.
    failures: usize,
}

fn response(status: u16, body: impl Into<Bytes>) -> Response<Bytes> {
    Response::builder().status(status).header("ETag", "\"e\"").body(body.into()).unwrap()
}

impl Store {
    fn respond(&mut self, request: &Request<Bytes>) -> Response<Bytes> {
        let query = request.uri().query().unwrap_or_default();
        let number = query.split('&').find_map(|pair| pair.strip_prefix("partNumber="));
        match (request.method().as_str(), number.map(|number| number.parse().unwrap())) {
            ("POST", _) if query.contains("uploads") => response(
                200,
                "<InitiateMultipartUploadResult><UploadId>u/1</UploadId></InitiateMultipartUploadResult>",
            ),
            ("PUT", Some(number)) if self.refuses == Some(number) => {
                response(400, "<Error><Code>InvalidPart</Code></Error>")
            }
            ("PUT", Some(number)) => {
                assert!(query.contains("uploadId=u%2F1"), "{query}");
                self.parts.insert(number, request.body().to_vec());
                response(200, "")
            }
            ("PUT", None) if self.failures > 0 => {
                self.failures -= 1;
                response(503, "<Error><Code>SlowDown</Code></Error>")
            }
            ("PUT", None) => {
                self.object = request.body().to_vec();
                response(200, "")
            }
            ("POST", _) => {
                let body = String::from_utf8(request.body().to_vec()).unwrap();
                assert_eq!(
                    body.matches("<ETag>&quot;e&quot;</ETag>").count()
                        + body.matches("<ETag>\"e\"</ETag>").count(),
                    self.parts.len(),
                    "{body}"
                );
                self.object = std::mem::take(&mut self.parts).into_values().flatten().collect();
                response(200, "<CompleteMultipartUploadResult></CompleteMultipartUploadResult>")
            }
            ("DELETE", _) => {
                self.aborted = true;
                response(204, "")
            }
            _ => self.range(request),
        }
    }

    fn range(&self, request: &Request<Bytes>) -> Response<Bytes> {
        let range = request.headers()["range"].to_str().unwrap().strip_prefix("bytes=").unwrap();
        let (first, last) = range.split_once('-').unwrap();
        let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
        assert_eq!(request.headers().get("if-match").is_some(), first > 0);
        let total = self.object.len();
        if first >= total {
            // A proxy may leave out the error.
            return response(416, "");
        }
        let last = last.min(total - 1);
        let mut response = response(206, self.object[first..=last].to_vec());
        let range = format!("bytes {first}-{last}/{total}").parse().unwrap();
        response.headers_mut().insert("content-range", range);
        response
    }
}

fn start(store: Store) -> (Arc<Mutex<Store>>, S3Object) {
    let store = Arc::new(Mutex::new(store));
    let shared = Arc::clone(&store);
    let fake = Fake::new(move |request| shared.lock().unwrap().respond(request));
    (store, S3Object::new(Client::new(&fake.config()), "bucket", "a/key").content_type("text/plain"))
}

#[tokio::test]
async fn objects_of_each_size_are_uploaded_and_downloaded() {
    for length in [0, 1000, 20 << 20] {
        let bytes: Vec<u8> = (0..length).map(|index| (index % 251) as u8).collect();
        let (store, object) = start(Store::default());
        example::upload(&object, bytes.clone().into()).await.unwrap();
        assert!(store.lock().unwrap().object == bytes);
        let mut out = Vec::new();
        assert_eq!(example::download(&object, &mut out).await.unwrap(), length);
        assert!(out == bytes);
    }
}

/// A stream that can be read only once, whose length is known or not, is read into memory.
#[tokio::test]
async fn a_small_stream_is_sent_again_after_a_failure() {
    for length in [None, Some(1000)] {
        let (store, object) = start(Store { failures: 1, ..Store::default() });
        let body = Body::from_stream(iter([Ok::<_, std::io::Error>(Bytes::from(vec![7; 1000]))]));
        let body = match length {
            Some(length) => body.with_length(length),
            None => body,
        };
        let upload = tokio::spawn(async move { example::upload(&object, body).await });
        upload.await.unwrap().unwrap();
        assert_eq!(store.lock().unwrap().object, [7; 1000]);
    }
}

#[tokio::test]
async fn the_rest_of_an_object_is_downloaded() {
    let bytes: Vec<u8> = (0..100_000).map(|index| (index % 251) as u8).collect();
    let (_store, object) = start(Store { object: bytes.clone(), ..Store::default() });
    let mut out = bytes[..60_000].to_vec();
    assert_eq!(example::download_rest(&object, 60_000, "\"e\"", &mut out).await.unwrap(), 100_000);
    assert!(out == bytes);
    let changed = example::download_rest(&object, 60_000, "\"f\"", &mut out).await.unwrap_err();
    assert!(changed.to_string().contains("the object has changed"), "{changed}");
}

#[tokio::test]
async fn a_refused_part_aborts_the_upload_or_keeps_it() {
    let bytes = || Body::from(vec![7; 20 << 20]);
    let (store, object) = start(Store { refuses: Some(2), ..Store::default() });
    let error = example::upload(&object, bytes()).await.unwrap_err();
    assert!(error.to_string().contains("InvalidPart"), "{error}");
    assert!(std::mem::take(&mut store.lock().unwrap().aborted));
    let state = example::upload_or_keep(&object, bytes(), None).await.unwrap();
    assert!(state.is_some() && !store.lock().unwrap().aborted);
    store.lock().unwrap().refuses = None;
    assert_eq!(example::upload_or_keep(&object, bytes(), state).await.unwrap(), None);
    assert_eq!(store.lock().unwrap().object.len(), 20 << 20);
}

#[tokio::test]
async fn a_dropped_upload_is_aborted_in_the_background() {
    let (store, object) = start(Store::default());
    // A body that never ends.
    let piece = Ok::<_, std::io::Error>(Bytes::from(vec![7; 20 << 20]));
    let body = Body::from_stream(iter([piece]).chain(pending()));
    let upload = example::upload(&object, body);
    assert!(tokio::time::timeout(Duration::from_secs(2), upload).await.is_err());
    assert!(!store.lock().unwrap().parts.is_empty());
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(10)).await;
        if store.lock().unwrap().aborted {
            return;
        }
    }
    panic!("the upload was not aborted");
}
