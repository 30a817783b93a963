//! Checks of the values that endpoint rules put into a host name.
//!
//! A value with a `/` or `#` would end the host name early, and a signed request would go to another host.

use super::{Endpoint, EndpointError, Params, is_valid_host_label};

/// The maximum number of characters of a region in an error.
const MAX_SHOWN: usize = 40;

impl Params<'_> {
    /// Resolves the endpoint with `rules`, and checks the region.
    ///
    /// # Errors
    /// Returns the error of the rules; otherwise an error for a region that does not consist of valid host labels, even if the
    /// URL of the endpoint does not contain the region: requests are signed for it.
    pub fn resolve(
        &self,
        rules: fn(&Params<'_>) -> Result<Endpoint, EndpointError>,
    ) -> Result<Endpoint, EndpointError> {
        let found = rules(self);
        match (&found, self.region.filter(|region| !is_valid_host_label(region, true))) {
            (_, None) => found,
            (Err(error), _) if error.is_from_rules => found,
            (_, Some(region)) => Err(invalid_region(region)),
        }
    }
}

fn invalid_region(region: &str) -> EndpointError {
    if region.is_empty() {
        return EndpointError::of_values("the region is empty");
    }
    let shown: String = region.chars().take(MAX_SHOWN).collect();
    let dots = if shown.len() < region.len() { "..." } else { "" };
    let message = format!("invalid region {shown:?}{dots}: a region consists of letters, digits and hyphens");
    EndpointError::of_values(message)
}

impl Endpoint {
    /// Creates an endpoint from a URL whose host contains these values, each given with its name.
    ///
    /// # Errors
    /// Returns an error for a URL that [`Endpoint::new`] rejects, for a value that does not belong in a host name,
    /// and for values that leave a label of the host empty. The error names the values and does not show them.
    pub fn from_rules(url: &str, values: &[(&str, &dyn AsRef<str>)]) -> Result<Self, EndpointError> {
        Self::with_values(url, values.iter().map(|(name, value)| (*name, value.as_ref())))
    }

    /// Does the same as [`Self::from_rules`] with values from any collection.
    pub(super) fn with_values<'v>(
        url: &str,
        values: impl Iterator<Item = (&'v str, &'v str)> + Clone,
    ) -> Result<Self, EndpointError> {
        for (name, value) in values.clone() {
            let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
            if !value.bytes().all(is_allowed) {
                return Err(EndpointError::of_values(format!(
                    "`{name}` cannot be part of a host name: letters, digits, hyphens, dots and underscores can"
                )));
            }
        }
        let endpoint = Self::new(url)?;
        let host = endpoint.authority.split(':').next().unwrap_or_default();
        // A custom URL may have a fully qualified host name, with a dot at its end.
        let host = host.strip_suffix('.').unwrap_or(host);
        if host.split('.').any(str::is_empty) {
            let names: Vec<_> = values.map(|(name, _)| format!("`{name}`")).collect();
            let names = names.join(" or ");
            return Err(EndpointError::of_values(format!("{names} leaves a label of the host name empty")));
        }
        Ok(endpoint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(params: &Params<'_>) -> Result<Endpoint, EndpointError> {
        let Some(region) = params.region else { return Err(EndpointError::new("Missing Region")) };
        if region == "refused by the rules" {
            return Err(EndpointError::new("Invalid region"));
        }
        match params.endpoint {
            Some(url) => Endpoint::new(url),
            None => Endpoint::new(&format!("https://iot.{region}.amazonaws.com")),
        }
    }

    #[test]
    fn valid_regions_resolve() {
        for region in ["us-east-1", "aws-global", "us-east-1-fips", "snow", "1", "eu.west", "US-EAST-1"] {
            let endpoint = Params::region(region).resolve(rules).unwrap();
            assert_eq!(endpoint.authority(), format!("iot.{region}.amazonaws.com"));
        }
    }

    #[test]
    fn an_invalid_region_is_rejected_with_and_without_a_custom_endpoint() {
        let longest = "a".repeat(64);
        for region in [
            "attacker.example/",
            "us-east-1#",
            "us-east-1?",
            "us-east-1/#",
            "u@attacker.example",
            "us-east-1:80",
            "us\\east",
            "us east",
            "us-east-1\n",
            "-us",
            "us-",
            ".us",
            "us.",
            "a..b",
            "us_east_1",
            "ü",
            &longest,
        ] {
            for endpoint in [None, Some("http://localhost:4566")] {
                let params = Params { endpoint, ..Params::region(region) };
                let error = params.resolve(rules).unwrap_err().to_string();
                assert!(error.starts_with("invalid region \""), "{region}: {error}");
                assert!(error.len() < 120 && !error.contains('\n'), "{region}: {error}");
            }
        }
        let error = Params { endpoint: Some("http://x"), ..Params::region("a/") }.resolve(rules).unwrap_err();
        let expected = "invalid region \"a/\": a region consists of letters, digits and hyphens";
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn an_empty_region_is_rejected() {
        for endpoint in [None, Some("http://localhost")] {
            let params = Params { endpoint, ..Params::region("") };
            assert_eq!(params.resolve(rules).unwrap_err().to_string(), "the region is empty");
        }
    }

    #[test]
    fn errors_of_the_rules_come_first() {
        let error = Params::region("refused by the rules").resolve(rules).unwrap_err();
        assert_eq!(error.to_string(), "Invalid region");
        assert_eq!(Params::default().resolve(rules).unwrap_err().to_string(), "Missing Region");
    }

    #[test]
    fn values_stay_within_the_host() {
        let endpoint = |value: &str, url: &str| Endpoint::from_rules(url, &[("Bucket", &value)]);
        for (value, rest) in [
            ("b", "example.com"),
            ("a.b-c_d", "example.com:8443/path"),
            ("123", "127.0.0.1:9000"),
            ("b", "my_host"),
            ("b", "host.:80"),
        ] {
            let url = format!("http://{value}.{rest}");
            assert_eq!(endpoint(value, &url).unwrap().url(), url);
        }
        for value in ["a/", "a#", "a?", "u@a", "a:1", "a\\", "a b", "a\t", "a%2f", "ä", "a\0"] {
            let error = endpoint(value, &format!("https://{value}.example.com")).unwrap_err();
            assert!(
                error.to_string().starts_with("`Bucket` cannot be part of a host name"),
                "{value}: {error}"
            );
        }
        for value in ["", ".", "a.", ".a", "a..b"] {
            let error = endpoint(value, &format!("https://{value}.example.com")).unwrap_err();
            assert_eq!(error.to_string(), "`Bucket` leaves a label of the host name empty", "{value}");
        }
    }
}
