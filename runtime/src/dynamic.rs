//! Operations chosen at run time, with JSON for input and output.

use crate::body::Body;
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
/// Input, output and errors are JSON objects whose keys are the member names of the model. An event stream is an array of events.
#[derive(Clone, Copy, Debug)]
pub struct Dynamic {
    operation: &'static OperationSchema,
    #[cfg(feature = "client")]
    errors: fn() -> &'static Schema,
    #[cfg(feature = "client")]
    with_input: fn(&str, UseInput<'_>) -> Result<(), BuildError>,
    endpoint: fn(&str, &Params<'_>) -> Result<Endpoint, BuildError>,
    request: fn(&str, &Endpoint) -> Result<Request<Body>, BuildError>,
    parse: fn(Response<Bytes>) -> Result<Document, Error<Document>>,
}

/// Uses a parsed input.
#[cfg(feature = "client")]
type UseInput<'a> = &'a mut dyn FnMut(&dyn Shape);

impl Dynamic {
    /// Creates the dynamic form of the operation with the input `O`.
    pub const fn of<O: Operation>() -> Self {
        Self {
            operation: O::OPERATION,
            #[cfg(feature = "client")]
            errors: || O::Error::default_value().schema(),
            #[cfg(feature = "client")]
            with_input: with_input::<O>,
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
        let (head, body) = self.to_streaming_http(input, endpoint)?.into_parts();
        Ok(Request::from_parts(head, self.complete(body)?))
    }

    /// Builds the request for an input, as [`Operation::to_streaming_http`] does.
    ///
    /// # Errors
    /// Returns the errors of [`Self::to_http`].
    pub fn to_streaming_http(&self, input: &str, endpoint: &Endpoint) -> Result<Request<Body>, BuildError> {
        (self.request)(input, endpoint)
    }

    /// Returns the bytes of a body, which are there.
    fn complete(&self, body: Body) -> Result<Bytes, BuildError> {
        if let Some(bytes) = body.as_bytes() {
            return Ok(bytes);
        }
        #[cfg(feature = "event-stream")]
        {
            let mut bytes = Vec::new();
            match std::io::Read::read_to_end(&mut body.into_reader(), &mut bytes) {
                Ok(_) => Ok(bytes.into()),
                Err(error) => Err(BuildError::new(self.operation.name, "", error.to_string())),
            }
        }
        #[cfg(not(feature = "event-stream"))]
        Err(BuildError::new(self.operation.name, "", "the body is a stream"))
    }

    /// Parses a response, as [`Operation::parse`] does.
    ///
    /// # Errors
    /// Returns the errors of [`Operation::parse`], with the members of a service error as a JSON object.
    pub fn parse(&self, response: Response<Bytes>) -> Result<Document, Error<Document>> {
        (self.parse)(response)
    }

    /// Parses an input and calls `use_input` with it.
    ///
    /// # Errors
    /// Returns an error for an input that [`Self::to_http`] cannot parse.
    #[cfg(feature = "client")]
    pub(crate) fn with_input(&self, input: &str, use_input: UseInput<'_>) -> Result<(), BuildError> {
        (self.with_input)(input, use_input)
    }

    /// Returns the union of the operation's errors.
    #[cfg(feature = "client")]
    pub(crate) fn errors(&self) -> &'static Schema {
        (self.errors)()
    }
}

fn endpoint<O: Operation>(input: &str, params: &Params<'_>) -> Result<Endpoint, BuildError> {
    let found = read_any::<O>(input)?.to_endpoint(params);
    found.map_err(|error| BuildError::new(O::OPERATION.name, "", error.to_string()))
}

#[cfg(feature = "client")]
fn with_input<O: Operation>(input: &str, use_input: UseInput<'_>) -> Result<(), BuildError> {
    use_input(&read_any::<O>(input)?);
    Ok(())
}

fn request<O: Operation>(input: &str, endpoint: &Endpoint) -> Result<Request<Body>, BuildError> {
    read_any::<O>(input)?.to_streaming_http(endpoint)
}

fn read_any<O: Operation>(input: &str) -> Result<O, BuildError> {
    #[cfg(feature = "event-stream")]
    if O::OPERATION.event_input {
        return read_with_events::<O>(input);
    }
    read::<O>(input)
}

/// Reads an input whose member with an event stream is an array of events.
#[cfg(feature = "event-stream")]
fn read_with_events<O: Operation>(input: &str) -> Result<O, BuildError> {
    let operation = O::OPERATION.name;
    let name = O::default_value().events().map_or("", |(name, _)| name);
    let (input, events) = match serde_json::from_str(input) {
        Ok(Document::Object(mut members)) => {
            let events = members.remove(name).unwrap_or(Document::Array(Vec::new()));
            (Document::Object(members).to_string(), events)
        }
        // The deserializer describes what is wrong.
        _ => (input.to_owned(), Document::Array(Vec::new())),
    };
    let shape = read::<O>(&input)?;
    let Document::Array(events) = events else {
        return Err(BuildError::new(operation, name, "expected an array of events"));
    };
    if let Some((_, source)) = shape.events() {
        let set = source.set_documents(&events);
        set.map_err(|error| BuildError::new(operation, format!("{name}.{}", error.path()), error.reason()))?;
    }
    Ok(shape)
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
