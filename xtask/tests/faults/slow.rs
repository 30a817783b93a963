//! Slow servers.

use super::{Outcome, account, with_server};
use crate::loopback::{CannedResponse, Server};
use aws_smithy_types::timeout::TimeoutConfig;
use smithereen::TransportKind;
use std::time::{Duration, Instant};

/// The timeout of an attempt.
const ATTEMPT: Duration = Duration::from_millis(600);
const WITHIN: Duration = Duration::from_millis(100);
const BEYOND: Duration = Duration::from_secs(30);
/// A test that takes this long has failed.
const LONG: Duration = Duration::from_secs(10);

async fn timed<const N: usize>(responses: [CannedResponse; N]) -> Outcome {
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(ATTEMPT).build();
    let start = Instant::now();
    let server = Server::responding(account(), responses);
    let outcome = with_server(server, |config| config.timeout_config(timeouts)).await;
    assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
    outcome
}

#[tokio::test]
async fn a_first_byte_within_the_attempt_timeout_is_accepted() {
    timed([CannedResponse::ok().late(WITHIN)]).await.succeeds(1, "a success");
    let refused = CannedResponse::error(400, "ValidationException", r#"{"message": "m"}"#).late(WITHIN);
    let error = timed([refused]).await.fails(1, "an error");
    assert_eq!((error.code(), error.message()), (Some("ValidationException"), Some("m")));
}

#[tokio::test]
async fn a_first_byte_after_the_attempt_timeout_is_retried() {
    let late = || CannedResponse::ok().late(BEYOND);
    timed([late(), CannedResponse::ok()]).await.succeeds(2, "late once");
    timed([late(), late(), CannedResponse::ok().late(WITHIN)]).await.succeeds(3, "late twice");
    let error = timed([late(), late(), late(), CannedResponse::ok()]).await.fails_without_response(
        3,
        TransportKind::Timeout,
        "late",
    );
    assert!(error.is_timeout());
}

/// Progress does not extend the timeout.
#[tokio::test]
async fn the_attempt_timeout_includes_the_body() {
    let drops = |every| CannedResponse::new(200, "{      }").dripping(every);
    timed([drops(Duration::from_millis(10))]).await.succeeds(1, "in time");
    timed([drops(Duration::from_millis(200)), CannedResponse::ok()]).await.succeeds(2, "once too slow");
    let slow = || drops(Duration::from_millis(200));
    timed([slow(), slow(), slow()]).await.fails_without_response(
        3,
        TransportKind::Timeout,
        "always too slow",
    );
}

#[tokio::test]
async fn a_stall_and_a_reset_in_one_call_are_both_retried() {
    let responses =
        [CannedResponse::new(200, "{  }").stalled(), CannedResponse::reset_first(), CannedResponse::ok()];
    timed(responses).await.succeeds(3, "third time lucky");
}

#[tokio::test]
async fn the_operation_timeout_includes_the_delay_before_a_retry() {
    let retries = aws_smithy_types::retry::RetryConfig::standard().with_initial_backoff(BEYOND);
    let timeouts = TimeoutConfig::builder().operation_timeout(ATTEMPT).build();
    let start = Instant::now();
    let server =
        Server::scripted(account(), |_| CannedResponse::new(503, "").header("x-amz-retry-after", "30000"));
    let outcome = with_server(server, |config| config.timeout_config(timeouts).retry_config(retries)).await;
    outcome.fails_without_response(1, TransportKind::Timeout, "waiting");
    assert!(start.elapsed() < LONG);
}
