//! Selects the region, the name and the options that a request is signed with.

use crate::endpoint::{Endpoint, EndpointAuthScheme};
use crate::service::Service;
use aws_runtime::auth::SigV4OperationSigningConfig;
use aws_types::SigningName;
use aws_types::region::{Region, SigningRegion};

/// Returns the SigV4 configuration for requests to the endpoint, from the first of its authentication schemes that is
/// supported. Name and region are the service's and the caller's unless the endpoint has others.
///
/// # Errors
/// Returns an error if the endpoint has authentication schemes and none is supported.
pub(super) fn signing(
    service: &'static Service,
    region: Option<&Region>,
    endpoint: &Endpoint,
) -> Result<SigV4OperationSigningConfig, String> {
    let scheme = scheme(endpoint)?;
    let mut signing = SigV4OperationSigningConfig::default();
    let own = scheme.and_then(|scheme| scheme.signing_region.clone()).map(Region::new);
    signing.region = own.or_else(|| region.cloned()).map(SigningRegion::from);
    let own = scheme.and_then(|scheme| scheme.signing_name.clone()).map(String::from);
    signing.name = Some(own.map_or(SigningName::from_static(service.signing_name), SigningName::from));
    if let Some(scheme) = scheme {
        signing.signing_options.double_uri_encode = !scheme.disable_double_encoding;
        signing.signing_options.normalize_uri_path = !scheme.disable_normalize_path;
    }
    if service.signs_as_sent {
        signing.signing_options.double_uri_encode = false;
        signing.signing_options.normalize_uri_path = false;
        signing.signing_options.content_sha256_header = true;
    }
    Ok(signing)
}

/// Returns the first supported scheme, or `None` if the endpoint has no schemes.
fn scheme(endpoint: &Endpoint) -> Result<Option<&EndpointAuthScheme>, String> {
    let schemes = endpoint.auth_schemes();
    let supported = schemes.iter().find(|scheme| scheme.name == "sigv4");
    if supported.is_none() && !schemes.is_empty() {
        let names: Vec<_> = schemes.iter().map(|scheme| scheme.name.as_ref()).collect();
        return Err(format!(
            "the endpoint requires a signature with {}; this client supports only sigv4",
            names.join(" or ")
        ));
    }
    Ok(supported)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::RestJson1;

    static SERVICE: Service = Service::new("Test", &RestJson1, |_| Endpoint::new("https://example.com"))
        .signing_name("test")
        .auth(&[crate::auth::AuthScheme::SigV4]);

    fn signed(
        schemes: impl IntoIterator<Item = EndpointAuthScheme>,
    ) -> Result<SigV4OperationSigningConfig, String> {
        let endpoint = Endpoint::new("https://example.com").unwrap();
        let endpoint = schemes.into_iter().fold(endpoint, Endpoint::auth_scheme);
        signing(&SERVICE, Some(&Region::from_static("eu-west-1")), &endpoint)
    }

    fn signed_for(signing: &SigV4OperationSigningConfig) -> (&str, &str) {
        (signing.name.as_ref().unwrap().as_ref(), signing.region.as_ref().unwrap().as_ref())
    }

    #[test]
    fn the_first_supported_scheme_is_used() {
        let none = signed([]).unwrap();
        assert_eq!(signed_for(&none), ("test", "eu-west-1"));
        assert!(none.signing_options.double_uri_encode && none.signing_options.normalize_uri_path);
        let first = EndpointAuthScheme::new("sigv4").signing_name("a").signing_region("us-east-1");
        let second = EndpointAuthScheme::new("sigv4").signing_name("b");
        let other = EndpointAuthScheme::new("sigv4a").signing_name("c").signing_region_in("*");
        let found = signed([other, first, second]).unwrap();
        assert_eq!(signed_for(&found), ("a", "us-east-1"));
    }

    #[test]
    fn the_endpoint_sets_how_a_path_is_encoded_and_normalized() {
        let scheme = EndpointAuthScheme::new("sigv4").disable_double_encoding();
        let options = signed([scheme]).unwrap().signing_options;
        assert!(!options.double_uri_encode && options.normalize_uri_path);
        let options =
            signed([EndpointAuthScheme::new("sigv4").disable_normalize_path()]).unwrap().signing_options;
        assert!(options.double_uri_encode && !options.normalize_uri_path);
    }

    #[test]
    fn the_service_sets_that_a_path_is_signed_as_it_is_sent() {
        static OBJECTS: Service =
            Service::new("Test", &RestJson1, |_| Endpoint::new("https://example.com")).signs_as_sent();
        let endpoint = Endpoint::new("https://example.com").unwrap();
        for endpoint in [endpoint.clone(), endpoint.auth_scheme(EndpointAuthScheme::new("sigv4"))] {
            let options = signing(&OBJECTS, None, &endpoint).unwrap().signing_options;
            assert!(
                !options.double_uri_encode && !options.normalize_uri_path && options.content_sha256_header
            );
        }
    }

    #[test]
    fn an_endpoint_without_a_supported_scheme_is_an_error() {
        let error = signed([EndpointAuthScheme::new("sigv4a"), EndpointAuthScheme::new("sigv4-s3express")])
            .unwrap_err();
        assert_eq!(
            error,
            "the endpoint requires a signature with sigv4a or sigv4-s3express; this client supports only sigv4"
        );
    }
}
