use smithereen::endpoint::Params;
use smithereen::sign::Signer;
use smithereen::{BoxError, Operation};
use std::time::SystemTime;

/// Calls an operation and blocks the thread until its response.
pub fn call<O: Operation>(input: &O, config: &Params<'_>, signer: &Signer) -> Result<O::Output, BoxError> {
    let endpoint = input.to_endpoint(config)?;
    let mut request = input.to_http(&endpoint)?;
    O::sign(&mut request, &endpoint, config.region.unwrap_or_default(), signer, SystemTime::now().into())?;

    // `parse` handles error statuses.
    let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
    let mut response = agent.run(request.map(Vec::from))?;
    let body = response.body_mut().read_to_vec()?;
    Ok(O::parse(response.map(|_| body)).map_err(|error| error.to_string())?)
}
