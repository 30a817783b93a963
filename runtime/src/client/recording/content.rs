//! Builds recorded exchanges without secrets. For unknown operations, everything that members can be bound to is removed.

use super::credentials::{Credentials, REPEATED};
use super::exchange::{ESCAPED_PLACEHOLDER, Exchange, RecordedBody, RecordedRequest, RecordedResponse};
use super::messages::Messages;
use crate::auth::{ApiKey, AuthScheme};
use crate::service::OperationSchema;
use bytes::Bytes;
use http::header::{AGE, AUTHORIZATION, CONNECTION, CONTENT_LENGTH, DATE, SET_COOKIE, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, Request, Response, Uri};
use std::collections::BTreeSet;

/// Headers of responses that are removed: secrets, and those that depend on the connection or the time.
const REMOVED: [HeaderName; 6] = [AGE, CONNECTION, CONTENT_LENGTH, DATE, SET_COOKIE, TRANSFER_ENCODING];

/// Headers of responses that are kept if the members are not known.
const KEPT: [&str; 3] = ["content-type", "x-amz-request-id", "x-amzn-requestid"];

/// Returns the exchange without secrets. Without the types of the operation, everything that members can be bound to is removed.
pub(super) fn exchange(
    operation: &OperationSchema,
    messages: Option<&Messages>,
    request: &Request<Bytes>,
    response: &Response<Bytes>,
) -> Exchange {
    let unknown = || format!("`Recorder::operation` was not called for `{}`", operation.name);
    let redacted = messages.map_or_else(|| Err(unknown()), |messages| (messages.request)(request));
    let recorded_request = match redacted {
        Ok(redacted) => RecordedRequest {
            redacted: sorted(redacted.redaction.names),
            generated: sorted(redacted.redaction.generated),
            ..kept_request(operation, &redacted.message)
        },
        Err(reason) => removed_request(operation, request, reason),
    };
    let redacted = match Credentials::of(operation, request).are_in(response.body(), response.status()) {
        true => Err(REPEATED.to_owned()),
        false => messages.map_or_else(|| Err(unknown()), |messages| (messages.response)(response)),
    };
    let recorded_response = match redacted {
        Ok(redacted) => RecordedResponse {
            status: response.status().as_u16(),
            headers: texts(redacted.message.headers(), |name| !REMOVED.contains(name)),
            body: RecordedBody::Bytes(redacted.message.into_body()),
            redacted: sorted(redacted.redaction.names),
        },
        Err(reason) => RecordedResponse {
            status: response.status().as_u16(),
            headers: texts(response.headers(), |name| KEPT.contains(&name.as_str())),
            body: removed(response.body(), reason),
            redacted: Vec::new(),
        },
    };
    Exchange {
        service: operation.service.id.to_owned(),
        operation: operation.name.to_owned(),
        region: region(request.headers()),
        request: recorded_request,
        response: recorded_response,
    }
}

fn sorted(names: BTreeSet<String>) -> Vec<String> {
    names.into_iter().collect()
}

/// Returns the parts of a request without secrets in members.
fn kept_request(operation: &OperationSchema, request: &Request<Bytes>) -> RecordedRequest {
    RecordedRequest {
        method: request.method().to_string(),
        host: request.uri().host().unwrap_or_default().to_owned(),
        path: request.uri().path().to_owned(),
        query: query(operation, request.uri(), |value| value),
        headers: texts(request.headers(), |name| *name != AUTHORIZATION),
        body: RecordedBody::Bytes(request.body().clone()),
        redacted: Vec::new(),
        generated: Vec::new(),
    }
}

/// Returns the parts of a request that no member is bound to.
fn removed_request(operation: &OperationSchema, request: &Request<Bytes>, reason: String) -> RecordedRequest {
    let has_bindings =
        matches!(operation.service.protocol.id(), "aws.protocols#restJson1" | "aws.protocols#restXml");
    let path = match has_bindings {
        true => without_labels(operation.uri, request.uri().path()),
        false => request.uri().path().to_owned(),
    };
    RecordedRequest {
        path,
        query: query(operation, request.uri(), |_| ESCAPED_PLACEHOLDER),
        headers: Vec::new(),
        body: removed(request.body(), reason),
        ..kept_request(operation, request)
    }
}

