//! Structures and unions.

use super::member::{Member, RareTraits};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The kind of a shape with members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A structure: any number of members may be set.
    Structure,
    /// A union: exactly one member is set.
    Union,
}

/// The schema of a structure or union.
#[derive(Debug)]
#[non_exhaustive]
pub struct Schema {
    /// The name in the model.
    pub name: &'static str,
    /// Whether it is a structure or a union.
    pub kind: Kind,
    /// Whether the shape has the trait `sensitive`.
    pub sensitive: bool,
    /// The members, in the order of the model.
    pub members: &'static [Member],
    /// Traits that few shapes have.
    pub rare: Option<&'static RareTraits>,
    body_capacity: AtomicUsize,
}

impl Schema {
    /// Creates the schema of a structure.
    pub const fn structure(name: &'static str, members: &'static [Member]) -> Self {
        Self {
            name,
            kind: Kind::Structure,
            sensitive: false,
            members,
            rare: None,
            body_capacity: AtomicUsize::new(0),
        }
    }

    /// Creates the schema of a union.
    pub const fn union(name: &'static str, members: &'static [Member]) -> Self {
        Self {
            name,
            kind: Kind::Union,
            sensitive: false,
            members,
            rare: None,
            body_capacity: AtomicUsize::new(0),
        }
    }

    /// Sets traits that few shapes have.
    #[must_use]
    pub const fn rare(self, traits: &'static RareTraits) -> Self {
        Self { rare: Some(traits), ..self }
    }

    /// Marks the shape as `sensitive`: `Debug` shows none of its members.
    #[must_use]
    pub const fn sensitive(self) -> Self {
        Self { sensitive: true, ..self }
    }

    /// Returns the capacity to reserve for a body of this shape: 256 bytes to 64 KiB, from the sizes of previous bodies. Bodies
    /// of one operation have similar sizes, so most need one allocation.
    pub(crate) fn body_capacity(&self) -> usize {
        self.body_capacity.load(Ordering::Relaxed).clamp(256, 1 << 16)
    }

    /// Records the size of a body. Nothing is stored while sizes stay between half of the capacity and all of it, so that
    /// concurrent calls do not contend for the value.
    pub(crate) fn record_body_size(&self, bytes: usize) {
        let capacity = self.body_capacity.load(Ordering::Relaxed);
        if bytes > capacity || bytes < capacity / 2 {
            self.body_capacity.store(bytes.saturating_add(bytes / 8), Ordering::Relaxed);
        }
    }
}
