use super::{DiscoveryCache, Key, LARGEST};
use crate::client::discovery::DiscoveryFailure;
use crate::endpoint_discovery::DiscoveredEndpoint;
use crate::error::{Error, TransportError, TransportKind};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};
use tokio::sync::oneshot;

type Fetched = Result<Vec<DiscoveredEndpoint>, DiscoveryFailure>;
type Found = Result<Option<DiscoveredEndpoint>, DiscoveryFailure>;

const REQUIRED: bool = true;
const OPTIONAL: bool = false;

/// A cache, a clock in seconds, and the number of refreshes so far.
#[derive(Default)]
struct Setup {
    cache: DiscoveryCache,
    seconds: Arc<AtomicU64>,
    fetches: Cell<usize>,
}

impl Setup {
    async fn find(&self, key: &Key, required: bool, fetch: impl Future<Output = Fetched>) -> Found {
        let seconds = Arc::clone(&self.seconds);
        let now = move || SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.load(Ordering::Relaxed));
        let counted = async {
            self.fetches.set(self.fetches.get() + 1);
            fetch.await
        };
        self.cache.endpoint(key, required, &now, counted).await
    }

    /// Runs a call whose refresh ends at once.
    fn run(&self, required: bool, fetched: Fetched) -> Found {
        match poll(pin!(self.find(&key(""), required, async { fetched }))) {
            Poll::Ready(found) => found,
            Poll::Pending => panic!("the call waits"),
        }
    }

    fn at(&self, seconds: u64) {
        self.seconds.store(seconds, Ordering::Relaxed);
    }
}

fn poll<F: Future + ?Sized>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

fn key(identifier: &str) -> Key {
    let identifiers = [("Room".to_owned(), identifier.to_owned())].into_iter();
    let identifiers = identifiers.filter(|_| !identifier.is_empty()).collect();
    Key::new("AKIDEXAMPLE".to_owned(), "OpenDoor", identifiers)
}

/// An endpoint for a minute.
fn endpoint(address: &str) -> DiscoveredEndpoint {
    DiscoveredEndpoint { address: address.to_owned(), cache_period: Duration::from_secs(60) }
}

fn fetched(address: &str) -> Fetched {
    Ok(vec![endpoint(address)])
}

fn failed() -> Fetched {
    let cause = Error::Transport(TransportError::new(TransportKind::Timeout, "too slow"));
    Err(DiscoveryFailure { operation: "DescribeEndpoints", cause: Arc::new(cause) })
}

fn address(found: Found) -> Option<String> {
    found.unwrap().map(|endpoint| endpoint.address)
}

/// Returns a refresh that ends when the sender sends its result.
async fn slow(receiver: oneshot::Receiver<Fetched>) -> Fetched {
    receiver.await.unwrap()
}

#[test]
fn an_endpoint_is_kept_until_it_expires() {
    let setup = Setup::default();
    assert_eq!(address(setup.run(REQUIRED, fetched("a"))).as_deref(), Some("a"));
    setup.at(59);
    assert_eq!(address(setup.run(REQUIRED, fetched("b"))).as_deref(), Some("a"));
    setup.at(60);
    assert_eq!(address(setup.run(REQUIRED, fetched("b"))).as_deref(), Some("b"));
    assert_eq!(setup.fetches.get(), 2);
}

#[test]
fn the_first_endpoint_that_has_not_expired_is_used() {
    let setup = Setup::default();
    let long = DiscoveredEndpoint { cache_period: Duration::from_secs(600), ..endpoint("long") };
    assert_eq!(address(setup.run(REQUIRED, Ok(vec![endpoint("short"), long]))).as_deref(), Some("short"));
    setup.at(60);
    assert_eq!(address(setup.run(REQUIRED, fetched("new"))).as_deref(), Some("long"));
}

#[test]
fn required_calls_wait_for_one_refresh() {
    let setup = Setup::default();
    let (end, receiver) = oneshot::channel();
    let key = key("");
    let mut first = pin!(setup.find(&key, REQUIRED, slow(receiver)));
    let mut second = pin!(setup.find(&key, REQUIRED, async { fetched("other") }));
    assert!(poll(first.as_mut()).is_pending() && poll(second.as_mut()).is_pending());
    end.send(fetched("a")).unwrap_or_else(|_| panic!("nobody refreshes"));
    for call in [first.as_mut(), second.as_mut()] as [Pin<&mut dyn Future<Output = Found>>; 2] {
        let Poll::Ready(found) = poll(call) else { panic!("a call waits") };
        assert_eq!(address(found).as_deref(), Some("a"));
    }
    assert_eq!(setup.fetches.get(), 1);
}

