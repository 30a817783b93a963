//! The events of a stream as a type.

use crate::reflect::{Shape, Value};

/// A union of events: Smithy's `streaming` on a union. Each member is a structure, and an event is one of them.
///
/// Members of the union with the trait `error` are not variants of it but of [`Self::Error`]. An event that the model does not
/// have is the union's unknown variant.
pub trait EventStream: Shape + Value + Send + 'static {
    /// The errors that the model has for the stream, and a variant for unknown errors. A member's name on the wire is its name in
    /// the union, which `:exception-type` contains.
    type Error: Shape + Value + Send + Sync + 'static;
}
