//! Endpoint discovery and account-ID endpoints of a client, with a fake service and a clock.

#![cfg(feature = "client")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use aws_credential_types::Credentials;
use aws_credential_types::provider::future::ProvideCredentials as Provided;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_smithy_async::time::{SharedTimeSource, TimeSource};
use aws_types::endpoint_config::AccountIdEndpointMode;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};
use http::{Request, Response};
use smithereen::client::{Caller, Fake, SdkConfig};
use smithereen::endpoint::{ParamSource, Params};
use smithereen::protocol::AwsJson1_0;
use smithereen::{
    AuthScheme, Bytes, Dynamic, Endpoint, EndpointDiscovery, EndpointError, Error, Operation,
    OperationSchema, Service, TransportKind,
};
use std::pin::pin;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

static ROOMS: Service = Service::new("Rooms", &AwsJson1_0::new("Rooms_20181101"), rooms)
    .version("2018-11-01")
    .signing_name("rooms")
    .auth(&[AuthScheme::SigV4]);
static TABLES: Service = Service::new("Tables", &AwsJson1_0::new("Tables"), tables)
    .signing_name("tables")
    .auth(&[AuthScheme::SigV4])
    .account_id_endpoints();

static DISCOVERY: EndpointDiscovery = EndpointDiscovery::new(
    const { &OperationSchema::new(&ROOMS, "DescribeEndpoints", "POST", "/").api_version_header() },
)
.with_identifiers();

fn rooms(params: &Params<'_>) -> Result<Endpoint, EndpointError> {
    match params.endpoint {
        Some(url) => Endpoint::new(url),
        None => Ok(Endpoint::new("https://rooms.example.com")?.signing_region("eu-west-9")),
    }
}

fn tables(params: &Params<'_>) -> Result<Endpoint, EndpointError> {
    match (params.endpoint, params.account_id, params.account_id_endpoint_mode, params.string("Table")) {
        (Some(url), ..) => Endpoint::new(url),
        (None, None, Some("required"), _) => Err(EndpointError::new("no account ID")),
        (None, Some(account), Some("preferred" | "required"), table) => {
            let endpoint =
                Endpoint::new(&format!("https://{account}.{}example.com/base", table.unwrap_or_default()))?;
            endpoint.header("x-account", account)
        }
        _ => Endpoint::new("https://example.com"),
    }
}

#[derive(Clone, PartialEq)]
enum Failure {
    Unknown(String),
}

smithereen::operation_error!(Failure = "Failure" {});

/// An operation that requires discovery.
#[derive(Clone, Default, PartialEq)]
struct Open {
    room: Option<String>,
}

smithereen::structure!(Open = "Open" { 0 room => Member::new("Room").with(Flag::EndpointDiscoveryId) });

impl Operation for Open {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema =
        &OperationSchema::new(&ROOMS, "Open", "POST", "/").required_endpoint_discovery(&DISCOVERY);
}

/// An operation that can do without discovery.
#[derive(Clone, Default, PartialEq)]
struct Look {}

smithereen::structure!(Look = "Look" {});

impl Operation for Look {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema =
        &OperationSchema::new(&ROOMS, "Look", "POST", "/").endpoint_discovery(&DISCOVERY);
}

/// An operation with an endpoint parameter and a host prefix.
#[derive(Clone, Default, PartialEq)]
struct Get {
    table: Option<String>,
}

smithereen::structure!(Get = "Get" { 0 table => Member::new("Table") });

impl Operation for Get {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema = &OperationSchema::new(&TABLES, "Get", "POST", "/")
        .host_prefix("data.")
        .endpoint_params(&[("Table", ParamSource::Member("Table"))]);
}

/// An operation without a signature.
#[derive(Clone, Default, PartialEq)]
struct Ping {}

smithereen::structure!(Ping = "Ping" {});

impl Operation for Ping {
    type Output = ();
    type Error = Failure;
    const OPERATION: &'static OperationSchema =
        &OperationSchema::new(&TABLES, "Ping", "POST", "/").override_auth(&[AuthScheme::None]);
}

/// Runs a future to its end. The fake never waits.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(result) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return result;
        }
    }
}

/// Returns a fake that gives the responses in order: a status and a body each.
fn sequence(responses: &[(u16, &'static str)]) -> Fake {
    let left = Mutex::new(responses.iter().copied().collect::<std::collections::VecDeque<_>>());
    Fake::new(move |request| {
        let next = left.lock().unwrap().pop_front();
        let (status, body) = next.unwrap_or_else(|| panic!("no response for {}", request.uri()));
        Response::builder().status(status).body(Bytes::from_static(body.as_bytes())).unwrap()
    })
}

fn targets(fake: &Fake) -> Vec<String> {
    let target = |request: &Request<Bytes>| {
        let operation = request.headers()["x-amz-target"].to_str().unwrap();
        format!("{} {}", operation.split('.').next_back().unwrap(), request.uri())
    };
    fake.requests().iter().map(target).collect()
}

/// A clock in minutes.
#[derive(Clone, Debug, Default)]
struct Clock(Arc<AtomicU64>);

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        let minutes = 29_000_000 + self.0.load(Ordering::Relaxed);
        SystemTime::UNIX_EPOCH + Duration::from_secs(minutes * 60)
    }
}

