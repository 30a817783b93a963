//! Moves requests to other endpoints, and copies them.

use crate::body::Body;
use crate::endpoint::Endpoint;
use crate::operation::with_headers;
use http::{Request, Uri};

/// Moves a request to an endpoint: origin, prefix of the path and headers. `authority` and `path` are those of the endpoint that
/// it was built for. A prefix of the host stays, and a request to another host, which its input names, does not move. Returns
/// `None` if the URL would not be valid.
pub(super) fn relocate(
    mut request: Request<Body>,
    (authority, path): (&str, &str),
    endpoint: &Endpoint,
) -> Option<Request<Body>> {
    let uri = request.uri();
    let prefix = uri.authority().and_then(|found| found.as_str().strip_suffix(authority));
    if let Some(prefix) = prefix {
        let prefix = if endpoint.uses_host_prefix() { prefix } else { "" };
        let rest = uri.path_and_query().map_or("/", |path| path.as_str());
        let rest = rest.strip_prefix(path)?;
        let (scheme, authority) = (endpoint.scheme(), endpoint.authority());
        let uri: Uri = format!("{scheme}://{prefix}{authority}{}{rest}", endpoint.path()).parse().ok()?;
        *request.uri_mut() = uri;
    }
    Some(with_headers(request, endpoint))
}

/// Returns the same request once more, if its body can be sent again.
pub(super) fn try_clone(request: &Request<Body>) -> Option<Request<Body>> {
    let body = request.body().try_clone()?;
    let mut clone = Request::new(body);
    clone.method_mut().clone_from(request.method());
    clone.uri_mut().clone_from(request.uri());
    clone.headers_mut().clone_from(request.headers());
    clone.extensions_mut().clone_from(request.extensions());
    Some(clone)
}

#[cfg(test)]
mod tests;
