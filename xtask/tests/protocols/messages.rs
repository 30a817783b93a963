//! Requests as text, and canned responses.

use aws::Operation;
use smithereen::endpoint::Params;
use smithereen::{Bytes, Error, Request, Response, ServiceError};

/// Builds the request of an input in `eu-west-1`.
pub(crate) fn request<T: Operation>(input: &T) -> Request<Bytes> {
    let endpoint = input.to_endpoint(&Params::region("eu-west-1")).unwrap();
    input.to_http(&endpoint).unwrap()
}

/// Formats the request line and the headers, without those that every request has.
pub(crate) fn head(request: &Request<Bytes>) -> String {
    let mut out = format!("{} {}\n", request.method(), request.uri());
    for (name, value) in request.headers() {
        match name.as_str() {
            "accept-encoding" => assert_eq!(value, "identity"),
            "content-length" => assert_eq!(value, &request.body().len().to_string()),
            name => out.push_str(&format!("{name}: {}\n", value.to_str().unwrap())),
        }
    }
    out
}

/// Formats a request whose body is text.
pub(crate) fn text<T: Operation>(input: &T) -> String {
    let request = request(input);
    format!("{}\n{}", head(&request), std::str::from_utf8(request.body()).unwrap())
}

pub(crate) fn response(
    status: u16,
    headers: &[(&'static str, &str)],
    body: impl Into<Bytes>,
) -> Response<Bytes> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(body.into()).unwrap()
}

/// Parses a success.
pub(crate) fn output<T: Operation>(headers: &[(&'static str, &str)], body: impl Into<Bytes>) -> T::Output {
    match T::parse(response(200, headers, body)) {
        Ok(output) => output,
        Err(error) => panic!("{error}"),
    }
}

/// Parses an error of the service.
pub(crate) fn service_error<T: Operation>(response: Response<Bytes>) -> ServiceError<T::Error> {
    match T::parse(response) {
        Err(Error::Service(error)) => error,
        Ok(_) => panic!("the response was parsed as a success"),
        Err(error) => panic!("{error}"),
    }
}
