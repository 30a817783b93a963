//! Operations chosen at run time, with JSON for input and output.

use crate::endpoint::{Endpoint, Params};
use crate::erased::{document, erased_error};
use crate::error::{BuildError, Error};
use crate::json;
use crate::operation::Operation;
#[cfg(feature = "client")]
use crate::reflect::{Shape, Value};
#[cfg(feature = "client")]
use crate::schema::Schema;
use crate::service::OperationSchema;
use bytes::Bytes;
use http::{Request, Response};
use serde_json::Value as Document;

/// An operation without its types, for tools that get its name and its input as text.
///
/// Input, output and errors are JSON objects whose keys are the member names of the model.
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
    /// Creates the dynamic form of the operation with the input `O`.
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

    /// Returns the description of the operation in the model.
    pub fn operation(&self) -> &'static OperationSchema {
        self.operation
    }

    /// Resolves the endpoint of a call with this input, as [`Operation::to_endpoint`] does.
    ///
    /// # Errors
    /// Returns an error if the endpoint rules reject the parameters, and for an input that [`Self::to_http`] rejects.
    pub fn to_endpoint(&self, input: &str, params: &Params<'_>) -> Result<Endpoint, BuildError> {
        (self.endpoint)(input, params)
    }

    /// Builds the request for an input, as [`Operation::to_http`] does.
    ///
    /// # Errors
    /// Returns the errors of [`Operation::to_http`], and an error for an input with an unknown member, without a required
    /// member, or with a value of the wrong type.
    pub fn to_http(&self, input: &str, endpoint: &Endpoint) -> Result<Request<Bytes>, BuildError> {
        (self.request)(input, endpoint)
    }

    /// Parses a response, as [`Operation::parse`] does.
    ///
    /// # Errors
    /// Returns the errors of [`Operation::parse`], with the members of a service error as a JSON object.
    pub fn parse(&self, response: Response<Bytes>) -> Result<Document, Error<Document>> {
        (self.parse)(response)
    }

    /// Returns the union of the operation's errors.
    #[cfg(feature = "client")]
    pub(crate) fn errors(&self) -> &'static Schema {
        (self.errors)()
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
    let output = O::parse(response).map_err(erased_error)?;
    #[cfg(feature = "event-stream")]
    return with_events::<O>(output);
    #[cfg(not(feature = "event-stream"))]
    Ok(document(&output))
}

/// Returns an output with all its events, if it has an event stream.
#[cfg(feature = "event-stream")]
fn with_events<O: Operation>(mut output: O::Output) -> Result<Document, Error<Document>> {
    let events = match O::events_slot(&mut output) {
        Some((name, events)) => Some((name, events.documents()?)),
        None => None,
    };
    let mut document = document(&output);
    if let (Some((name, events)), Document::Object(members)) = (events, &mut document) {
        members.insert(name.to_owned(), events.into());
    }
    Ok(document)
}
