//! The part of the configuration that affects endpoints.

#[cfg(feature = "checksum")]
use super::checksums::Checksums;
use super::discovery::{Mode, mode};
use super::endpoint_cache::EndpointCache;
use super::endpoint_settings::{compressed_from, discovery, endpoint_url, host_prefix, settings};
use crate::endpoint::{Endpoint, EndpointError, Param, Params, ServiceParams};
use crate::service::{EndpointDiscovery, OperationSchema, Service};
use aws_types::region::{Region, SigningRegionSet};
use aws_types::sdk_config::SdkConfig;
use std::sync::Arc;

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
