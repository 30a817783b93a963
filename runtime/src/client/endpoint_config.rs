//! The part of the configuration that affects endpoints.

#[cfg(feature = "checksum")]
use super::checksums::Checksums;
use super::discovery::{Mode, mode};
use super::endpoint_cache::EndpointCache;
use crate::endpoint::{Endpoint, EndpointError, Param, Params, ServiceParams};
use crate::service::{EndpointDiscovery, OperationSchema, Service};
use aws_types::region::{Region, SigningRegionSet};
use aws_types::sdk_config::SdkConfig;
use aws_types::service_config::ServiceConfigKey;
use std::env;
use std::sync::Arc;

/// The environment variable that disables host prefixes in the AWS tools.
const DISABLE_HOST_PREFIX_VARIABLE: &str = "AWS_DISABLE_HOST_PREFIX_INJECTION";
/// The profile setting that disables host prefixes.
const DISABLE_HOST_PREFIX_KEY: &str = "disable_host_prefix_injection";

/// The parameters of the endpoint rules that the configuration sets, and the settings that apply to each endpoint.
#[derive(Clone, Debug)]
pub(super) struct EndpointConfig {
    region: Option<Region>,
    /// The regions of signatures of version 4a, separated by commas.
    region_set: Option<SigningRegionSet>,
    use_fips: bool,
    use_dual_stack: bool,
    url: Option<String>,
    account_id_endpoint_mode: String,
    /// For which operations endpoints are discovered, or an error for an invalid setting.
    discovery: Result<Mode, EndpointError>,
    more: ServiceParams<'static>,
    /// The parameter of a setting that is neither true nor false, with the error of each call.
    invalid_setting: Option<(&'static str, EndpointError)>,
    /// The minimum size of a body to compress, in bytes.
    compressed_from: Option<usize>,
    #[cfg(feature = "checksum")]
    checksums: Checksums,
    /// Whether operations can add a prefix to the host, or an error for a setting that is neither true nor false.
    host_prefix: Result<bool, EndpointError>,
}

/// What replaces or completes the configuration for one call.
#[derive(Clone, Copy, Default)]
pub(super) struct Overrides<'a> {
    /// The account ID of the credentials.
    pub(super) account_id: Option<&'a str>,
    /// The region of the resource, if it is not the client's.
    pub(super) region: Option<&'a Region>,
}

impl EndpointConfig {
    pub(super) fn new(service: &Service, config: &SdkConfig) -> Self {
        let (more, invalid_setting) = settings(service, config);
        Self {
            region: config.region().cloned(),
            region_set: config.sigv4a_signing_region_set().cloned(),
            use_fips: config.use_fips().unwrap_or_default(),
            use_dual_stack: config.use_dual_stack().unwrap_or_default(),
            url: endpoint_url(service, config),
            account_id_endpoint_mode: config
                .account_id_endpoint_mode()
                .cloned()
                .unwrap_or_default()
                .to_string(),
            discovery: discovery(service, config),
            more,
            invalid_setting,
            compressed_from: compressed_from(config),
            #[cfg(feature = "checksum")]
            checksums: Checksums::of(config),
            host_prefix: host_prefix(service, config),
        }
    }