#[test]
fn required_calls_share_the_failure_of_a_refresh() {
    let setup = Setup::default();
    let (end, receiver) = oneshot::channel();
    let key = key("");
    let mut first = pin!(setup.find(&key, REQUIRED, slow(receiver)));
    let mut second = pin!(setup.find(&key, REQUIRED, async { fetched("other") }));
    assert!(poll(first.as_mut()).is_pending() && poll(second.as_mut()).is_pending());
    end.send(failed()).unwrap_or_else(|_| panic!("nobody refreshes"));
    for call in [first.as_mut(), second.as_mut()] as [Pin<&mut dyn Future<Output = Found>>; 2] {
        assert!(matches!(poll(call), Poll::Ready(Err(_))));
    }
    // A later call refreshes at once.
    assert_eq!(address(setup.run(REQUIRED, fetched("a"))).as_deref(), Some("a"));
    assert_eq!(setup.fetches.get(), 2);
}

#[test]
fn a_cancelled_refresh_is_left_to_a_waiting_call() {
    let setup = Setup::default();
    let (_end, receiver) = oneshot::channel();
    let key = key("");
    let mut first = Box::pin(setup.find(&key, REQUIRED, slow(receiver)));
    let mut second = pin!(setup.find(&key, REQUIRED, async { fetched("b") }));
    assert!(poll(first.as_mut()).is_pending() && poll(second.as_mut()).is_pending());
    drop(first);
    let Poll::Ready(found) = poll(second) else { panic!("the call waits") };
    assert_eq!(address(found).as_deref(), Some("b"));
}

#[test]
fn optional_calls_do_not_wait_for_a_refresh() {
    let setup = Setup::default();
    for (begin, expected) in [(0, None), (60, Some("a"))] {
        setup.at(begin);
        let (end, receiver) = oneshot::channel();
        let key = key("");
        let mut first = pin!(setup.find(&key, OPTIONAL, slow(receiver)));
        assert!(poll(first.as_mut()).is_pending());
        assert_eq!(address(setup.run(OPTIONAL, fetched("other"))).as_deref(), expected);
        end.send(fetched("a")).unwrap_or_else(|_| panic!("nobody refreshes"));
        assert!(poll(first).is_ready());
    }
    assert_eq!(setup.fetches.get(), 2);
}

#[test]
fn an_expired_endpoint_is_used_for_a_minute_after_a_failure() {
    for required in [REQUIRED, OPTIONAL] {
        let setup = Setup::default();
        assert_eq!(address(setup.run(required, fetched("a"))).as_deref(), Some("a"));
        for (now, result, expected, fetches) in [
            (60, failed(), "a", 2),
            (119, fetched("b"), "a", 2),
            (120, fetched("b"), "b", 3),
            (180, failed(), "b", 4),
        ] {
            setup.at(now);
            assert_eq!(address(setup.run(required, result)).as_deref(), Some(expected), "{now}");
            assert_eq!(setup.fetches.get(), fetches, "{now}");
        }
    }
}

#[test]
fn a_failure_is_an_error_of_required_calls_alone() {
    let setup = Setup::default();
    assert_eq!(address(setup.run(OPTIONAL, failed())), None);
    setup.at(59);
    assert_eq!(address(setup.run(OPTIONAL, fetched("a"))), None);
    assert!(setup.run(REQUIRED, failed()).is_err());
    // The last failure was at 59.
    setup.at(119);
    assert_eq!(address(setup.run(OPTIONAL, fetched("a"))).as_deref(), Some("a"));
    assert_eq!(setup.fetches.get(), 3);
}

#[test]
fn a_removed_endpoint_is_fetched_again_unless_it_was_replaced() {
    let setup = Setup::default();
    assert_eq!(address(setup.run(REQUIRED, fetched("a"))).as_deref(), Some("a"));
    setup.cache.remove(&key(""), &endpoint("older"));
    assert_eq!(address(setup.run(REQUIRED, fetched("b"))).as_deref(), Some("a"));
    setup.cache.remove(&key(""), &endpoint("a"));
    assert_eq!(address(setup.run(REQUIRED, fetched("b"))).as_deref(), Some("b"));
}

#[test]
fn operations_share_endpoints_unless_inputs_have_identifiers() {
    let without = |operation| Key::new("AKID".to_owned(), operation, BTreeMap::new());
    assert!(without("Get") == without("Put"));
    assert!(Key::new("AKIDOTHER".to_owned(), "Get", BTreeMap::new()) != without("Get"));
    assert!(key("red") != key("blue") && key("red") == key("red"));
}

#[test]
fn a_full_cache_keeps_fresh_endpoints() {
    let setup = Setup::default();
    for index in 0..LARGEST {
        let result = if index < 2 { fetched("fresh") } else { failed() };
        let key = key(&index.to_string());
        assert!(poll(pin!(setup.find(&key, OPTIONAL, async { result }))).is_ready());
    }
    assert_eq!(setup.cache.entries().len(), LARGEST);
    assert_eq!(address(setup.run(REQUIRED, fetched("a"))).as_deref(), Some("a"));
    assert_eq!(setup.cache.entries().len(), 3);
}
