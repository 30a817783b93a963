//! A fake service for tests: rules and canned responses, recorded requests, no network.
//!
//! | file | content |
//! |---|---|
//! | `rules` | rules, which select the reply to a call by its operation and its input |
//! | `fallback` | the fallback for requests that no rule matches |
//! | `reply` | a response or a fault, after a latency |
//! | `fault` | faults of connections and bodies |
//! | `clock` | the virtual time of clients |
//! | `connector` | the HTTP client that replies |
//!
//! Whatever replies to a client in tests belongs here. The messages of the protocols are built in [`server`](crate::server).

mod clock;
mod connector;
mod fallback;
mod fault;
mod reply;
mod rules;

#[cfg(feature = "record")]
pub(super) use fallback::Fallback;
pub use reply::Reply;
pub use rules::{On, UnusedRules};

use crate::client::called_operation::is_same;
use crate::error::BoxError;
use crate::operation::Operation;
use crate::service::OperationSchema;
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_async::rt::sleep::SharedAsyncSleep;
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SdkConfig;
use aws_types::region::Region;
use bytes::Bytes;
use clock::Clock;
#[cfg(not(feature = "record"))]
use fallback::Fallback;
use http::{Request, Response, StatusCode};
use reply::Respond;
use rules::{Rules, operation_of, parse};
use std::collections::VecDeque;
use std::fmt;
use std::panic::Location;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A fake service for tests: it replies to the calls of clients and records their requests.
///
/// It uses no network and no real time: its clock advances when everything waits for it, so that a retry follows at once.
///
/// ```
/// use smithereen::StatusCode;
/// use smithereen::client::Fake;
///
/// let fake = Fake::responding(StatusCode::OK, "{}");
/// let config = fake.config(); // for a client's `new`
/// assert_eq!(config.region().map(AsRef::as_ref), Some("us-east-1"));
/// // .. make calls ..
/// assert!(fake.requests().is_empty());
/// ```
///
/// [`on`](Self::on) adds rules for single operations, which precede the other responses. A fake by [`Default`] has nothing but
/// rules. One fake can serve clients of several services.
#[derive(Clone)]
pub struct Fake(Arc<Inner>);

struct Inner {
    rules: Rules,
    /// The reply to requests that no rule matches.
    fallback: Option<Box<dyn Fallback>>,
    /// The region of the configuration.
    region: Region,
    requests: Mutex<Vec<Request<Bytes>>>,
    clock: Clock,
}

/// A fake without responses: a call that no rule matches is an error that lists the rules.
impl Default for Fake {
    fn default() -> Self {
        Self::with(None, None)
    }
}

impl Fake {
    /// Creates a fake that responds to each request with the result of `respond`.
    pub fn new<R: Into<Reply>>(respond: impl Fn(&Request<Bytes>) -> R + Send + Sync + 'static) -> Self {
        let respond: Box<Respond> = Box::new(move |request| respond(request).into());
        Self::with(Some(Box::new(respond)), None)
    }

    /// Creates a fake that gives each request the same response.
    pub fn responding(status: StatusCode, body: impl Into<Bytes>) -> Self {
        let reply = Reply::new(status, body);
        Self::new(move |_| reply.clone())
    }

    /// Creates a fake that gives one response after the other: for retries, pages and waiters. It closes the connection of
    /// further requests.
    ///
    /// ```
    /// use smithereen::client::{Fake, Reply};
    /// use smithereen::StatusCode;
    /// use std::time::Duration;
    ///
    /// let busy = Reply::unavailable(Duration::from_secs(1));
    /// let fake = Fake::sequence([busy, Reply::new(StatusCode::OK, "{}")]);
    /// ```
    pub fn sequence<R: Into<Reply>>(replies: impl IntoIterator<Item = R>) -> Self {
        let replies: Mutex<VecDeque<Reply>> = Mutex::new(replies.into_iter().map(Into::into).collect());
        Self::new(move |_| {
            let next = replies.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            next.unwrap_or_else(Reply::disconnect)
        })
    }

    /// Creates a response without headers, for [`Self::sequence`] and [`Self::new`].
    pub fn response(status: StatusCode, body: impl Into<Bytes>) -> Response<Bytes> {
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        response
    }

    /// Creates a fake that closes the connection of each request without a response.
    pub fn disconnecting() -> Self {
        Self::new(|_| Reply::disconnect())
    }

    /// Creates a fake with replies besides those of rules, and with another region than the default.
    #[cfg(feature = "record")]
    pub(super) fn with_fallback(fallback: impl Fallback + 'static, region: Option<Region>) -> Self {
        Self::with(Some(Box::new(fallback)), region)
    }

