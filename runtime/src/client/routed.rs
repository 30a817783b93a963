//! Calls that need something before or after their request is sent: a session, or another region.

use super::endpoint_config::Overrides;
use super::exchange::{PreparedRequest, Sending};
use super::regions::{Stated, region_header};
use super::relocate::{relocate, try_clone};
use super::request_error::RequestError;
use super::shared::{Shared, configuration_error};
use super::signing;
use crate::body::Body;
use crate::endpoint::{Endpoint, OwnedParams};
use crate::operation::with_headers;
use crate::reflect::Shape;
use crate::response::RawResponse;
use crate::service::OperationSchema;
use aws_types::region::Region;
use http::{Method, Request, Response};
use std::sync::Arc;
use tracing::Instrument;

/// The prefix of an ARN (Amazon Resource Name). An ARN has its region in it, or belongs to no region (multi-region access
/// points), so a resource with an ARN is not in another region.
const ARN: &str = "arn:";

/// A call whose request was built for an endpoint.
pub(super) struct Routed {
    pub(super) prepared: PreparedRequest,
    pub(super) endpoint: Arc<Endpoint>,
    pub(super) params: OwnedParams,
    /// The region that the endpoint was resolved for.
    pub(super) region: Option<Region>,
}

impl Routed {
    /// Sends the request, and repeats it once in the region that an error states.
    pub(super) async fn run(self, shared: Shared, sending: &Sending) -> Result<Response<Body>, RequestError> {
        let Self { prepared, endpoint, params, region } = self;
        let (operation, errors) = (prepared.operation, prepared.errors);
        let session = operation.service.sessions.and_then(|sessions| params.string(sessions.param));
        let resource = redirected(operation, &params);
        let again = resource.and_then(|_| try_clone(&prepared.request));
        let method = prepared.request.method().clone();
        let is_of_resource = prepared.request.uri().path().trim_end_matches('/') == endpoint.path();
        let response = shared.send_prepared(prepared, session, sending).await?;
        let Some(resource) = resource else { return Ok(response) };
        let body = response.body().as_bytes().unwrap_or_default();
        let stated =
            Stated::of(operation, &method, &RawResponse::new(response.status(), response.headers(), body));
        let found = match stated {
            Stated::Region(found) => Some(found),
            // The request was the one that asks for a region.
            Stated::Other if method == Method::HEAD && is_of_resource => None,
            Stated::Other => ask(&shared, operation, &endpoint, region.as_ref()).await,
            Stated::Nothing => None,
        };
        let Some(found) = found.filter(|found| Some(found) != region.as_ref()) else { return Ok(response) };
        sending.span.set_region(&found);
        shared.loaded.regions.insert(resource.to_owned(), found.clone());
        // A stream that can be read only once was sent.
        let Some(request) = again else { return Ok(response) };
        let moved =
            shared.endpoint_in(operation, &params, Overrides { region: Some(&found), account_id: None })?;
        let from = (endpoint.authority(), endpoint.path());
        let request = relocate(request, from, &moved).ok_or_else(|| {
            configuration_error(operation, "the endpoint is not part of a valid URL".to_owned())
        })?;
        let signing = signing::of_request(operation, Some(&found), &moved, &request)
            .map_err(|reason| configuration_error(operation, reason))?;
        let prepared = PreparedRequest::new(operation, errors, request, signing);
        shared.send_prepared(prepared, session, sending).await
    }
}

/// Returns the resource of a call that can be sent to another region.
pub(super) fn redirected<'p>(operation: &OperationSchema, params: &'p OwnedParams) -> Option<&'p str> {
    params.string(operation.region_redirects?).filter(|resource| !resource.starts_with(ARN))
}

/// Asks the service for the region of a resource, which the response to `HEAD` has in any case.
async fn ask(
    shared: &Shared,
    operation: &'static OperationSchema,
    endpoint: &Endpoint,
    region: Option<&Region>,
) -> Option<Region> {
    let request = Request::head(format!("{}/", endpoint.url())).body(Body::default()).ok()?;
    let request = with_headers(request, endpoint);
    let signing = signing::of_request(operation, region, endpoint, &request).ok()?;
    if signing.uses_session {
        return None;
    }
    let prepared = PreparedRequest::new(operation, ().schema(), request, signing);
    let sending = Sending::new(operation, &shared.plugins, region);
    let response = shared.send_prepared(prepared, None, &sending).instrument(sending.span()).await;
    let response = sending.finish(operation, response).ok()?;
    region_header(response.headers())
}
