//! The content of a picture, independent of its format and layout.

/// The index of the operation's box.
pub(super) const OPERATION: usize = 0;

/// Boxes, and edges between them. The first box is the operation. The others are the shapes that it uses.
pub(super) struct Diagram {
    pub(super) boxes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
    /// The number of shapes without a box.
    pub(super) omitted: usize,
}

/// A box with a title and rows.
pub(super) struct Node {
    pub(super) title: String,
    pub(super) kind: NodeKind,
    pub(super) rows: Vec<Row>,
}

/// What a box represents.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NodeKind {
    Operation,
    Structure,
    Union,
    Enum,
    IntEnum,
}

impl NodeKind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Operation => "operation",
            Self::Structure => "structure",
            Self::Union => "union",
            Self::Enum => "enum",
            Self::IntEnum => "intEnum",
        }
    }
}

/// A member, an enum value or a property of the operation.
#[derive(Default)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) type_name: String,
    pub(super) required: bool,
    pub(super) sensitive: bool,
    pub(super) deprecated: bool,
    /// The binding of a member that is not bound to the body: `path`, `query` and so on.
    pub(super) binding: Option<&'static str>,
}

/// An edge from a row to a box.
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) row: usize,
    pub(super) to: usize,
    /// Whether the edge closes a cycle.
    pub(super) back: bool,
}
