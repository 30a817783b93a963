//! The programs of the page `docs/src/event-streams.md`: against servers on the loopback interface, the last of which speaks HTTP/2
//! and verifies the signatures of the events.

use crate::http2::{Connector, serve};
use crate::loopback::sigv4::Account;
use crate::loopback::{CannedResponse, Server};
use crate::support::{IOT, KEY, REGION, SECRET, config};
use crate::{events_decode, events_receive, events_send};
use aws::lexv2_runtime::{
    Message, MessageContentType, StartConversationInput, StartConversationRequestEventStream as Request,
    StartConversationResponseEventStream as Event, TextInputEvent, TextResponseEvent, TranscriptEvent,
};
use smithereen::event_stream::{
    EventDecoder, EventEncoder, EventSigning, EventSource, FrameDecoder, FrameEncoder, HeaderValue,
};
use smithereen::sign::{Credentials, EventSigner, Signature, Signer, SigningConfig};
use smithereen::{Body, Bytes, EventInput, Operation};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn event(name: &str, payload: &[u8]) -> Vec<u8> {
    let text = HeaderValue::String;
    let frame = FrameEncoder::new().header(":message-type", text("event")).unwrap();
    frame.header(":event-type", text(name)).unwrap().finish(payload).unwrap().to_vec()
}

#[tokio::test]
async fn events_are_received() {
    let chunks = [event("PayloadChunk", b"one "), event("Later", b"?"), event("PayloadChunk", b"two")];
    let complete = event("InvokeComplete", b"{}");
    let failed = event("InvokeComplete", br#"{"ErrorCode":"Unhandled"}"#);
    let response = |end: &[u8]| CannedResponse::new(200, [&chunks.concat(), end].concat()).chunked();
    let account = Account { service: "lambda", ..IOT };
    let server = Server::responding(account, [response(&complete), response(&failed), response(b"")]);
    let client = aws::lambda::Client::new(&config().endpoint_url(server.url()).build());
    let mut out = Vec::new();
    events_receive::invoke(&client, "f", &mut out).await.unwrap();
    assert_eq!(out, b"one two");
    let error = events_receive::invoke(&client, "f", &mut out).await.unwrap_err().to_string();
    assert_eq!(error, "the function failed: Unhandled");
    let error = events_receive::invoke(&client, "f", &mut out).await.unwrap_err().to_string();
    assert_eq!(error, "the response ended early");
}

#[test]
fn events_are_decoded_without_a_client() {
    let record = br#"{"Records":[{"SequenceNumber":"1","Data":"AQ==","PartitionKey":"k"}],"ContinuationSequenceNumber":"1","MillisBehindLatest":0}"#;
    let body = [event("initial-response", b"{}"), event("SubscribeToShardEvent", record)].concat();
    assert_eq!(events_decode::print(&body[..]).unwrap(), 1);
    assert!(events_decode::print(&body[..body.len() - 1]).is_err());
}

/// The signer of the events of a request, from its head.
fn signer(head: &http::request::Parts) -> EventSigner {
    let authorization = head.headers["authorization"].to_str().unwrap();
    let hex = authorization.rsplit_once("Signature=").unwrap().1;
    let bytes: Vec<u8> = (0..32).map(|at| u8::from_str_radix(&hex[2 * at..][..2], 16).unwrap()).collect();
    let signer = Signer::new(Credentials::new(KEY, SECRET));
    signer.events(&SigningConfig::new("lex", REGION), Signature::new(bytes.try_into().unwrap()))
}

/// Unpacks signed events, and verifies their signatures.
struct Verified {
    frames: FrameDecoder,
    signer: EventSigner,
    events: EventDecoder<Request>,
    has_ended: bool,
}

impl Verified {
    fn feed(&mut self, bytes: Bytes) {
        self.frames.feed(bytes);
        while let Some(frame) = self.frames.next_frame().unwrap() {
            let Some(HeaderValue::Timestamp(time)) = frame.header(":date") else { panic!("{frame:?}") };
            let expected = self.signer.sign(frame.payload(), time).unwrap();
            assert_eq!(frame.header(":chunk-signature"), Some(HeaderValue::Blob(expected.as_bytes())));
            self.has_ended = frame.payload().is_empty();
            self.events.feed(frame.payload().clone());
        }
    }
}

/// Responds to each event while the request is still being sent.
async fn converse(
    head: http::request::Parts,
    mut body: Body,
    ended: Arc<AtomicUsize>,
) -> http::Response<Body> {
    assert_eq!(head.version, http::Version::HTTP_2);
    assert_eq!(head.headers["x-amz-content-sha256"], "STREAMING-AWS4-HMAC-SHA256-EVENTS");
    assert_eq!(head.headers["content-type"], "application/vnd.amazon.eventstream");
    let operation = StartConversationInput::OPERATION;
    let mut requests = Verified {
        frames: FrameDecoder::new(),
        signer: signer(&head),
        events: EventDecoder::new(operation),
        has_ended: false,
    };
    let (sender, source) = EventSource::<Event>::channel(1);
    tokio::spawn(async move {
        // A client that needs no more responses resets the stream.
        while let Some(Ok(data)) = body.next().await {
            requests.feed(data);
            while let Some(event) = requests.events.next_event().unwrap() {
                let response = match event {
                    Request::ConfigurationEvent(_) => Event::TranscriptEvent(TranscriptEvent::default()),
                    Request::TextInputEvent(event) => {
                        let message =
                            Message::new(MessageContentType::PlainText).content(format!("{}?", event.text));
                        let messages = Some(vec![message]);
                        Event::TextResponseEvent(TextResponseEvent { messages, ..Default::default() })
                    }
                    other => panic!("{other:?}"),
                };
                if sender.send(response).await.is_err() {
                    break;
                }
            }
        }
        ended.fetch_add(usize::from(requests.has_ended), Ordering::SeqCst);
        drop(sender);
    });
    let body = source.take_body(EventEncoder::new(operation), EventSigning::default()).unwrap();
    http::Response::builder().header("content-type", "application/vnd.amazon.eventstream").body(body).unwrap()
}

/// Starts a server, and returns its client and the number of streams that ended with a signed, empty frame.
async fn server() -> (aws::lexv2_runtime::Client, Arc<AtomicUsize>) {
    let ended = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&ended);
    let url = serve(move |head, body| converse(head, body, Arc::clone(&counted))).await;
    let config = config().http_client(Connector).endpoint_url(url).build();
    (aws::lexv2_runtime::Client::new(&config), ended)
}

