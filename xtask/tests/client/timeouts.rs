//! A call ends in time, also where the service is slow, stuck or not there.

use super::{IOT, config, package, transport};
use crate::loopback::{Answer, Server};
use aws_smithy_types::timeout::{TimeoutConfig, TimeoutConfigBuilder};
use smithereen::TransportKind;
use smithereen_aws::iot;
use std::time::{Duration, Instant};

/// The timeouts of a test are short; everything that takes this long failed to end by them.
const LONG: Duration = Duration::from_secs(5);
const SHORT: Duration = Duration::from_millis(250);

#[track_caller]
fn client(server: &Server, timeouts: TimeoutConfigBuilder) -> iot::Client {
    iot::Client::new(&config().endpoint_url(server.url()).timeout_config(timeouts.build()).build())
}

#[tokio::test]
async fn a_stalled_attempt_ends_and_is_made_again() {
    for stalled in [Answer::never(), Answer::new(200, "{ }").stalled()] {
        let server = Server::answering(IOT, [stalled.clone(), stalled, Answer::ok()]);
        let client = client(&server, TimeoutConfig::builder().operation_attempt_timeout(SHORT));
        let start = Instant::now();
        client.update_package_configuration(&package()).await.unwrap();
        assert!(start.elapsed() < LONG);
        server.attempts(3);
    }
}

#[tokio::test]
async fn attempts_that_all_stall_are_a_timeout() {
    let server = Server::scripted(IOT, |_| Answer::never());
    let client = client(&server, TimeoutConfig::builder().operation_attempt_timeout(SHORT));
    let start = Instant::now();
    let error = transport(client.update_package_configuration(&package()).await);
    assert_eq!(error.kind(), TransportKind::Timeout, "{error}");
    assert!(error.is_timeout() && start.elapsed() < LONG);
    server.attempts(3);
}

#[tokio::test]
async fn a_call_ends_by_its_own_timeout() {
    for stalled in [Answer::never(), Answer::new(200, "{ }").stalled()] {
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
async fn a_read_timeout_is_a_timeout() {
    let server = Server::scripted(IOT, |_| Answer::never());
    let client = client(&server, TimeoutConfig::builder().read_timeout(SHORT));
    let error = transport(client.update_package_configuration(&package()).await);
    assert_eq!(error.kind(), TransportKind::Timeout, "{error}");
    server.attempts(3);
}

#[tokio::test]
async fn a_call_that_is_dropped_is_cancelled_and_the_client_lives_on() {
    let server = Server::answering(IOT, [Answer::never(), Answer::ok()]);
    let client = client(&server, TimeoutConfig::builder());
    let input = package();
    tokio::time::timeout(SHORT, client.update_package_configuration(&input)).await.unwrap_err();
    client.update_package_configuration(&input).await.unwrap();
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn nobody_listens() {
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let config = config().endpoint_url(format!("http://{address}")).build();
    let error = transport(iot::Client::new(&config).update_package_configuration(&package()).await);
    assert_eq!(error.kind(), TransportKind::Connection, "{error}");
    assert!(!error.is_timeout() && error.to_string().contains("refused"), "{error}");
}
