//! Ids of shapes.

/// The id of a shape of one model. Only [`Shapes`](super::Shapes) makes ids, so that there is a shape for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(pub(super) u32);

impl ShapeId {
    /// Returns the index of the shape in [`Shapes`](super::Shapes).
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
