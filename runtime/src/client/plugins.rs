//! Builds the runtime plugins from an `SdkConfig`.

use super::attempts::ReportedAttempts;
use super::called_operation::{self, CalledOperationInterceptor};
use super::clock_skew::ClockSkewInterceptor;
use super::error_code::ErrorCode;
use super::exchange::{ErrorCodeReader, OriginResolver, PassThroughSerializer};
use super::logging::UnloggedClient;
use super::{auth, response_timeout};
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
use aws_smithy_runtime::client::retries::RetryPartition;
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
use std::time::Duration;

/// Builds the plugins that serve all calls of a client.
///
/// # Errors
/// Returns an error for a configuration that the runtime rejects, such as one without an HTTP client.
pub(super) fn plugins(service: &'static Service, config: &SdkConfig) -> Result<RuntimePlugins, BoxError> {
    let mut defaults = DefaultPluginParams::new()
        .with_retry_partition_name(retry_partition(service, config.region()))
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

/// Returns the name of the retry quota, which all clients of a service in a region share.
fn retry_partition(service: &Service, region: Option<&Region>) -> String {
    format!("{}-{}", service.id, region.map_or("none", AsRef::as_ref))
}

/// Returns the plugin of a client that is moved to another region.
pub(super) fn of_region(service: &Service, region: &Region) -> StaticRuntimePlugin {
    let mut layer = Layer::new("smithereen-region");
    layer.store_put(RetryPartition::new(retry_partition(service, Some(region))));
    layer.store_put(region.clone());
    StaticRuntimePlugin::new().with_config(layer.freeze())
}

/// Returns the values of the configuration bag.
fn settings(service: &'static Service, config: &SdkConfig) -> Layer {
    let mut layer = Layer::new("smithereen");
    layer.store_put(SharedRequestSerializer::new(PassThroughSerializer));
    layer.store_put(SharedResponseDeserializer::new(ErrorCodeReader));
    layer.store_put(AuthSchemeOptionResolverParams::new(()));
    layer.store_put(AuthSchemeAndEndpointOrchestrationV2);
    // Keeps bodies out of some log events of the runtime; `logging` covers the others.
    layer.store_put(SensitiveOutput);
    layer.store_put(ApiMetadata::new(service.signing_name, env!("CARGO_PKG_VERSION")));
    layer.store_put(timeouts(config));
    if let Some(region) = config.region() {
        layer.store_put(region.clone());
    }
    if let Some(regions) = config.sigv4a_signing_region_set() {
        layer.store_put(regions.clone());
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

/// Returns the configured timeouts with this client's defaults.
///
/// The connect timeout is the official default, whatever the behavior version. The timeout of the call bounds a response that
/// begins and does not end; it has room for all attempts of the longest calls, and is not followed by a retry.
fn timeouts(config: &SdkConfig) -> TimeoutConfig {
    let configured = config.timeout_config().map(TimeoutConfig::to_builder).unwrap_or_default();
    let mut defaults = TimeoutConfig::builder().connect_timeout(Duration::from_millis(3100));
    // A configured limit of a response or an attempt can be longer than an hour.
    if response_timeout::limit(config.timeout_config()).is_some() {
        defaults = defaults.operation_timeout(Duration::from_secs(60 * 60));
    }
    configured.take_unset_from(defaults).build()
}

fn http_client(config: &SdkConfig) -> Option<UnloggedClient> {
    let limit = response_timeout::limit(config.timeout_config());
    config.http_client().map(|client| UnloggedClient { client, limit })
}

fn components(config: &SdkConfig) -> RuntimeComponentsBuilder {
    let mut components = RuntimeComponentsBuilder::new("smithereen")
        .with_http_client(http_client(config))
        .with_sleep_impl(config.sleep_impl())
        .with_time_source(config.time_source())
        .with_retry_strategy(Some(ReportedAttempts::default()))
        .with_identity_cache(config.identity_cache())
        .with_endpoint_resolver(Some(SharedEndpointResolver::new(OriginResolver)))
        .with_retry_classifier(HttpStatusCodeClassifier::default())
        .with_retry_classifier(TransientErrorClassifier::<ErrorCode>::new())
        .with_retry_classifier(ModeledAsRetryableClassifier::<ErrorCode>::new())
        .with_retry_classifier(AwsErrorCodeClassifier::<ErrorCode>::new())
        .with_retry_classifier(skew::ServiceClockSkewClassifier::<ErrorCode>::new());
    components.push_interceptor(SharedInterceptor::permanent(ConnectionPoisoningInterceptor::new()));
    // The official defaults store the configuration of the protection, but leave the interceptor to generated clients.
    components.push_interceptor(StalledStreamProtectionInterceptor::default());
    // For retries, and for signatures with SigV4a.
    components.push_interceptor(skew::ServiceClockSkewInterceptor::new());
    components.push_interceptor(ClockSkewInterceptor::default());
    components.push_interceptor(RequestInfoInterceptor::new());
    components.push_interceptor(UserAgentInterceptor::new());
    components.push_interceptor(InvocationIdInterceptor::new());
    components.push_interceptor(SharedInterceptor::permanent(RecursionDetectionInterceptor::new()));
    if called_operation::is_needed(config.http_client().as_ref()) {
        components.push_interceptor(SharedInterceptor::permanent(CalledOperationInterceptor));
    }
    auth::add_schemes(components, config)
}
