//! Tests of the codec with shapes that have every XML trait. Tests of one function are in its file.

mod fuzz;
pub(crate) mod mutations;
mod reading;
mod round_trip;
mod shapes;
mod shared_names;
mod writing;
