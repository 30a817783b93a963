//! Statuses and codes: which are tried again, and what is left of a call that meets several.

use super::{Outcome, account, always, answered, called};
use crate::loopback::{Answer, Server};
use aws_smithy_types::retry::RetryConfig;
use smithereen::TransportKind;
use std::time::{Duration, Instant};

/// By which AWS services ask their callers to slow down, whatever the model of an operation names.
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
/// By which they say that it may go better the next time.
const TRANSIENT: [&str; 2] = ["RequestTimeout", "RequestTimeoutException"];

fn status(outcome: Outcome, count: usize, told: &str) -> u16 {
    outcome.fails(count, told).status().unwrap().as_u16()
}

#[tokio::test]
async fn every_code_of_throttling_is_tried_again() {
    for code in THROTTLING.iter().chain(&TRANSIENT) {
        for status in [400, 429] {
            let header = Answer::error(status, code, "");
            let body = Answer::new(status, format!("{{\"__type\": \"com.amazonaws#{code}\"}}"));
            for answer in [header, body] {
                answered([answer.clone(), answer, Answer::ok()]).await.succeeds(3, code);
            }
        }
    }
}

#[tokio::test]
async fn throttling_without_end_is_the_services_error() {
    for code in THROTTLING {
        let error = always(Answer::error(429, code, r#"{"message": "slow"}"#)).await.fails(3, code);
        assert_eq!((error.code(), error.message()), (Some(code), Some("slow")));
    }
}

#[tokio::test]
async fn server_errors_without_end_are_the_services_error() {
    for number in [500, 502, 503, 504] {
        let answer = Answer::new(number, "<html>").header("content-type", "text/html");
        assert_eq!(status(always(answer).await, 3, "server error"), number);
    }
}

/// Nobody is to be bothered again for what is no fault of the moment, and no redirect is followed.
#[tokio::test]
async fn other_statuses_are_an_answer() {
    for number in [
        300, 301, 302, 303, 304, 305, 307, 308, 400, 402, 405, 406, 408, 410, 413, 418, 451, 501, 505, 511,
        599,
    ] {
        let answer = Answer::new(number, "").header("location", "http://127.0.0.1:1/elsewhere");
        assert_eq!(status(always(answer).await, 1, &number.to_string()), number);
    }
}

#[tokio::test]
async fn every_success_is_one() {
    for number in [200, 201, 202, 203, 205, 206, 226, 299] {
        answered([Answer::new(number, "")]).await.succeeds(1, &number.to_string());
    }
}

/// What comes before the answer, such as `100 Continue`, is passed over.
#[tokio::test]
async fn what_goes_before_the_answer_is_passed_over() {
    let hints = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n";
    let answer =
        format!("HTTP/1.1 100 Continue\r\n\r\n{hints}HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{{}}");
    answered([Answer::raw(answer)]).await.succeeds(1, "100");
}

/// Faults of three kinds in one call, in each order.
#[tokio::test]
async fn faults_of_several_kinds_in_one_call() {
    let faults = [
        Answer::new(503, ""),
        Answer::error(429, "ThrottlingException", "{}"),
        Answer::reset_first(),
        Answer::new(200, "{   }").cut(),
    ];
    for first in &faults {
        for second in &faults {
            let told = format!("{first:?} {second:?}");
            answered([first.clone(), second.clone(), Answer::ok()]).await.succeeds(3, &told);
        }
    }
}

/// The last fault is what the caller gets, whatever came before it.
#[tokio::test]
async fn the_last_fault_is_the_outcome() {
    let throttled = || Answer::error(400, "ThrottlingException", r#"{"message": "slow"}"#);
    let error =
        answered([Answer::reset_first(), Answer::new(500, ""), throttled()]).await.fails(3, "throttled");
    assert_eq!((error.code(), error.message()), (Some("ThrottlingException"), Some("slow")));
    let outcome = answered([throttled(), Answer::new(500, ""), Answer::reset_first()]).await;
    outcome.loses(3, TransportKind::Connection, "lost");
    let invalid = Answer::error(400, "ValidationException", "{}");
    let error = answered([throttled(), invalid, Answer::ok()]).await.fails(2, "no more after a mistake");
    assert_eq!(error.code(), Some("ValidationException"));
}

/// The service may say itself when to come again.
#[tokio::test]
async fn the_service_says_when_to_come_again() {
    let wait = Duration::from_millis(400);
    let busy = Answer::new(503, "").header("x-amz-retry-after", &wait.as_millis().to_string());
    let start = Instant::now();
    answered([busy, Answer::ok()]).await.succeeds(2, "later");
    assert!(start.elapsed() >= wait, "{:?}", start.elapsed());
    for nonsense in ["", "soon", "-1", "1e9", "99999999999999999999"] {
        let busy = Answer::new(503, "").header("x-amz-retry-after", nonsense);
        answered([busy, Answer::ok()]).await.succeeds(2, nonsense);
    }
}

/// Each attempt is counted in a header, up to as many as there may be.
#[tokio::test]
async fn attempts_are_as_many_as_are_allowed() {
    for allowed in [1, 2, 7] {
        let retries =
            RetryConfig::standard().with_initial_backoff(Duration::from_millis(1)).with_max_attempts(allowed);
        let server = Server::scripted(account(), |_| Answer::reset_first());
        let outcome = called(server, |config| config.retry_config(retries)).await;
        outcome.loses(allowed as usize, TransportKind::Connection, "allowed");
    }
}
