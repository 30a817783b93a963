//! The setting that enables endpoint discovery.

use crate::endpoint::EndpointError;

/// The setting in profiles.
pub(in crate::client) const KEY: &str = "endpoint_discovery_enabled";
/// The environment variable that AWS documents, and that of botocore.
pub(in crate::client) const VARIABLES: [&str; 2] =
    ["AWS_ENABLE_ENDPOINT_DISCOVERY", "AWS_ENDPOINT_DISCOVERY_ENABLED"];

/// For which operations endpoints are discovered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::client) enum Mode {
    /// For those that require it.
    #[default]
    Required,
    /// For all that support it.
    Always,
    /// For none. Calls of operations that require it are errors.
    Never,
}

impl Mode {
    /// Parses the setting. An empty value counts as unset.
    ///
    /// # Errors
    /// Returns an error that names the setting for any other value than `true`, `false` and `auto`.
    pub(in crate::client) fn parse(value: &str) -> Result<Self, EndpointError> {
        match value.trim().to_ascii_lowercase().as_str() {
            "" | "auto" => Ok(Self::Required),
            "true" => Ok(Self::Always),
            "false" => Ok(Self::Never),
            _ => Err(EndpointError::new(format!(
                "`{KEY}` (environment variable `{}`) is {value:?}; only `true`, `false` and `auto` are valid",
                VARIABLES[0]
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Mode;

    #[test]
    fn values_are_parsed_in_any_case() {
        for (value, expected) in
            [("", Mode::Required), ("AUTO", Mode::Required), ("True ", Mode::Always), ("false", Mode::Never)]
        {
            assert_eq!(Mode::parse(value), Ok(expected), "{value:?}");
        }
    }

    #[test]
    fn another_value_is_an_error_that_names_the_setting() {
        for value in ["yes", "1", "automatic"] {
            let error = Mode::parse(value).unwrap_err().to_string();
            assert_eq!(
                error,
                format!(
                    "`endpoint_discovery_enabled` (environment variable `AWS_ENABLE_ENDPOINT_DISCOVERY`) is \
                     {value:?}; only `true`, `false` and `auto` are valid"
                )
            );
        }
    }
}
