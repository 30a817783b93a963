//! Draws an operation: a box for each shape with members or values, and a line from each member to its shape.
//!
//! The content of a picture, its layout (`layout`), and a file or folder for each format belong here. Text of an operation without
//! boxes is in `explain`.

mod builder;
mod cycles;
mod diagram;
mod dot;
mod layout;
mod measure;
mod mermaid;
mod svg;

use super::operation::OperationGraph;

/// The format of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Scalable Vector Graphics.
    Svg,
    /// The input language of Graphviz.
    Dot,
    /// A Mermaid class diagram, which Markdown on GitHub and elsewhere displays.
    Mermaid,
}

/// Returns a picture of an operation and the shapes that it uses.
pub fn picture(graph: &OperationGraph, format: Format) -> String {
    let Some(diagram) = builder::build(graph) else { return String::new() };
    match format {
        Format::Svg => svg::draw(&diagram),
        Format::Dot => dot::write(&diagram),
        Format::Mermaid => mermaid::write(&diagram),
    }
}
