//! The signatures of `aws-sigv4`.

use super::case::{Body, Case};
use super::ours::{added, request};
use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation,
    SigningSettings, UriPathNormalizationMode, sign as sign_request,
};
use aws_sigv4::sign::v4::SigningParams;
use serde_json::{Value, json};
use smithereen::{BoxError, Bytes, Request};
use std::time::{Duration, SystemTime};

/// Signs a request as `ours` does.
pub(super) fn sign(case: &Case) -> Result<Value, String> {
    let signed = signed(case, None).map_err(|error| error.to_string())?;
    let expires = Duration::from_secs(case.expires.into());
    let presigned = self::signed(case, Some(expires)).map_err(|error| error.to_string())?;
    Ok(json!({ "headers": added(&signed), "url": in_order(&presigned.uri().to_string()) }))
}

/// Returns a URL with its parameters sorted, without empty ones: `aws-sigv4` appends the session token after the signature, and
/// writes another `&` after one at the end of the query. An empty parameter is not part of the signed text.
pub(super) fn in_order(url: &str) -> String {
    let (head, query) = url.split_once('?').unwrap_or((url, ""));
    let mut parameters: Vec<_> = query.split('&').filter(|parameter| !parameter.is_empty()).collect();
    parameters.sort_unstable();
    format!("{head}?{}", parameters.join("&"))
}

fn signed(case: &Case, expires: Option<Duration>) -> Result<Request<Bytes>, BoxError> {
    let mut request = request(case)?;
    let mut settings = SigningSettings::default();
    if case.body == Body::Objects {
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    }
    if case.body != Body::Hashed {
        settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    }
    if expires.is_some() {
        settings.signature_location = SignatureLocation::QueryParams;
        settings.expires_in = expires;
    }
    let credentials =
        Credentials::new(&case.access_key, &case.secret_key, case.token.clone(), None, "a case");
    let identity = credentials.into();
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(case.seconds.into());
    let params = SigningParams::builder().identity(&identity).region(&case.region).name(&case.service);
    let params = params.time(time).settings(settings).build()?.into();
    let body = match (case.body, expires) {
        (Body::Unsigned, None) | (Body::Objects, Some(_)) => SignableBody::UnsignedPayload,
        (_, None) => SignableBody::Bytes(request.body()),
        (_, Some(_)) => SignableBody::empty(),
    };
    let headers =
        request.headers().iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
    let signable = SignableRequest::new(case.method, request.uri().to_string(), headers, body)?;
    let (instructions, _) = sign_request(signable, &params)?.into_parts();
    instructions.apply_to_request_http1x(&mut request);
    Ok(request)
}
