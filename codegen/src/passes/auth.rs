//! Checks that each operation has a supported authentication scheme.

use super::support::unsupported;
use crate::graph::{ApiKey, Auth, AuthScheme, KeyLocation, Model, Operation, Service};
use crate::location::{Location, OperationPart, Reporter, ServicePart};

const NO_SCHEME: &str = "the model names no authentication scheme";

/// Reports operations without a supported scheme, and API keys without a valid header or query parameter.
pub(super) fn check(model: &Model, out: &Reporter<'_>) {
    let service = &model.service;
    // Reported once, for all operations that have the schemes of the service.
    if model.operations.iter().any(|operation| operation.auth == Auth::Service) {
        match service.auth.is_empty() {
            true => out.error(Location::Service(ServicePart::All), NO_SCHEME),
            false => check_schemes(&service.auth, Location::Service(ServicePart::Auth), out),
        }
    }
    for operation in &model.operations {
        if let Auth::Own(schemes) = &operation.auth {
            check_schemes(schemes, Location::Operation(&operation.name, OperationPart::Auth), out);
        }
    }
}

/// Reports an operation without a supported scheme.
pub(super) fn check_operation(service: &Service, operation: &Operation, out: &Reporter<'_>) {
    let location = Location::Operation(&operation.name, OperationPart::Auth);
    match operation.auth.schemes(service) {
        [] => out.error(location, NO_SCHEME),
        schemes => check_schemes(schemes, location, out),
    }
}

/// One supported scheme is enough, since callers choose by the credentials that they have.
fn check_schemes(schemes: &[AuthScheme], location: Location<'_>, out: &Reporter<'_>) {
    if !schemes.iter().any(AuthScheme::is_supported) {
        let names: Vec<&str> = schemes.iter().map(AuthScheme::name).collect();
        unsupported(location, &format!("signing by {}", names.join(" or ")), out);
    }
    for scheme in schemes {
        if let AuthScheme::ApiKey(key) = scheme {
            check_key(key, location, out);
        }
    }
}

fn check_key(key: &ApiKey, location: Location<'_>, out: &Reporter<'_>) {
    let is_token = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
    };
    if key.name.is_empty() || (key.location == KeyLocation::Header && !is_token(&key.name)) {
        out.error(
            location,
            format!("`{}` is not a valid header or query parameter for an API key", key.name),
        );
    }
    if let Some(scheme) = &key.scheme {
        match key.location {
            KeyLocation::Header if is_token(scheme) && !scheme.is_empty() => {}
            KeyLocation::Header => {
                out.error(location, format!("`{scheme}` is not a valid scheme for an API key"));
            }
            KeyLocation::Query => {
                out.warning(location, "an API key in the query has no scheme; it has no effect");
            }
        }
    }
}
