//! Descriptions of a model's shapes as plain data. Generated code creates them, and codecs read them.
//!
//! This module depends on no other module of the crate. Access to values is in [`reflect`](crate::reflect).

mod member;
mod namespace;
mod shape;

pub use member::{Binding, Flag, Member, RareTraits, TimestampFormat};
pub use namespace::XmlNamespace;
pub use shape::{Kind, Schema};
