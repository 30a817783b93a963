//! The settings of one call, which apply on top of those of its client.

use super::call_credentials;
use super::failure;
use super::request_error::RequestError;
use crate::auth::{ApiKey, AuthScheme};
use crate::error::BuildError;
use crate::service::OperationSchema;
use aws_credential_types::provider::ProvideCredentials;
use aws_smithy_async::rt::sleep::SharedAsyncSleep;
use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;
use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::{RuntimePlugins, StaticRuntimePlugin};
use aws_smithy_types::config_bag::{ConfigBag, Layer};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use http::{HeaderMap, HeaderName, HeaderValue};
use std::time::Duration;

/// The headers that the client, the signature or the connection sets, in alphabetical order.
const RESERVED: [&str; 22] = [
    "amz-sdk-invocation-id",
    "amz-sdk-request",
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-amz-content-sha256",
    "x-amz-date",
    "x-amz-decoded-content-length",
    "x-amz-region-set",
    "x-amz-s3session-token",
    "x-amz-security-token",
    "x-amz-trailer",
    "x-amz-user-agent",
];

/// The settings of a call. It has none by default.
#[derive(Clone, Default)]
pub(super) struct CallSettings {
    timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    max_attempts: Option<u32>,
    headers: Vec<(HeaderName, HeaderValue)>,
    interceptors: Vec<SharedInterceptor>,
    pub(super) credentials: Option<SharedIdentityResolver>,
    /// The first setting that is invalid: the error of the call.
    invalid: Option<String>,
}

impl CallSettings {
    pub(super) fn timeout(&mut self, timeout: Duration) {
        self.timeout = Some(timeout);
    }

    pub(super) fn attempt_timeout(&mut self, timeout: Duration) {
        self.attempt_timeout = Some(timeout);
    }

    pub(super) fn max_attempts(&mut self, attempts: u32) {
        self.max_attempts = Some(attempts);
        if attempts == 0 {
            self.reject("`max_attempts` is 0; a call has at least one attempt".to_owned());
        }
    }

    pub(super) fn header(&mut self, name: &str, value: &str) {
        let Ok(parsed) = name.parse::<HeaderName>() else {
            return self.reject(format!("header {name:?}: a name consists of letters, digits and `-`"));
        };
        if RESERVED.contains(&parsed.as_str()) {
            return self.reject(format!("header `{parsed}`: only the client can set it"));
        }
        match HeaderValue::from_str(value).ok().filter(|_| value.is_ascii()) {
            Some(mut value) => {
                value.set_sensitive(true);
                self.headers.push((parsed, value));
            }
            None => self.reject(format!("header `{parsed}`: a value consists of visible ASCII characters")),
        }
    }

    pub(super) fn interceptor(&mut self, interceptor: impl Intercept + 'static) {
        self.interceptors.push(SharedInterceptor::new(interceptor));
    }

    pub(super) fn credentials(&mut self, provider: impl ProvideCredentials + 'static) {
        self.credentials = Some(call_credentials::resolver(provider));
    }

    fn reject(&mut self, reason: String) {
        self.invalid.get_or_insert(reason);
    }

    /// Returns an error if a setting is invalid, or cannot apply to the operation.
    pub(super) fn check(&self, operation: &OperationSchema) -> Result<(), RequestError> {
        let error = |reason: &str| Err(RequestError::Build(BuildError::new(operation.name, "", reason)));
        if let Some(reason) = &self.invalid {
            return error(reason);
        }
        let schemes = operation.auth();
        if self.credentials.is_some() && !schemes.iter().any(|scheme| scheme.is_signature()) {
            return error("the call has credentials, but the operation is not signed with AWS credentials");
        }
        let is_key = |name: &HeaderName| {
            let mut keys = schemes.iter().filter_map(|scheme| match scheme {
                AuthScheme::ApiKey(ApiKey::Header { name, .. }) => Some(*name),
                _ => None,
            });
            keys.any(|key| name.as_str().eq_ignore_ascii_case(key))
        };
        match self.headers.iter().find(|(name, _)| is_key(name)) {
            Some((name, _)) => error(&format!("header `{name}`: it has the API key of the client")),
            None => Ok(()),
        }
    }

    /// Returns whether the call has headers of its own.
    pub(super) fn has_headers(&self) -> bool {
        !self.headers.is_empty()
    }

