//! Requests and responses whose bodies are streams of events, with each protocol that has them.

use fixtures::smithereen::event_stream::{FrameDecoder, FrameEncoder, HeaderValue};
use fixtures::smithereen::{
    Body, Bytes, Dynamic, Endpoint, Error, EventInput, EventOutput, Operation, Received, Response,
    StatusCode, Timestamp, Validation,
};
use fixtures::{events, events_cbor, events_json, events_xml};
use std::io::Read;

use HeaderValue::String as Text;

fn at() -> Endpoint {
    Endpoint::new("https://example.com").unwrap()
}

fn frame(headers: &[(&str, HeaderValue<'_>)], payload: &[u8]) -> Bytes {
    let encoder = FrameEncoder::new();
    let encoder = headers.iter().try_fold(encoder, |frame, (name, value)| frame.header(name, *value));
    encoder.unwrap().finish(payload).unwrap()
}

fn event(name: &str, payload: &[u8]) -> Bytes {
    frame(&[(":message-type", Text("event")), (":event-type", Text(name))], payload)
}

fn exception(name: &str, payload: &[u8]) -> Bytes {
    frame(&[(":message-type", Text("exception")), (":exception-type", Text(name))], payload)
}

/// Returns the string headers and the payload of each frame, as text.
fn described(bytes: &[u8]) -> Vec<String> {
    let mut decoder = FrameDecoder::new();
    decoder.feed(bytes.to_vec());
    let frames = std::iter::from_fn(|| decoder.next_frame().unwrap());
    let described = frames.map(|frame| {
        let headers: Vec<_> =
            frame.headers().filter_map(|(name, value)| Some((name, value.as_str()?))).collect();
        let headers: Vec<String> = headers
            .iter()
            .filter(|(name, _)| *name != ":message-type")
            .map(|(_, value)| (*value).to_owned())
            .collect();
        format!("{}: {}", headers.join(" "), String::from_utf8_lossy(frame.payload()))
    });
    described.collect()
}

fn read(body: Body) -> Vec<u8> {
    let mut bytes = Vec::new();
    body.into_reader().read_to_end(&mut bytes).unwrap();
    bytes
}

/// A body that arrives in pieces of seven bytes.
fn in_pieces(bytes: &[u8]) -> Body {
    struct Pieces(Bytes);
    impl Read for Pieces {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            let piece = self.0.split_to(self.0.len().min(7).min(out.len()));
            out[..piece.len()].copy_from_slice(&piece);
            Ok(piece.len())
        }
    }
    Body::from_reader(Pieces(Bytes::copy_from_slice(bytes)))
}

#[test]
fn the_head_of_a_rest_request_has_the_other_members() {
    use events::*;
    let input = ConverseInput::new("a").mode(Mode::Fast);
    let (request, mut encoder) = input.to_event_http(&at()).unwrap();
    assert_eq!(request.uri(), "https://example.com/converse/a");
    assert_eq!(request.headers()["x-mode"], "FAST");
    assert_eq!(request.headers()["content-type"], "application/vnd.amazon.eventstream");
    assert_eq!(request.headers().get("content-length"), None);
    assert_eq!(encoder.start().unwrap(), None);
    let audio = Requests::Audio(AudioEvent::default().chunk("sound").r#type("wav"));
    assert_eq!(described(&encoder.encode(&audio).unwrap()), ["audio application/octet-stream wav: sound"]);
    assert_eq!(encoder.end().unwrap(), None);
}

#[test]
fn the_members_of_other_requests_are_the_first_event() {
    use events_json::*;
    let input = ConverseInput::new("a").mode(Mode::Fast);
    let (request, mut encoder) = input.to_event_http(&at()).unwrap();
    assert_eq!(request.headers()["x-amz-target"], "TestService.Converse");
    assert_eq!(request.headers()["content-type"], "application/vnd.amazon.eventstream");
    let initial = r#"initial-request application/json: {"id":"a","mode":"FAST"}"#;
    let start = encoder.start().unwrap().unwrap();
    assert_eq!(described(&start), [initial]);
    let text = Requests::Text(TextEvent::new("t").sequence(1));
    assert_eq!(described(&encoder.encode(&text).unwrap()), [r#"text application/json: {"text":"t"}"#]);
    // A caller that does not start the stream sends the same bytes.
    let (_, mut encoder) = input.to_event_http(&at()).unwrap();
    assert_eq!(described(&encoder.encode(&text).unwrap())[0], initial);
    let (_, mut encoder) = input.to_event_http(&at()).unwrap();
    assert_eq!(encoder.end().unwrap(), Some(start));
}

#[test]
fn cbor_requests_accept_event_streams() {
    use events_cbor::*;
    let (request, mut encoder) = ConverseInput::new("a").to_event_http(&at()).unwrap();
    assert_eq!(request.headers()["accept"], "application/vnd.amazon.eventstream");
    assert_eq!(
        described(&encoder.start().unwrap().unwrap()),
        ["initial-request application/cbor: \u{fffd}bidaa"]
    );
    let (request, _) = UploadInput::default().to_event_http(&at()).unwrap();
    assert_eq!(request.headers()["accept"], "application/cbor");
    assert_eq!(ListenInput::default().to_http(&at()).unwrap().headers()["content-type"], "application/cbor");
}

#[test]
fn the_events_of_an_input_are_the_body_once() {
    use events_xml::*;
    let events =
        vec![Requests::Text(TextEvent::new("<t>").sequence(1)), Requests::Close(CloseEvent::default())];
    let input = UploadInput::default().parts(events);
    let error = input.to_http(&at()).unwrap_err().to_string();
    assert!(error.starts_with("Upload: member `parts`: the body is an event stream"), "{error}");
    let request = input.to_streaming_http(&at()).unwrap();
    assert_eq!(request.headers()["content-type"], "application/vnd.amazon.eventstream");
    let expected = [
        "text application/xml: <TextEvent><text>&lt;t&gt;</text></TextEvent>",
        "close application/xml: <CloseEvent></CloseEvent>",
    ];
    assert_eq!(described(&read(request.into_body())), expected);
    let error = input.to_streaming_http(&at()).unwrap_err().to_string();
    assert!(error.contains("the events were sent by another request"), "{error}");
    let empty = UploadInput::default();
    for _ in 0..2 {
        assert!(read(empty.to_streaming_http(&at()).unwrap().into_body()).is_empty());
    }
}

#[test]
fn an_event_that_cannot_be_sent_aborts_the_body() {
    use events::*;
    let events = vec![Requests::Unknown("new".to_owned()), Requests::Close(CloseEvent::default())];
    let body = UploadInput::default().parts(events).to_streaming_http(&at()).unwrap().into_body();
    let mut bytes = Vec::new();
    let error = body.into_reader().read_to_end(&mut bytes).unwrap_err().to_string();
    assert!(error.contains("a union's unknown variant cannot be sent"), "{error}");
    assert!(bytes.is_empty());
}

#[test]
fn events_of_a_response_are_received_while_it_arrives() {
    use events::*;
    let bytes = [
        event("transcript", br#"{"text":"t","results":[{"count":1}]}"#),
        event("new", b"unknown"),
        exception("busy", br#"{"message":"later"}"#),
        event("note", b"n"),
    ];
    let response = Response::builder().header("x-session", "s").header("x-amzn-requestid", "id");
    let response = response.body(in_pieces(&bytes.concat())).unwrap();
    let mut output = ConverseInput::receive(response).unwrap().complete_blocking().unwrap();
    assert_eq!(output.session, "s");
    let events = &mut output.responses;
    let Some(Responses::Transcript(transcript)) = events.recv_blocking().unwrap() else { panic!() };
    assert_eq!((transcript.text.as_str(), transcript.results.unwrap()[0].count), ("t", Some(1)));
    assert_eq!(events.recv_blocking().unwrap(), Some(Responses::Unknown("new".to_owned())));
    assert_eq!(events.frame().unwrap().payload(), "unknown");
    let error = events.recv_blocking().unwrap_err();
    assert_eq!(
        (error.code(), error.message(), error.request_id()),
        (Some("busy"), Some("later"), Some("id"))
    );
    assert!(matches!(error.as_service().unwrap().error(), ResponsesError::Busy(_)));
    let note = events.recv_blocking().unwrap().unwrap();
    assert!(!format!("{note:?}").contains("\"n\""), "a sensitive event is not shown: {note:?}");
    assert_eq!(events.recv_blocking().unwrap(), None);
    assert_eq!(events.recv_blocking().unwrap(), None);
}

#[test]
fn a_complete_response_has_the_same_events() {
    use events::*;
    let marks = [
        (":message-type", Text("event")),
        (":event-type", Text("marks")),
        ("flag", HeaderValue::Bool(true)),
        ("tiny", HeaderValue::Byte(1)),
        ("small", HeaderValue::Short(2)),
        ("count", HeaderValue::Integer(3)),
        ("size", HeaderValue::Long(4)),
        ("data", HeaderValue::Blob(b"d")),
        ("mode", Text("SLOW")),
        ("at", HeaderValue::Timestamp(Timestamp::new(5, 0))),
    ];
    let bytes = [frame(&marks, b""), event("details", br#"{"text":"t"}"#)].concat();
    let mut output = ListenInput::parse(Response::new(bytes)).unwrap();
    let Some(Responses::Marks(found)) = output.events.recv_blocking().unwrap() else { panic!() };
    assert_eq!((found.flag, found.tiny, found.small), (Some(true), Some(1), Some(2)));
    assert_eq!((found.count, found.size, found.data.as_deref()), (Some(3), Some(4), Some(&b"d"[..])));
    assert_eq!((found.mode, found.at), (Some(Mode::Slow), Some(Timestamp::new(5, 0))));
    let Some(Responses::Details(found)) = output.events.recv_blocking().unwrap() else { panic!() };
    assert_eq!(found.details.unwrap().text.as_deref(), Some("t"));
    assert_eq!(output.events.recv_blocking().unwrap(), None);
}

#[test]
fn an_incomplete_stream_is_an_error() {
    use events::*;
    let bytes = event("note", b"n");
    let mut output = ListenInput::parse(Response::new(bytes.slice(..20))).unwrap();
    let error = output.events.recv_blocking().unwrap_err();
    assert!(matches!(error, Error::Response(_)), "{error}");
    let expected = "Listen: cannot parse the response (status 200): event stream: the stream ended within a frame, \
                    after 20 of its bytes";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn an_error_of_the_operation_is_no_stream() {
    use events::*;
    let response = Response::builder().status(400).header("x-amzn-errortype", "BadRequestException");
    let response = response.body(in_pieces(br#"{"message":"no"}"#)).unwrap();
    let received = ConverseInput::receive(response).unwrap();
    assert!(matches!(received, Received::Incomplete(_)));
    let error = received.complete_blocking().unwrap_err();
    assert!(matches!(error.as_service().unwrap().error(), ConverseError::BadRequestException(_)), "{error}");
}

#[test]
fn an_initial_response_has_the_members_of_an_output() {
    use events_json::*;
    let note = event("note", b"n");
    let bytes = [event("initial-response", br#"{"session":"s"}"#), note.clone()].concat();
    let response = Response::new(in_pieces(&bytes));
    let mut output = ConverseInput::receive(response).unwrap().complete_blocking().unwrap();
    assert_eq!(output.session, "s");
    assert!(matches!(output.responses.recv_blocking().unwrap(), Some(Responses::Note(_))));
    // It is not necessary.
    let mut output = ConverseInput::parse(Response::new(note.clone())).unwrap();
    assert_eq!(output.session, "");
    assert!(matches!(output.responses.recv_blocking().unwrap(), Some(Responses::Note(_))));
    assert_eq!(ConverseInput::parse(Response::new(Bytes::new())).unwrap().session, "");
    // An output without members does not wait for it.
    let mut output = ListenInput::parse(Response::new([&bytes[..], &note].concat())).unwrap();
    assert!(matches!(output.events.recv_blocking().unwrap(), Some(Responses::Note(_))));
    let strict = |body: Bytes| {
        let response = Response::new(body);
        let response = fixtures::smithereen::RawResponse::from(&response);
        ConverseInput::parse_with(&response, Validation::Strict)
    };
    assert_eq!(strict(bytes.into()).unwrap().session, "s");
    let error = strict(note).unwrap_err().to_string();
    assert!(error.contains("`session`: this required member is missing"), "{error}");
}

#[test]
fn a_decoder_reads_responses_of_each_protocol() {
    let mut decoder = events_xml::ListenInput::event_decoder();
    decoder.feed(event("details", b"<Details><text>t</text><count>1</count></Details>"));
    decoder
        .feed(exception("badRequest", b"<BadRequestException><message>no</message></BadRequestException>"));
    let Some(events_xml::Responses::Details(found)) = decoder.next_event().unwrap() else { panic!() };
    assert_eq!(found.details.unwrap().count, Some(1));
    let error = decoder.next_event().unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("badRequest"), Some("no")));

    let mut decoder = events_cbor::ListenInput::event_decoder();
    decoder.feed(event("details", b"\xa1\x65count\x01"));
    decoder.feed(exception("badRequest", b"\xa1\x67message\x62no"));
    let Some(events_cbor::Responses::Details(found)) = decoder.next_event().unwrap() else { panic!() };
    assert_eq!(found.details.unwrap().count, Some(1));
    let error = decoder.next_event().unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("badRequest"), Some("no")));
}

#[test]
fn a_dynamic_output_has_all_events() {
    let bytes = [event("details", br#"{"text":"t"}"#), event("audio", b"sound")].concat();
    let operation = Dynamic::of::<events::ListenInput>();
    let output = operation.parse(Response::new(bytes.clone().into())).unwrap();
    let expected = serde_json::json!({"events": [{"details": {"details": {"text": "t"}}}, {"audio": {"chunk": "c291bmQ="}}]});
    assert_eq!(output, expected);
    let bytes = [Bytes::from(bytes), exception("badRequest", br#"{"field":"f"}"#)].concat();
    let error = operation.parse(Response::new(bytes.into())).unwrap_err();
    assert_eq!(error.code(), Some("badRequest"));
    assert_eq!(error.as_service().unwrap().error()["field"], "f");
}

#[test]
fn a_dynamic_input_has_an_array_of_events() {
    let input = r#"{"id":"a","requests":[{"text":{"text":"t","sequence":7}},{"close":{}}]}"#;
    for (operation, expected) in [
        (
            Dynamic::of::<events::ConverseInput>(),
            &[r#"text application/json: {"text":"t"}"#, "close application/json: {}"][..],
        ),
        (
            Dynamic::of::<events_json::ConverseInput>(),
            &[
                r#"initial-request application/json: {"id":"a"}"#,
                r#"text application/json: {"text":"t"}"#,
                "close application/json: {}",
            ],
        ),
    ] {
        let request = operation.to_http(input, &at()).unwrap();
        assert_eq!(described(request.body()), expected);
    }
    let upload = Dynamic::of::<events::UploadInput>();
    assert!(upload.to_http("{}", &at()).unwrap().body().is_empty());
    for (input, expected) in [
        (r#"{"parts":{}}"#, "`parts`: expected an array of events"),
        (r#"{"parts":[{"text":{"text":1}}]}"#, "`parts.text.text`: expected a string"),
        (r#"{"parts":[{"other":{}}]}"#, "`parts.other`: unknown member"),
        (r#"{"other":[]}"#, "`other`: unknown member"),
        ("[]", "expected an object"),
    ] {
        let error = upload.to_http(input, &at()).unwrap_err().to_string();
        assert!(error.contains(expected), "{input}: {error}");
    }
}

#[test]
fn outputs_have_a_status() {
    let response = Response::builder().status(StatusCode::NO_CONTENT).body(Bytes::new()).unwrap();
    let mut output = events::ListenInput::parse(response).unwrap();
    assert_eq!(output.events.recv_blocking().unwrap(), None);
}

#[cfg(feature = "client")]
mod client {
    use super::*;
    use events::*;
    use fixtures::smithereen::client::Fake;
    use fixtures::smithereen::event_stream::EventSource;
    use fixtures::smithereen::sign::{Credentials, Signature, Signer, SigningConfig};

    fn run<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
    }

    #[test]
    fn a_call_sends_signed_events_and_receives_events() {
        let bytes = event("note", b"n");
        let fake = Fake::responding(StatusCode::OK, bytes);
        let client = Client::new(&fake.config());
        let (sender, source) = EventSource::channel(1);
        let input = ConverseInput::new("a").requests(source);
        let mut output = run(async {
            let sending = async {
                for text in ["one", "two", "three"] {
                    sender.send(Requests::Text(TextEvent::new(text))).await.unwrap();
                }
                drop(sender);
            };
            tokio::join!(client.converse(&input), sending).0
        })
        .unwrap();
        assert!(matches!(run(output.responses.recv()).unwrap(), Some(Responses::Note(_))));
        assert_eq!(run(output.responses.recv()).unwrap(), None);

        let request = &fake.requests()[0];
        assert_eq!(request.headers()["x-amz-content-sha256"], "STREAMING-AWS4-HMAC-SHA256-EVENTS");
        assert_eq!(request.headers().get("content-length"), None);
        let events = verified(request.headers()["authorization"].to_str().unwrap(), request.body());
        let texts: Vec<String> = events.iter().flat_map(|event| described(event)).collect();
        let text = |text: &str| format!(r#"text application/json: {{"text":"{text}"}}"#);
        assert_eq!(texts, [text("one"), text("two"), text("three")]);
    }

    /// Verifies the chain of signatures, and returns the events.
    fn verified(authorization: &str, body: &Bytes) -> Vec<Bytes> {
        let seed = authorization.rsplit_once("Signature=").unwrap().1;
        let seed = (0..32).map(|index| u8::from_str_radix(&seed[2 * index..][..2], 16).unwrap());
        let seed = Signature::new(seed.collect::<Vec<_>>().try_into().unwrap());
        let signer = Signer::new(Credentials::new("AKIDEXAMPLE", "an invalid secret"));
        let mut signer = signer.events(&SigningConfig::new("test", "us-east-1"), seed);
        let mut decoder = FrameDecoder::new();
        decoder.feed(body.clone());
        let mut events = Vec::new();
        while let Some(frame) = decoder.next_frame().unwrap() {
            let Some(HeaderValue::Timestamp(time)) = frame.header(":date") else { panic!() };
            let signature = signer.sign(frame.payload(), time).unwrap();
            assert_eq!(frame.header(":chunk-signature"), Some(HeaderValue::Blob(signature.as_bytes())));
            events.push(frame.payload().clone());
        }
        decoder.finish().unwrap();
        assert_eq!(events.pop().as_deref(), Some(&[][..]), "the last frame is empty");
        events
    }

    #[test]
    fn an_initial_request_is_signed_and_an_initial_response_is_awaited() {
        let bytes = [event("initial-response", br#"{"session":"s"}"#), event("note", b"n")].concat();
        let fake = Fake::responding(StatusCode::OK, bytes);
        let client = events_json::Client::new(&fake.config());
        let mut output = run(client.converse(&events_json::ConverseInput::new("a"))).unwrap();
        assert_eq!(output.session, "s");
        assert!(run(output.responses.recv()).unwrap().is_some());
        let request = &fake.requests()[0];
        let events = verified(request.headers()["authorization"].to_str().unwrap(), request.body());
        assert_eq!(described(&events[0]), [r#"initial-request application/json: {"id":"a"}"#]);
    }

    #[test]
    fn a_call_with_events_is_not_retried() {
        let fake = Fake::responding(StatusCode::SERVICE_UNAVAILABLE, "");
        let client = Client::new(&fake.config());
        let events = vec![Requests::Close(CloseEvent::default())];
        run(client.upload(&UploadInput::default().parts(events))).unwrap_err();
        assert_eq!(fake.requests().len(), 1);
    }

    #[test]
    fn a_sender_learns_that_the_request_has_ended() {
        let (sender, source) = EventSource::channel(0);
        assert!(!sender.is_closed());
        let event = || Requests::Close(CloseEvent::default());
        sender.try_send(event()).unwrap();
        assert!(sender.try_send(event()).is_err(), "there is room for one event");
        drop(UploadInput::default().parts(source));
        assert!(sender.is_closed());
        let error = run(sender.send(event())).unwrap_err();
        assert_eq!(error.0, event());
    }
}
