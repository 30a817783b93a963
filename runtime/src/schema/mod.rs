//! Descriptions of a model's shapes as plain data. Generated code creates them, and codecs read them.
//!
//! This module depends on no other module of the crate. Access to values is in [`reflect`](crate::reflect).

mod member;
mod rare;
mod shape;

pub use member::{Binding, Flag, Member, TimestampFormat};
pub use rare::{RareTraits, XmlNamespace};
pub use shape::{Kind, Schema};
