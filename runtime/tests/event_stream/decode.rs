//! Messages as events and errors.

use super::frame;
use super::shapes::{
    BadRequest, BlobEvent, Details, Events, EventsError, HeadersEvent, MixedEvent, Output, StringEvent,
    StructureEvent, aws_json, operations, rest_json,
};
use HeaderValue::String as Text;
use smithereen::event_stream::{EventDecoder, HeaderValue, InitialResponse};
use smithereen::{Bytes, Error, OperationSchema, StatusCode, Timestamp, Validation};

fn event(name: &str, payload: &str) -> Bytes {
    frame(&[(":message-type", Text("event")), (":event-type", Text(name))], payload.as_bytes()).unwrap()
}

fn exception(name: &str, payload: &str) -> Bytes {
    frame(&[(":message-type", Text("exception")), (":exception-type", Text(name))], payload.as_bytes())
        .unwrap()
}

fn next(operation: &'static OperationSchema, bytes: Bytes) -> Result<Option<Events>, Error<EventsError>> {
    let mut decoder = EventDecoder::new(operation);
    decoder.feed(bytes);
    let next = decoder.next_event();
    decoder.finish().unwrap();
    next
}

fn decoded(bytes: Bytes) -> Events {
    next(rest_json(), bytes).unwrap().unwrap()
}

