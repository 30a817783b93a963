//! Descriptions of a model's shapes as plain data. Generated code creates them, and codecs read them.
//!
//! This module depends on no other module of the crate. Access to values is in [`reflect`](crate::reflect).

mod binding;
mod flag;
mod member;
mod namespace;
mod shape;

/// The names that the macros have in scope for descriptions. They are imported at once: an import of each name in each type costs
/// the build of generated crates more.
#[doc(hidden)]
pub mod names {
    pub use super::{Flag, Member, RareTraits, TimestampFormat};
}

pub use binding::Binding;
pub use flag::Flag;
pub use member::{Member, RareTraits, TimestampFormat};
pub use namespace::XmlNamespace;
pub use shape::{Kind, Schema};
