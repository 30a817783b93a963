//! The default limit of the wait for a response.
//!
//! The official defaults bound only connecting, so a peer that vanishes after it has taken the request would make the caller
//! wait forever. A read timeout of the runtime would end the wait, and send the request again to a service that may
//! still be working on the first one. This limit is longer than any synchronous call takes, and is not followed by a retry.

use aws_smithy_async::future::timeout::Timeout;
use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep};
use aws_smithy_runtime_api::client::http::HttpConnectorFuture;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::timeout::TimeoutConfig;
use std::fmt;
use std::time::Duration;

/// The maximum time to wait for the head of a response. The longest synchronous calls take 15 minutes.
const DEFAULT: Duration = Duration::from_secs(20 * 60);

/// Returns the limit for clients of this configuration: the default, unless the configuration has a timeout for a
/// response, an attempt or a call, or disables the read timeout.
pub(super) fn limit(configured: Option<&TimeoutConfig>) -> Option<Duration> {
    let Some(timeouts) = configured else { return Some(DEFAULT) };
    let bounds =
        [timeouts.read_timeout(), timeouts.operation_attempt_timeout(), timeouts.operation_timeout()];
    // Merging replaces an unset timeout and keeps a disabled one.
    let unset = TimeoutConfig::builder().read_timeout(DEFAULT);
    let merged = timeouts.to_builder().take_unset_from(unset).build();
    if bounds.iter().any(Option::is_some) { None } else { merged.read_timeout() }
}

/// Waits for a response, at most as long as `limit`.
pub(super) async fn bounded(
    response: HttpConnectorFuture,
    limit: Option<(SharedAsyncSleep, Duration)>,
) -> Result<HttpResponse, ConnectorError> {
    let Some((sleep, after)) = limit else { return response.await };
    match Timeout::new(response, sleep.sleep(after)).await {
        Ok(response) => response,
        // The runtime would retry a timeout.
        Err(_) => Err(ConnectorError::other(NoResponse(after).into(), None)),
    }
}

/// No response came within the limit.
#[derive(Debug)]
pub(super) struct NoResponse(Duration);

impl fmt::Display for NoResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        write!(
            f,
            "no response within {seconds} s; there is no retry, since the service may have carried out the request"
        )
    }
}

impl std::error::Error for NoResponse {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configured_timeout_replaces_the_default() {
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
