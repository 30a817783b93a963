//! Settings of one call, callers with another configuration, and spans of calls, with a fake service.

#![cfg(all(feature = "client", feature = "xml"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod credentials;
mod derived;
mod each_call;
mod endpoints;
mod headers;
mod recorder;
mod services;
mod spans;

use aws_credential_types::Credentials;
use aws_smithy_runtime::client::identity::IdentityCache;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use http::{Request, StatusCode};
use smithereen::client::{Call, Caller, Fake};
use smithereen::jmespath::Expression;
use smithereen::protocol::RestJson1;
use smithereen::{ApiKey, AuthScheme, Bytes, Endpoint, Error, Operation, OperationSchema, Service};
use smithereen::{Paginated, Pagination, TransportKind};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

static NOTES: Service = Service::new("Notes", &RestJson1, |params| {
    Endpoint::new(params.endpoint.unwrap_or("https://notes.example.com"))
})
.signing_name("notes")
.auth(&[AuthScheme::SigV4]);

#[derive(Clone, PartialEq)]
enum Failure {
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {});

#[derive(Clone, Default, PartialEq)]
struct List {
    token: Option<String>,
    team: Option<String>,
}

smithereen::structure!(List = "List" {
    0 token => Member::new("token").query("token"),
    1 team => Member::new("team").header("x-team"),
});

impl Operation for List {
    type Output = Page;
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&NOTES, "List", "GET", "/");
}

impl Paginated for List {
    const PAGINATION: &'static Pagination = &Pagination::new(&[("token", Expression::Path(&["token"]))]);
}

/// An operation with a sensitive member in a header.
#[derive(Clone, Default, PartialEq)]
struct Hidden {
    note: Option<String>,
}

smithereen::structure!(Hidden = "Hidden" { 0 note => Member::new("note").header("x-note").with(Flag::Sensitive) });

impl Operation for Hidden {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema =
        &OperationSchema::new(&NOTES, "Hidden", "GET", "/").suppress_logs();
}

#[derive(Clone, Default, PartialEq)]
struct Page {
    token: Option<String>,
}

smithereen::structure!(Page = "Page" { 0 token => Member::new("token") });

macro_rules! operations {
    ($($input:ident: $($auth:expr),*;)*) => {
        $(
            #[derive(Clone, Default, PartialEq)]
            struct $input {}

            smithereen::structure!($input = "Input" {});

            impl Operation for $input {
                type Output = ();
                type Error = Failure;
                const OPERATION: &'static OperationSchema =
                    &OperationSchema::new(&NOTES, stringify!($input), "GET", "/").override_auth(&[$($auth),*]);
            }
        )*
    };
}

operations! {
    Open: AuthScheme::None;
    Keyed: AuthScheme::ApiKey(ApiKey::header("x-key"));
}

/// Runs a future to its end. The fake never waits.
fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(result) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return result;
        }
    }
}

fn caller(fake: &Fake) -> Caller {
    Caller::new(&NOTES, &fake.config())
}

fn ok() -> Fake {
    Fake::responding(StatusCode::OK, "{}")
}

fn header<'a>(request: &'a Request<Bytes>, name: &str) -> Option<&'a str> {
    request.headers().get(name).map(|value| value.to_str().unwrap())
}

fn is_signed(request: &Request<Bytes>, name: &str) -> bool {
    let authorization = header(request, "authorization").unwrap();
    let names = authorization.split_once("SignedHeaders=").unwrap().1.split(',').next().unwrap();
    names.split(';').any(|signed| signed == name)
}

#[test]
fn the_number_of_attempts_is_that_of_the_call() {
    for attempts in [1, 2, 5] {
        let fake = Fake::responding(StatusCode::SERVICE_UNAVAILABLE, "{}");
        let caller = caller(&fake);
        assert!(run(caller.call(&List::default()).max_attempts(attempts)).is_err());
        assert_eq!(fake.requests().len(), usize::try_from(attempts).unwrap());
        assert!(run(caller.call(&List::default())).is_err());
        assert_eq!(
            fake.requests().len(),
            usize::try_from(attempts).unwrap() + 3,
            "the others have the client's"
        );
    }
}

#[test]
fn a_client_without_retries_repeats_a_call_that_has_them() {
    let fake = Fake::responding(StatusCode::SERVICE_UNAVAILABLE, "{}");
    let config = fake.config().into_builder().retry_config(RetryConfig::disabled()).build();
    let caller = Caller::new(&NOTES, &config);
    assert!(run(caller.call(&List::default()).max_attempts(4)).is_err());
    assert_eq!(fake.requests().len(), 4);
}

#[test]
fn a_call_without_attempts_is_an_error() {
    let fake = ok();
    let error = run(caller(&fake).call(&List::default()).max_attempts(0)).unwrap_err();
    assert_eq!(error.to_string(), "List: `max_attempts` is 0; a call has at least one attempt");
    assert!(matches!(error, Error::Build(_)) && fake.requests().is_empty());
}

/// Counts the attempts, and adds a header to each.
#[derive(Clone, Debug, Default)]
struct Counter(Arc<AtomicUsize>);

#[dyn_dispatch_hint]
impl Intercept for Counter {
    fn name(&self) -> &'static str {
        "Counter"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let count = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        context.request_mut().headers_mut().insert("x-count", count.to_string());
        Ok(())
    }
}

