//! Ids of shapes.

/// The ID of a shape of one model. Only [`Shapes`](super::Shapes) creates IDs, so that each ID has a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(pub(super) u32);

impl ShapeId {
    /// Returns the index of the shape in [`Shapes`](super::Shapes).
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
