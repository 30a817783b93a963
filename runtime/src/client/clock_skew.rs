//! The difference between the clocks of the client and of the service.
//!
//! It is measured with the header `Date` of each response, and added to the time of later signatures. The official runtime
//! measures it by the same rules for its own signer and for retries, but keeps the difference to itself.

use aws_runtime::service_clock_skew::DisableClockSkewCorrection;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextMut, BeforeTransmitInterceptorContextMut,
    BeforeTransmitInterceptorContextRef,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::DateTime;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use aws_smithy_types::date_time::Format;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// The difference is not measured if the response takes longer than this.
const SLOW: Duration = Duration::from_secs(15 * 60);

/// How far the service's clock is ahead of the client's, in milliseconds. The attempts of a call are signed with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct ClockSkew(i64);

impl ClockSkew {
    /// Measures the difference. The service is assumed to have written its date in the middle of the exchange.
    fn measure(server: SystemTime, sent: SystemTime, elapsed: Duration) -> Self {
        let middle = sent.checked_add(elapsed / 2).unwrap_or(sent);
        let milliseconds = |duration: Duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Self(match server.duration_since(middle) {
            Ok(ahead) => milliseconds(ahead),
            Err(behind) => -milliseconds(behind.duration()),
        })
    }

    /// Returns the time of the service's clock, or the same time if it cannot be represented.
    fn add_to(self, time: SystemTime) -> SystemTime {
        let length = Duration::from_millis(self.0.unsigned_abs());
        let changed = if self.0 < 0 { time.checked_sub(length) } else { time.checked_add(length) };
        changed.unwrap_or(time)
    }
}

impl Storable for ClockSkew {
    type Storer = StoreReplace<Self>;
}

/// The time at which an attempt was sent, by the client's clock.
#[derive(Debug)]
struct Sent(SystemTime);

impl Storable for Sent {
    type Storer = StoreReplace<Self>;
}

/// Returns the time that a request is signed with.
pub(super) fn signing_time(now: SystemTime, config: &ConfigBag) -> SystemTime {
    config.load::<ClockSkew>().map_or(now, |skew| skew.add_to(now))
}

fn is_disabled(config: &ConfigBag) -> bool {
    config.load::<DisableClockSkewCorrection>().is_some_and(DisableClockSkewCorrection::is_disabled)
}

/// Returns the time of the client's clock.
fn now(components: &RuntimeComponents) -> SystemTime {
    components.time_source().unwrap_or_default().now()
}

/// Returns the date of a response. A response from a cache has an old one.
fn date(response: &HttpResponse) -> Option<SystemTime> {
    let headers = response.headers();
    let date = headers.get("date").filter(|_| headers.get("age").is_none())?;
    DateTime::from_str(date, Format::HttpDate).ok()?.try_into().ok()
}

/// An interceptor that measures the difference, and keeps that of the last response for the calls of a client.
#[derive(Debug, Default)]
pub(super) struct ClockSkewInterceptor {
    last: Mutex<ClockSkew>,
}

#[dyn_dispatch_hint]
impl Intercept for ClockSkewInterceptor {
    fn name(&self) -> &'static str {
        "ClockSkewInterceptor"
    }

    fn modify_before_retry_loop(
        &self,
        _: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if !is_disabled(config) {
            let last = *self.last.lock().unwrap_or_else(PoisonError::into_inner);
            config.interceptor_state().store_put(last);
        }
        Ok(())
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if !is_disabled(config) {
            config.interceptor_state().store_put(Sent(now(components)));
        }
        Ok(())
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        components: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let Some(Sent(sent)) = config.load::<Sent>().filter(|_| !is_disabled(config)) else { return Ok(()) };
        let Some(server) = date(context.response()) else { return Ok(()) };
        let elapsed = now(components).duration_since(*sent).unwrap_or_default();
        if elapsed <= SLOW {
            let skew = ClockSkew::measure(server, *sent, elapsed);
            *self.last.lock().unwrap_or_else(PoisonError::into_inner) = skew;
            config.interceptor_state().store_put(skew);
        }
        Ok(())
    }
}
