//! Outputs and errors of any operation as JSON, for callers without their types.

use crate::error::{Error, ServiceError, active_variant};
use crate::json;
use crate::reflect::Shape;
use serde_json::Value as Document;

/// Converts a shape to a document. This does not fail, because a deserialized value is not nested too deeply to
/// serialize.
pub(crate) fn document(shape: &dyn Shape) -> Document {
    let text = json::to_model(shape).unwrap_or_default();
    json::document(&text).unwrap_or_default()
}

/// Converts the error of a service to one with its members as a JSON object.
pub(crate) fn erased_error<E: Shape>(error: Error<E>) -> Error<Document> {
    match error {
        Error::Build(error) => Error::Build(error),
        Error::Transport(error) => Error::Transport(error),
        Error::Response(error) => Error::Response(error),
        Error::Pagination(error) => Error::Pagination(error),
        Error::Service(error) => Error::Service(erased_service_error(error)),
    }
}

fn erased_service_error<E: Shape>(error: ServiceError<E>) -> ServiceError<Document> {
    let fields = active_variant(error.error()).map_or_else(|| document(&()), document);
    error.map(|_| fields)
}
