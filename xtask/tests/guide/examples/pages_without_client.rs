use aws::smithereen::{Bytes, Endpoint, Paginated, Request, Response};
use std::error::Error;

/// Returns all pages. `send` signs a request, sends it and returns the response, with any HTTP library.
pub fn pages<O: Paginated>(
    input: O,
    endpoint: &Endpoint,
    send: impl Fn(Request<Bytes>) -> Result<Response<Bytes>, Box<dyn Error>>,
) -> Result<Vec<O::Output>, Box<dyn Error>> {
    let (mut pages, mut next) = (Vec::new(), Some(input));
    while let Some(input) = next {
        let response = send(input.to_http(endpoint)?)?;
        let page = O::parse(response).map_err(|error| error.to_string())?;
        next = input.next_page(&page)?;
        pages.push(page);
    }
    Ok(pages)
}
