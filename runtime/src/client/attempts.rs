//! Reports the attempts of a call as events of its span.

use super::error_code::ErrorCode;
use super::exchange::CallContext;
use super::failure;
use super::span::{self, target};
use aws_smithy_runtime::client::retries::strategy::StandardRetryStrategy;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{Error, InterceptorContext};
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;
use aws_smithy_runtime_api::client::retries::{RequestAttempts, RetryStrategy, ShouldAttempt};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use std::borrow::Cow;
use std::time::Duration;

/// The runtime's retry strategy, which decides after each attempt, and reports it.
#[derive(Debug, Default)]
pub(super) struct ReportedAttempts(StandardRetryStrategy);

impl RetryStrategy for ReportedAttempts {
    fn should_attempt_initial_request(
        &self,
        components: &RuntimeComponents,
        config: &ConfigBag,
    ) -> Result<ShouldAttempt, BoxError> {
        self.0.should_attempt_initial_request(components, config)
    }

    fn should_attempt_retry(
        &self,
        context: &InterceptorContext,
        components: &RuntimeComponents,
        config: &ConfigBag,
    ) -> Result<ShouldAttempt, BoxError> {
        let decision = self.0.should_attempt_retry(context, components, config);
        let delay = match &decision {
            Ok(ShouldAttempt::YesAfterDelay(delay)) => Some(*delay),
            Ok(ShouldAttempt::Yes) => Some(Duration::ZERO),
            Ok(ShouldAttempt::No) | Err(_) => None,
        };
        if let Some(call) = config.load::<CallContext>().and_then(|call| call.span.as_ref()) {
            // The events of the runtime may be off, in which case the current subscriber is not that of the span.
            call.span().with_subscriber(|(span, subscriber)| {
                tracing::dispatcher::with_default(subscriber, || {
                    report(span.clone(), context, config, delay);
                });
            });
        }
        decision
    }
}

/// Reports an attempt: at the level `INFO` if another one follows, and else `DEBUG`.
fn report(span: tracing::Id, context: &InterceptorContext, config: &ConfigBag, delay: Option<Duration>) {
    let attempt = config.load::<RequestAttempts>().map(RequestAttempts::attempts);
    let status = || context.response().map(|response| response.status().as_u16());
    match delay {
        Some(delay) => tracing::info!(
            target: target!(),
            parent: span,
            attempt,
            "http.response.status_code" = status(),
            "error.type" = error_type(context).as_deref(),
            retry_delay_ms = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX),
            "attempt failed, retrying"
        ),
        None => tracing::debug!(
            target: target!(),
            parent: span,
            attempt,
            "http.response.status_code" = status(),
            "error.type" = error_type(context).as_deref(),
            "last attempt"
        ),
    }
}

/// Returns the reason for the failure of an attempt, `None` for one that did not fail: the code or the status of the service's
/// error, or the kind of another failure.
fn error_type(context: &InterceptorContext) -> Option<Cow<'_, str>> {
    let error: &OrchestratorError<Error> = context.output_or_error()?.err()?;
    let code = error.as_operation_error().and_then(|error| error.downcast_ref::<ErrorCode>());
    let status = || context.response().map(|response| response.status().as_u16().to_string());
    Some(match code.map(ErrorCode::code) {
        Some(Some(code)) => code.into(),
        Some(None) => status().unwrap_or_default().into(),
        None => span::error_type(failure::attempt_kind(error)).into(),
    })
}
