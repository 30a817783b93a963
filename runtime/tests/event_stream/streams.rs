//! Sources and receivers of events, asynchronously.

use super::shapes::{BadRequest, EmptyEvent, Events, EventsError, StringEvent, rest_json};
use super::{frame, frames};
use HeaderValue::String as Text;
use futures_core::Stream;
use http_body::Frame;
use smithereen::event_stream::{
    EventEncoder, EventReceiver, EventSender, EventSigning, EventSource, HeaderValue, SignEvents,
    signed_frame,
};
use smithereen::{Body, BoxError, Bytes, Error, Timestamp};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};

/// Counts how often it is woken.
#[derive(Default)]
struct Count(AtomicUsize);

impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

fn poll<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

fn ready<F: Future>(future: F) -> F::Output {
    match poll(pin!(future)) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the future waits"),
    }
}

/// A stream of items that waits once before each.
struct Slow<T>(std::vec::IntoIter<T>, bool);

impl<T: Unpin> Slow<T> {
    fn new(items: Vec<T>) -> Self {
        Self(items.into_iter(), false)
    }
}

impl<T: Unpin> Stream for Slow<T> {
    type Item = T;
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        self.1 = !self.1;
        match self.1 {
            true => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            false => Poll::Ready(self.0.next()),
        }
    }
}

fn text(text: &str) -> Events {
    Events::Text(StringEvent { payload: Some(text.to_owned()) })
}

fn text_frame(text: &str) -> Bytes {
    frame(&[(":message-type", Text("event")), (":event-type", Text("text"))], text.as_bytes()).unwrap()
}

fn body(source: &EventSource<Events>) -> Body {
    source.take_body(EventEncoder::new(rest_json()), EventSigning::default()).unwrap()
}

/// Reads a body to its end, however often it waits. Returns the payloads of its frames.
fn payloads(mut body: Body) -> Result<Vec<Bytes>, String> {
    let mut bytes = Vec::new();
    loop {
        let mut next = pin!(body.next());
        let data = loop {
            if let Poll::Ready(data) = poll(next.as_mut()) {
                break data;
            }
        };
        match data {
            None => return Ok(frames(&bytes).unwrap().iter().map(|frame| frame.payload().clone()).collect()),
            Some(Ok(data)) => bytes.extend(data),
            Some(Err(error)) => return Err(error.to_string()),
        }
    }
}

#[test]
fn events_of_a_stream_are_sent_as_they_come() {
    let source = EventSource::from_stream(Slow::new(vec![text("one"), text("two")]));
    assert_eq!(payloads(body(&source)).unwrap(), ["one", "two"]);
    assert!(source.take_body(EventEncoder::new(rest_json()), EventSigning::default()).is_none());
    assert!(payloads(body(&EventSource::default())).unwrap().is_empty());
}

