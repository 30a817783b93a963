//! Describes an operation: as text, as a JSON skeleton of its input, and as a picture.
//!
//! The output is for people and does not affect generated code. Names and locations on the wire are in `wire`.

mod calls;
mod checksums;
mod explain;
mod operation;
mod picture;
mod repeated;
mod skeleton;
mod types;
mod wire;
mod wrap;

pub use explain::explain;
pub use operation::OperationGraph;
pub use picture::{Format, picture};
pub use skeleton::skeleton;