const CELL_1: (u16, &str) =
    (200, r#"{"Endpoints":[{"Address":"cell1.example.com","CachePeriodInMinutes":10}]}"#);
const CELL_2: (u16, &str) =
    (200, r#"{"Endpoints":[{"Address":"cell2.example.com","CachePeriodInMinutes":10}]}"#);
const DENIED: (u16, &str) = (403, r#"{"__type":"AccessDeniedException","message":"not yours"}"#);
const MOVED: (u16, &str) = (421, r#"{"__type":"InvalidEndpointException"}"#);
const INVALID: (u16, &str) = (400, r#"{"__type":"InvalidEndpointException"}"#);
const OK: (u16, &str) = (200, "{}");

const DESCRIBE: &str = "DescribeEndpoints https://rooms.example.com/";
const OPEN_1: &str = "Open https://cell1.example.com/";
const OPEN_2: &str = "Open https://cell2.example.com/";
const LOOK: &str = "Look https://rooms.example.com/";

#[test]
fn a_discovered_endpoint_is_used_until_it_expires() {
    let fake = sequence(&[CELL_1, OK, OK, CELL_2, OK]);
    let clock = Clock::default();
    let config = fake.config().into_builder().time_source(SharedTimeSource::new(clock.clone())).build();
    let caller = Caller::new(&ROOMS, &config);
    block_on(caller.call(&Open::default())).unwrap();
    clock.0.store(9, Ordering::Relaxed);
    // Clones share what was discovered.
    block_on(caller.clone().call(&Open::default())).unwrap();
    clock.0.store(10, Ordering::Relaxed);
    block_on(caller.call(&Open::default())).unwrap();
    assert_eq!(targets(&fake), [DESCRIBE, OPEN_1, OPEN_1, DESCRIBE, OPEN_2]);
    let requests = fake.requests();
    assert_eq!(requests[0].headers()["x-amz-api-version"], "2018-11-01");
    assert!(requests[1].headers().get("x-amz-api-version").is_none());
    // Both are signed for the region of the rules.
    for request in &requests {
        let authorization = request.headers()["authorization"].to_str().unwrap();
        assert!(authorization.contains("/eu-west-9/rooms/aws4_request"), "{authorization}");
    }
}

#[test]
fn an_endpoint_that_is_no_longer_valid_is_discovered_again_once() {
    for invalid in [MOVED, INVALID] {
        let fake = sequence(&[CELL_1, invalid, CELL_2, OK]);
        block_on(Caller::new(&ROOMS, &fake.config()).call(&Open::default())).unwrap();
        assert_eq!(targets(&fake), [DESCRIBE, OPEN_1, DESCRIBE, OPEN_2]);
        let fake = sequence(&[CELL_1, invalid, CELL_2, invalid]);
        let result = block_on(Caller::new(&ROOMS, &fake.config()).call(&Open::default()));
        assert_eq!(result.unwrap_err().code(), Some("InvalidEndpointException"));
    }
}

#[test]
fn endpoints_are_separate_for_other_identifiers() {
    let fake = sequence(&[CELL_1, OK, CELL_2, OK, OK]);
    let caller = Caller::new(&ROOMS, &fake.config());
    for room in ["red", "blue", "red"] {
        block_on(caller.call(&Open { room: Some(room.to_owned()) })).unwrap();
    }
    assert_eq!(targets(&fake), [DESCRIBE, OPEN_1, DESCRIBE, OPEN_2, OPEN_1]);
    let bodies: Vec<_> = fake.requests().iter().map(|request| request.body().clone()).collect();
    assert_eq!(bodies[0], r#"{"Operation":"Open","Identifiers":{"Room":"red"}}"#);
    assert_eq!(bodies[2], r#"{"Operation":"Open","Identifiers":{"Room":"blue"}}"#);
    assert_eq!(bodies[4], r#"{"Room":"red"}"#);
}

#[test]
fn a_failed_discovery_is_an_error_of_operations_that_require_it() {
    let fake = sequence(&[DENIED]);
    let error = block_on(Caller::new(&ROOMS, &fake.config()).call(&Open::default())).unwrap_err();
    let Error::Transport(error) = error else { panic!("{error}") };
    assert_eq!(error.kind(), TransportKind::Other);
    assert_eq!(
        error.to_string(),
        "the request could not be sent: `DescribeEndpoints`, which returns the endpoint, failed: \
         AccessDeniedException: not yours (status 403)"
    );
    let fake = Fake::disconnecting();
    let error = block_on(Caller::new(&ROOMS, &fake.config()).call(&Open::default())).unwrap_err();
    let Error::Transport(error) = error else { panic!("{error}") };
    assert_eq!(error.kind(), TransportKind::Connection);
    let text = error.to_string();
    let begin = "the connection failed: `DescribeEndpoints`, which returns the endpoint, failed: ";
    assert!(text.starts_with(begin) && text.matches("the fake closed the connection").count() == 1, "{text}");
}

#[test]
fn optional_discovery_is_off_by_default_and_falls_back_to_the_rules() {
    let fake = sequence(&[OK]);
    block_on(Caller::new(&ROOMS, &fake.config()).call(&Look {})).unwrap();
    assert_eq!(targets(&fake), [LOOK]);
    let fake = sequence(&[DENIED, OK, OK]);
    let caller = Caller::new(&ROOMS, &fake.config()).endpoint_discovery(true);
    block_on(caller.call(&Look {})).unwrap();
    block_on(caller.call(&Look {})).unwrap();
    assert_eq!(targets(&fake), [DESCRIBE, LOOK, LOOK]);
    let fake = sequence(&[CELL_1, OK]);
    block_on(Caller::new(&ROOMS, &fake.config()).endpoint_discovery(true).call(&Look {})).unwrap();
    assert_eq!(targets(&fake), [DESCRIBE, "Look https://cell1.example.com/"]);
}

#[test]
fn discovery_that_is_required_and_disabled_is_an_error() {
    let fake = sequence(&[OK]);
    let caller = Caller::new(&ROOMS, &fake.config()).endpoint_discovery(false);
    let error = block_on(caller.call(&Open::default())).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Open: its endpoint has to be discovered, which `endpoint_discovery_enabled` disables"
    );
    block_on(caller.call(&Look {})).unwrap();
    assert_eq!(targets(&fake), [LOOK]);
}

#[test]
fn an_endpoint_url_disables_discovery() {
    let fake = sequence(&[OK, OK]);
    let config = fake.config().into_builder().endpoint_url("http://localhost:8000").build();
    let caller = Caller::new(&ROOMS, &config).endpoint_discovery(true);
    block_on(caller.call(&Open::default())).unwrap();
    block_on(caller.call(&Look {})).unwrap();
    assert_eq!(targets(&fake), ["Open http://localhost:8000/", "Look http://localhost:8000/"]);
}

#[test]
fn dynamic_calls_discover_endpoints_too() {
    let fake = sequence(&[CELL_1, OK]);
    let caller = Caller::new(&ROOMS, &fake.config());
    let call = Dynamic::of::<Open>();
    block_on(call.call(&caller, r#"{"Room":"red"}"#)).unwrap();
    assert_eq!(targets(&fake), [DESCRIBE, OPEN_1]);
    let error = block_on(call.call(&caller, r#"{"Rom":"red"}"#)).unwrap_err();
    assert!(matches!(error, Error::Build(_)), "{error}");
}

/// A provider that counts how often it is asked.
#[derive(Debug)]
struct Provider(Arc<AtomicUsize>, Option<&'static str>);

impl ProvideCredentials for Provider {
    fn provide_credentials<'a>(&'a self) -> Provided<'a>
    where
        Self: 'a,
    {
        self.0.fetch_add(1, Ordering::Relaxed);
        let mut credentials = Credentials::builder().provider_name("counting");
        credentials = credentials.access_key_id("AKIDEXAMPLE").secret_access_key("an invalid secret");
        credentials.set_account_id(self.1.map(Into::into));
        Provided::ready(Ok(credentials.build()))
    }
}

fn of_account(fake: &Fake, account: Option<&'static str>) -> (SdkConfig, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let provider = SharedCredentialsProvider::new(Provider(Arc::clone(&count), account));
    (fake.config().into_builder().credentials_provider(provider).build(), count)
}

fn get(table: Option<&str>) -> Get {
    Get { table: table.map(str::to_owned) }
}

#[test]
fn the_account_id_of_the_credentials_is_a_parameter_of_the_rules() {
    let fake = sequence(&[OK, OK]);
    let (config, count) = of_account(&fake, Some("123456789012"));
    let caller = Caller::new(&TABLES, &config);
    block_on(caller.call(&get(None))).unwrap();
    block_on(caller.call(&get(Some("orders.")))).unwrap();
    assert_eq!(
        targets(&fake),
        [
            "Get https://data.123456789012.example.com/base/",
            "Get https://data.123456789012.orders.example.com/base/"
        ]
    );
    let request = &fake.requests()[0];
    assert_eq!(request.headers()["x-account"], "123456789012");
    assert_eq!(count.load(Ordering::Relaxed), 1, "signing takes the credentials from the cache");
}

#[test]
fn the_mode_of_account_id_endpoints_is_followed() {
    let plain = "Get https://data.example.com/";
    for (account, mode, expected) in [
        (Some("123456789012"), AccountIdEndpointMode::Disabled, Some(plain)),
        (None, AccountIdEndpointMode::Preferred, Some(plain)),
        (None, AccountIdEndpointMode::Required, None),
    ] {
        let fake = sequence(&[OK]);
        let (config, _) = of_account(&fake, account);
        let config = config.into_builder().account_id_endpoint_mode(mode).build();
        let result = block_on(Caller::new(&TABLES, &config).call(&get(None)));
        match expected {
            Some(expected) => assert_eq!(targets(&fake), [expected]),
            None => assert_eq!(result.unwrap_err().to_string(), "Get: no account ID"),
        }
    }
}

#[test]
fn the_account_id_is_not_loaded_for_an_endpoint_url() {
    let fake = sequence(&[OK]);
    let (config, _) = of_account(&fake, Some("123456789012"));
    let config = config.into_builder().endpoint_url("http://localhost:8000").build();
    block_on(Caller::new(&TABLES, &config).call(&get(None))).unwrap();
    assert_eq!(targets(&fake), ["Get http://data.localhost:8000/"]);
}

#[test]
fn an_operation_without_a_signature_needs_no_credentials() {
    let fake = sequence(&[OK]);
    let (config, count) = of_account(&fake, Some("123456789012"));
    block_on(Caller::new(&TABLES, &config).call(&Ping {})).unwrap();
    assert_eq!(
        (targets(&fake), count.load(Ordering::Relaxed)),
        (vec!["Ping https://example.com/".to_owned()], 0)
    );
}

#[test]
fn credentials_that_cannot_be_loaded_are_an_error() {
    #[derive(Debug)]
    struct Failing;
    impl ProvideCredentials for Failing {
        fn provide_credentials<'a>(&'a self) -> Provided<'a>
        where
            Self: 'a,
        {
            let error = aws_credential_types::provider::error::CredentialsError::provider_error("no luck");
            Provided::ready(Err(error))
        }
    }
    let fake = sequence(&[]);
    let config = fake.config().into_builder();
    let config = config.credentials_provider(SharedCredentialsProvider::new(Failing)).build();
    let error = block_on(Caller::new(&TABLES, &config).call(&get(None))).unwrap_err();
    let Error::Transport(error) = error else { panic!("{error}") };
    assert_eq!(error.kind(), TransportKind::Credentials);
    assert!(error.to_string().contains("no luck"), "{error}");
    assert!(fake.requests().is_empty());
}

/// The environment and profile of a test.
#[derive(Debug)]
struct Settings(&'static [(&'static str, &'static str)]);

impl LoadServiceConfig for Settings {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        let value =
            |name| self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        value(key.env()).or_else(|| value(key.profile()))
    }
}

#[test]
fn the_environment_and_the_profile_enable_discovery() {
    const OFFICIAL: &str = "AWS_ENABLE_ENDPOINT_DISCOVERY";
    const BOTOCORE: &str = "AWS_ENDPOINT_DISCOVERY_ENABLED";
    const PROFILE: &str = "endpoint_discovery_enabled";
    for (settings, requests) in [
        (&[(OFFICIAL, "true"), (PROFILE, "false")][..], &[CELL_1, OK][..]),
        (&[(BOTOCORE, "TRUE")], &[CELL_1, OK]),
        (&[(PROFILE, "true")], &[CELL_1, OK]),
        (&[(OFFICIAL, "auto"), (BOTOCORE, "true")], &[OK]),
        (&[(PROFILE, "false")], &[OK]),
    ] {
        let fake = sequence(requests);
        let config = fake.config().into_builder().service_config(Settings(settings)).build();
        block_on(Caller::new(&ROOMS, &config).call(&Look {})).unwrap();
        assert_eq!(fake.requests().len(), requests.len(), "{settings:?}");
    }
    let fake = sequence(&[CELL_1, OK]);
    let config = fake.config().into_builder().service_config(Settings(&[(OFFICIAL, "yes")])).build();
    let caller = Caller::new(&ROOMS, &config);
    let error = block_on(caller.call(&Look {})).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Look: `endpoint_discovery_enabled` (environment variable `AWS_ENABLE_ENDPOINT_DISCOVERY`) is \"yes\"; \
         only `true`, `false` and `auto` are valid"
    );
    block_on(caller.endpoint_discovery(true).call(&Look {})).unwrap();
}