#[test]
fn an_error_of_the_model_ends_the_stream() {
    let error = EventsError::BadRequest(BadRequest { message: Some("no".to_owned()), field: None });
    let source = EventSource::from_results(Slow::new(vec![Ok(text("one")), Err(error), Ok(text("two"))]));
    assert_eq!(payloads(body(&source)).unwrap(), ["one", r#"{"Message":"no"}"#]);
}

#[test]
fn another_error_aborts_the_request() {
    let source =
        EventSource::from_try_stream(Slow::new(vec![Ok(text("one")), Err("broken"), Ok(text("two"))]));
    let error = payloads(body(&source)).unwrap_err();
    assert_eq!(error, "the body could not be read: broken");
}

/// A signer whose signatures count the frames.
struct Counting(u8);

impl SignEvents for Counting {
    fn sign(&mut self, frame: Bytes, time: Timestamp) -> Result<Bytes, BoxError> {
        self.0 += 1;
        Ok(signed_frame(&frame, &[self.0], time)?)
    }
}

#[test]
fn a_signer_may_be_set_until_the_body_is_read() {
    let signing = EventSigning::default();
    let source = EventSource::from(vec![text("one"), Events::Empty(EmptyEvent {})]);
    let body = source.take_body(EventEncoder::new(rest_json()), signing.clone()).unwrap();
    signing.set(Counting(0));
    let payloads = payloads(body).unwrap();
    let inner: Vec<usize> = payloads.iter().map(|frame| frames(frame).unwrap().len()).collect();
    assert_eq!(inner, [1, 1, 0]);
}

#[test]
fn a_sender_waits_for_room() {
    let (sender, source) = EventSource::channel(1);
    let mut body = body(&source);
    let count = Arc::new(Count::default());
    let waker = Waker::from(Arc::clone(&count));
    let woken = || count.0.load(Ordering::Relaxed);
    let mut next = Box::pin(body.next());
    assert!(next.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
    ready(sender.send(text("one"))).unwrap();
    assert_eq!(woken(), 1, "the body is woken");
    let mut second = Box::pin(sender.send(text("two")));
    assert!(second.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
    assert!(ready(next).unwrap().is_ok());
    assert_eq!(woken(), 2, "the sender is woken");
    assert!(poll(second.as_mut()).is_ready());
    // A dropped future sends nothing.
    drop(sender.send(text("never")));
    let clone = sender.clone();
    drop(second);
    drop(sender);
    assert!(ready(body.next()).unwrap().is_ok());
    let mut next = Box::pin(body.next());
    assert!(next.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
    drop(clone);
    assert_eq!(woken(), 3, "the end wakes the body");
    assert!(ready(next).is_none());
}

#[test]
fn senders_learn_that_the_body_was_dropped() {
    let (sender, source): (EventSender<Events>, _) = EventSource::channel(1);
    ready(sender.send(text("one"))).unwrap();
    let mut waiting = Box::pin(sender.send(text("two")));
    assert!(poll(waiting.as_mut()).is_pending());
    drop(body(&source));
    let Poll::Ready(Err(error)) = poll(waiting.as_mut()) else { panic!() };
    assert_eq!(error.0, text("two"));
    assert_eq!(format!("{error:?}"), "SendError");
    assert!(sender.is_closed() && sender.try_send(text("three")).is_err());
}

#[test]
fn a_receiver_waits_for_the_body() {
    let bytes = [text_frame("one"), text_frame("two")].concat();
    let pieces = bytes.chunks(10).map(|piece| Ok::<_, BoxError>(Bytes::copy_from_slice(piece))).collect();
    let mut receiver = EventReceiver::<Events>::new(rest_json(), Body::from_stream(Slow::new(pieces)));
    assert!(receiver.recv_blocking().unwrap_err().to_string().contains("a blocking call cannot wait for"));
    let mut events = Vec::new();
    loop {
        // Each future is polled once and dropped, which loses no event.
        match poll(pin!(receiver.recv())) {
            Poll::Pending => {}
            Poll::Ready(Ok(Some(event))) => events.push(event),
            Poll::Ready(Ok(None)) => break,
            Poll::Ready(Err(error)) => panic!("{error}"),
        }
    }
    assert_eq!(events, [text("one"), text("two")]);
}

#[test]
fn a_body_that_fails_is_a_transport_error() {
    let pieces = vec![Ok(text_frame("one")), Err(BoxError::from("reset"))];
    let mut receiver = EventReceiver::<Events>::new(rest_json(), Body::from_stream(Slow::new(pieces)));
    let results: Vec<_> = std::iter::from_fn(|| {
        let mut next = pin!(receiver.recv());
        loop {
            if let Poll::Ready(event) = poll(next.as_mut()) {
                return event.transpose();
            }
        }
    })
    .take(2)
    .collect();
    assert_eq!(results[0].as_ref().unwrap(), &text("one"));
    assert!(matches!(&results[1], Err(Error::Transport(error)) if error.to_string().contains("reset")));
}

/// A body with trailers.
struct WithTrailers(Vec<Frame<Bytes>>);

impl http_body::Body for WithTrailers {
    type Data = Bytes;
    type Error = BoxError;
    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        Poll::Ready(self.0.pop().map(Ok))
    }
}

#[test]
fn trailers_are_ignored() {
    let frames = vec![Frame::trailers(http::HeaderMap::new()), Frame::data(text_frame("one"))];
    let body = Body::from_http_body(WithTrailers(frames));
    let mut receiver = EventReceiver::<Events>::new(rest_json(), body);
    assert_eq!(receiver.recv_blocking().unwrap(), Some(text("one")));
    assert_eq!(receiver.recv_blocking().unwrap(), None);
}

#[test]
fn a_receiver_is_a_stream_that_ends_after_an_error() {
    let error = frame(&[(":message-type", Text("error")), (":error-code", Text("gone"))], b"").unwrap();
    let bytes = [text_frame("one"), error, text_frame("two")].concat();
    let mut receiver = EventReceiver::<Events>::new(rest_json(), bytes);
    let mut next = || match Pin::new(&mut receiver).poll_next(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(event) => event,
        Poll::Pending => panic!(),
    };
    assert_eq!(next().unwrap().unwrap(), text("one"));
    assert_eq!(next().unwrap().unwrap_err().code(), Some("gone"));
    assert!(next().is_none());
}

#[test]
fn sources_and_receivers_can_be_sent_to_other_threads() {
    fn is_send<T: Send>() {}
    fn is_sync<T: Sync>() {}
    is_send::<EventSource<Events>>();
    is_sync::<EventSource<Events>>();
    is_send::<EventReceiver<Events>>();
    is_send::<EventSender<Events>>();
    is_sync::<EventSender<Events>>();
}