    fn with(fallback: Option<Box<dyn Fallback>>, region: Option<Region>) -> Self {
        let (rules, requests) = (Rules::default(), Mutex::default());
        let region = region.unwrap_or_else(|| Region::from_static("us-east-1"));
        Self(Arc::new(Inner { rules, fallback, region, requests, clock: Clock::new() }))
    }

    /// Begins a rule for the calls of the operation with the input `O`.
    ///
    /// A rule matches the operation, not the form of its request, whatever the endpoint. Rules are tried in the order in which
    /// they were added; the first that matches replies. A call that no rule matches gets the other responses of the fake if it
    /// has any, and otherwise an error that lists the rules.
    ///
    /// The client must be one of this crate, with the [configuration](Self::config) of a fake.
    ///
    /// ```
    /// use smithereen::client::{Fake, Reply};
    /// use smithereen::{Operation, StatusCode};
    /// # fn example<GetThing: Operation + 'static>(output: GetThing::Output) {
    /// let fake = Fake::default();
    /// fake.on::<GetThing>().once().replies(Reply::new(StatusCode::SERVICE_UNAVAILABLE, ""));
    /// fake.on::<GetThing>().returns(output);
    /// // .. make calls ..
    /// # let _ =
    /// fake.verify()
    /// # ;
    /// # }
    /// ```
    #[track_caller]
    pub fn on<O: Operation + 'static>(&self) -> On<O> {
        On::new(self.clone(), Location::caller())
    }

    /// Checks that all rules were used: each as often as its limit, or at least once without a limit. All exchanges of a
    /// recording must have been replayed.
    ///
    /// # Errors
    /// Returns the rules that were not used, with the places of their definitions, and the exchanges that were not replayed.
    pub fn verify(&self) -> Result<(), UnusedRules> {
        let exchanges = self.0.fallback.iter().flat_map(|fallback| fallback.unused());
        UnusedRules::check(self.0.rules.unused().into_iter().chain(exchanges).collect())
    }

    /// Returns the configuration of a client that calls this fake: invalid credentials, the region `us-east-1`, and the clock of
    /// the fake. [`SdkConfig::into_builder`] changes it.
    ///
    /// Of the timeouts, only the default for connecting is set, and there is no stalled stream protection, so that time does not
    /// pass while a call waits for something other than the fake. Tests of timeouts set them.
    pub fn config(&self) -> SdkConfig {
        let credentials = Credentials::new("AKIDEXAMPLE", "an invalid secret", None, None, "a fake");
        let timeouts = TimeoutConfig::builder()
            .disable_operation_timeout()
            .disable_operation_attempt_timeout()
            .disable_read_timeout();
        SdkConfig::builder()
            .region(self.0.region.clone())
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .http_client(self.clone())
            .sleep_impl(SharedAsyncSleep::new(self.0.clock.clone()))
            .time_source(SharedTimeSource::new(self.0.clock.clone()))
            .timeout_config(timeouts.build())
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .build()
    }

    /// Returns the requests so far as they were sent: signed, with one entry for each attempt of a call.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.0.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns the operation of a request, if a client of this crate sent it.
    pub fn operation_of(request: &Request<Bytes>) -> Option<&'static OperationSchema> {
        operation_of(request)
    }

    /// Returns the inputs of the requests so far of one operation, with one entry for each attempt of a call. They are parsed
    /// from the requests: see [`On::when`].
    ///
    /// # Errors
    /// Returns an error for a request that cannot be parsed.
    pub fn inputs<O: Operation>(&self) -> Result<Vec<O>, BoxError> {
        let requests = self.requests();
        let own = |request: &&Request<Bytes>| {
            operation_of(request).is_some_and(|operation| is_same(operation, O::OPERATION))
        };
        requests.iter().filter(own).map(|request| parse(request).map_err(BoxError::from)).collect()
    }

    /// Returns how much time has passed on the clock of the fake: latencies, delays between attempts, and timeouts.
    pub fn elapsed(&self) -> Duration {
        self.0.clock.elapsed()
    }

    /// Lets time pass on the clock of the fake, for example until something in a cache has expired.
    pub fn advance(&self, duration: Duration) {
        self.0.clock.advance(duration);
    }

    /// Returns the reply to a request, or why there is none.
    fn reply(&self, request: &Request<Bytes>) -> Result<Reply, String> {
        let reply = self.0.rules.reply(request);
        reply.or_else(|reason| self.0.fallback.as_ref().ok_or(reason)?.reply(request))
    }
}

/// Shows no request, since it may be sensitive.
impl fmt::Debug for Fake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fake")
    }
}
