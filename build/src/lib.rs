//! Generates code from an API model in a build script.
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), smithereen_build::Error> {
//!     smithereen_build::Builder::new("models/thing.json").operations(["GetThing", "PutThing"]).compile()
//! }
//! ```
//!
//! ```text
//! // src/lib.rs or src/main.rs: `thing::Client`, `thing::GetThingInput` and so on
//! include!(concat!(env!("OUT_DIR"), "/smithereen.rs"));
//! ```
//!
//! The crate itself depends on `smithereen`, the runtime, with the features that it needs: `client` unless there is
//! none ([`Builder::without_client`]), `serde` for serde's traits on every type, `gzip` and `md5` for operations whose
//! models ask for a compressed body or for a checksum. Where one of these is missing but `serde`, compilation fails with an
//! error that names it. Features of the crate itself have no effect on what is generated.
//!
//! What generates a crate of its own is `cargo xtask codegen`; it writes with what is in [`tree`] and reads with what is
//! in [`input`].
#![forbid(unsafe_code)]

mod builder;
pub mod input;
pub mod tree;

pub use builder::{Builder, Error};
