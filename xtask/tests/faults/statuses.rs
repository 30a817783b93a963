//! Statuses and error codes: which are retried, and the result of a call with several faults.

use super::{Outcome, account, with_repeated, with_responses, with_server};
use crate::loopback::{CannedResponse, Server};
use aws_smithy_types::retry::RetryConfig;
use smithereen::TransportKind;
use std::time::{Duration, Instant};

/// The throttling codes of AWS services, whether an operation's model has them or not.
const THROTTLING: [&str; 14] = [
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottledException",
    "TooManyRequestsException",
    "ProvisionedThroughputExceededException",
    "TransactionInProgressException",
    "RequestLimitExceeded",
    "BandwidthLimitExceeded",
    "LimitExceededException",
    "RequestThrottled",
    "SlowDown",
    "PriorRequestNotComplete",
    "EC2ThrottledException",
];
/// The codes of transient errors.
const TRANSIENT: [&str; 2] = ["RequestTimeout", "RequestTimeoutException"];

fn status(outcome: Outcome, count: usize, case: &str) -> u16 {
    outcome.fails(count, case).status().unwrap().as_u16()
}

#[tokio::test]
async fn throttling_and_transient_codes_are_retried() {
    for code in THROTTLING.iter().chain(&TRANSIENT) {
        for status in [400, 429] {
            let header = CannedResponse::error(status, code, "");
            let body = CannedResponse::new(status, format!("{{\"__type\": \"com.amazonaws#{code}\"}}"));
            for response in [header, body] {
                with_responses([response.clone(), response, CannedResponse::ok()]).await.succeeds(3, code);
            }
        }
    }
}

#[tokio::test]
async fn throttling_of_all_attempts_is_the_services_error() {
    for code in THROTTLING {
        let error =
            with_repeated(CannedResponse::error(429, code, r#"{"message": "slow"}"#)).await.fails(3, code);
        assert_eq!((error.code(), error.message()), (Some(code), Some("slow")));
    }
}

#[tokio::test]
async fn server_errors_of_all_attempts_are_the_services_error() {
    for number in [500, 502, 503, 504] {
        let response = CannedResponse::new(number, "<html>").header("content-type", "text/html");
        assert_eq!(status(with_repeated(response).await, 3, "server error"), number);
    }
}

#[tokio::test]
async fn other_statuses_are_not_retried_and_redirects_not_followed() {
    for number in [
        300, 301, 302, 303, 304, 305, 307, 308, 400, 402, 405, 406, 408, 410, 413, 418, 451, 501, 505, 511,
        599,
    ] {
        let response = CannedResponse::new(number, "").header("location", "http://127.0.0.1:1/elsewhere");
        assert_eq!(status(with_repeated(response).await, 1, &number.to_string()), number);
    }
}

#[tokio::test]
async fn all_success_statuses_are_successes() {
    for number in [200, 201, 202, 203, 205, 206, 226, 299] {
        with_responses([CannedResponse::new(number, "")]).await.succeeds(1, &number.to_string());
    }
}

#[tokio::test]
async fn informational_responses_are_ignored() {
    let hints = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n";
    let response =
        format!("HTTP/1.1 100 Continue\r\n\r\n{hints}HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{{}}");
    with_responses([CannedResponse::raw(response)]).await.succeeds(1, "100");
}

#[tokio::test]
async fn faults_of_several_kinds_in_one_call_are_retried_in_any_order() {
    let faults = [
        CannedResponse::new(503, ""),
        CannedResponse::error(429, "ThrottlingException", "{}"),
        CannedResponse::reset_first(),
        CannedResponse::new(200, "{   }").cut(),
    ];
    for first in &faults {
        for second in &faults {
            let case = format!("{first:?} {second:?}");
            with_responses([first.clone(), second.clone(), CannedResponse::ok()]).await.succeeds(3, &case);
        }
    }
}

#[tokio::test]
async fn the_last_fault_is_the_result() {
    let throttled = || CannedResponse::error(400, "ThrottlingException", r#"{"message": "slow"}"#);
    let error = with_responses([CannedResponse::reset_first(), CannedResponse::new(500, ""), throttled()])
        .await
        .fails(3, "throttled");
    assert_eq!((error.code(), error.message()), (Some("ThrottlingException"), Some("slow")));
    let outcome =
        with_responses([throttled(), CannedResponse::new(500, ""), CannedResponse::reset_first()]).await;
    outcome.fails_without_response(3, TransportKind::Connection, "lost");
    let invalid = CannedResponse::error(400, "ValidationException", "{}");
    let error = with_responses([throttled(), invalid, CannedResponse::ok()])
        .await
        .fails(2, "a client error ends the call");
    assert_eq!(error.code(), Some("ValidationException"));
}

#[tokio::test]
async fn retry_after_sets_the_delay() {
    let wait = Duration::from_millis(400);
    let busy = CannedResponse::new(503, "").header("x-amz-retry-after", &wait.as_millis().to_string());
    let start = Instant::now();
    with_responses([busy, CannedResponse::ok()]).await.succeeds(2, "later");
    assert!(start.elapsed() >= wait, "{:?}", start.elapsed());
    for invalid in ["", "soon", "-1", "1e9", "99999999999999999999"] {
        let busy = CannedResponse::new(503, "").header("x-amz-retry-after", invalid);
        with_responses([busy, CannedResponse::ok()]).await.succeeds(2, invalid);
    }
}

#[tokio::test]
async fn the_number_of_attempts_is_that_of_the_configuration() {
    for allowed in [1, 2, 7] {
        let retries =
            RetryConfig::standard().with_initial_backoff(Duration::from_millis(1)).with_max_attempts(allowed);
        let server = Server::scripted(account(), |_| CannedResponse::reset_first());
        let outcome = with_server(server, |config| config.retry_config(retries)).await;
        outcome.fails_without_response(allowed as usize, TransportKind::Connection, "allowed");
    }
}
