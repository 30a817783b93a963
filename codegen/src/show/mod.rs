//! Describes an operation: as text, as a JSON skeleton of its input, and as a picture.

mod explain;
mod operation;
mod picture;
mod skeleton;
mod types;
mod wire;
mod wrap;

pub use explain::explain;
pub use operation::OperationGraph;
pub use picture::{Format, picture};
pub use skeleton::skeleton;
