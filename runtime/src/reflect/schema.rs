//! What a model says of a structure or union as a whole.

use super::Member;

/// Whether any number of members may be set, or one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any number.
    Structure,
    /// Exactly one.
    Union,
}

/// A structure or union of the model.
#[derive(Debug)]
pub struct Schema {
    /// The shape's name in the model.
    pub name: &'static str,
    /// Structure or union.
    pub kind: Kind,
    /// Whether the whole shape is marked `sensitive`.
    pub sensitive: bool,
    /// The members, in the model's order.
    pub members: &'static [Member],
}

impl Schema {
    /// A structure.
    pub const fn structure(name: &'static str, members: &'static [Member]) -> Self {
        Self { name, kind: Kind::Structure, sensitive: false, members }
    }

    /// A union.
    pub const fn union(name: &'static str, members: &'static [Member]) -> Self {
        Self { name, kind: Kind::Union, sensitive: false, members }
    }

    /// Marks the whole shape `sensitive`: `Debug` shows nothing of it.
    #[must_use]
    pub const fn sensitive(self) -> Self {
        Self { sensitive: true, ..self }
    }
}
