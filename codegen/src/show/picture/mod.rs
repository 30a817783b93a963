//! The shapes of an operation as a picture: a box for each shape with members or values, a line from each member to its
//! shape.

mod diagram;
mod dot;
mod layers;
mod measure;
mod mermaid;
mod place;
mod svg;

use super::Shown;
use diagram::Diagram;

/// What a picture is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A drawing that a browser shows, and most else.
    Svg,
    /// For Graphviz.
    Dot,
    /// For Markdown that draws it.
    Mermaid,
}

/// The operation as a picture.
pub fn picture(shown: &Shown, format: Format) -> String {
    let Some(diagram) = Diagram::of(shown) else { return String::new() };
    match format {
        Format::Svg => svg::draw(&diagram),
        Format::Dot => dot::write(&diagram),
        Format::Mermaid => mermaid::write(&diagram),
    }
}