#[test]
fn an_interceptor_is_called_for_each_attempt_of_its_call_alone() {
    let fake = Fake::responding(StatusCode::SERVICE_UNAVAILABLE, "{}");
    let (caller, counter) = (caller(&fake), Counter::default());
    assert!(run(caller.call(&List::default()).interceptor(counter.clone())).is_err());
    assert!(run(caller.call(&List::default())).is_err());
    assert_eq!(counter.0.load(Ordering::Relaxed), 3);
    let requests = fake.requests();
    let counts: Vec<_> = requests.iter().map(|request| header(request, "x-count")).collect();
    assert_eq!(counts, [Some("1"), Some("2"), Some("3"), None, None, None]);
    assert!(is_signed(&requests[0], "x-count"));
}

#[test]
fn a_timeout_needs_a_sleep() {
    let fake = ok();
    let mut config = fake.config().into_builder().retry_config(RetryConfig::disabled());
    config.set_sleep_impl(None).set_identity_cache(Some(IdentityCache::no_cache()));
    // A client without a sleep has neither retries nor timeouts.
    config.set_timeout_config(Some(TimeoutConfig::disabled()));
    let caller = Caller::new(&NOTES, &config.build());
    let call = || caller.call(&List::default());
    run(call().max_attempts(1)).unwrap();
    // With the runtime's feature `rt-tokio`, which another package can enable, there always is one.
    if aws_smithy_async::rt::sleep::default_async_sleep().is_some() {
        run(call().max_attempts(2)).unwrap();
        return;
    }
    for call in [
        call().timeout(Duration::from_secs(1)),
        call().attempt_timeout(Duration::from_secs(1)),
        call().max_attempts(2),
    ] {
        let Error::Transport(error) = run(call).unwrap_err() else { panic!("no transport error") };
        assert_eq!(error.kind(), TransportKind::Other);
        assert!(error.to_string().contains("no `sleep_impl`, which timeouts and retries need"), "{error}");
    }
    assert_eq!(fake.requests().len(), 1);
}

/// The fake's sleep ends at once, so that every timeout does.
#[test]
fn a_timeout_is_an_error_of_its_kind() {
    let fake = ok();
    let caller = caller(&fake);
    let later = |call: Call<List>| run(call).unwrap_err();
    // The response is there when the timeout is polled.
    run(caller.call(&List::default()).timeout(Duration::ZERO)).unwrap();
    let slow = Fake::new(|_| -> http::Response<Bytes> { panic!("no request") });
    let credentials = SlowCredentials;
    let caller = self::caller(&slow);
    let error = later(caller.call(&List::default()).credentials(credentials).timeout(Duration::from_secs(1)));
    assert!(error.is_timeout(), "{error}");
}

/// A provider that never returns.
#[derive(Debug)]
struct SlowCredentials;

impl smithereen::client::ProvideCredentials for SlowCredentials {
    fn provide_credentials<'a>(&'a self) -> aws_credential_types::provider::future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        aws_credential_types::provider::future::ProvideCredentials::new(std::future::pending())
    }
}

#[test]
fn credentials_of_an_operation_without_a_signature_are_an_error() {
    let fake = ok();
    let credentials = || Credentials::new("AKIDCALL", "s3cret", None, None, "test");
    let caller = caller(&fake).with_api_key("the key");
    let open = run(caller.call(&Open {}).credentials(credentials())).unwrap_err().to_string();
    let keyed = run(caller.call(&Keyed {}).credentials(credentials())).unwrap_err().to_string();
    let reason = "the call has credentials, but the operation is not signed with AWS credentials";
    assert_eq!([open, keyed], [format!("Open: {reason}"), format!("Keyed: {reason}")]);
    assert!(fake.requests().is_empty());
}

#[test]
fn a_setting_after_the_call_has_begun_is_an_error() {
    let fake = Fake::new(|_| -> http::Response<Bytes> { panic!("no request") });
    let mut call = caller(&fake).call(&List::default()).credentials(SlowCredentials);
    assert!(pin!(&mut call).poll(&mut Context::from_waker(Waker::noop())).is_pending());
    let error = run(call.header("x-late", "1")).unwrap_err();
    assert_eq!(error.to_string(), "List: a setting after the call has begun");
}

#[test]
fn a_call_that_cannot_be_built_keeps_its_error() {
    let fake = ok();
    let caller = caller(&fake).with_endpoint_url("no url");
    let error = run(caller.call(&List::default()).max_attempts(1)).unwrap_err();
    assert!(error.to_string().starts_with("List: "), "{error}");
    let error = run(caller.call(&List::default()).max_attempts(0)).unwrap_err();
    assert!(!error.to_string().contains("max_attempts"), "{error}");
}

#[test]
fn a_call_with_settings_is_small_and_can_be_sent_between_threads() {
    fn is_send<T: Send + Unpin + 'static>(value: T) -> T {
        value
    }
    let fake = ok();
    let call = is_send(caller(&fake).call(&List::default()).header("x-team", "blue"));
    assert!(size_of_val(&call) <= 6 * size_of::<usize>(), "{}", size_of_val(&call));
    assert_eq!(format!("{call:?}"), "Call");
}
