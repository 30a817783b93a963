//! Whether there is a way to prove whose a request is.

use super::support::unsupported;
use crate::diagnostic::{At, Diagnostics};
use crate::graph::{ApiKey, Auth, AuthScheme, KeyLocation, Model, Operation, Service};

/// Reports operations that cannot be called, and keys that have no place.
pub(super) fn check(model: &Model, at: &At<'_>, out: &Diagnostics) {
    let (at_service, at_operations) = (at.key("metadata"), at.key("operations"));
    let service = &model.service;
    // As the service's, where operations leave it to that.
    if model.operations.iter().any(|operation| operation.auth == Auth::Service) {
        match service.auth.is_empty() {
            true => out.error(&at_service, "the model names no way to sign requests"),
            false => check_schemes(&service.auth, &at_service.key("auth"), out),
        }
    }
    for operation in &model.operations {
        if let Auth::Own(schemes) = &operation.auth {
            check_schemes(schemes, &at_operations.key(&operation.name).key("auth"), out);
        }
    }
}

/// Reports an operation that cannot be called.
pub(super) fn check_operation(service: &Service, operation: &Operation, at: &At<'_>, out: &Diagnostics) {
    match &operation.auth {
        Auth::Own(schemes) => check_schemes(schemes, at, out),
        Auth::Service if service.auth.is_empty() => out.error(at, "the model names no way to sign requests"),
        Auth::Service => check_schemes(&service.auth, at, out),
    }
}

/// One that is supported is enough: a caller may choose.
fn check_schemes(schemes: &[AuthScheme], at: &At<'_>, out: &Diagnostics) {
    if !schemes.iter().any(AuthScheme::is_supported) {
        let names: Vec<&str> = schemes.iter().map(AuthScheme::name).collect();
        unsupported(at, &format!("signing by {}", names.join(" or ")), out);
    }
    for scheme in schemes {
        if let AuthScheme::ApiKey(key) = scheme {
            check_key(key, at, out);
        }
    }
}

fn check_key(key: &ApiKey, at: &At<'_>, out: &Diagnostics) {
    let is_token = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
    };
    if key.name.is_empty() || (key.location == KeyLocation::Header && !is_token(&key.name)) {
        out.error(at, format!("`{}` is not a name that an API key can go by", key.name));
    }
    if let Some(scheme) = &key.scheme {
        match key.location {
            KeyLocation::Header if is_token(scheme) && !scheme.is_empty() => {}
            KeyLocation::Header => {
                out.error(at, format!("`{scheme}` is not a word that can go before an API key"));
            }
            KeyLocation::Query => out.warning(at, "a key in the query has no scheme; it has no effect"),
        }
    }
}
