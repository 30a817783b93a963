//! An operation that is chosen at run time, with JSON for its input and output.

use crate::endpoint::{Endpoint, Params};
use crate::error::{BuildError, Error, ServiceError, active_variant};
use crate::json;
use crate::operation::Operation;
use crate::reflect::Shape;
#[cfg(feature = "client")]
use crate::reflect::Value;
#[cfg(feature = "client")]
use crate::schema::Schema;
use crate::service::OperationSchema;
use bytes::Bytes;
use http::{Request, Response};
use serde_json::Value as Document;

/// An operation behind one type: for tools that take its name and its input as text.
///
/// Input, output and the members of an error are JSON objects under the model's member names.
#[derive(Clone, Copy, Debug)]
pub struct Dynamic {
    operation: &'static OperationSchema,
    #[cfg(feature = "client")]
    errors: fn() -> &'static Schema,
    endpoint: fn(&str, &Params<'_>) -> Result<Endpoint, BuildError>,
    request: fn(&str, &Endpoint) -> Result<Request<Bytes>, BuildError>,
    parse: fn(Response<Bytes>) -> Result<Document, Error<Document>>,
}

impl Dynamic {
    /// The operation whose input is `O`.
    pub const fn of<O: Operation>() -> Self {
        Self {
            operation: O::OPERATION,
            #[cfg(feature = "client")]
            errors: || O::Error::default_value().schema(),
            endpoint: endpoint::<O>,
            request: request::<O>,
            parse: parse::<O>,
        }
    }

    /// What the model says of it.
    pub fn operation(&self) -> &'static OperationSchema {
        self.operation
    }

    /// Where a call with this input goes, as [`Operation::to_endpoint`] finds it.
    ///
    /// # Errors
    /// Where the endpoint rules refuse, in their words, and for an input as [`Self::to_http`] refuses it.
    pub fn to_endpoint(&self, input: &str, params: &Params<'_>) -> Result<Endpoint, BuildError> {
        (self.endpoint)(input, params)
    }

    /// The request for an input, as [`Operation::to_http`] makes it.
    ///
    /// # Errors
    /// Also for an input with a member that the model does not have, without one that it requires, or of another
    /// type.
    pub fn to_http(&self, input: &str, endpoint: &Endpoint) -> Result<Request<Bytes>, BuildError> {
        (self.request)(input, endpoint)
    }

    /// The output, as [`Operation::parse`] reads it.
    ///
    /// # Errors
    /// As there; the error's members are an object.
    pub fn parse(&self, response: Response<Bytes>) -> Result<Document, Error<Document>> {
        (self.parse)(response)
    }

    /// Makes the call.
    ///
    /// # Errors
    /// As a typed call's.
    #[cfg(feature = "client")]
    pub async fn call(
        &self,
        caller: &crate::client::Caller,
        input: &str,
    ) -> Result<Document, Error<Document>> {
        let find = |params: &Params<'_>| self.to_endpoint(input, params);
        let request = |endpoint: &Endpoint| self.to_http(input, endpoint);
        self.parse(caller.call_raw(self.operation, (self.errors)(), &find, &request).await?)
    }
}

fn endpoint<O: Operation>(input: &str, params: &Params<'_>) -> Result<Endpoint, BuildError> {
    let found = read::<O>(input)?.to_endpoint(params);
    found.map_err(|error| BuildError::new(O::OPERATION.name, "", error.to_string()))
}

fn request<O: Operation>(input: &str, endpoint: &Endpoint) -> Result<Request<Bytes>, BuildError> {
    read::<O>(input)?.to_http(endpoint)
}

fn read<O: Operation>(input: &str) -> Result<O, BuildError> {
    let mut shape = O::default_value();
    json::from_input(input.as_bytes(), &mut shape)
        .map_err(|error| BuildError::new(O::OPERATION.name, error.path(), error.reason()))?;
    Ok(shape)
}

fn parse<O: Operation>(response: Response<Bytes>) -> Result<Document, Error<Document>> {
    match O::parse(response) {
        Ok(output) => Ok(document(&output)),
        Err(Error::Build(error)) => Err(Error::Build(error)),
        Err(Error::Transport(error)) => Err(Error::Transport(error)),
        Err(Error::Response(error)) => Err(Error::Response(error)),
        Err(Error::Service(error)) => Err(Error::Service(erase(error))),
    }
}

fn erase<E: Shape>(error: ServiceError<E>) -> ServiceError<Document> {
    let fields = active_variant(error.error()).map_or_else(|| document(&()), document);
    error.map(|_| fields)
}

/// What was read is no deeper than what may be written, so that this does not fail.
fn document(shape: &dyn Shape) -> Document {
    let text = json::to_model(shape).unwrap_or_default();
    json::document(&text).unwrap_or_default()
}
