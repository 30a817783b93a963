//! Copies between regions: a presigned request to the region of the source is a member of the request to the client's region.

use super::endpoint_cache::EndpointCache;
use super::endpoint_config::{EndpointConfig, Overrides};
use super::exchange::{PreparedRequest, Sending};
use super::request_error::RequestError;
use super::shared::{Shared, configuration_error};
use crate::body::Body;
use crate::endpoint::{ESCAPED, is_valid_host_label};
use crate::error::BuildError;
use crate::operation;
use crate::presign::append_to_query;
use crate::reflect::Shape;
use crate::sign::Selected;
use aws_types::region::Region;
use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{Method, Request, Response};
use percent_encoding::utf8_percent_encode;
use std::time::Duration;

/// How long the URL can be used, as in botocore.
const EXPIRES: Duration = Duration::from_secs(3600);

/// A call whose request gets a presigned URL, once the credentials are loaded.
pub(super) struct CrossRegion {
    pub(super) prepared: PreparedRequest,
    /// The request to presign.
    request: Request<Bytes>,
    presigning: Selected,
    /// The name of the parameter with the URL.
    url: &'static str,
    /// The parameter with the destination, if requests have it and the caller has not set it.
    destination: Option<String>,
}

impl CrossRegion {
    /// Builds the request to presign for a call whose request was built, or returns that if no URL is to be set.
    ///
    /// # Errors
    /// Returns an error for a source that is not the name of a region, and if the client has no region.
    pub(super) fn of(
        prepared: PreparedRequest,
        input: &dyn Shape,
        config: &EndpointConfig,
        cache: &EndpointCache,
    ) -> Result<Result<Box<Self>, PreparedRequest>, BuildError> {
        let operation = prepared.operation;
        let Some(members) = operation.cross_region_url else { return Ok(Err(prepared)) };
        let Some(source) = members.source_to_presign(input) else { return Ok(Err(prepared)) };
        let invalid = |reason: &str| BuildError::new(operation.name, members.source, reason);
        if !is_valid_host_label(source, false) {
            return Err(invalid("expected the name of a region"));
        }
        let Some(destination) = config.region() else {
            return Err(invalid("a URL for the source names the region of the client, which has none"));
        };
        let region = Region::new(source.to_owned());
        let overrides = Overrides { region: Some(&region), account_id: None };
        let failed = |reason: String| BuildError::new(operation.name, "", reason);
        let endpoint = config.endpoint_of_call(operation.service, cache, overrides, |of_client| {
            of_client.with_sources(operation.endpoint_params, input)
        });
        let endpoint = endpoint.map_err(|error| failed(error.to_string()))?;
        let presigning = Selected::new(operation, &endpoint, source, config.region_set(), false);
        let mut presigning = presigning.map_err(|error| failed(error.to_string()))?;
        let get = Some(Method::GET);
        let mut request = operation::to_presign(operation, input, &endpoint, &mut presigning.config, get)?;
        let destination = Some(parameter(members.destination, destination.as_ref()))
            .filter(|_| !members.has_destination(input));
        if let Some(parameter) = &destination {
            append_to_query(&mut request, parameter)
                .map_err(|error| BuildError::new(operation.name, error.member, error.reason))?;
        }
        let destination = destination.filter(|_| members.unsent(input).is_none());
        Ok(Ok(Box::new(Self { prepared, request, presigning, url: members.url, destination })))
    }

    /// Presigns the URL, adds it to the form, and sends the request.
    pub(super) async fn run(self, shared: Shared, sending: &Sending) -> Result<Response<Body>, RequestError> {
        let Self { mut prepared, request, presigning, url, destination } = self;
        let (identities, plugins) = (&shared.loaded.identities, &shared.plugins);
        let signer = identities.signer(plugins, shared.credentials.as_ref()).await?;
        let presigned = presigning.presign(&signer, &request, EXPIRES, identities.now(plugins).into());
        let presigned =
            presigned.map_err(|error| configuration_error(prepared.operation, error.to_string()))?;
        let url = parameter(url, presigned.url());
        add_to_form(&mut prepared.request, [Some(url), destination].into_iter().flatten());
        prepared.exchange(sending).await
    }
}

/// Returns a parameter, percent-encoded.
fn parameter(name: &str, value: &str) -> String {
    format!("{name}={}", utf8_percent_encode(value, ESCAPED))
}

/// Appends parameters to a form.
fn add_to_form(request: &mut Request<Body>, parameters: impl Iterator<Item = String>) {
    let mut form = request.body().as_bytes().unwrap_or_default().to_vec();
    for parameter in parameters {
        form.push(b'&');
        form.extend_from_slice(parameter.as_bytes());
    }
    request.headers_mut().insert(CONTENT_LENGTH, form.len().into());
    *request.body_mut() = form.into();
}
