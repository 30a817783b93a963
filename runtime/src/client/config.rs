//! From an `SdkConfig` to what the runtime is made of.

use super::exchange::{ErrorCode, Host, Reader, Writer};
use super::opaque;
use crate::endpoint::{Endpoint, EndpointError, Params};
use crate::operation::Service;
use aws_runtime::auth::{SigV4OperationSigningConfig, sigv4};
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
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::static_resolver::StaticAuthSchemeOptionResolver;
use aws_smithy_runtime_api::client::auth::{
    AuthSchemeOptionResolverParams, SharedAuthScheme, SharedAuthSchemeOptionResolver,
};
use aws_smithy_runtime_api::client::endpoint::SharedEndpointResolver;
use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_runtime_api::client::orchestrator::SensitiveOutput;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::{RuntimePlugins, StaticRuntimePlugin};
use aws_smithy_runtime_api::client::ser_de::{SharedRequestSerializer, SharedResponseDeserializer};
use aws_smithy_types::config_bag::{ConfigBag, Layer};
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SigningName;
use aws_types::region::{Region, SigningRegion};
use aws_types::sdk_config::SdkConfig;
use aws_types::sdk_ua_metadata::FrameworkMetadata;
use aws_types::service_config::ServiceConfigKey;
use std::time::Duration;

/// What the service's endpoint rules say to the configuration.
pub(super) fn endpoint(service: &Service, config: &SdkConfig) -> Result<Endpoint, EndpointError> {
    let url = endpoint_url(service, config);
    let endpoint = (service.endpoint)(&Params {
        region: config.region().map(AsRef::as_ref),
        use_fips: config.use_fips().unwrap_or_default(),
        use_dual_stack: config.use_dual_stack().unwrap_or_default(),
        endpoint: url.as_deref(),
    })?;
    Ok(match compressed_from(config) {
        Some(bytes) => endpoint.compress_from(bytes),
        None => endpoint,
    })
}

/// What the configuration says of compression, if it says anything.
fn compressed_from(config: &SdkConfig) -> Option<usize> {
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
pub(super) fn plugins(
    service: &'static Service,
    config: &SdkConfig,
    endpoint: Option<&Endpoint>,
) -> Result<RuntimePlugins, BoxError> {
    let region = config.region().map_or("none", AsRef::as_ref);
    let mut defaults = DefaultPluginParams::new()
        .with_retry_partition_name(format!("{}-{region}", service.id))
        .with_is_aws_sdk(true);
    if let Some(version) = config.behavior_version() {
        defaults = defaults.with_behavior_version(version);
    }
    let own = StaticRuntimePlugin::new()
        .with_config(settings(service, config, endpoint).freeze())
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

fn settings(service: &'static Service, config: &SdkConfig, endpoint: Option<&Endpoint>) -> Layer {
    let mut layer = Layer::new("smithereen");
    layer.store_put(SharedRequestSerializer::new(Writer));
    layer.store_put(SharedResponseDeserializer::new(Reader));
    layer.store_put(AuthSchemeOptionResolverParams::new(()));
    layer.store_put(AuthSchemeAndEndpointOrchestrationV2);
    // Keeps bodies out of the runtime's own log events.
    layer.store_put(SensitiveOutput);
    layer.store_put(signing(service, config, endpoint));
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
    if let Some(disabled) = config.disable_clock_skew_correction() {
        layer.store_put(skew::DisableClockSkewCorrection::from(disabled));
    }
    layer
}

fn signing(
    service: &'static Service,
    config: &SdkConfig,
    endpoint: Option<&Endpoint>,
) -> SigV4OperationSigningConfig {
    let mut signing = SigV4OperationSigningConfig::default();
    let region = endpoint.and_then(|endpoint| endpoint.signing_region.clone()).map(Region::new);
    signing.region = region.or_else(|| config.region().cloned()).map(SigningRegion::from);
    let name = endpoint.and_then(|endpoint| endpoint.signing_name.clone()).map(String::from);
    signing.name = Some(name.map_or(SigningName::from_static(service.signing_name), SigningName::from));
    signing
}

/// The official defaults bound the connection alone; a call that never ends helps nobody.
fn timeouts(config: &SdkConfig) -> TimeoutConfig {
    let ours = TimeoutConfig::builder()
        .connect_timeout(Duration::from_millis(3100))
        .operation_attempt_timeout(Duration::from_secs(30))
        .operation_timeout(Duration::from_secs(120));
    config.timeout_config().map(TimeoutConfig::to_builder).unwrap_or_default().take_unset_from(ours).build()
}

fn components(config: &SdkConfig) -> RuntimeComponentsBuilder {
    let schemes = StaticAuthSchemeOptionResolver::new(vec![sigv4::SCHEME_ID]);
    let mut components = RuntimeComponentsBuilder::new("smithereen")
        .with_http_client(config.http_client().map(opaque::Client))
        .with_sleep_impl(config.sleep_impl())
        .with_time_source(config.time_source())
        .with_identity_cache(config.identity_cache())
        .with_endpoint_resolver(Some(SharedEndpointResolver::new(Host)))
        .with_auth_scheme_option_resolver(Some(SharedAuthSchemeOptionResolver::new(schemes)))
        .with_auth_scheme(SharedAuthScheme::new(sigv4::SigV4AuthScheme::new()))
        .with_retry_classifier(HttpStatusCodeClassifier::default())
        .with_retry_classifier(TransientErrorClassifier::<ErrorCode>::new())
        .with_retry_classifier(ModeledAsRetryableClassifier::<ErrorCode>::new())
        .with_retry_classifier(AwsErrorCodeClassifier::<ErrorCode>::new())
        .with_retry_classifier(skew::ServiceClockSkewClassifier::<ErrorCode>::new());
    components.push_interceptor(SharedInterceptor::permanent(ConnectionPoisoningInterceptor::new()));
    components.push_interceptor(skew::ServiceClockSkewInterceptor::new());
    components.push_interceptor(RequestInfoInterceptor::new());
    components.push_interceptor(UserAgentInterceptor::new());
    components.push_interceptor(InvocationIdInterceptor::new());
    components.push_interceptor(SharedInterceptor::permanent(RecursionDetectionInterceptor::new()));
    if let Some(provider) = config.credentials_provider() {
        components.set_identity_resolver(sigv4::SCHEME_ID, SharedIdentityResolver::new(provider));
    }
    components
}