fn removed(body: &Bytes, reason: String) -> RecordedBody {
    if body.is_empty() { RecordedBody::Bytes(Bytes::new()) } else { RecordedBody::Removed(reason) }
}

/// Returns a path with placeholders for labels. A path that is not that of the template is a placeholder as a whole.
fn without_labels(template: &str, path: &str) -> String {
    let template = template.split('?').next().unwrap_or_default();
    let expected: Vec<_> = template.split('/').skip(1).collect();
    let found: Vec<_> = path.split('/').skip(1).collect();
    let is_greedy = expected.iter().any(|segment| segment.ends_with("+}"));
    let Some(additional) = found.len().checked_sub(expected.len()).filter(|_| !is_greedy) else {
        return format!("/{ESCAPED_PLACEHOLDER}");
    };
    let kept = found.iter().zip(std::iter::repeat_n(&"", additional).chain(&expected)).enumerate();
    let segments =
        kept.map(|(index, (found, expected))| match index < additional || !expected.starts_with('{') {
            true => *found,
            false => ESCAPED_PLACEHOLDER,
        });
    segments.fold(String::new(), |path, segment| format!("{path}/{segment}"))
}

/// Returns the query without signatures, credentials and API keys.
fn query<'a>(operation: &OperationSchema, uri: &'a Uri, value_of: impl Fn(&'a str) -> &'a str) -> String {
    let is_key = |name: &str| {
        operation
            .auth()
            .iter()
            .any(|scheme| matches!(scheme, AuthScheme::ApiKey(ApiKey::Query { name: key }) if *key == name))
    };
    let fixed = operation.uri.split_once('?').map_or("", |(_, fixed)| fixed);
    let pairs = uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
    let kept = pairs.filter_map(|pair| match pair.split_once('=') {
        _ if fixed.split('&').any(|fixed| fixed == pair) => Some(pair.to_owned()),
        None => Some(pair.to_owned()),
        Some((name, _)) if is_signature(name) || is_key(name) => None,
        Some((name, value)) => Some(format!("{name}={}", value_of(value))),
    });
    kept.collect::<Vec<_>>().join("&")
}

/// Returns whether a parameter belongs to the signature of a presigned request.
pub(super) fn is_signature(name: &str) -> bool {
    name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("X-Amz-"))
}

fn texts(headers: &HeaderMap, is_kept: impl Fn(&HeaderName) -> bool) -> Vec<(String, String)> {
    let kept = headers.iter().filter(|(name, _)| is_kept(name) && !name.as_str().contains("security-token"));
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    kept.map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes()))).collect()
}

/// Returns the region in the scope of a signature.
fn region(headers: &HeaderMap) -> Option<String> {
    let authorization = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let scope = authorization.split_once("Credential=")?.1.split(',').next()?;
    // Key, date, region, service, `aws4_request`. A signature for several regions has no region in its scope.
    let [_, _, region, _, _] = scope.split('/').collect::<Vec<_>>().try_into().ok()?;
    Some(region.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_removed_from_paths() {
        let path = |template| without_labels(template, "/prefix/things/secret/parts");
        assert_eq!(path("/things/{name}/parts?x"), "/prefix/things/%5Bredacted%5D/parts");
        assert_eq!(path("/{a}/{b}/{c}/{d}/{e}"), "/%5Bredacted%5D");
        assert_eq!(path("/{key+}"), "/%5Bredacted%5D");
    }

    #[test]
    fn the_region_is_that_of_the_signature() {
        let region = |value: &'static str| {
            super::region(&[(AUTHORIZATION, http::HeaderValue::from_static(value))].into_iter().collect())
        };
        let signed =
            "AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/iot/aws4_request, SignedHeaders=host";
        assert_eq!(region(signed).as_deref(), Some("eu-west-1"));
        assert_eq!(region("Bearer token"), None);
        assert_eq!(region("AWS4-ECDSA-P256-SHA256 Credential=AKID/20260101/s3/aws4_request, x"), None);
    }
}
