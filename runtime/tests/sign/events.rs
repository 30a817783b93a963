//! Signed events, compared with those of `aws-sigv4`.

use super::{KEY, SECRET, signer};
use aws_sigv4::event_stream::{SigningParams, sign_empty_message, sign_message};
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use smithereen::Timestamp;
use smithereen::sign::{Payload, Signature, SigningConfig};
use std::time::{Duration, SystemTime};

/// The fourth is on another day, so its key is another one.
#[test]
fn events_are_signed_like_the_official_ones() {
    let identity = aws_credential_types::Credentials::new(KEY, SECRET, None, None, "a test").into();
    let config = SigningConfig::new("transcribe", "us-west-2").payload(Payload::Events);
    let seed = Signature::new([0x5a; 32]);
    let mut events = signer().events(&config, seed);
    let mut prior = seed.to_string();
    for (seconds, nanos, payload) in [
        (1_767_225_598, 0, Some("first")),
        (1_767_225_599, 999_999_999, Some("second")),
        (1_767_225_599, 999_999_999, Some("")),
        (1_767_225_600, 1, Some("third")),
        (1_767_225_601, 0, None),
    ] {
        let time = SystemTime::UNIX_EPOCH + Duration::new(seconds, nanos);
        let params = SigningParams::builder().identity(&identity).region("us-west-2").name("transcribe");
        let params = params.time(time).settings(()).build().unwrap();
        let message = payload.map(|text| {
            Message::new(text.as_bytes()).add_header(Header::new("h", HeaderValue::String("v".into())))
        });
        let (official, signature) = match &message {
            Some(message) => sign_message(message, &prior, &params),
            None => sign_empty_message(&prior, &params),
        }
        .unwrap()
        .into_parts();
        let ours = events.sign(official.payload(), Timestamp::new(seconds as i64, nanos)).unwrap();
        assert_eq!(ours.to_string(), signature, "{payload:?}");
        assert_eq!(&ours.as_bytes()[..], &official.headers()[0].value().as_byte_array().unwrap()[..]);
        prior = signature;
    }
}

#[test]
fn a_rejected_event_leaves_the_chain_as_it_is() {
    let config = SigningConfig::new("transcribe", "us-west-2");
    let [mut first, mut second] = [(); 2].map(|()| signer().events(&config, Signature::new([0; 32])));
    let error = first.sign(b"event", Timestamp::new(i64::MAX, 0)).unwrap_err();
    assert_eq!(error.to_string(), "the year of the signature has more than four digits");
    let time = Timestamp::new(0, 0);
    assert_eq!(first.sign(b"event", time), second.sign(b"event", time));
}
