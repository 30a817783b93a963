//! Signed frames beside `aws-sigv4`.

use super::shapes::{EmptyEvent, Events, StringEvent, rest_json};
use aws_credential_types::Credentials as OfficialCredentials;
use aws_sigv4::event_stream::{sign_empty_message, sign_message};
use aws_sigv4::sign::v4::SigningParams;
use aws_smithy_eventstream::frame::{read_message_from, write_message_to};
use aws_smithy_runtime_api::client::identity::Identity;
use smithereen::Timestamp;
use smithereen::event_stream::EventEncoder;
use smithereen::sign::{Credentials, Signature, Signer, SigningConfig};
use std::time::{Duration, UNIX_EPOCH};

const TIME: Timestamp = Timestamp::new(1_611_160_427, 512_000_000);

#[test]
fn signed_frames_are_those_of_the_official_signer() {
    let identity: Identity = OfficialCredentials::new("AKIDEXAMPLE", "secret", None, None, "a test").into();
    let params = SigningParams::builder()
        .identity(&identity)
        .region("us-east-1")
        .name("transcribe")
        .time(UNIX_EPOCH + Duration::new(1_611_160_427, 512_000_000))
        .settings(())
        .build()
        .unwrap();
    let seed = Signature::new([7; 32]);
    let signer = Signer::new(Credentials::new("AKIDEXAMPLE", "secret"));
    let signer = signer.events(&SigningConfig::new("transcribe", "us-east-1"), seed);
    let mut encoder = EventEncoder::new(rest_json()).with_signer(signer).with_clock(|| TIME);
    let mut plain = EventEncoder::new(rest_json());
    let mut last = seed.to_string();
    let written = |message| {
        let mut bytes = Vec::new();
        write_message_to(&message, &mut bytes).unwrap();
        bytes
    };
    for event in [Events::Text(StringEvent { payload: Some("t".to_owned()) }), Events::Empty(EmptyEvent {})] {
        let message = read_message_from(&plain.encode(&event).unwrap()[..]).unwrap();
        let (message, signature) = sign_message(&message, &last, &params).unwrap().into_parts();
        last = signature;
        assert_eq!(encoder.encode(&event).unwrap(), written(message));
    }
    let (message, _) = sign_empty_message(&last, &params).unwrap().into_parts();
    assert_eq!(encoder.end().unwrap().unwrap(), written(message));
}
