//! Descriptions of a model's shapes as plain data: what generated code states, and what codecs read.
//!
//! Nothing here depends on another module of the crate, or reads or writes a value.

mod member;
mod shape;

pub use member::{Binding, Flag, Member, TimestampFormat};
pub use shape::{Kind, Schema};
