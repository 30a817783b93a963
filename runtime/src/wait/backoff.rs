//! The delays between calls, as Smithy's specification of waiters has them.

use std::time::Duration;

/// Returns the delay before the next call, or `None` if no time is left for one. `attempt` is the number of calls so far,
/// `remaining` the time that is left, `random` a number from 0 up to 1.
pub(super) fn delay(
    (min, max): (Duration, Duration),
    attempt: u32,
    remaining: Duration,
    random: f64,
) -> Option<Duration> {
    if remaining.is_zero() {
        return None;
    }
    let doubled = 2_u32.checked_pow(attempt.saturating_sub(1)).and_then(|factor| min.checked_mul(factor));
    let longest = doubled.map_or(max, |doubled| doubled.min(max)).max(min);
    let delay = min + (longest - min).mul_f64(random.clamp(0.0, 1.0));
    // What would be left is too little for another delay, so the last call is made at the end of the time.
    Some(if remaining.saturating_sub(delay) <= min { remaining } else { delay })
}

/// Returns a random number from 0 up to 1, or 1 if the system has none.
pub(super) fn random() -> f64 {
    getrandom::u32().map_or(1.0, |number| f64::from(number) / f64::from(u32::MAX))
}
