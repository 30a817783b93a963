//! How a call gets its request, for operations that are known at compile time and for others.

use crate::body::Body;
use crate::endpoint::Endpoint;
use crate::error::BuildError;
use crate::operation::Operation;
use crate::reflect::Shape;
use http::Request;

/// Builds the request of one call. It is a trait object, so that the code that uses it exists once, whatever the number of
/// operations.
pub(super) type BuildRequest<'a> = &'a dyn Fn(&Endpoint) -> Result<Request<Body>, BuildError>;

/// The input of any typed operation. A trait object has one function for each operation, where a closure has four.
pub(super) trait Input: Shape {
    fn request(&self, endpoint: &Endpoint) -> Result<Request<Body>, BuildError>;
}

impl<O: Operation> Input for O {
    fn request(&self, endpoint: &Endpoint) -> Result<Request<Body>, BuildError> {
        self.to_streaming_http(endpoint)
    }
}
