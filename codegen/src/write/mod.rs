//! From a graph to the text of a model, one folder a format. What is written, read again, is the same graph.

mod pretty;
mod smithy;

pub use smithy::write as smithy;
