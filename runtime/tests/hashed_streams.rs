//! Streams that a client hashes before it sends them, to a service that requires signed bodies.
#![cfg(all(feature = "client", feature = "stream"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

use smithereen::client::{Caller, Fake};
use smithereen::protocol::RestJson1;
use smithereen::sign::{Credentials, Signer};
use smithereen::{
    AuthScheme, Body, Bytes, Endpoint, Error, Operation, OperationSchema, Service, StatusCode, Timestamp,
};
use std::io::{Read, repeat};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

static ARCHIVES: Service = Service::new("Archives", &RestJson1, |_| Endpoint::new("https://example.com"))
    .signing_name("archives")
    .auth(&[AuthScheme::SigV4]);

#[derive(Default)]
struct Upload {
    body: Body,
}

smithereen::structure!(Upload = "Upload" { 0 body => Member::new("Body").payload() });

#[derive(Clone, PartialEq)]
enum Failure {
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {});

impl Operation for Upload {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&ARCHIVES, "Upload", "POST", "/");
}

fn upload(fake: &Fake, body: Body) -> Result<(), Error<Failure>> {
    let mut call = pin!(Caller::new(&ARCHIVES, &fake.config()).call(&Upload { body }));
    loop {
        if let Poll::Ready(result) = call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return result;
        }
    }
}

const MIB: u64 = 1 << 20;

#[test]
fn streams_with_and_without_a_length_are_hashed() {
    let open = || Ok::<_, std::io::Error>(Body::from("good"));
    for body in [
        Body::from_reader(&b"good"[..]),
        Body::from_reader(&b"good"[..]).with_length(4),
        Body::repeatable(None, open),
        Body::repeatable(Some(4), open),
    ] {
        let fake = Fake::responding(StatusCode::OK, "{}");
        upload(&fake, body).unwrap();
        let sent = &fake.requests()[0];
        assert_eq!(sent.body(), "good");
        // Signed again with its bytes, the request has the same signature.
        let mut again = http::Request::post("https://example.com/").body(Bytes::from("good")).unwrap();
        let time = sent.headers()["x-amz-date"].to_str().unwrap().to_owned();
        for (name, value) in sent.headers() {
            let is_added_later = name.as_str().starts_with("amz-sdk-");
            if !is_added_later && name != "authorization" {
                again.headers_mut().append(name.clone(), value.clone());
            }
        }
        let config = Upload::signing(&Endpoint::new("https://example.com").unwrap(), "us-east-1").unwrap();
        let signer = Signer::new(Credentials::new("AKIDEXAMPLE", "an invalid secret"));
        signer.sign(&mut again, &config, parsed(&time)).unwrap();
        assert_eq!(again.headers()["authorization"], sent.headers()["authorization"]);
    }
}

/// Parses a time such as `20150830T123600Z`.
fn parsed(time: &str) -> Timestamp {
    let part = |from: usize, to: usize| &time[from..to];
    let (day, hour) = ([part(0, 4), part(4, 6), part(6, 8)], [part(9, 11), part(11, 13), part(13, 15)]);
    Timestamp::parse(&format!("{}T{}Z", day.join("-"), hour.join(":"))).unwrap()
}

#[test]
fn a_long_stream_without_a_length_is_an_error_before_anything_is_sent() {
    let fake = Fake::responding(StatusCode::OK, "{}");
    let error = upload(&fake, Body::from_reader(repeat(0))).unwrap_err();
    let sources = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
    let text: Vec<_> = sources.map(ToString::to_string).collect();
    assert!(
        text.join(": ").contains("its hash is needed before it is sent, and it has more than 64 MiB"),
        "{text:?}"
    );
    assert_eq!(fake.requests().len(), 0);
    // A stream whose length is stated may be longer.
    let longer = Body::from_reader(repeat(0).take(64 * MIB + 1)).with_length(64 * MIB + 1);
    upload(&fake, longer).unwrap();
    let lengths: Vec<_> = fake.requests().iter().map(|request| request.body().len() as u64).collect();
    assert_eq!(lengths, [64 * MIB + 1]);
}
