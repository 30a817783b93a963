use super::{Fetched, Key, LARGEST, SessionCache};
use crate::client::sessions::SessionFailure;
use crate::error::{Error, TransportError, TransportKind};
use std::cell::Cell;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};
use tokio::sync::oneshot;

type Session = &'static str;
type Found = Result<Session, SessionFailure>;
type Refreshed = Result<Fetched<Session>, SessionFailure>;

/// A cache, a clock in seconds, and the number of refreshes so far.
#[derive(Default)]
struct Setup {
    cache: SessionCache<Session>,
    seconds: Arc<AtomicU64>,
    fetches: Cell<usize>,
}

impl Setup {
    async fn find(&self, key: &Key, fetch: impl Future<Output = Refreshed>) -> Found {
        let seconds = Arc::clone(&self.seconds);
        let now = move || time(seconds.load(Ordering::Relaxed));
        let counted = async {
            self.fetches.set(self.fetches.get() + 1);
            fetch.await
        };
        self.cache.session(key, &now, counted).await
    }

    /// Runs a call whose refresh ends at once.
    fn run(&self, fetched: Refreshed) -> Found {
        match poll(pin!(self.find(&key("box"), async { fetched }))) {
            Poll::Ready(found) => found,
            Poll::Pending => panic!("the call waits"),
        }
    }

    fn at(&self, seconds: u64) {
        self.seconds.store(seconds, Ordering::Relaxed);
    }
}

fn time(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn poll<F: Future + ?Sized>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

fn key(resource: &str) -> Key {
    Key::new("AKIDEXAMPLE".to_owned(), resource.to_owned())
}

fn until(seconds: u64, session: Session) -> Refreshed {
    Ok(Fetched { session, expires: time(seconds) })
}

fn failed() -> Refreshed {
    let cause = Error::Transport(TransportError::new(TransportKind::Timeout, "too slow"));
    Err(SessionFailure { operation: "CreateSession", cause: Arc::new(cause) })
}

/// Returns a refresh that ends when the sender sends its result.
fn pending() -> (oneshot::Sender<Refreshed>, impl Future<Output = Refreshed>) {
    let (sender, receiver) = oneshot::channel();
    (sender, async { receiver.await.unwrap() })
}

#[test]
fn a_session_is_kept_until_a_minute_before_it_expires() {
    let setup = Setup::default();
    assert_eq!(setup.run(until(300, "one")).unwrap(), "one");
    setup.at(239);
    assert_eq!(setup.run(failed()).unwrap(), "one");
    setup.at(240);
    assert_eq!(setup.run(until(600, "two")).unwrap(), "two");
    assert_eq!(setup.fetches.get(), 2);
}

#[test]
fn a_failed_refresh_is_an_error_only_without_a_valid_session() {
    let setup = Setup::default();
    assert!(setup.run(failed()).is_err());
    assert_eq!(setup.run(until(300, "one")).unwrap(), "one");
    setup.at(250);
    assert_eq!(setup.run(failed()).unwrap(), "one");
    // The next attempt follows after five seconds.
    setup.at(254);
    assert_eq!(setup.run(failed()).unwrap(), "one");
    assert_eq!(setup.fetches.get(), 3);
    setup.at(255);
    assert_eq!(setup.run(failed()).unwrap(), "one");
    assert_eq!(setup.fetches.get(), 4);
    setup.at(290);
    assert!(setup.run(failed()).is_err());
    assert_eq!(setup.run(until(600, "two")).unwrap(), "two");
}

#[test]
fn concurrent_calls_share_the_first_session_or_its_failure() {
    for succeeds in [true, false] {
        let (setup, key) = (Setup::default(), key("box"));
        let (sender, fetch) = pending();
        let mut first = pin!(setup.find(&key, fetch));
        let mut second = pin!(setup.find(&key, async { until(300, "second") }));
        assert!(poll(first.as_mut()).is_pending() && poll(second.as_mut()).is_pending());
        // The expiry does not matter to calls that waited for the session.
        sender.send(if succeeds { until(0, "one") } else { failed() }).ok().unwrap();
        let (first, second) = (poll(first), poll(second));
        let (Poll::Ready(first), Poll::Ready(second)) = (first, second) else { panic!("a call waits") };
        assert_eq!((first.ok(), second.ok()), (succeeds.then_some("one"), succeeds.then_some("one")));
        assert_eq!(setup.fetches.get(), 1);
    }
}

#[test]
fn during_a_refresh_calls_use_a_valid_session_and_wait_for_an_expired_one() {
    let (setup, key) = (Setup::default(), key("box"));
    setup.run(until(300, "one")).unwrap();
    setup.at(250);
    let (sender, fetch) = pending();
    let mut first = pin!(setup.find(&key, fetch));
    assert!(poll(first.as_mut()).is_pending());
    assert_eq!(setup.run(failed()).unwrap(), "one");
    setup.at(291);
    let mut late = pin!(setup.find(&key, async { failed() }));
    assert!(poll(late.as_mut()).is_pending());
    sender.send(until(600, "two")).ok().unwrap();
    assert!(matches!(poll(first), Poll::Ready(Ok("two"))));
    assert!(matches!(poll(late), Poll::Ready(Ok("two"))));
    assert_eq!(setup.fetches.get(), 2);
}

#[test]
fn a_dropped_refresh_is_taken_over_by_a_waiting_call() {
    let (setup, key) = (Setup::default(), key("box"));
    let mut late = pin!(setup.find(&key, async { until(300, "late") }));
    {
        let (_sender, fetch) = pending();
        let mut first = pin!(setup.find(&key, fetch));
        assert!(poll(first.as_mut()).is_pending() && poll(late.as_mut()).is_pending());
    }
    assert!(matches!(poll(late), Poll::Ready(Ok("late"))));
}

#[test]
fn sessions_belong_to_a_resource_and_to_credentials() {
    let setup = Setup::default();
    setup.run(until(300, "one")).unwrap();
    for key in [key("other"), Key::new("AKIDOTHER".to_owned(), "box".to_owned())] {
        let Poll::Ready(found) = poll(pin!(setup.find(&key, async { until(300, "other") }))) else {
            panic!("the call waits")
        };
        assert_eq!(found.unwrap(), "other");
    }
}

#[test]
fn the_cache_has_a_bounded_size() {
    let setup = Setup::default();
    for index in 0..3 * LARGEST {
        let key = key(&index.to_string());
        assert!(poll(pin!(setup.find(&key, async { until(300, "one") }))).is_ready());
    }
    assert!(setup.cache.0.lock().unwrap().len() <= LARGEST);
}