    /// Adds the headers to those of the request, and replaces those with the same name.
    pub(super) fn add_headers(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.headers {
            headers.insert(name.clone(), value.clone());
        }
    }

    /// Returns the runtime's plugin with the settings, and the sleep and the length of the timeout of the call. `client` has the
    /// settings that these complete.
    ///
    /// # Errors
    /// Returns an error if the client cannot sleep, which timeouts and retries need.
    pub(super) fn plugin(
        &self,
        client: &RuntimePlugins,
    ) -> Result<(StaticRuntimePlugin, Limit), RequestError> {
        let mut components = RuntimeComponentsBuilder::new("smithereen-call");
        for interceptor in &self.interceptors {
            components.push_interceptor(interceptor.clone());
        }
        let plugin = StaticRuntimePlugin::new().with_runtime_components(components);
        let (timeouts, attempts) = (self.timeouts(), self.max_attempts);
        if timeouts.is_none() && attempts.is_none() {
            return Ok((plugin, None));
        }
        let mut bag = ConfigBag::base();
        let configured = client.apply_client_configuration(&mut bag);
        let configured = configured.map_err(|error| transport(&error.to_string()))?;
        let mut layer = Layer::new("smithereen-call");
        if let Some(attempts) = attempts {
            let retries = bag.load::<RetryConfig>().cloned().unwrap_or_else(RetryConfig::standard);
            layer.store_put(retries.with_max_attempts(attempts));
        }
        let needs_sleep = timeouts.is_some() || attempts.is_some_and(|attempts| attempts > 1);
        if needs_sleep && configured.sleep_impl().is_none() {
            return Err(transport("the configuration has no `sleep_impl`, which timeouts and retries need"));
        }
        if let Some(timeouts) = timeouts {
            layer.store_put(timeouts);
        }
        Ok((plugin.with_config(layer.freeze()), configured.sleep_impl().zip(self.timeout)))
    }

    /// Returns the timeouts that replace those of the client. The runtime takes the others from the client.
    fn timeouts(&self) -> Option<TimeoutConfig> {
        self.timeout.or(self.attempt_timeout)?;
        let mut timeouts = TimeoutConfig::builder();
        if let Some(timeout) = self.timeout {
            timeouts = timeouts.operation_timeout(timeout);
        }
        if let Some(timeout) = self.attempt_timeout {
            timeouts = timeouts.operation_attempt_timeout(timeout);
        }
        Some(timeouts.build())
    }
}

/// The timeout of a call, and the sleep that it ends with.
pub(super) type Limit = Option<(SharedAsyncSleep, Duration)>;

fn transport(reason: &str) -> RequestError {
    RequestError::Transport(failure::other(reason))
}

/// Defines the settings of each call that a type makes. `$field` is an `Option<Box<CallSettings>>`.
macro_rules! settings_of_each_call {
    ($($field:ident).+) => {
        /// Sets the maximum duration of each call with all its attempts, see [`Call::timeout`](super::Call::timeout).
        pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
            self.$($field).+.get_or_insert_default().timeout(timeout);
            self
        }

        /// Sets the maximum duration of each attempt of each call, see
        /// [`Call::attempt_timeout`](super::Call::attempt_timeout).
        pub fn attempt_timeout(mut self, timeout: std::time::Duration) -> Self {
            self.$($field).+.get_or_insert_default().attempt_timeout(timeout);
            self
        }

        /// Sets the maximum number of attempts of each call, see [`Call::max_attempts`](super::Call::max_attempts).
        pub fn max_attempts(mut self, attempts: u32) -> Self {
            self.$($field).+.get_or_insert_default().max_attempts(attempts);
            self
        }

        /// Adds a header to the request of each call, see [`Call::header`](super::Call::header).
        pub fn header(mut self, name: &str, value: &str) -> Self {
            self.$($field).+.get_or_insert_default().header(name, value);
            self
        }

        /// Adds an interceptor to each call, see [`Call::interceptor`](super::Call::interceptor).
        pub fn interceptor(
            mut self,
            interceptor: impl aws_smithy_runtime_api::client::interceptors::Intercept + 'static,
        ) -> Self {
            self.$($field).+.get_or_insert_default().interceptor(interceptor);
            self
        }
    };
}
pub(super) use settings_of_each_call;