    /// Returns the endpoint that `resolve` returns for this configuration, without an account ID.
    ///
    /// # Errors
    /// Returns the error of `resolve`, or that of a setting that has no valid value.
    pub(super) fn endpoint(
        &self,
        resolve: impl FnOnce(&Params<'_>) -> Result<Endpoint, EndpointError>,
    ) -> Result<Endpoint, EndpointError> {
        let has_prefix = self.has_prefix()?;
        Ok(self.complete(resolve(&self.params(Overrides::default()))?, has_prefix))
    }

    /// Returns the endpoint of a call. `add` adds the parameters of the operation.
    ///
    /// # Errors
    /// Returns an error if the endpoint rules reject the parameters, and for a setting that has no valid value.
    pub(super) fn endpoint_of_call<'a>(
        &'a self,
        service: &Service,
        cache: &EndpointCache,
        overrides: Overrides<'a>,
        add: impl FnOnce(Params<'a>) -> Params<'a>,
    ) -> Result<Arc<Endpoint>, EndpointError> {
        let has_prefix = self.has_prefix()?;
        let params = add(self.params(overrides));
        cache.endpoint(&params, || Ok(self.complete((service.endpoint)(&params)?, has_prefix)))
    }

    /// Returns whether operations can add a prefix to the host.
    ///
    /// # Errors
    /// Returns the error of a setting that has no valid value.
    fn has_prefix(&self) -> Result<bool, EndpointError> {
        match &self.invalid_setting {
            Some((_, error)) => Err(error.clone()),
            None => self.host_prefix.clone(),
        }
    }

    fn params<'a>(&'a self, overrides: Overrides<'a>) -> Params<'a> {
        Params {
            region: overrides.region.or(self.region.as_ref()).map(AsRef::as_ref),
            use_fips: self.use_fips,
            use_dual_stack: self.use_dual_stack,
            endpoint: self.url.as_deref(),
            account_id_endpoint_mode: Some(&self.account_id_endpoint_mode),
            account_id: overrides.account_id,
            service_params: self.more.clone(),
        }
    }

    /// Adds the settings that apply to each endpoint.
    fn complete(&self, endpoint: Endpoint, has_prefix: bool) -> Endpoint {
        let endpoint = if has_prefix { endpoint } else { endpoint.without_host_prefix() };
        #[cfg(feature = "checksum")]
        let endpoint = self.checksums.apply(endpoint);
        match self.compressed_from {
            Some(bytes) => endpoint.min_compression_size(bytes),
            None => endpoint,
        }
    }

    /// Returns whether the endpoints of a service depend on the account ID of the credentials.
    pub(super) fn uses_account_id(&self, service: &Service) -> bool {
        // A configured URL takes its place.
        service.account_id_endpoints && self.url.is_none() && self.account_id_endpoint_mode != "disabled"
    }

    /// Returns the discovery of an operation's endpoint, or `None` if the endpoint of the rules is to be used. A configured URL
    /// disables discovery.
    ///
    /// # Errors
    /// Returns an error if discovery is disabled and required, or if its setting is invalid.
    pub(super) fn discovery(
        &self,
        operation: &OperationSchema,
    ) -> Result<Option<&'static EndpointDiscovery>, EndpointError> {
        let Some(discovery) = operation.endpoint_discovery.filter(|_| self.url.is_none()) else {
            return Ok(None);
        };
        match (self.discovery.clone()?, operation.requires_endpoint_discovery) {
            (Mode::Never, true) => Err(EndpointError::new(format!(
                "its endpoint has to be discovered, which `{}` disables",
                mode::KEY
            ))),
            (Mode::Always, _) | (Mode::Required, true) => Ok(Some(discovery)),
            (Mode::Required | Mode::Never, false) => Ok(None),
        }
    }

    /// Replaces the region.
    pub(super) fn with_region(self, region: Region) -> Self {
        Self { region: Some(region), ..self }
    }

    /// Replaces the endpoint URL.
    pub(super) fn with_url(self, url: String) -> Self {
        Self { url: Some(url), ..self }
    }

    /// Sets whether endpoints are discovered, whatever the environment or the profile sets.
    pub(super) fn with_discovery(self, enabled: bool) -> Self {
        Self { discovery: Ok(if enabled { Mode::Always } else { Mode::Never }), ..self }
    }

    /// Disables host prefixes, whatever the environment or the profile sets.
    pub(super) fn without_host_prefix(self) -> Self {
        Self { host_prefix: Ok(false), ..self }
    }

    /// Adds a parameter of the endpoint rules.
    pub(super) fn with(self, name: &'static str, value: Param<'static>) -> Self {
        let invalid_setting = self.invalid_setting.filter(|(invalid, _)| *invalid != name);
        Self { more: self.more.with(name, value), invalid_setting, ..self }
    }

    /// Returns the region that requests are signed for, unless the endpoint has one of its own.
    pub(super) fn region(&self) -> Option<&Region> {
        self.region.as_ref()
    }

    /// Returns the regions of signatures of version 4a, separated by commas, if they are configured.
    pub(super) fn region_set(&self) -> Option<&str> {
        self.region_set.as_ref().map(AsRef::as_ref)
    }
}

/// Returns the minimum size of a body to compress, if the configuration sets it.
fn compressed_from(config: &SdkConfig) -> Option<usize> {
    match config.disable_request_compression() {
        Some(true) => Some(usize::MAX),
        _ => config.request_min_compression_size_bytes().and_then(|bytes| bytes.try_into().ok()),
    }
}

