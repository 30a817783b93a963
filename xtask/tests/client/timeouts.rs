//! Timeouts, stalled stream protection, and servers that are slow, silent or absent.

use super::{IOT, PackageError, config, package, transport};
use crate::loopback::{CannedResponse, Server};
use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep, TokioSleep};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::{TimeoutConfig, TimeoutConfigBuilder};
use smithereen::TransportKind;
use smithereen_aws::iot;
use std::error::Error as _;
use std::io;
use std::time::{Duration, Instant};

/// The timeouts of these tests are short; a test that takes this long has failed.
const LONG: Duration = Duration::from_secs(5);
const SHORT: Duration = Duration::from_millis(250);

#[track_caller]
fn client(server: &Server, timeouts: TimeoutConfigBuilder) -> iot::Client {
    iot::Client::new(&config().endpoint_url(server.url()).timeout_config(timeouts.build()).build())
}

#[tokio::test]
async fn an_attempt_timeout_is_retried() {
    for stalled in [CannedResponse::never(), CannedResponse::new(200, "{ }").stalled()] {
        let server = Server::responding(IOT, [stalled.clone(), stalled, CannedResponse::ok()]);
        let client = client(&server, TimeoutConfig::builder().operation_attempt_timeout(SHORT));
        let start = Instant::now();
        client.update_package_configuration(&package()).await.unwrap();
        assert!(start.elapsed() < LONG);
        server.attempts(3);
    }
}

#[tokio::test]
async fn a_timeout_of_each_attempt_is_a_timeout_error() {
    let server = Server::scripted(IOT, |_| CannedResponse::never());
    let client = client(&server, TimeoutConfig::builder().operation_attempt_timeout(SHORT));
    let start = Instant::now();
    let error = transport(client.update_package_configuration(&package()).await);
    assert_eq!(error.kind(), TransportKind::Timeout, "{error}");
    assert!(error.is_timeout() && start.elapsed() < LONG);
    server.attempts(3);
}

#[tokio::test]
async fn an_operation_timeout_ends_the_call_without_a_retry() {
    for stalled in [CannedResponse::never(), CannedResponse::new(200, "{ }").stalled()] {
        let server = Server::scripted(IOT, move |_| stalled.clone());
        let client = client(&server, TimeoutConfig::builder().operation_timeout(SHORT));
        let start = Instant::now();
        let error = transport(client.update_package_configuration(&package()).await);
        assert_eq!(error.kind(), TransportKind::Timeout, "{error}");
        assert!(start.elapsed() < LONG);
        server.only();
    }
}

#[tokio::test]
async fn a_read_timeout_is_retried_and_a_timeout_error() {
    let server = Server::scripted(IOT, |_| CannedResponse::never());
    let client = client(&server, TimeoutConfig::builder().read_timeout(SHORT));
    let error = transport(client.update_package_configuration(&package()).await);
    assert_eq!(error.kind(), TransportKind::Timeout, "{error}");
    server.attempts(3);
}

#[tokio::test]
async fn dropping_a_call_cancels_it_and_leaves_the_client_usable() {
    let server = Server::responding(IOT, [CannedResponse::never(), CannedResponse::ok()]);
    let client = client(&server, TimeoutConfig::builder());
    let input = package();
    tokio::time::timeout(SHORT, client.update_package_configuration(&input)).await.unwrap_err();
    client.update_package_configuration(&input).await.unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_refused_connection_is_a_connection_error() {
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let config = config().endpoint_url(format!("http://{address}")).build();
    let error = transport(iot::Client::new(&config).update_package_configuration(&package()).await);
    assert_eq!(error.kind(), TransportKind::Connection, "{error}");
    assert!(!error.is_timeout() && error.to_string().contains("refused"), "{error}");
    // The causes are a chain down to the operating system's error.
    let error: PackageError = error.into();
    let (mut io_error, mut cause) = (None, error.source());
    while let Some(error) = cause {
        io_error = error.downcast_ref::<io::Error>().or(io_error);
        cause = error.source();
    }
    assert_eq!(io_error.map(io::Error::kind), Some(io::ErrorKind::ConnectionRefused), "{error:?}");
}

const MINUTE: Duration = Duration::from_secs(60);

/// A sleep that is short for the durations that `is_short` accepts, so that tests of long timeouts are fast.
#[derive(Debug)]
struct Hasty {
    is_short: fn(Duration) -> bool,
}

impl AsyncSleep for Hasty {
    fn sleep(&self, duration: Duration) -> Sleep {
        TokioSleep::new().sleep(if (self.is_short)(duration) { SHORT } else { duration })
    }
}

fn hasty(url: &str, is_short: fn(Duration) -> bool) -> iot::Client {
    let sleep = SharedAsyncSleep::new(Hasty { is_short });
    iot::Client::new(&config().endpoint_url(url).sleep_impl(sleep).build())
}

/// A synchronous call may take 15 minutes.
#[tokio::test]
async fn a_response_after_15_minutes_is_accepted_by_default() {
    let server = Server::responding(IOT, [CannedResponse::ok().late(SHORT * 3)]);
    let client = hasty(server.url(), |wait| wait > MINUTE / 6 && wait <= MINUTE * 15);
    client.update_package_configuration(&package()).await.unwrap();
    server.only();
}

#[tokio::test]
async fn a_silent_server_gets_one_request_and_the_call_times_out() {
    let server = Server::scripted(IOT, |_| CannedResponse::never());
    let error = transport(
        hasty(server.url(), |wait| wait == MINUTE * 20).update_package_configuration(&package()).await,
    );
    assert_eq!(error.kind(), TransportKind::Timeout, "{error}");
    assert!(error.to_string().contains("no response within 1200 s"), "{error}");
    server.only();
}

/// The operating system accepts the connection and the request, and no process reads them.
#[tokio::test]
async fn a_dead_server_gets_one_connection_and_the_call_times_out() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let error =
        transport(hasty(&url, |wait| wait == MINUTE * 20).update_package_configuration(&package()).await);
    assert_eq!(error.kind(), TransportKind::Timeout, "{error}");
    listener.set_nonblocking(true).unwrap();
    assert!(listener.accept().is_ok() && listener.accept().is_err());
}

