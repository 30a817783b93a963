//! Descriptions of a model's shapes as plain data. Generated code creates them, and codecs read them.
//!
//! This module depends on no other module of the crate. Access to values is in [`reflect`](crate::reflect).

mod binding;
mod flag;
mod member;
mod namespace;
mod shape;

pub use binding::Binding;
pub use flag::Flag;
pub use member::{Member, RareTraits, TimestampFormat};
pub use namespace::XmlNamespace;
pub use shape::{Kind, Schema};
