//! The default limit on the wait for a response.
//!
//! The official defaults bound the connection alone, so a peer that vanishes after it has taken the request would keep
//! its caller waiting for ever. A read timeout of the runtime's would end that, and send the request again, to a service
//! that may still be working on the first one. This limit is longer than any synchronous call takes, and its end is no
//! reason to retry.

use aws_smithy_async::future::timeout::Timeout;
use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep};
use aws_smithy_runtime_api::client::http::HttpConnectorFuture;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::timeout::TimeoutConfig;
use std::fmt;
use std::time::Duration;

/// How long a request may wait for the head of its response. The longest synchronous calls take 15 minutes.
const DEFAULT: Duration = Duration::from_secs(20 * 60);

/// Returns the limit for clients of this configuration: the default one, unless the configuration bounds a response,
/// an attempt or a call itself, or says that nothing does.
pub(super) fn limit(configured: Option<&TimeoutConfig>) -> Option<Duration> {
    let Some(timeouts) = configured else { return Some(DEFAULT) };
    let bounds =
        [timeouts.read_timeout(), timeouts.operation_attempt_timeout(), timeouts.operation_timeout()];
    // What is disabled stays so when it is merged; what is unset does not.
    let unset = TimeoutConfig::builder().read_timeout(DEFAULT);
    let merged = timeouts.to_builder().take_unset_from(unset).build();
    if bounds.iter().any(Option::is_some) { None } else { merged.read_timeout() }
}

/// Waits for a response, `limit` at most.
pub(super) async fn bounded(
    response: HttpConnectorFuture,
    limit: Option<(SharedAsyncSleep, Duration)>,
) -> Result<HttpResponse, ConnectorError> {
    let Some((sleep, after)) = limit else { return response.await };
    match Timeout::new(response, sleep.sleep(after)).await {
        Ok(response) => response,
        // A timeout to the runtime would be retried.
        Err(_) => Err(ConnectorError::other(NoResponse(after).into(), None)),
    }
}

/// The limit is over.
#[derive(Debug)]
pub(super) struct NoResponse(Duration);

impl fmt::Display for NoResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        write!(
            f,
            "no response within {seconds} s; the request is not sent again, for it may have had its effect"
        )
    }
}

impl std::error::Error for NoResponse {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configured_bound_takes_the_place_of_the_default() {
        let limit = |timeouts: TimeoutConfig| super::limit(Some(&timeouts));
        let with = || TimeoutConfig::builder();
        let second = Duration::from_secs(1);
        assert_eq!(super::limit(None), Some(DEFAULT));
        assert_eq!(limit(with().build()), Some(DEFAULT));
        assert_eq!(limit(with().connect_timeout(second).build()), Some(DEFAULT));
        assert_eq!(limit(with().read_timeout(second).build()), None);
        assert_eq!(limit(with().operation_attempt_timeout(second).build()), None);
        assert_eq!(limit(with().operation_timeout(second).build()), None);
        assert_eq!(limit(with().disable_read_timeout().build()), None);
        assert_eq!(limit(TimeoutConfig::disabled()), None);
    }
}
