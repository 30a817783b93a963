//! Converts the runtime's responses to the types of `http`.

use crate::body::Body;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};

/// Converts a response with a buffered body to the types of `http`.
pub(super) fn to_http(raw: &HttpResponse) -> Result<Response<Bytes>, &'static str> {
    let body = raw.body().bytes().ok_or("the response body is not buffered")?;
    with_head(raw, Bytes::copy_from_slice(body))
}

/// Moves a response into the types of `http`, without parsing its headers again.
pub(super) fn take_http(raw: &mut HttpResponse) -> Result<Response<Body>, &'static str> {
    let taken = HttpResponse::new(raw.status(), SdkBody::taken());
    let response = std::mem::replace(raw, taken).try_into_http1x();
    let (head, body) = response.map_err(|_| "invalid HTTP response")?.into_parts();
    let body = match body.bytes() {
        Some(bytes) => Body::from(Bytes::copy_from_slice(bytes)),
        #[cfg(feature = "stream")]
        None => Body::from_http_body(body),
        #[cfg(not(feature = "stream"))]
        None => return Err("the response body is not buffered"),
    };
    Ok(Response::from_parts(head, body))
}

/// Returns a response with status and headers of `raw`.
pub(super) fn with_head<B>(raw: &HttpResponse, body: B) -> Result<Response<B>, &'static str> {
    let mut response = Response::new(body);
    *response.status_mut() =
        StatusCode::from_u16(raw.status().as_u16()).map_err(|_| "invalid HTTP status")?;
    *response.headers_mut() = headers(raw);
    Ok(response)
}

fn headers(raw: &HttpResponse) -> HeaderMap {
    let pairs = raw.headers().iter_bytes();
    let pairs = pairs.filter_map(|(name, value)| {
        Some((name.parse::<HeaderName>().ok()?, HeaderValue::from_bytes(value).ok()?))
    });
    // `collect` would keep only the last header of each name.
    let mut headers = HeaderMap::new();
    pairs.for_each(|(name, value)| {
        headers.append(name, value);
    });
    headers
}
