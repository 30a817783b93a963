use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4::SigningParams;
use smithereen::endpoint::Params;
use smithereen::{BoxError, Operation};
use std::time::SystemTime;

/// Calls an operation and blocks the thread until its response.
pub fn call<O: Operation>(
    input: &O,
    config: &Params<'_>,
    credentials: Credentials,
) -> Result<O::Output, BoxError> {
    let endpoint = input.to_endpoint(config)?;
    let mut request = input.to_http(&endpoint)?;

    let identity = credentials.into();
    // An endpoint without a scheme leaves the region to the caller and the name to the service.
    let own = endpoint.auth_schemes().iter().find(|scheme| scheme.name == "sigv4");
    let region = own.and_then(|scheme| scheme.signing_region.as_deref()).or(config.region);
    let name = own.and_then(|scheme| scheme.signing_name.as_deref());
    let params = SigningParams::builder()
        .identity(&identity)
        .region(region.unwrap_or_default())
        .name(name.unwrap_or(O::OPERATION.service.signing_name))
        .time(SystemTime::now())
        .settings(SigningSettings::default())
        .build()?;
    let headers =
        request.headers().iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
    let uri = request.uri().to_string();
    let body = SignableBody::Bytes(request.body());
    let signable = SignableRequest::new(request.method().as_str(), uri, headers, body)?;
    let (instructions, _) = sign(signable, &params.into())?.into_parts();
    instructions.apply_to_request_http1x(&mut request);

    // `parse` handles error statuses.
    let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
    let mut response = agent.run(request.map(Vec::from))?;
    let body = response.body_mut().read_to_vec()?;
    Ok(O::parse(response.map(|_| body)).map_err(|error| error.to_string())?)
}
