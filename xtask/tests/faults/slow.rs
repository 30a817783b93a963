//! A service that takes its time.

use super::{Outcome, account, called};
use crate::loopback::{Answer, Server};
use aws_smithy_types::timeout::TimeoutConfig;
use smithereen::TransportKind;
use std::time::{Duration, Instant};

/// What an attempt may take.
const ATTEMPT: Duration = Duration::from_millis(600);
const WITHIN: Duration = Duration::from_millis(100);
const BEYOND: Duration = Duration::from_secs(30);
/// Everything that takes this long failed to end by a timeout.
const LONG: Duration = Duration::from_secs(10);

async fn timed<const N: usize>(answers: [Answer; N]) -> Outcome {
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(ATTEMPT).build();
    let start = Instant::now();
    let server = Server::answering(account(), answers);
    let outcome = called(server, |config| config.timeout_config(timeouts)).await;
    assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
    outcome
}

#[tokio::test]
async fn a_first_byte_within_the_time_is_waited_for() {
    timed([Answer::ok().late(WITHIN)]).await.succeeds(1, "a success");
    let refused = Answer::error(400, "ValidationException", r#"{"message": "m"}"#).late(WITHIN);
    let error = timed([refused]).await.fails(1, "an error");
    assert_eq!((error.code(), error.message()), (Some("ValidationException"), Some("m")));
}

#[tokio::test]
async fn a_first_byte_beyond_the_time_is_not() {
    let late = || Answer::ok().late(BEYOND);
    timed([late(), Answer::ok()]).await.succeeds(2, "late once");
    timed([late(), late(), Answer::ok().late(WITHIN)]).await.succeeds(3, "late twice");
    let error = timed([late(), late(), late(), Answer::ok()]).await.loses(3, TransportKind::Timeout, "late");
    assert!(error.is_timeout());
}

/// The time of an attempt is for the whole of it: drops do not prolong it.
#[tokio::test]
async fn a_body_in_drops_is_read_within_the_time_and_left_beyond_it() {
    let drops = |every| Answer::new(200, "{      }").dripping(every);
    timed([drops(Duration::from_millis(10))]).await.succeeds(1, "in time");
    timed([drops(Duration::from_millis(200)), Answer::ok()]).await.succeeds(2, "once too slow");
    let slow = || drops(Duration::from_millis(200));
    timed([slow(), slow(), slow()]).await.loses(3, TransportKind::Timeout, "always too slow");
}

/// A stalled server and a lost connection are both forgiven within one call.
#[tokio::test]
async fn stalled_then_lost_then_answered() {
    let answers = [Answer::new(200, "{  }").stalled(), Answer::reset_first(), Answer::ok()];
    timed(answers).await.succeeds(3, "third time lucky");
}

/// A call has an end also where nothing is said of timeouts but for the whole of it.
#[tokio::test]
async fn the_call_ends_by_its_own_time_while_it_waits_to_try_again() {
    let retries = aws_smithy_types::retry::RetryConfig::standard().with_initial_backoff(BEYOND);
    let timeouts = TimeoutConfig::builder().operation_timeout(ATTEMPT).build();
    let start = Instant::now();
    let server = Server::scripted(account(), |_| Answer::new(503, "").header("x-amz-retry-after", "30000"));
    let outcome = called(server, |config| config.timeout_config(timeouts).retry_config(retries)).await;
    outcome.loses(1, TransportKind::Timeout, "waiting");
    assert!(start.elapsed() < LONG);
}