#[tokio::test]
async fn events_are_sent_and_received_at_the_same_time() {
    let (client, _) = server().await;
    assert_eq!(events_send::say(&client, "Hello").await.unwrap(), ["Hello?"]);
    assert_eq!(events_send::say(&client, "Again").await.unwrap(), ["Again?"]);
}

#[tokio::test]
async fn a_stream_ends_with_a_signed_and_empty_frame() {
    let (client, ended) = server().await;
    let events = vec![Request::TextInputEvent(TextInputEvent::new("One")); 3];
    let input = StartConversationInput::new("alias", "bot", "en_US", "session").request_event_stream(events);
    let mut responses = client.start_conversation(&input).await.unwrap().response_event_stream;
    for _ in 0..3 {
        assert!(matches!(responses.recv().await.unwrap(), Some(Event::TextResponseEvent(_))));
    }
    assert_eq!(responses.recv().await.unwrap(), None);
    assert_eq!(ended.load(Ordering::SeqCst), 1);
}

#[test]
fn requests_can_be_built_without_a_client() {
    let endpoint = smithereen::Endpoint::new("https://runtime-v2-lex.eu-west-1.amazonaws.com").unwrap();
    let input = StartConversationInput::new("alias", "bot", "en_US", "session");
    let (request, mut encoder) = input.to_event_http(&endpoint).unwrap();
    assert_eq!(
        request.uri().path(),
        "/bots/bot/botAliases/alias/botLocales/en_US/sessions/session/conversation"
    );
    let config = StartConversationInput::OPERATION.signing(&endpoint, REGION).unwrap();
    let mut request = request.map(|()| Bytes::new());
    let signer = Signer::new(Credentials::new(KEY, SECRET));
    let seed = signer.sign(&mut request, &config, smithereen::Timestamp::new(1_700_000_000, 0)).unwrap();
    assert_eq!(request.headers()["x-amz-content-sha256"], "STREAMING-AWS4-HMAC-SHA256-EVENTS");
    encoder = encoder.with_signer(signer.events(&config, seed));
    let frame = encoder.encode(&Request::DisconnectionEvent(Default::default())).unwrap();
    assert!(frame.len() > 100 && encoder.end().unwrap().is_some());
}
