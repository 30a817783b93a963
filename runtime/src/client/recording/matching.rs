//! Compares requests with recorded ones.

use super::bodies::is_equal;
use super::content::is_signature;
use super::exchange::{ESCAPED_PLACEHOLDER, PLACEHOLDER, REDACTED_HOST, RecordedBody, RecordedRequest};
use crate::http::query::pairs;
use crate::server::decoded;
use crate::service::OperationSchema;
use bytes::Bytes;
use http::Request;

/// Returns in what a request differs from a recorded one of the same operation, or `None` if they are equal. It shows no values
/// of members.
pub(super) fn mismatch(
    recorded: &RecordedRequest,
    request: &Request<Bytes>,
    operation: &OperationSchema,
) -> Option<String> {
    if request.method().as_str() != recorded.method {
        return Some(format!("the method is `{}`, not `{}`", request.method(), recorded.method));
    }
    let host = request.uri().host().unwrap_or_default();
    if host != recorded.host && recorded.host != REDACTED_HOST {
        return Some(format!("the host is `{host}`, not `{}`", recorded.host));
    }
    if !is_path(&recorded.path, request.uri().path()) {
        return Some("the path differs".to_owned());
    }
    let ignored: Vec<&str> =
        recorded.redacted.iter().chain(&recorded.generated).map(String::as_str).collect();
    if query(&recorded.query, recorded, &ignored)
        != query(request.uri().query().unwrap_or_default(), recorded, &ignored)
    {
        return Some("the query differs".to_owned());
    }
    for (name, value) in &recorded.headers {
        let mut values = request.headers().get_all(name).iter();
        let is_ignored =
            value == PLACEHOLDER || ignored.iter().any(|ignored| ignored.eq_ignore_ascii_case(name));
        if !is_ignored && !values.any(|found| found.as_bytes() == value.as_bytes()) {
            return Some(format!("the header `{name}` differs"));
        }
    }
    let RecordedBody::Bytes(body) = &recorded.body else { return None };
    let sent = decoded(request).unwrap_or_else(|_| request.body().clone());
    let is_same = body == PLACEHOLDER || is_equal(operation.service.protocol.id(), body, &sent, &ignored);
    (!is_same).then(|| "the body differs".to_owned())
}

/// Compares paths. A placeholder in the recorded one stands for any text.
fn is_path(recorded: &str, path: &str) -> bool {
    let mut parts = recorded.split(ESCAPED_PLACEHOLDER);
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        // The last part is the end of the path.
        let found =
            if parts.peek().is_none() { rest.strip_suffix(part).map(|_| "") } else { after(rest, part) };
        match found {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.is_empty()
}

fn after<'a>(text: &'a str, part: &str) -> Option<&'a str> {
    text.split_once(part).map(|(_, after)| after)
}

/// Returns the parameters that are compared, sorted. A parameter whose recorded value is a placeholder counts by its name alone.
fn query(query: &str, recorded: &RecordedRequest, ignored: &[&str]) -> Vec<(String, String)> {
    let placeholders: Vec<_> =
        pairs(&recorded.query).filter(|(_, value)| value == PLACEHOLDER).map(|(name, _)| name).collect();
    let mut parameters: Vec<_> = pairs(query)
        .filter(|(name, _)| !is_signature(name) && !ignored.contains(&name.as_str()))
        .map(|(name, value)| {
            let value = if placeholders.contains(&name) { String::new() } else { value };
            (name, value)
        })
        .collect();
    parameters.sort();
    parameters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_in_a_path_is_any_text() {
        for (recorded, path, expected) in [
            ("/a/b", "/a/b", true),
            ("/a/b", "/a/bc", false),
            ("/a/%5Bredacted%5D/b", "/a/x%20y/b", true),
            ("/a/%5Bredacted%5D/b", "/a/x/c", false),
            ("/a/%5Bredacted%5D", "/a/x/y", true),
            ("/%5Bredacted%5D/b/%5Bredacted%5D", "/x/b/y", true),
            ("/%5Bredacted%5D/b/%5Bredacted%5D", "/x/c/y", false),
            ("/a/%5Bredacted%5D", "/b/x", false),
        ] {
            assert_eq!(is_path(recorded, path), expected, "{recorded} {path}");
        }
    }
}
