//! Connections that are refused, reset or closed, and servers that do not speak HTTP.

use super::{account, with_repeated, with_responses, with_server};
use crate::calls::{IOT, config, package};
use crate::loopback::{CannedResponse, Server};
use smithereen::TransportKind;
use smithereen_aws::iot;
use std::net::TcpListener;
use std::time::Duration;

/// Responses that end early, at each stage.
fn truncated() -> [(&'static str, CannedResponse); 8] {
    let body = format!("{{\"later\": \"{}\"}}", "x".repeat(1000));
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    [
        ("reset before the first byte", CannedResponse::reset_first()),
        ("closed before the first byte", CannedResponse::hung_up()),
        ("reset before the body", CannedResponse::new(200, "1").reset()),
        ("cut before the body", CannedResponse::new(200, "1").cut()),
        ("cut in the body", CannedResponse::new(200, body).cut()),
        ("cut in the head", CannedResponse::raw("HTTP/1.1 200 OK\r\ncontent-le")),
        ("cut in a chunk", CannedResponse::raw(format!("{chunked}10\r\n{{ }}"))),
        ("cut before the last chunk", CannedResponse::raw(format!("{chunked}2\r\n{{}}\r\n"))),
    ]
}

#[tokio::test]
async fn a_truncated_response_is_retried() {
    for (case, response) in truncated() {
        with_responses([response, CannedResponse::ok()]).await.succeeds(2, case);
    }
}

/// Even if the part that arrived is valid JSON.
#[tokio::test]
async fn truncated_responses_to_all_attempts_are_a_connection_error() {
    for (case, response) in truncated() {
        let error = with_repeated(response).await.fails_without_response(3, TransportKind::Connection, case);
        assert!(!error.is_timeout(), "{case}");
    }
}

/// Its code and members may be missing.
#[tokio::test]
async fn a_truncated_error_is_retried() {
    let body = format!("{{\"message\": \"{}\"}}", "x".repeat(1000));
    for response in [
        CannedResponse::error(400, "ValidationException", body.clone()).cut(),
        CannedResponse::error(400, "ValidationException", body.clone()).reset(),
        CannedResponse::new(500, body).cut(),
    ] {
        let case = format!("{response:.80?}");
        with_responses([response.clone(), CannedResponse::ok()]).await.succeeds(2, &case);
        with_repeated(response).await.fails_without_response(3, TransportKind::Connection, &case);
    }
}

/// Greetings of other protocols, and malformed heads.
const NOT_HTTP: [&str; 8] = [
    "SSH-2.0-OpenSSH_9.6\r\n",
    "220 mail.example.com ESMTP\r\n",
    "\u{15}\u{3}\u{1}\0\u{2}\u{2}\u{28}",
    "<html><body>It works!</body></html>",
    "HTTP/1.1 abc OK\r\n\r\n",
    "HTTP/7.0 200 OK\r\n\r\n",
    "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n{}",
    "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}",
];

#[tokio::test]
async fn a_response_that_is_not_http_is_an_error_without_a_retry_and_is_not_shown() {
    for text in NOT_HTTP {
        let error = with_repeated(CannedResponse::raw(text)).await.fails_without_response(
            1,
            TransportKind::Other,
            text,
        );
        assert!(!error.to_string().contains("OpenSSH"), "{error}");
    }
    // An error after the head is one of the connection.
    let chunk = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n";
    with_repeated(CannedResponse::raw(chunk)).await.fails_without_response(
        3,
        TransportKind::Connection,
        "no size of a chunk",
    );
}

#[tokio::test]
async fn a_head_that_is_too_long_is_an_error_without_a_retry() {
    let long = format!("HTTP/1.1 200 OK\r\nx-long: {}\r\n\r\n", "x".repeat(1 << 20));
    let many = format!("HTTP/1.1 200 OK\r\n{}\r\n{{}}", "x-more: 1\r\n".repeat(10_000));
    for text in [long, many] {
        with_repeated(CannedResponse::raw(text)).await.fails_without_response(
            1,
            TransportKind::Other,
            "no end",
        );
    }
}

#[tokio::test]
async fn bytes_after_a_response_are_not_taken_for_the_next_response() {
    let twice =
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}HTTP/1.1 400 No\r\ncontent-length: 2\r\n\r\n{}";
    let server = Server::responding(IOT, [CannedResponse::raw(twice), CannedResponse::ok()]);
    let client = crate::calls::iot_at(&server);
    client.update_package_configuration(&package()).await.unwrap();
    client.update_package_configuration(&package()).await.unwrap();
    assert_eq!(server.requests().len(), 2);
}

/// The server starts while the call is in progress.
#[tokio::test]
async fn a_refused_connection_is_retried() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let retries = aws_smithy_types::retry::RetryConfig::standard()
        .with_initial_backoff(Duration::from_millis(300))
        .with_max_attempts(12);
    let config = config().endpoint_url(format!("http://{address}")).retry_config(retries).build();
    let call = tokio::spawn(iot::Client::new(&config).update_package_configuration(&package()));
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!call.is_finished(), "the call ended at the first refusal");
    let server = Server::at(address, IOT, |_, _| CannedResponse::ok());
    call.await.unwrap().unwrap();
    // Earlier attempts found no server.
    let [seen] = server.requests().try_into().unwrap();
    assert_eq!(seen.fault, None);
    let case = seen.header("amz-sdk-request").unwrap();
    assert!(case.starts_with("attempt=") && !case.starts_with("attempt=1;"), "{case}");
}

#[tokio::test]
async fn a_connection_refused_for_all_attempts_is_a_connection_error() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let server = Server::responding(account(), []);
    let outcome = with_server(server, |config| config.endpoint_url(url)).await;
    let error = outcome.fails_without_response(0, TransportKind::Connection, "refused");
    assert!(error.to_string().contains("refused"), "{error}");
}