/// Returns the URL set in code, else the service's own from environment or profile, else the one for all services.
fn endpoint_url(service: &Service, config: &SdkConfig) -> Option<String> {
    let own = || load(service, config, "AWS_ENDPOINT_URL", "endpoint_url");
    let own = if config.get_origin("endpoint_url").is_client_config() { None } else { own() };
    own.or_else(|| config.endpoint_url().map(str::to_owned))
}

/// Returns for which operations endpoints are discovered. The variable of botocore counts after the profile.
fn discovery(service: &Service, config: &SdkConfig) -> Result<Mode, EndpointError> {
    let mut values =
        mode::VARIABLES.iter().filter_map(|variable| setting(service, config, variable, mode::KEY));
    Mode::parse(values.next().as_deref().unwrap_or_default())
}

/// Returns the parameters of the rules that the environment or the profile sets, and the first setting that is neither true nor
/// false.
fn settings(
    service: &Service,
    config: &SdkConfig,
) -> (ServiceParams<'static>, Option<(&'static str, EndpointError)>) {
    let (mut params, mut invalid) = (ServiceParams::default(), None);
    for (param, key) in service.settings {
        let variable = format!("AWS_{}", key.to_ascii_uppercase());
        let value = setting(service, config, &variable, key).filter(|value| !value.trim().is_empty());
        match value.map(|value| parse_boolean(&value, key, &variable)) {
            Some(Ok(flag)) => params = params.with(param, flag.into()),
            Some(Err(error)) => invalid = invalid.or(Some((*param, error))),
            None => {}
        }
    }
    (params, invalid)
}

/// Returns whether operations can add a prefix to the host.
fn host_prefix(service: &Service, config: &SdkConfig) -> Result<bool, EndpointError> {
    let value = setting(service, config, DISABLE_HOST_PREFIX_VARIABLE, DISABLE_HOST_PREFIX_KEY);
    parse_disabled(value.as_deref().unwrap_or_default()).map(|is_disabled| !is_disabled)
}

/// Parses the setting that disables host prefixes. An empty value counts as unset.
fn parse_disabled(value: &str) -> Result<bool, EndpointError> {
    parse_boolean(value, DISABLE_HOST_PREFIX_KEY, DISABLE_HOST_PREFIX_VARIABLE)
}

/// Parses a setting. An empty value is false.
fn parse_boolean(value: &str, key: &str, variable: &str) -> Result<bool, EndpointError> {
    match value.trim() {
        "" => Ok(false),
        value if value.eq_ignore_ascii_case("false") => Ok(false),
        value if value.eq_ignore_ascii_case("true") => Ok(true),
        value => Err(EndpointError::new(format!(
            "`{key}` (environment variable `{variable}`) is {value:?}; only `true` and `false` are valid"
        ))),
    }
}

/// Loads a setting that `SdkConfig` does not have. A configuration that was built in code has no environment and no profile, so
/// that only the variable is read.
fn setting(service: &Service, config: &SdkConfig, variable: &str, key: &str) -> Option<String> {
    match config.service_config() {
        Some(_) => load(service, config, variable, key),
        None => env::var(variable).ok(),
    }
}

/// Loads a setting of the service from the environment or else from the profile.
fn load(service: &Service, config: &SdkConfig, variable: &str, key: &str) -> Option<String> {
    let key = ServiceConfigKey::builder().service_id(service.id).env(variable).profile(key).build();
    config.service_config()?.load_config(key.ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_prefixes_are_disabled_by_true_in_any_case() {
        for (value, expected) in
            [("", false), ("true", true), ("TRUE", true), ("True ", true), ("false", false), ("FALSE", false)]
        {
            assert_eq!(parse_disabled(value), Ok(expected), "{value:?}");
        }
    }

    #[test]
    fn another_value_is_an_error_that_names_the_setting() {
        for value in ["yes", "1", "0", "truefalse", "wahr"] {
            let error = parse_disabled(value).unwrap_err().to_string();
            assert_eq!(
                error,
                format!(
                    "`disable_host_prefix_injection` (environment variable `AWS_DISABLE_HOST_PREFIX_INJECTION`) \
                     is {value:?}; only `true` and `false` are valid"
                )
            );
        }
    }
}
