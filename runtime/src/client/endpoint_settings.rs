//! Settings of endpoints from the configuration, the environment and profiles.

use super::discovery::{Mode, mode};
use crate::endpoint::{EndpointError, ServiceParams};
use crate::service::Service;
use aws_types::sdk_config::SdkConfig;
use aws_types::service_config::ServiceConfigKey;
use std::env;

/// The environment variable that disables host prefixes in the AWS tools.
const DISABLE_HOST_PREFIX_VARIABLE: &str = "AWS_DISABLE_HOST_PREFIX_INJECTION";
/// The profile setting that disables host prefixes.
const DISABLE_HOST_PREFIX_KEY: &str = "disable_host_prefix_injection";

/// Returns the minimum size of a body to compress, if the configuration sets it.
pub(super) fn compressed_from(config: &SdkConfig) -> Option<usize> {
    match config.disable_request_compression() {
        Some(true) => Some(usize::MAX),
        _ => config.request_min_compression_size_bytes().and_then(|bytes| bytes.try_into().ok()),
    }
}

/// Returns the URL set in code, else the service's own from environment or profile, else the one for all services.
pub(super) fn endpoint_url(service: &Service, config: &SdkConfig) -> Option<String> {
    let own = || load(service, config, "AWS_ENDPOINT_URL", "endpoint_url");
    let own = if config.get_origin("endpoint_url").is_client_config() { None } else { own() };
    own.or_else(|| config.endpoint_url().map(str::to_owned))
}

/// Returns for which operations endpoints are discovered. The variable of botocore counts after the profile.
pub(super) fn discovery(service: &Service, config: &SdkConfig) -> Result<Mode, EndpointError> {
    let mut values =
        mode::VARIABLES.iter().filter_map(|variable| setting(service, config, variable, mode::KEY));
    Mode::parse(values.next().as_deref().unwrap_or_default())
}

/// Returns the parameters of the rules that the environment or the profile sets, and the first setting that is neither true nor
/// false.
pub(super) fn settings(
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
pub(super) fn host_prefix(service: &Service, config: &SdkConfig) -> Result<bool, EndpointError> {
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
