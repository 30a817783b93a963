//! Connections that are refused, lost or not HTTP at all.

use super::{account, always, answered, called};
use crate::calls::{IOT, config, package};
use crate::loopback::{Answer, Server};
use smithereen::TransportKind;
use smithereen_aws::iot;
use std::net::TcpListener;
use std::time::Duration;

/// An answer that begins well, whose body ends too early in one way or another.
fn torn() -> [(&'static str, Answer); 8] {
    let body = format!("{{\"later\": \"{}\"}}", "x".repeat(1000));
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    [
        ("reset before the first byte", Answer::reset_first()),
        ("closed before the first byte", Answer::hung_up()),
        ("reset before the body", Answer::new(200, "1").reset()),
        ("cut before the body", Answer::new(200, "1").cut()),
        ("cut in the body", Answer::new(200, body).cut()),
        ("cut in the head", Answer::raw("HTTP/1.1 200 OK\r\ncontent-le")),
        ("cut in a chunk", Answer::raw(format!("{chunked}10\r\n{{ }}"))),
        ("cut before the last chunk", Answer::raw(format!("{chunked}2\r\n{{}}\r\n"))),
    ]
}

#[tokio::test]
async fn an_answer_that_ends_early_is_asked_for_again() {
    for (told, answer) in torn() {
        answered([answer, Answer::ok()]).await.succeeds(2, told);
    }
}

/// What there is of a body is never taken for the whole, even where it happens to be JSON.
#[tokio::test]
async fn answers_that_all_end_early_are_a_lost_connection() {
    for (told, answer) in torn() {
        let error = always(answer).await.loses(3, TransportKind::Connection, told);
        assert!(!error.is_timeout(), "{told}");
    }
}

/// An error whose body is cut short is asked for again too: what it says is not known.
#[tokio::test]
async fn an_error_that_ends_early_is_asked_for_again() {
    let body = format!("{{\"message\": \"{}\"}}", "x".repeat(1000));
    for answer in [
        Answer::error(400, "ValidationException", body.clone()).cut(),
        Answer::error(400, "ValidationException", body.clone()).reset(),
        Answer::new(500, body).cut(),
    ] {
        let told = format!("{answer:.80?}");
        answered([answer.clone(), Answer::ok()]).await.succeeds(2, &told);
        always(answer).await.loses(3, TransportKind::Connection, &told);
    }
}

/// What other servers say, and what is wrong in the head of an answer.
const NO_HTTP: [&str; 8] = [
    "SSH-2.0-OpenSSH_9.6\r\n",
    "220 mail.example.com ESMTP\r\n",
    "\u{15}\u{3}\u{1}\0\u{2}\u{2}\u{28}",
    "<html><body>It works!</body></html>",
    "HTTP/1.1 abc OK\r\n\r\n",
    "HTTP/7.0 200 OK\r\n\r\n",
    "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n{}",
    "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}",
];

/// Whatever it was, it is not waited for again, and the caller is shown nothing of it.
#[tokio::test]
async fn what_is_not_http_is_no_answer() {
    for text in NO_HTTP {
        let error = always(Answer::raw(text)).await.loses(1, TransportKind::Other, text);
        assert!(!error.to_string().contains("OpenSSH"), "{error}");
    }
    // What becomes of it later is a matter of the connection.
    let chunk = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n";
    always(Answer::raw(chunk)).await.loses(3, TransportKind::Connection, "no size of a chunk");
}

#[tokio::test]
async fn a_head_without_end_is_no_answer() {
    let long = format!("HTTP/1.1 200 OK\r\nx-long: {}\r\n\r\n", "x".repeat(1 << 20));
    let many = format!("HTTP/1.1 200 OK\r\n{}\r\n{{}}", "x-more: 1\r\n".repeat(10_000));
    for text in [long, many] {
        always(Answer::raw(text)).await.loses(1, TransportKind::Other, "no end");
    }
}

/// What comes after the end of an answer belongs to no other, also where it looks like one.
#[tokio::test]
async fn what_follows_an_answer_is_not_the_next_one() {
    let twice =
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}HTTP/1.1 400 No\r\ncontent-length: 2\r\n\r\n{}";
    let server = Server::answering(IOT, [Answer::raw(twice), Answer::ok()]);
    let client = crate::calls::iot_at(&server);
    client.update_package_configuration(&package()).await.unwrap();
    client.update_package_configuration(&package()).await.unwrap();
    assert_eq!(server.seen().len(), 2);
}

/// Nobody listens at first, and then somebody does: the call outlives it.
#[tokio::test]
async fn a_refused_connection_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let retries = aws_smithy_types::retry::RetryConfig::standard()
        .with_initial_backoff(Duration::from_millis(300))
        .with_max_attempts(12);
    let config = config().endpoint_url(format!("http://{address}")).retry_config(retries).build();
    let call = tokio::spawn(iot::Client::new(&config).update_package_configuration(&package()));
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!call.is_finished(), "it ended when it was refused");
    let server = Server::at(address, IOT, |_, _| Answer::ok());
    call.await.unwrap().unwrap();
    // It is not its first attempt, but the first that there was somebody for.
    let [seen] = server.seen().try_into().unwrap();
    assert_eq!(seen.fault, None);
    let told = seen.header("amz-sdk-request").unwrap();
    assert!(told.starts_with("attempt=") && !told.starts_with("attempt=1;"), "{told}");
}

/// Where nobody comes to listen, the caller is told so, and no sooner than after all attempts.
#[tokio::test]
async fn a_connection_that_is_always_refused_is_a_lost_one() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let server = Server::answering(account(), []);
    let outcome = called(server, |config| config.endpoint_url(url)).await;
    let error = outcome.loses(0, TransportKind::Connection, "refused");
    assert!(error.to_string().contains("refused"), "{error}");
}
