//! The regions of resources that are not in the client's region: the region that an error states, and the cache of known regions.

use crate::endpoint::is_valid_host_label;
use crate::response::{Headers, RawResponse};
use crate::service::OperationSchema;
use aws_types::region::Region;
use http::{Method, StatusCode};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The header with the region of a resource.
const REGION_HEADER: &str = "x-amz-bucket-region";
/// The member of an error with the region of a resource.
const REGION_MEMBER: &str = "Region";
/// The maximum number of resources.
const LARGEST: usize = 1000;

/// The known regions of resources.
#[derive(Default)]
pub(super) struct Regions(Mutex<HashMap<String, Region>>);

impl Regions {
    /// Returns whether no region is known, so that the resource of a call does not matter.
    pub(super) fn is_empty(&self) -> bool {
        self.known().is_empty()
    }

    pub(super) fn get(&self, resource: &str) -> Option<Region> {
        self.known().get(resource).cloned()
    }

    /// Adds or replaces a region. A full cache is emptied first.
    pub(super) fn insert(&self, resource: String, region: Region) {
        let mut known = self.known();
        if known.len() >= LARGEST && !known.contains_key(&resource) {
            known.clear();
        }
        known.insert(resource, region);
    }

    fn known(&self) -> MutexGuard<'_, HashMap<String, Region>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The region of a resource that a response states.
#[derive(Debug, PartialEq)]
pub(super) enum Stated {
    /// The resource may be in the region of the request.
    Nothing,
    /// The resource is in another region, which the response does not name.
    Other,
    /// The resource is in this region.
    Region(Region),
}

impl Stated {
    /// Reads a response to a request with this method. Responses to `HEAD` have no body, and therefore no code.
    pub(super) fn of(operation: &OperationSchema, method: &Method, response: &RawResponse<'_>) -> Self {
        let status = response.status;
        if !(status.is_redirection() || status.is_client_error()) {
            return Self::Nothing;
        }
        let protocol = operation.service.protocol;
        let code = protocol.meta(operation, response).code;
        let in_body = || protocol.error_text(response, REGION_MEMBER);
        let is_elsewhere = match (status, code.as_deref()) {
            (StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::TEMPORARY_REDIRECT, _) => true,
            (_, Some("PermanentRedirect" | "IllegalLocationConstraintException")) => true,
            (_, Some("AuthorizationHeaderMalformed")) => in_body().is_some(),
            (StatusCode::BAD_REQUEST, _) => *method == Method::HEAD,
            _ => false,
        };
        if !is_elsewhere {
            return Self::Nothing;
        }
        match region_header(response.headers).or_else(|| valid(&in_body()?)) {
            Some(region) => Self::Region(region),
            None => Self::Other,
        }
    }
}

/// Returns the region in the header of a response.
pub(super) fn region_header(headers: &dyn Headers) -> Option<Region> {
    valid(std::str::from_utf8(headers.first(REGION_HEADER)?).ok()?)
}

/// Returns a region whose name can be part of a host.
fn valid(name: &str) -> Option<Region> {
    is_valid_host_label(name, false).then(|| Region::new(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_has_a_bounded_size() {
        let regions = Regions::default();
        assert!(regions.is_empty());
        for index in 0..3 * LARGEST {
            regions.insert(index.to_string(), Region::from_static("eu-west-1"));
        }
        assert!(regions.known().len() <= LARGEST);
        let last = (3 * LARGEST - 1).to_string();
        regions.insert(last.clone(), Region::from_static("us-west-2"));
        assert_eq!(regions.get(&last), Some(Region::from_static("us-west-2")));
        assert_eq!(regions.get("other"), None);
    }

    #[cfg(feature = "xml")]
    #[test]
    fn a_region_is_in_a_header_or_in_the_body() {
        use crate::endpoint::Endpoint;
        use crate::protocol::RestXml;
        use crate::service::Service;
        use http::HeaderMap;
        static SERVICE: Service =
            Service::new("Test", &RestXml::new(), |_| Endpoint::new("https://example.com"));
        static GET: OperationSchema = OperationSchema::new(&SERVICE, "Get", "GET", "/");
        let stated = |method: &str, status, header: Option<&str>, body: &str| {
            let mut headers = HeaderMap::new();
            headers.extend(
                header.map(|region| (http::HeaderName::from_static(REGION_HEADER), region.parse().unwrap())),
            );
            let status = StatusCode::from_u16(status).unwrap();
            let body = bytes::Bytes::from(body.to_owned());
            Stated::of(&GET, &method.parse().unwrap(), &RawResponse::new(status, &headers, body))
        };
        let region = |name: &'static str| Stated::Region(Region::from_static(name));
        let error = |code: &str, more: &str| format!("<Error><Code>{code}</Code>{more}</Error>");
        let (moved, malformed) = (error("PermanentRedirect", ""), "AuthorizationHeaderMalformed");
        for (method, status, header, body, expected) in [
            ("GET", 301, Some("eu-west-1"), moved.as_str(), region("eu-west-1")),
            ("GET", 301, None, &moved, Stated::Other),
            ("HEAD", 301, Some("eu-west-1"), "", region("eu-west-1")),
            ("PUT", 307, None, &error("TemporaryRedirect", ""), Stated::Other),
            ("GET", 400, None, &error(malformed, "<Region>us-west-2</Region>"), region("us-west-2")),
            (
                "GET",
                400,
                Some("eu-west-1"),
                &error(malformed, "<Region>us-west-2</Region>"),
                region("eu-west-1"),
            ),
            ("GET", 400, Some("eu-west-1"), &error(malformed, ""), Stated::Nothing),
            ("GET", 400, None, &error("IllegalLocationConstraintException", ""), Stated::Other),
            ("HEAD", 400, Some("eu-west-1"), "", region("eu-west-1")),
            ("HEAD", 400, None, "", Stated::Other),
            ("GET", 400, Some("eu-west-1"), &error("InvalidArgument", ""), Stated::Nothing),
            ("HEAD", 403, Some("eu-west-1"), "", Stated::Nothing),
            ("GET", 304, Some("eu-west-1"), "", Stated::Nothing),
            ("GET", 200, Some("eu-west-1"), &moved, Stated::Nothing),
            // No name of a host.
            (
                "GET",
                301,
                Some("a.example/"),
                &error("PermanentRedirect", "<Region>b.example</Region>"),
                Stated::Other,
            ),
        ] {
            assert_eq!(stated(method, status, header, body), expected, "{method} {status} {header:?} {body}");
        }
    }
}
