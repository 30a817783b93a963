#![doc = include_str!("../README.md")]
//!
//! The command line of Smithereen writes with [`tree`] and reads with [`input`] and [`files`].
#![forbid(unsafe_code)]

mod builder;
pub mod config;
mod configured;
mod error;
pub mod files;
mod gzip;
pub mod input;
mod output;
mod partitions;
pub mod tree;

pub use builder::Builder;
pub use configured::generate;
pub use error::Error;
pub use partitions::partitions;
