//! Events as messages.

use super::frames;
use super::shapes::{
    BadRequest, BlobEvent, Details, EmptyEvent, Events, EventsError, HeadersEvent, MixedEvent, StringEvent,
    StructureEvent, operations, rest_json,
};
use HeaderValue::String as Text;
use smithereen::event_stream::{EventDecoder, EventEncoder, Frame, HeaderValue, SignEvents, signed_frame};
use smithereen::{BoxError, Bytes, Timestamp};

/// Encodes an event, decodes it again, and returns the frame.
fn encoded(event: &Events) -> Frame {
    let mut encoder = EventEncoder::new(rest_json());
    assert_eq!(encoder.start().unwrap(), None);
    let bytes = encoder.encode(event).unwrap();
    assert_eq!(encoder.end().unwrap(), None);
    frames(&bytes).unwrap().remove(0)
}

fn check(event: &Events, headers: &[(&str, HeaderValue<'_>)], payload: &str) {
    let frame = encoded(event);
    assert_eq!(frame.headers().collect::<Vec<_>>(), headers);
    assert_eq!(frame.payload(), payload.as_bytes());
}

const EVENT: (&str, HeaderValue<'_>) = (":message-type", Text("event"));
const JSON: (&str, HeaderValue<'_>) = (":content-type", Text("application/json"));

fn details() -> Details {
    Details { text: Some("t".to_owned()), count: Some(2) }
}

#[test]
fn headers_have_the_types_of_their_members() {
    let time = Timestamp::new(1_730_384_114, 0);
    let event = HeadersEvent {
        boolean: Some(true),
        byte: Some(1),
        short: Some(2),
        int: Some(3),
        long: Some(4),
        blob: Some("b".into()),
        string: Some("s".to_owned()),
        timestamp: Some(time),
    };
    check(
        &Events::Headers(event),
        &[
            EVENT,
            (":event-type", Text("headers")),
            ("booleanHeader", HeaderValue::Bool(true)),
            ("byteHeader", HeaderValue::Byte(1)),
            ("shortHeader", HeaderValue::Short(2)),
            ("intHeader", HeaderValue::Integer(3)),
            ("longHeader", HeaderValue::Long(4)),
            ("blobHeader", HeaderValue::Blob(b"b")),
            ("stringHeader", Text("s")),
            ("timestampHeader", HeaderValue::Timestamp(time)),
        ],
        "",
    );
    check(&Events::Headers(HeadersEvent::default()), &[EVENT, (":event-type", Text("headers"))], "");
}

#[test]
fn payloads_have_their_media_types() {
    check(
        &Events::Blob(BlobEvent { payload: Some("b".into()) }),
        &[EVENT, (":event-type", Text("blob")), (":content-type", Text("application/octet-stream"))],
        "b",
    );
    check(
        &Events::Text(StringEvent { payload: Some("s".to_owned()) }),
        &[EVENT, (":event-type", Text("text")), (":content-type", Text("text/plain"))],
        "s",
    );
    check(
        &Events::Blob(BlobEvent::default()),
        &[EVENT, (":event-type", Text("blob")), (":content-type", Text("application/octet-stream"))],
        "",
    );
    check(
        &Events::Text(StringEvent::default()),
        &[EVENT, (":event-type", Text("text")), (":content-type", Text("text/plain"))],
        "",
    );
    check(
        &Events::Structure(StructureEvent { header: Some("h".to_owned()), payload: Some(details()) }),
        &[EVENT, (":event-type", Text("structure")), JSON, ("header", Text("h"))],
        r#"{"text":"t","count":2}"#,
    );
    check(
        &Events::Structure(StructureEvent::default()),
        &[EVENT, (":event-type", Text("structure")), JSON],
        "{}",
    );
    check(
        &Events::Mixed(MixedEvent { header: Some(1), payload: "p".to_owned(), more: None }),
        &[EVENT, (":event-type", Text("mixed")), JSON, ("header", HeaderValue::Integer(1))],
        r#"{"payload":"p"}"#,
    );
    check(&Events::Empty(EmptyEvent {}), &[EVENT, (":event-type", Text("empty")), JSON], "{}");
}

#[test]
fn errors_are_exceptions_with_their_name_in_the_union() {
    let error = BadRequest { message: Some("why".to_owned()), field: None };
    let bytes =
        EventEncoder::<Events>::new(rest_json()).encode_error(&EventsError::BadRequest(error)).unwrap();
    let frame = frames(&bytes).unwrap().remove(0);
    let expected = [(":message-type", Text("exception")), (":exception-type", Text("badRequest")), JSON];
    assert_eq!(frame.headers().collect::<Vec<_>>(), expected);
    assert_eq!(frame.payload(), r#"{"Message":"why"}"#);
}

#[test]
fn unknown_events_and_long_headers_are_not_sent() {
    let mut encoder = EventEncoder::new(rest_json());
    let error = encoder.encode(&Events::Unknown("new".to_owned())).unwrap_err();
    assert_eq!(error.to_string(), "Listen: a union's unknown variant cannot be sent");
    let event = HeadersEvent { string: Some("secret".repeat(10_000)), ..HeadersEvent::default() };
    let error = encoder.encode(&Events::Headers(event)).unwrap_err();
    assert_eq!(error.member(), "headers.stringHeader");
    assert_eq!(error.reason(), "a string or blob has at most 32,767 bytes");
}

#[test]
fn events_of_all_protocols_are_read_as_they_were_written() {
    let events = [
        Events::Structure(StructureEvent { header: Some("h".to_owned()), payload: Some(details()) }),
        Events::Mixed(MixedEvent {
            header: Some(-1),
            payload: "<&>".to_owned(),
            more: Some(vec![details()]),
        }),
        Events::Blob(BlobEvent { payload: Some("b".into()) }),
        Events::Empty(EmptyEvent {}),
    ];
    for operation in operations() {
        let mut encoder = EventEncoder::new(operation);
        let mut decoder = EventDecoder::new(operation);
        for event in &events {
            decoder.feed(encoder.encode(event).unwrap());
            assert_eq!(decoder.next_event().unwrap().as_ref(), Some(event));
        }
        let error = BadRequest { message: Some("why".to_owned()), field: Some("f".to_owned()) };
        let error = EventsError::BadRequest(error);
        decoder.feed(encoder.encode_error(&error).unwrap());
        let found = decoder.next_event().unwrap_err();
        assert_eq!(found.as_service().unwrap().error(), &error);
        assert_eq!(found.message(), Some("why"));
    }
}

#[cfg(feature = "cbor")]
#[test]
fn headers_are_not_in_cbor_payloads() {
    let event = MixedEvent { header: Some(1), payload: "p".to_owned(), more: None };
    let bytes = EventEncoder::new(super::shapes::cbor()).encode(&Events::Mixed(event)).unwrap();
    let frame = frames(&bytes).unwrap().remove(0);
    assert_eq!(frame.header(":content-type"), Some(Text("application/cbor")));
    assert_eq!(frame.payload(), &b"\xa1\x67payload\x61p"[..]);
}

#[cfg(feature = "xml")]
#[test]
fn xml_payloads_have_the_name_of_their_structure_as_root() {
    let events = [
        (Events::Structure(StructureEvent { header: None, payload: Some(details()) }), "Details"),
        (Events::Empty(EmptyEvent {}), "EmptyEvent"),
    ];
    for (event, root) in events {
        let bytes = EventEncoder::new(super::shapes::rest_xml()).encode(&event).unwrap();
        let frame = frames(&bytes).unwrap().remove(0);
        assert_eq!(frame.header(":content-type"), Some(Text("application/xml")));
        let text = std::str::from_utf8(frame.payload()).unwrap();
        assert!(text.contains(&format!("<{root}")), "{text}");
    }
}

/// A signer whose signatures count the frames.
struct Counting(u8);

impl SignEvents for Counting {
    fn sign(&mut self, frame: Bytes, time: Timestamp) -> Result<Bytes, BoxError> {
        self.0 += 1;
        match self.0 {
            4 => Err("no more".into()),
            count => Ok(signed_frame(&frame, &[count], time)?),
        }
    }
}

#[test]
fn signed_frames_contain_the_events_and_end_with_an_empty_one() {
    let mut encoder =
        EventEncoder::new(rest_json()).with_signer(Counting(0)).with_clock(|| Timestamp::new(5, 600_000_000));
    let event = Events::Text(StringEvent { payload: Some("s".to_owned()) });
    let plain = EventEncoder::new(rest_json()).encode(&event).unwrap();
    for (count, frame, expected) in [
        (1, encoder.encode(&event).unwrap(), plain.clone()),
        (2, encoder.encode(&event).unwrap(), plain),
        (3, encoder.end().unwrap().unwrap(), Bytes::new()),
    ] {
        let frame = frames(&frame).unwrap().remove(0);
        let headers = [
            (":chunk-signature", HeaderValue::Blob(&[count])),
            (":date", HeaderValue::Timestamp(Timestamp::new(5, 0))),
        ];
        assert_eq!(frame.headers().collect::<Vec<_>>(), headers);
        assert_eq!(frame.payload(), &expected);
    }
    let error = encoder.encode(&event).unwrap_err();
    assert_eq!(error.to_string(), "Listen: the event cannot be signed: no more");
}
