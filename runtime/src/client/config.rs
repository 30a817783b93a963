//! From an `SdkConfig` to what the runtime is made of.

use super::auth;
use super::exchange::{ErrorCode, Host, Reader, Writer};
use super::opaque;
use super::response_timeout;
use crate::endpoint::{Endpoint, Param, Params, ServiceParams};
use crate::service::Service;
use aws_runtime::invocation_id::InvocationIdInterceptor;
use aws_runtime::recursion_detection::RecursionDetectionInterceptor;
use aws_runtime::request_info::RequestInfoInterceptor;
use aws_runtime::retries::classifiers::AwsErrorCodeClassifier;
use aws_runtime::service_clock_skew as skew;
use aws_runtime::user_agent::{ApiMetadata, UserAgentInterceptor};
use aws_smithy_runtime::client::defaults::{DefaultPluginParams, default_plugins};
use aws_smithy_runtime::client::http::connection_poisoning::ConnectionPoisoningInterceptor;
use aws_smithy_runtime::client::orchestrator::AuthSchemeAndEndpointOrchestrationV2;
use aws_smithy_runtime::client::retries::classifiers::{
    HttpStatusCodeClassifier, ModeledAsRetryableClassifier, TransientErrorClassifier,
};
use aws_smithy_runtime::client::stalled_stream_protection::StalledStreamProtectionInterceptor;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::AuthSchemeOptionResolverParams;
use aws_smithy_runtime_api::client::endpoint::SharedEndpointResolver;
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_runtime_api::client::orchestrator::SensitiveOutput;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::{RuntimePlugins, StaticRuntimePlugin};
use aws_smithy_runtime_api::client::ser_de::{SharedRequestSerializer, SharedResponseDeserializer};
use aws_smithy_types::config_bag::{ConfigBag, Layer};
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::region::Region;
use aws_types::sdk_config::SdkConfig;
use aws_types::sdk_ua_metadata::FrameworkMetadata;
use aws_types::service_config::ServiceConfigKey;
use std::env;
use std::ffi::OsStr;
use std::time::Duration;

/// What endpoint rules decide by, and what comes with each endpoint, from the configuration.
#[derive(Clone, Debug)]
pub(super) struct Reach {
    region: Option<Region>,
    use_fips: bool,
    use_dual_stack: bool,
    url: Option<String>,
    account_id_endpoint_mode: String,
    more: ServiceParams<'static>,
    min_compression_size: Option<usize>,
    host_prefix: bool,
}

impl Reach {
    pub(super) fn new(service: &Service, config: &SdkConfig) -> Self {
        Self {
            region: config.region().cloned(),
            use_fips: config.use_fips().unwrap_or_default(),
            use_dual_stack: config.use_dual_stack().unwrap_or_default(),
            url: endpoint_url(service, config),
            account_id_endpoint_mode: config
                .account_id_endpoint_mode()
                .cloned()
                .unwrap_or_default()
                .to_string(),
            more: ServiceParams::default(),
            min_compression_size: min_compression_size(config),
            host_prefix: !is_set(env::var_os(NO_HOST_PREFIX).as_deref()),
        }
    }

