//! The body of the response: events of 1 KB, in pieces of the length of HTTP/2's frames.

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use smithereen::event_stream::{FrameEncoder, HeaderValue};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The number of events.
pub(crate) const EVENTS: usize = 10_000;
/// The length of the data in each event, with which its payload has 1,024 bytes.
pub(crate) const DATA: usize = 555;
const PAYLOAD: usize = 1_024;
/// The length of a piece: the default of HTTP/2's `SETTINGS_MAX_FRAME_SIZE`.
const PIECE: usize = 16 << 10;

/// Returns the whole body, with the message that begins a stream of awsJson.
pub(crate) fn whole() -> Bytes {
    let mut all = frame("initial-response", b"{}").to_vec();
    for number in 0..EVENTS {
        all.extend_from_slice(&frame("SubscribeToShardEvent", event(number).as_bytes()));
    }
    all.into()
}

fn frame(event: &str, payload: &[u8]) -> Bytes {
    let headers =
        [(":message-type", "event"), (":event-type", event), (":content-type", "application/x-amz-json-1.1")];
    let encoder = headers.into_iter().fold(FrameEncoder::new(), |encoder, (name, value)| {
        encoder.header(name, HeaderValue::String(value)).expect("it is short")
    });
    encoder.finish(payload).expect("it is short")
}

/// Returns the payload of an event with one record.
fn event(number: usize) -> String {
    let data: Vec<u8> = (0..DATA).map(|at| (at * 31 + number) as u8).collect();
    let (data, sequence) = (STANDARD.encode(data), format!("4959{number:052}"));
    let record = format!(
        r#"{{"SequenceNumber":"{sequence}","ApproximateArrivalTimestamp":1.791234567E9,"Data":"{data}","PartitionKey":"key-{number:06}"}}"#
    );
    let event = format!(
        r#"{{"Records":[{record}],"ContinuationSequenceNumber":"{sequence}","MillisBehindLatest":0}}"#
    );
    assert_eq!(event.len(), PAYLOAD);
    event
}

/// A body in memory.
#[derive(Clone, Debug)]
pub(crate) struct Pieces(pub(crate) Bytes);

impl Iterator for Pieces {
    type Item = Bytes;

    fn next(&mut self) -> Option<Bytes> {
        let piece = self.0.split_to(PIECE.min(self.0.len()));
        (!piece.is_empty()).then_some(piece)
    }
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.next().map(|piece| Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}

/// Responds to each request with the body.
impl HttpClient for Pieces {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Pieces {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let body = SdkBody::from_body_1_x(self.clone());
        let mut response = HttpResponse::new(http::StatusCode::OK.into(), body);
        response.headers_mut().insert("content-type", "application/vnd.amazon.eventstream");
        HttpConnectorFuture::ready(Ok(response))
    }
}
