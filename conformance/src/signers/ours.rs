//! The signatures of the runtime.

use super::case::{Body, Case};
use serde_json::{Map, Value, json};
use smithereen::sign::{Credentials, Payload, Signer, SigningConfig};
use smithereen::{Bytes, Request, Timestamp};
use std::time::Duration;

/// Signs a request. The result has the headers that a signature adds, and the presigned URL, of which `arrange` changes the order
/// of parameters.
pub(super) fn sign(case: &Case, arrange: &dyn Fn(&str) -> String) -> Result<Value, String> {
    let mut credentials = Credentials::new(&case.access_key, &case.secret_key);
    if let Some(token) = &case.token {
        credentials = credentials.with_session_token(token);
    }
    let signer = Signer::new(credentials);
    let mut config = SigningConfig::new(case.service.clone(), case.region.clone());
    let mut in_url = config.clone();
    match case.body {
        Body::Hashed => {}
        Body::Unsigned => config = config.payload(Payload::Unsigned),
        Body::Objects => {
            config = config.as_sent();
            in_url = in_url.as_sent().payload(Payload::Unsigned);
        }
    }
    let time = Timestamp::new(case.seconds.into(), 0);
    let expires = Duration::from_secs(case.expires.into());
    let mut request = request(case).map_err(|error| error.to_string())?;
    signer.sign(&mut request, &config, time).map_err(|error| error.to_string())?;
    // A presigned request of a service whose URLs cover the body has no body here.
    let empty = self::request(case).map_err(|error| error.to_string())?.map(|_| Bytes::new());
    let presigned = signer.presign(&empty, &in_url, expires, time).map_err(|error| error.to_string())?;
    Ok(json!({ "headers": added(&request), "url": arrange(presigned.url()) }))
}

pub(super) fn request(case: &Case) -> Result<Request<Bytes>, smithereen::BoxError> {
    let mut request = Request::builder().method(case.method).uri(&case.url);
    for (name, value) in &case.headers {
        request = request.header(name, value);
    }
    Ok(request.body(case.data.clone().into())?)
}

/// Returns the headers that a signature adds.
pub(super) fn added(request: &Request<Bytes>) -> Map<String, Value> {
    let names = ["authorization", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token"];
    let headers = names.into_iter().filter_map(|name| {
        let value = request.headers().get(name)?.to_str().ok()?;
        Some((name.to_owned(), value.into()))
    });
    headers.collect()
}
