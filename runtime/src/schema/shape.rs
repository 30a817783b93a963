//! What a model says of a structure or union as a whole.

use super::member::Member;
use std::sync::atomic::{AtomicUsize, Ordering};

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
#[non_exhaustive]
pub struct Schema {
    /// The shape's name in the model.
    pub name: &'static str,
    /// Structure or union.
    pub kind: Kind,
    /// Whether the whole shape is marked `sensitive`.
    pub sensitive: bool,
    /// The members, in the model's order.
    pub members: &'static [Member],
    room: AtomicUsize,
}

impl Schema {
    /// A structure.
    pub const fn structure(name: &'static str, members: &'static [Member]) -> Self {
        Self { name, kind: Kind::Structure, sensitive: false, members, room: AtomicUsize::new(0) }
    }

    /// A union.
    pub const fn union(name: &'static str, members: &'static [Member]) -> Self {
        Self { name, kind: Kind::Union, sensitive: false, members, room: AtomicUsize::new(0) }
    }

    /// Marks the whole shape `sensitive`: `Debug` shows nothing of it.
    #[must_use]
    pub const fn sensitive(self) -> Self {
        Self { sensitive: true, ..self }
    }

    /// The bytes to reserve for a body of this shape: as many as the last ones took, within bounds. Bodies of one
    /// operation are much alike, and most then need no second allocation.
    pub(crate) fn body_capacity(&self) -> usize {
        self.room.load(Ordering::Relaxed).clamp(256, 1 << 16)
    }

    /// Notes what a body took. Nothing is written while bodies stay between half of the room and all of it, so that
    /// calls side by side do not wait for each other.
    pub(crate) fn record_body_size(&self, bytes: usize) {
        let room = self.room.load(Ordering::Relaxed);
        if bytes > room || bytes < room / 2 {
            self.room.store(bytes.saturating_add(bytes / 8), Ordering::Relaxed);
        }
    }
}
