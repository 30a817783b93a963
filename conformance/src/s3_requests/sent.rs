//! The parts of a request that the endpoint and the authentication scheme determine.

use serde_json::{Map, Value, json};

/// The headers that are compared with botocore's.
const HEADERS: &[&str] = &["x-amz-account-id", "x-amz-copy-source", "x-amz-outpost-id"];

/// Returns method, URL, query, scope of the signature, and compared headers of a recorded request.
pub(super) fn described(request: &Value) -> Value {
    let url = request["url"].as_str().unwrap_or_default();
    let (location, query) = url.split_once('?').unwrap_or((url, ""));
    let is_presigned = request["method"] == "";
    let mut query: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
    query.retain(|pair| !is_presigned || !pair.to_lowercase().starts_with("x-amz-"));
    let mut query: Vec<String> =
        query.iter().map(|pair| pair.strip_suffix('=').unwrap_or(pair).to_owned()).collect();
    query.sort();
    let headers = request["headers"].as_object().into_iter().flatten();
    let headers: Map<String, Value> = headers
        .filter(|(name, _)| HEADERS.contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    json!({
        "method": request["method"], "url": with_path(location), "query": query, "headers": headers,
        "scope": scope(request),
    })
}

/// Returns a URL without its query, with a path.
pub(super) fn with_path(location: &str) -> String {
    let authority = location.split_once("://").map_or(location, |(_, rest)| rest);
    if authority.contains('/') { location.to_owned() } else { format!("{location}/") }
}

/// Returns what a request is signed for: the algorithm, the region or the set of regions, and the service; with `session`, it is signed
/// with the credentials of a session. A request that is not signed has none.
pub(super) fn scope(request: &Value) -> Option<String> {
    let header = |name: &str| request["headers"][name].as_str().map(str::to_owned);
    let url = request["url"].as_str().unwrap_or_default();
    let query = |name: &str| {
        let pairs = url.split_once('?').map_or("", |(_, query)| query).split('&');
        let mut values = pairs.filter_map(|pair| pair.split_once('=')).filter(|(of, _)| *of == name);
        values.next().map(|(_, value)| value.replace("%2F", "/").replace("%2A", "*"))
    };
    let (algorithm, credential) = match header("authorization") {
        Some(header) => {
            let (algorithm, rest) = header.split_once(" Credential=")?;
            (algorithm.to_owned(), rest.split(',').next()?.to_owned())
        }
        None => (query("X-Amz-Algorithm")?, query("X-Amz-Credential")?),
    };
    let regions = header("x-amz-region-set").or_else(|| query("X-Amz-Region-Set"));
    let session = header("x-amz-s3session-token").or_else(|| query("X-Amz-S3session-Token"));
    let parts: Vec<&str> = credential.split('/').skip(2).collect();
    let (region, service) = match parts.as_slice() {
        [region, service, "aws4_request"] => ((*region).to_owned(), service),
        [service, "aws4_request"] => (regions?, service),
        _ => return None,
    };
    Some(scope_of(&algorithm, &region, service, session.is_some()))
}

/// Writes a scope as [`scope`] returns it.
pub(super) fn scope_of(algorithm: &str, region: &str, service: &str, session: bool) -> String {
    format!("{algorithm} {region}/{service}{}", if session { " session" } else { "" })
}

#[test]
fn scopes_of_headers_and_urls_are_read() {
    let request = |authorization: &str, more: Value| {
        let mut headers = more;
        headers["authorization"] = authorization.into();
        json!({ "method": "GET", "url": "https://a/?b", "headers": headers })
    };
    let sigv4 = "AWS4-HMAC-SHA256 Credential=AK/20230101/eu-west-1/s3/aws4_request, SignedHeaders=host";
    assert_eq!(scope(&request(sigv4, json!({}))).as_deref(), Some("AWS4-HMAC-SHA256 eu-west-1/s3"));
    let token = json!({ "x-amz-s3session-token": "t" });
    assert_eq!(scope(&request(sigv4, token)).as_deref(), Some("AWS4-HMAC-SHA256 eu-west-1/s3 session"));
    let sigv4a = "AWS4-ECDSA-P256-SHA256 Credential=AK/20230101/s3/aws4_request, SignedHeaders=host";
    let set = json!({ "x-amz-region-set": "*" });
    assert_eq!(scope(&request(sigv4a, set)).as_deref(), Some("AWS4-ECDSA-P256-SHA256 */s3"));
    let url = "https://a/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AK%2F20230101%2Feu-west-1%2Fs3%2Faws4_request";
    let presigned = json!({ "method": "", "url": url, "headers": {} });
    assert_eq!(scope(&presigned).as_deref(), Some("AWS4-HMAC-SHA256 eu-west-1/s3"));
    assert_eq!(described(&presigned)["url"], "https://a/k");
    assert_eq!(described(&presigned)["query"], json!([]));
    assert_eq!(scope(&json!({ "url": "https://a", "headers": {} })), None);
}