#[tokio::test]
async fn without_stalled_stream_protection_a_stalled_body_ends_the_call_after_an_hour_without_a_retry() {
    let server = Server::scripted(IOT, |_| CannedResponse::new(200, "{ }").stalled());
    let sleep = SharedAsyncSleep::new(Hasty { is_short: |wait| wait == MINUTE * 60 });
    let config = config().endpoint_url(server.url()).sleep_impl(sleep);
    let config = config.stalled_stream_protection(StalledStreamProtectionConfig::disabled()).build();
    let error = transport(iot::Client::new(&config).update_package_configuration(&package()).await);
    assert_eq!(error.kind(), TransportKind::Timeout, "{error}");
    server.only();
}

/// The window in which the official runtime measures throughput. A stall is noticed when the window holds no byte.
const WINDOW: Duration = Duration::from_secs(1);
const GRACE: Duration = Duration::from_millis(100);

fn protected(server: &Server, retries: RetryConfig) -> iot::Client {
    let protection = StalledStreamProtectionConfig::enabled().grace_period(GRACE).build();
    let config = config().endpoint_url(server.url()).stalled_stream_protection(protection);
    iot::Client::new(&config.retry_config(retries).build())
}

#[tokio::test]
async fn a_stalled_response_body_is_an_error_after_the_grace_period() {
    let server = Server::responding(IOT, [CannedResponse::new(200, "{ }").stalled()]);
    let start = Instant::now();
    let call = protected(&server, RetryConfig::disabled()).update_package_configuration(&package()).await;
    let error = transport(call);
    assert_eq!(error.kind(), TransportKind::Connection, "{error}");
    assert!(error.to_string().contains("minimum throughput was specified at 1 B/s"), "{error}");
    assert!(start.elapsed() >= GRACE && start.elapsed() < LONG);
    server.only();
}

#[tokio::test]
async fn a_stalled_response_body_is_retried() {
    let server = Server::responding(IOT, [CannedResponse::new(200, "{ }").stalled(), CannedResponse::ok()]);
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(2));
    protected(&server, retries).update_package_configuration(&package()).await.unwrap();
    server.attempts(2);
}

#[tokio::test]
async fn a_slow_response_body_that_makes_progress_is_read_to_its_end() {
    let server = Server::responding(IOT, [CannedResponse::new(200, "{      }").dripping(SHORT)]);
    let start = Instant::now();
    let client = protected(&server, RetryConfig::disabled());
    client.update_package_configuration(&package()).await.unwrap();
    assert!(start.elapsed() > WINDOW + GRACE);
    server.only();
}

/// The request has a body, which is sent at once.
#[tokio::test]
async fn a_slow_response_is_no_stalled_request_body() {
    let server = Server::responding(IOT, [CannedResponse::ok().late(WINDOW + GRACE * 5)]);
    let client = protected(&server, RetryConfig::disabled());
    client.update_package_configuration(&package()).await.unwrap();
    server.only();
}

/// An HTTP client that does not get a connection, and so never reads the body of the request.
#[derive(Debug)]
struct Connecting;

impl HttpConnector for Connecting {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new(std::future::pending())
    }
}

#[tokio::test]
async fn a_request_body_that_is_not_sent_times_out_after_the_grace_period() {
    let protection = StalledStreamProtectionConfig::enabled().grace_period(GRACE).build();
    let connector = SharedHttpConnector::new(Connecting);
    let config = config()
        .http_client(http_client_fn(move |_, _| connector.clone()))
        .stalled_stream_protection(protection)
        .retry_config(RetryConfig::disabled());
    let start = Instant::now();
    let error = transport(iot::Client::new(&config.build()).update_package_configuration(&package()).await);
    assert_eq!(error.kind(), TransportKind::Timeout, "{error}");
    assert!(error.to_string().contains("minimum throughput"), "{error}");
    assert!(start.elapsed() >= WINDOW && start.elapsed() < LONG);
}

#[tokio::test]
async fn stalled_stream_protection_can_be_disabled() {
    let server = Server::responding(IOT, [CannedResponse::new(200, "{ }").stalled()]);
    // The default grace period would be short, so an active protection would end the call.
    let sleep = SharedAsyncSleep::new(Hasty { is_short: |wait| wait == Duration::from_secs(5) });
    let config = config().endpoint_url(server.url()).sleep_impl(sleep);
    let config = config.stalled_stream_protection(StalledStreamProtectionConfig::disabled()).build();
    let (client, input) = (iot::Client::new(&config), package());
    let call = client.update_package_configuration(&input);
    tokio::time::timeout(WINDOW + SHORT * 2, call).await.unwrap_err();
    server.only();
}

#[tokio::test]
async fn stalled_stream_protection_is_enabled_by_default() {
    let server = Server::responding(IOT, [CannedResponse::new(200, "{ }").stalled()]);
    let sleep = SharedAsyncSleep::new(Hasty { is_short: |wait| wait == Duration::from_secs(5) });
    let config = config().endpoint_url(server.url()).sleep_impl(sleep).retry_config(RetryConfig::disabled());
    let start = Instant::now();
    let error = transport(iot::Client::new(&config.build()).update_package_configuration(&package()).await);
    assert!(error.to_string().contains("minimum throughput"), "{error}");
    assert!(start.elapsed() < LONG);
    server.only();
}
