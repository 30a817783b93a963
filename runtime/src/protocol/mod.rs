//! The AWS protocols: how an input becomes a request, and a response an output or an error. One file each.

mod rest_json;

use crate::endpoint::Endpoint;
use crate::error::ErrorMeta;
use crate::operation::OperationSchema;
use crate::reflect::{Shape, Slot, Value};
use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use std::fmt::Debug;

pub use crate::error::Fault;
pub use rest_json::RestJson1;

/// A way to write requests and read responses.
pub trait Protocol: Debug + Send + Sync {
    /// The whole request, unsigned.
    fn request(
        &self,
        operation: &OperationSchema,
        input: &dyn Shape,
        endpoint: &Endpoint,
    ) -> Result<Request<Bytes>, Fault>;

    /// Fills the output from a response whose status is a success.
    ///
    /// # Errors
    /// A response that the model does not allow. A header that cannot be parsed leaves an optional member unset and
    /// is an error for a required one.
    fn output(&self, response: &Response<Bytes>, output: &mut dyn Blank) -> Result<(), Fault>;

    /// What any error response says of itself.
    fn meta(&self, response: &Response<Bytes>) -> ErrorMeta;

    /// Makes `error`, an operation's error enum, the variant that the response names and fills it. An error
    /// body or header that cannot be read leaves its members unset: the code and the status still count.
    fn error(&self, response: &Response<Bytes>, error: &mut dyn Shape) -> ErrorMeta;
}

/// A shape to be filled, blank again each time its slot is asked for.
pub trait Blank {
    /// The slot, with nothing in it.
    fn fresh(&mut self) -> Slot<'_>;
}

impl<T: Value> Blank for T {
    fn fresh(&mut self) -> Slot<'_> {
        self.slot()
    }
}

/// The id under any of the names that services give it.
fn request_id(headers: &HeaderMap) -> Option<String> {
    let names = ["x-amzn-requestid", "x-amz-request-id", "x-amzn-request-id"];
    let mut values = names.iter().filter_map(|name| headers.get(*name)?.to_str().ok());
    values.find(|id| !id.is_empty()).map(str::to_owned)
}

/// An error's name without the namespace before `#` and the URI after `:`.
fn sanitize(code: &str) -> Option<String> {
    let code = code.split(':').next().unwrap_or_default();
    let code = code.rsplit('#').next().unwrap_or_default().trim();
    (!code.is_empty()).then(|| code.to_owned())
}
