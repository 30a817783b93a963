//! A model as a whole.

use super::operation::Operation;
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
    /// The names of operations that could not be read, which was reported.
    pub unread: Vec<String>,
    /// The names of the service's other operations: those that are not selected, and those of which a slice keeps nothing
    /// but the name. Their types' names are reserved.
    pub unselected: Vec<String>,
    /// The shapes.
    pub shapes: Shapes,
}
