//! A model as a whole.

use super::operation::{EndpointOperation, Operation, SessionOperation};
use super::service::Service;
use super::shapes::Shapes;

/// A service with its operations and shapes.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The file that it was read from.
    pub file: String,
    /// The service.
    pub service: Service,
    /// The operations, in the model's order; after selection, in the order of the selection.
    pub operations: Vec<Operation>,
    /// The operation that returns the endpoints of others. Set by a pass, if one of the selected operations has such an endpoint.
    pub endpoint_operation: Option<EndpointOperation>,
    /// The operation that returns the credentials of a session. Set by a pass, if the service has sessions.
    pub session_operation: Option<SessionOperation>,
    /// The names of operations that could not be read. Their problems were reported.
    pub unread: Vec<String>,
    /// The names of the other operations of the service: unselected operations, and operations that a slice keeps by
    /// name only. The names of their types are reserved.
    pub unselected: Vec<String>,
    /// The shapes.
    pub shapes: Shapes,
}
