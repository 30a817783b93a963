//! Settings of one call, and clients with another configuration, over HTTP: the server recomputes each signature.

use super::{IOT, KEY, SECRET, config, iot_at, package, provider, transport};
use crate::loopback::sigv4::Account;
use crate::loopback::{CannedResponse, Server};
use aws_credential_types::Credentials;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use smithereen::TransportKind;
use smithereen_aws::iot;
use std::time::{Duration, Instant};

/// The timeouts of these tests are short; a test that takes this long has failed.
const LONG: Duration = Duration::from_secs(5);
const SHORT: Duration = Duration::from_millis(250);

/// Another account than that of the client.
const OTHER: Account = Account { key: "AKIDOTHER", secret: "another secret", token: Some("a token"), ..IOT };

fn other() -> Credentials {
    Credentials::new(OTHER.key, OTHER.secret, OTHER.token.map(str::to_owned), None, "test")
}

#[tokio::test]
async fn a_timeout_ends_the_call_without_a_retry() {
    for stalled in [CannedResponse::never(), CannedResponse::new(200, "{ }").stalled()] {
        let server = Server::scripted(IOT, move |_| stalled.clone());
        let start = Instant::now();
        let call = iot_at(&server).update_package_configuration(&package());
        let error = transport(call.timeout(SHORT).await);
        assert_eq!(error.kind(), TransportKind::Timeout, "{error}");
        assert!(error.to_string().contains("250ms") && start.elapsed() < LONG, "{error}");
        server.only();
    }
}

#[tokio::test]
async fn a_timeout_covers_all_attempts_and_their_delays() {
    let server = Server::scripted(IOT, |_| CannedResponse::new(503, ""));
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(100));
    let client = iot::Client::new(&config().endpoint_url(server.url()).retry_config(retries).build());
    let start = Instant::now();
    let call = client.update_package_configuration(&package()).max_attempts(40).timeout(SHORT);
    assert!(transport(call.await).is_timeout());
    assert!(start.elapsed() < LONG && server.requests().len() < 40);
}

#[tokio::test]
async fn an_attempt_timeout_is_retried_with_the_attempts_of_the_call() {
    let never = CannedResponse::never;
    let server = Server::responding(IOT, [never(), never(), never(), CannedResponse::ok()]);
    let client = iot_at(&server);
    let call = || client.update_package_configuration(&package()).attempt_timeout(SHORT);
    assert!(transport(call().max_attempts(1).await).is_timeout());
    call().max_attempts(3).await.unwrap();
    assert_eq!(server.requests().len(), 4);
}

#[tokio::test]
async fn the_timeouts_of_the_client_remain_unless_the_call_has_others() {
    let late = CannedResponse::ok().late(2 * SHORT);
    let server = Server::responding(IOT, [late.clone(), late.clone(), late]);
    let timeouts = TimeoutConfig::builder().operation_timeout(SHORT).build();
    let client = iot::Client::new(&config().endpoint_url(server.url()).timeout_config(timeouts).build());
    let call = || client.update_package_configuration(&package());
    assert!(transport(call().await).is_timeout());
    call().timeout(LONG).await.unwrap();
    assert!(transport(call().attempt_timeout(LONG).await).is_timeout());
}

#[tokio::test]
async fn a_header_is_part_of_the_signature() {
    let server = Server::responding(IOT, [CannedResponse::ok()]);
    let call = iot_at(&server).update_package_configuration(&package());
    call.header("X-Team", "blue   sky").await.unwrap();
    let request = server.only();
    assert_eq!(request.header("x-team"), Some("blue   sky"));
    assert!(request.header("authorization").unwrap().contains(";x-team"));
}

#[tokio::test]
async fn the_credentials_of_a_call_sign_it_and_no_other() {
    let server = Server::responding(OTHER, [CannedResponse::ok(), CannedResponse::ok()]);
    let client = iot_at(&server);
    client.update_package_configuration(&package()).credentials(other()).await.unwrap();
    let request = server.only();
    assert!(request.header("authorization").unwrap().contains("Credential=AKIDOTHER/"));
    assert_eq!(request.header("x-amz-security-token"), Some("a token"));
    client.with_credentials(other()).update_package_configuration(&package()).await.unwrap();

    let server = Server::responding(IOT, [CannedResponse::ok()]);
    let client = client.with_endpoint_url(server.url());
    client.update_package_configuration(&package()).await.unwrap();
    let request = server.only();
    assert!(request.header("authorization").unwrap().contains(&format!("Credential={KEY}/")));
    assert_eq!(request.header("x-amz-security-token"), None);
}

#[tokio::test]
async fn a_client_of_another_region_signs_for_it() {
    let account = Account { region: "us-west-2", ..IOT };
    let server = Server::responding(account, [CannedResponse::ok()]);
    iot_at(&server).with_region("us-west-2").update_package_configuration(&package()).await.unwrap();
    server.only();
}

#[tokio::test]
async fn clients_with_another_configuration_share_connections() {
    let server = Server::scripted(IOT, |_| CannedResponse::ok());
    let client = iot_at(&server);
    let again = client.with_credentials(provider(None)).with_endpoint_url(server.url());
    for client in [&client, &again, &client] {
        client.update_package_configuration(&package()).await.unwrap();
    }
    assert_eq!((server.requests().len(), server.connections()), (3, 1));
}

#[tokio::test]
async fn a_call_with_settings_can_be_spawned() {
    let server = Server::responding(IOT, [CannedResponse::ok()]);
    let call = iot_at(&server).update_package_configuration(&package());
    let call = call
        .timeout(LONG)
        .header("x-team", "blue")
        .credentials(Credentials::new(KEY, SECRET, None, None, "test"));
    tokio::spawn(call).await.unwrap().unwrap();
    assert_eq!(server.only().header("x-team"), Some("blue"));
}