    /// The endpoint that `find` finds.
    pub(super) fn endpoint<E>(
        &self,
        find: impl FnOnce(&Params<'_>) -> Result<Endpoint, E>,
    ) -> Result<Endpoint, E> {
        let endpoint = find(&Params {
            region: self.region.as_ref().map(AsRef::as_ref),
            use_fips: self.use_fips,
            use_dual_stack: self.use_dual_stack,
            endpoint: self.url.as_deref(),
            account_id_endpoint_mode: Some(&self.account_id_endpoint_mode),
            // It is known with the credentials, and those only when a request is signed.
            account_id: None,
            service_params: self.more.clone(),
        })?;
        let endpoint = if self.host_prefix { endpoint } else { endpoint.without_host_prefix() };
        Ok(match self.min_compression_size {
            Some(bytes) => endpoint.min_compression_size(bytes),
            None => endpoint,
        })
    }

    /// Without prefixes before hosts.
    pub(super) fn without_host_prefix(self) -> Self {
        Self { host_prefix: false, ..self }
    }

    /// With something more to decide by.
    pub(super) fn with(self, name: &'static str, value: Param<'static>) -> Self {
        Self { more: self.more.with(name, value), ..self }
    }

    /// The region that signatures are made for unless the endpoint says otherwise.
    pub(super) fn region(&self) -> Option<&Region> {
        self.region.as_ref()
    }
}

/// The variable that switches host prefixes off in the AWS tools.
const NO_HOST_PREFIX: &str = "AWS_DISABLE_HOST_PREFIX_INJECTION";

/// Whether a variable holds `true`.
fn is_set(variable: Option<&OsStr>) -> bool {
    variable.is_some_and(|value| value.eq_ignore_ascii_case("true"))
}

/// What the configuration says of compression, if it says anything.
fn min_compression_size(config: &SdkConfig) -> Option<usize> {
    match config.disable_request_compression() {
        Some(true) => Some(usize::MAX),
        _ => config.request_min_compression_size_bytes().and_then(|bytes| bytes.try_into().ok()),
    }
}

/// The URL set in code, else the service's own from environment or profile, else the one for all services.
fn endpoint_url(service: &Service, config: &SdkConfig) -> Option<String> {
    let key = ServiceConfigKey::builder()
        .service_id(service.id)
        .env("AWS_ENDPOINT_URL")
        .profile("endpoint_url")
        .build()
        .ok();
    let own = || config.service_config()?.load_config(key?);
    let own = if config.get_origin("endpoint_url").is_client_config() { None } else { own() };
    own.or_else(|| config.endpoint_url().map(str::to_owned))
}

/// Everything that the runtime needs beyond a request; an error for a configuration that cannot work.
pub(super) fn plugins(service: &'static Service, config: &SdkConfig) -> Result<RuntimePlugins, BoxError> {
    let region = config.region().map_or("none", AsRef::as_ref);
    let mut defaults = DefaultPluginParams::new()
        .with_retry_partition_name(format!("{}-{region}", service.id))
        .with_is_aws_sdk(true);
    if let Some(version) = config.behavior_version() {
        defaults = defaults.with_behavior_version(version);
    }
    let own = StaticRuntimePlugin::new()
        .with_config(settings(service, config).freeze())
        .with_runtime_components(components(config));
    let plugins =
        RuntimePlugins::new().with_client_plugins(default_plugins(defaults)).with_client_plugin(own);
    let mut bag = ConfigBag::base();
    let components = plugins.apply_client_configuration(&mut bag)?;
    if components.http_client().is_none() {
        return Err(
            "it has no HTTP client; `aws-config` sets one with its feature `default-https-client`".into()
        );
    }
    components.validate_base_client_config(&bag)?;
    Ok(plugins)
}

fn settings(service: &'static Service, config: &SdkConfig) -> Layer {
    let mut layer = Layer::new("smithereen");
    layer.store_put(SharedRequestSerializer::new(Writer));
    layer.store_put(SharedResponseDeserializer::new(Reader));
    layer.store_put(AuthSchemeOptionResolverParams::new(()));
    layer.store_put(AuthSchemeAndEndpointOrchestrationV2);
    // Keeps bodies out of the runtime's own log events.
    layer.store_put(SensitiveOutput);
    layer.store_put(ApiMetadata::new(service.signing_name, env!("CARGO_PKG_VERSION")));
    layer.store_put(timeouts(config));
    if let Some(region) = config.region() {
        layer.store_put(region.clone());
    }
    if let Some(retries) = config.retry_config() {
        layer.store_put(retries.clone());
    }
    if let Some(protection) = config.stalled_stream_protection() {
        layer.store_put(protection);
    }
    if let Some(name) = config.app_name() {
        layer.store_put(name.clone());
    }
    let own = FrameworkMetadata::new("smithereen", Some(env!("CARGO_PKG_VERSION")));
    for metadata in own.iter().chain(config.framework_metadata()) {
        layer.store_append(metadata.clone());
    }
    if let Some(preference) = config.auth_scheme_preference() {
        layer.store_put(preference.clone());
    }
    if let Some(disabled) = config.disable_clock_skew_correction() {
        layer.store_put(skew::DisableClockSkewCorrection::from(disabled));
    }
    layer
}

/// The connect timeout is the official default, whatever the behavior version. The other one bounds a call whose
/// response begins and does not end; it has room for all attempts of the longest calls, and nothing is retried after it.
fn timeouts(config: &SdkConfig) -> TimeoutConfig {
    let given = config.timeout_config().map(TimeoutConfig::to_builder).unwrap_or_default();
    let mut ours = TimeoutConfig::builder().connect_timeout(Duration::from_millis(3100));
    // Whoever bounds a response or an attempt may want more than an hour.
    if response_timeout::limit(config.timeout_config()).is_some() {
        ours = ours.operation_timeout(Duration::from_secs(60 * 60));
    }
    given.take_unset_from(ours).build()
}

fn http_client(config: &SdkConfig) -> Option<opaque::Client> {
    let limit = response_timeout::limit(config.timeout_config());
    config.http_client().map(|client| opaque::Client { client, limit })
}

fn components(config: &SdkConfig) -> RuntimeComponentsBuilder {
    let mut components = RuntimeComponentsBuilder::new("smithereen")
        .with_http_client(http_client(config))
        .with_sleep_impl(config.sleep_impl())
        .with_time_source(config.time_source())
        .with_identity_cache(config.identity_cache())
        .with_endpoint_resolver(Some(SharedEndpointResolver::new(Host)))
        .with_retry_classifier(HttpStatusCodeClassifier::default())
        .with_retry_classifier(TransientErrorClassifier::<ErrorCode>::new())
        .with_retry_classifier(ModeledAsRetryableClassifier::<ErrorCode>::new())
        .with_retry_classifier(AwsErrorCodeClassifier::<ErrorCode>::new())
        .with_retry_classifier(skew::ServiceClockSkewClassifier::<ErrorCode>::new());
    components.push_interceptor(SharedInterceptor::permanent(ConnectionPoisoningInterceptor::new()));
    // The official defaults store the configuration of the protection, but leave the interceptor to generated clients.
    components.push_interceptor(StalledStreamProtectionInterceptor::default());
    components.push_interceptor(skew::ServiceClockSkewInterceptor::new());
    components.push_interceptor(RequestInfoInterceptor::new());
    components.push_interceptor(UserAgentInterceptor::new());
    components.push_interceptor(InvocationIdInterceptor::new());
    components.push_interceptor(SharedInterceptor::permanent(RecursionDetectionInterceptor::new()));
    auth::add(components, config)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_prefixes_are_switched_off_by_true_in_any_case() {
        for (value, expected) in
            [(None, false), (Some("true"), true), (Some("TRUE"), true), (Some("false"), false)]
        {
            assert_eq!(is_set(value.map(OsStr::new)), expected, "{value:?}");
        }
    }
}
