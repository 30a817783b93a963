//! A channel of events: bounded, for any async runtime.

use futures_core::Stream;
use std::collections::VecDeque;
use std::error::Error as StdError;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// Sends the events of a request; see [`EventSource::channel`](super::EventSource::channel). The stream ends when the sender and
/// all its clones are dropped.
pub struct EventSender<E>(Arc<Shared<E>>);

/// The receiving end of a channel.
pub(super) struct Receiver<E>(Arc<Shared<E>>);

struct Shared<E>(Mutex<State<E>>);

struct State<E> {
    events: VecDeque<E>,
    capacity: usize,
    senders: usize,
    is_closed: bool,
    receiver: Option<Waker>,
    /// Senders that wait for room.
    waiting: Vec<Waker>,
}

/// Creates a channel for at most `capacity` events, at least one.
pub(super) fn channel<E>(capacity: usize) -> (EventSender<E>, Receiver<E>) {
    let state = State {
        events: VecDeque::new(),
        capacity: capacity.max(1),
        senders: 1,
        is_closed: false,
        receiver: None,
        waiting: Vec::new(),
    };
    let shared = Arc::new(Shared(Mutex::new(state)));
    (EventSender(Arc::clone(&shared)), Receiver(shared))
}

impl<E> Shared<E> {
    fn lock(&self) -> MutexGuard<'_, State<E>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<E> EventSender<E> {
    /// Sends an event. Waits while as many events as the channel's capacity have not been taken by the connection.
    ///
    /// If the future is dropped before it is ready, the event is not sent.
    ///
    /// # Errors
    /// Returns the event if the request has ended, or its input was dropped.
    pub async fn send(&self, event: E) -> Result<(), SendError<E>> {
        let mut event = Some(event);
        poll_fn(|cx| {
            let mut state = self.0.lock();
            if !state.is_closed && state.events.len() >= state.capacity {
                if !state.waiting.iter().any(|waker| waker.will_wake(cx.waker())) {
                    state.waiting.push(cx.waker().clone());
                }
                return Poll::Pending;
            }
            let Some(event) = event.take() else { return Poll::Ready(Ok(())) };
            Poll::Ready(push(state, event))
        })
        .await
    }

    /// Sends an event if there is room for it.
    ///
    /// # Errors
    /// Returns the event if there is no room, if the request has ended, or if its input was dropped.
    pub fn try_send(&self, event: E) -> Result<(), SendError<E>> {
        let state = self.0.lock();
        match state.events.len() < state.capacity {
            true => push(state, event),
            false => Err(SendError(event)),
        }
    }

    /// Returns whether the request has ended, or its input was dropped.
    pub fn is_closed(&self) -> bool {
        self.0.lock().is_closed
    }
}

// A waker may run any code, so each is called without the lock.

fn push<E>(mut state: MutexGuard<'_, State<E>>, event: E) -> Result<(), SendError<E>> {
    if state.is_closed {
        return Err(SendError(event));
    }
    state.events.push_back(event);
    let receiver = state.receiver.take();
    drop(state);
    receiver.into_iter().for_each(Waker::wake);
    Ok(())
}

impl<E> Clone for EventSender<E> {
    fn clone(&self) -> Self {
        self.0.lock().senders += 1;
        Self(Arc::clone(&self.0))
    }
}

impl<E> Drop for EventSender<E> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.senders = state.senders.saturating_sub(1);
        let receiver = if state.senders == 0 { state.receiver.take() } else { None };
        drop(state);
        receiver.into_iter().for_each(Waker::wake);
    }
}

impl<E> fmt::Debug for EventSender<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventSender")
    }
}

impl<E> Stream for Receiver<E> {
    type Item = E;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<E>> {
        let mut state = self.0.lock();
        if let Some(event) = state.events.pop_front() {
            let waiting = std::mem::take(&mut state.waiting);
            drop(state);
            waiting.into_iter().for_each(Waker::wake);
            return Poll::Ready(Some(event));
        }
        if state.senders == 0 {
            return Poll::Ready(None);
        }
        state.receiver = Some(cx.waker().clone());
        Poll::Pending
    }
}

impl<E> Drop for Receiver<E> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.is_closed = true;
        let unsent = std::mem::take(&mut state.events);
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        drop(unsent);
        waiting.into_iter().for_each(Waker::wake);
    }
}

/// The error for an event that was not sent, with the event.
#[derive(Clone, PartialEq, Eq)]
pub struct SendError<E>(pub E);

impl<E> fmt::Display for SendError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the event was not sent: there is no room for it, or the request has ended")
    }
}

/// Does not show the event.
impl<E> fmt::Debug for SendError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SendError")
    }
}

impl<E> StdError for SendError<E> {}