#[test]
fn members_are_in_headers_and_in_the_payload() {
    let headers = [
        (":message-type", Text("event")),
        (":event-type", Text("headers")),
        ("booleanHeader", HeaderValue::Bool(true)),
        ("byteHeader", HeaderValue::Byte(1)),
        ("shortHeader", HeaderValue::Short(2)),
        ("intHeader", HeaderValue::Integer(3)),
        ("longHeader", HeaderValue::Long(4_294_967_294)),
        ("blobHeader", HeaderValue::Blob(b"foo")),
        ("stringHeader", Text("foo")),
        ("timestampHeader", HeaderValue::Timestamp(Timestamp::new(1_730_384_114, 0))),
        ("unknown", HeaderValue::Uuid([0; 16])),
    ];
    let expected = HeadersEvent {
        boolean: Some(true),
        byte: Some(1),
        short: Some(2),
        int: Some(3),
        long: Some(4_294_967_294),
        blob: Some("foo".into()),
        string: Some("foo".to_owned()),
        timestamp: Some(Timestamp::new(1_730_384_114, 0)),
    };
    assert_eq!(decoded(frame(&headers, b"ignored").unwrap()), Events::Headers(expected));

    let payload = Some(Bytes::from_static(b"\xff"));
    let bytes = frame(&[headers[0], (":event-type", Text("blob"))], b"\xff").unwrap();
    assert_eq!(decoded(bytes), Events::Blob(BlobEvent { payload }));
    let text = StringEvent { payload: Some("größer".to_owned()) };
    assert_eq!(decoded(event("text", "größer")), Events::Text(text));

    let details = Details { text: Some("t".to_owned()), count: None };
    let structure = StructureEvent { header: None, payload: Some(details.clone()) };
    assert_eq!(decoded(event("structure", r#"{"text":"t"}"#)), Events::Structure(structure));

    let headers = [headers[0], (":event-type", Text("mixed")), ("header", HeaderValue::Integer(7))];
    let payload = br#"{"payload":"p","more":[{"text":"t"}],"header":8}"#;
    let mixed = MixedEvent { header: Some(7), payload: "p".to_owned(), more: Some(vec![details]) };
    assert_eq!(decoded(frame(&headers, payload).unwrap()), Events::Mixed(mixed));
}

#[test]
fn an_empty_payload_is_an_empty_blob_or_string_and_an_unset_structure() {
    assert_eq!(decoded(event("blob", "")), Events::Blob(BlobEvent { payload: Some(Bytes::new()) }));
    assert_eq!(decoded(event("text", "")), Events::Text(StringEvent { payload: Some(String::new()) }));
    assert_eq!(decoded(event("structure", "")), Events::Structure(StructureEvent::default()));
    assert_eq!(decoded(event("mixed", "")), Events::Mixed(MixedEvent::default()));
    assert_eq!(decoded(event("empty", "anything")), Events::Empty(super::shapes::EmptyEvent {}));
}

#[test]
fn blobs_share_the_memory_of_the_body() {
    let bytes = event("blob", "payload");
    let mut decoder = EventDecoder::<Events>::new(rest_json());
    decoder.feed(bytes.clone());
    let Some(Events::Blob(event)) = decoder.next_event().unwrap() else { panic!() };
    assert!(bytes.as_ptr_range().contains(&event.payload.unwrap().as_ptr()));
}

#[test]
fn unknown_events_keep_their_name_and_payload() {
    let mut decoder = EventDecoder::<Events>::new(rest_json());
    decoder.feed(event("new", "[1]"));
    assert_eq!(decoder.next_event().unwrap(), Some(Events::Unknown("new".to_owned())));
    assert_eq!(decoder.frame().unwrap().payload(), "[1]");
    assert_eq!(decoder.frame().unwrap().header(":event-type"), Some(Text("new")));
}

#[test]
fn exceptions_are_modeled_errors_with_their_code() {
    let payloads = [r#"{"message":"why","field":"f"}"#, r#"{"Message":"why","field":"f"}"#];
    for payload in payloads {
        let mut decoder =
            EventDecoder::<Events>::new(rest_json()).with_response(StatusCode::OK, Some("id".to_owned()));
        decoder.feed(exception("badRequest", payload));
        let error = decoder.next_event().unwrap_err();
        assert_eq!((error.code(), error.message()), (Some("badRequest"), Some("why")));
        assert_eq!((error.request_id(), error.status()), (Some("id"), Some(StatusCode::OK)));
        let expected = BadRequest { message: Some("why".to_owned()), field: Some("f".to_owned()) };
        assert_eq!(error.as_service().unwrap().error(), &EventsError::BadRequest(expected));
    }
}

#[test]
fn an_exception_whose_payload_is_malformed_keeps_its_code() {
    let error = next(rest_json(), exception("badRequest", r#"{"message":"why","field":1}"#)).unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("badRequest"), Some("why")));
    let expected = BadRequest { message: Some("why".to_owned()), field: None };
    assert_eq!(error.as_service().unwrap().error(), &EventsError::BadRequest(expected));
    let error = next(rest_json(), exception("badRequest", "<")).unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("badRequest"), None));
}

#[test]
fn a_sensitive_message_is_not_shown() {
    let error = next(rest_json(), exception("secret", r#"{"message":"hidden"}"#)).unwrap_err();
    assert!(!format!("{error:?} {error}").contains("hidden"), "{error:?}");
    let EventsError::Secret(secret) = error.as_service().unwrap().error() else { panic!() };
    assert_eq!(secret.message.as_deref(), Some("hidden"));
}

#[test]
fn exceptions_and_errors_that_are_not_in_the_model_keep_code_and_message() {
    let error = next(rest_json(), exception("new", r#"{"message":"why"}"#)).unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("new"), Some("why")));
    assert_eq!(error.as_service().unwrap().error(), &EventsError::Unknown("new".to_owned()));
    let headers = [
        (":message-type", Text("error")),
        (":error-code", Text("internal-error")),
        (":error-message", Text("An unknown error occurred.")),
    ];
    let error = next(rest_json(), frame(&headers, b"").unwrap()).unwrap_err();
    let message = Some("An unknown error occurred.");
    assert_eq!((error.code(), error.message()), (Some("internal-error"), message));
    assert_eq!(error.as_service().unwrap().error(), &EventsError::Unknown("internal-error".to_owned()));
}

#[test]
fn messages_of_no_known_kind_are_errors_that_name_the_header() {
    let cases: [(&[_], &str); 5] = [
        (&[], "the header `:message-type` of a frame: the header is missing"),
        (&[(":message-type", HeaderValue::Blob(b"event"))], "`:message-type` of a frame: expected a string"),
        (&[(":message-type", Text("other"))], "expected `event`, `exception` or `error`"),
        (&[(":message-type", Text("event"))], "the header `:event-type` of a frame: the header is missing"),
        (&[(":message-type", Text("exception"))], "`:exception-type` of a frame: the header is missing"),
    ];
    for (headers, expected) in cases {
        let error = next(rest_json(), frame(headers, b"").unwrap()).unwrap_err();
        assert!(matches!(error, Error::Response(_)) && error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn an_event_that_does_not_match_the_model_is_an_error_with_the_path() {
    let header =
        [(":message-type", Text("event")), (":event-type", Text("mixed")), ("header", Text("secret"))];
    let mut decoder = EventDecoder::<Events>::new(rest_json());
    decoder.feed(event("structure", r#"{"count":"secret"}"#));
    decoder.feed(event("mixed", r#"{"more":[{"count":"secret"}]}"#));
    decoder.feed(frame(&header, b"").unwrap());
    decoder.feed(event("text", "t"));
    for expected in
        ["`structure.payload.count`:", "`mixed.more[0].count`:", "`mixed.header`: expected an integer"]
    {
        let error = decoder.next_event().unwrap_err().to_string();
        assert!(error.contains(expected) && !error.contains("secret"), "{error}");
    }
    // The frames are intact, so that the next event can be decoded.
    assert_eq!(
        decoder.next_event().unwrap(),
        Some(Events::Text(StringEvent { payload: Some("t".to_owned()) }))
    );
}

#[test]
fn strict_validation_rejects_events_without_required_members() {
    for operation in operations() {
        let mut decoder = EventDecoder::<Events>::new(operation).with_validation(Validation::Strict);
        decoder.feed(event("mixed", ""));
        let error = decoder.next_event().unwrap_err().to_string();
        assert!(error.contains("`mixed.header`: this required member is missing"), "{error}");
        let header = [
            (":message-type", Text("event")),
            (":event-type", Text("mixed")),
            ("header", HeaderValue::Byte(1)),
        ];
        decoder.feed(frame(&header, b"").unwrap());
        let error = decoder.next_event().unwrap_err().to_string();
        assert!(error.contains("`mixed.payload`: this required member is missing"), "{error}");
    }
}

#[test]
fn an_initial_response_is_read_or_skipped() {
    let initial = event("initial-response", r#"{"session":"s"}"#);
    let text = Events::Text(StringEvent { payload: Some("t".to_owned()) });
    for operation in [aws_json(), rest_json()] {
        let mut decoder = EventDecoder::<Events>::new(operation);
        assert_eq!(
            decoder.read_initial_response(&mut Output::default()).unwrap(),
            InitialResponse::NeedsBytes
        );
        decoder.feed(initial.clone());
        decoder.feed(event("text", "t"));
        let mut output = Output::default();
        assert_eq!(decoder.read_initial_response(&mut output).unwrap(), InitialResponse::Read);
        assert_eq!(output.session, "s");
        assert_eq!(decoder.next_event().unwrap(), Some(text.clone()));

        let mut decoder = EventDecoder::<Events>::new(operation);
        decoder.feed(initial.clone());
        assert_eq!(decoder.next_event().unwrap(), None);
        decoder.feed(event("text", "t"));
        assert_eq!(decoder.next_event().unwrap(), Some(text.clone()));
        decoder.feed(initial.clone());
        assert_eq!(decoder.next_event().unwrap(), Some(Events::Unknown("initial-response".to_owned())));
        assert_eq!(decoder.read_initial_response(&mut output).unwrap(), InitialResponse::Missing);
    }
}

#[test]
fn a_stream_without_initial_response_loses_no_event() {
    let text = Events::Text(StringEvent { payload: Some("t".to_owned()) });
    let mut decoder = EventDecoder::<Events>::new(aws_json());
    decoder.feed(event("text", "t"));
    assert_eq!(decoder.read_initial_response(&mut Output::default()).unwrap(), InitialResponse::Missing);
    assert_eq!(decoder.next_event().unwrap(), Some(text.clone()));
    let mut decoder = EventDecoder::<Events>::new(aws_json()).with_validation(Validation::Strict);
    decoder.feed(event("text", "t"));
    let error = decoder.read_initial_response(&mut Output::default()).unwrap_err().to_string();
    assert!(error.contains("`session`: this required member is missing"), "{error}");
    assert_eq!(decoder.next_event().unwrap(), Some(text));
}

#[test]
fn malformed_frames_end_the_stream() {
    let mut bytes = event("text", "t").to_vec();
    bytes[20] ^= 1;
    let mut decoder = EventDecoder::<Events>::new(rest_json());
    decoder.feed(bytes);
    decoder.feed(event("text", "t"));
    let error = decoder.next_event().unwrap_err().to_string();
    assert!(error.starts_with("Listen: cannot parse the response (status 200): event stream: the checksum"));
    assert_eq!(decoder.next_event().unwrap_err().to_string(), error);
    assert_eq!(decoder.finish().unwrap_err().to_string(), error);
    let mut decoder = EventDecoder::<Events>::new(rest_json());
    decoder.feed(event("text", "t").slice(..20));
    assert_eq!(decoder.next_event().unwrap(), None);
    let error = decoder.finish().unwrap_err().to_string();
    assert!(error.contains("the stream ended within a frame, after 20 of its bytes"), "{error}");
}
