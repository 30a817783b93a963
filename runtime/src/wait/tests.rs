//! The delays of waiters.

use super::backoff::delay;
use std::time::Duration;

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

const DELAYS: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(120));

#[test]
fn delays_double_up_to_the_maximum() {
    let longest = |attempt| delay(DELAYS, attempt, seconds(10_000), 1.0).unwrap().as_secs();
    assert_eq!((1..9).map(longest).collect::<Vec<_>>(), [2, 4, 8, 16, 32, 64, 120, 120]);
    assert_eq!(longest(u32::MAX), 120);
    assert_eq!(delay(DELAYS, 5, seconds(10_000), 0.0), Some(seconds(2)));
    assert_eq!(delay(DELAYS, 5, seconds(10_000), 0.5), Some(seconds(17)));
}

#[test]
fn the_last_call_is_made_at_the_end_of_the_time() {
    // After a delay of 32 s, 3 s would be left, which is more than another delay of at least 2 s.
    assert_eq!(delay(DELAYS, 5, seconds(35), 1.0), Some(seconds(32)));
    assert_eq!(delay(DELAYS, 5, seconds(34), 1.0), Some(seconds(34)));
    assert_eq!(delay(DELAYS, 5, seconds(10), 1.0), Some(seconds(10)));
    // The last delays in the table of the specification.
    assert_eq!(delay(DELAYS, 11, seconds(19), 7.0 / 118.0), Some(seconds(9)));
    assert_eq!(delay(DELAYS, 13, seconds(4), 0.0), Some(seconds(4)));
    assert_eq!(delay(DELAYS, 5, seconds(1), 1.0), Some(seconds(1)));
    assert_eq!(delay(DELAYS, 1, Duration::ZERO, 1.0), None);
}

#[test]
fn a_minimum_above_the_maximum_is_both() {
    let delays = (seconds(300), seconds(120));
    assert_eq!(delay(delays, 3, seconds(10_000), 1.0), Some(seconds(300)));
}
