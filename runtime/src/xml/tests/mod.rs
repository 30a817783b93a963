//! Reading and writing shapes with all the traits of XML.

mod fuzz;
pub(crate) mod mutations;
mod reading;
mod round_trip;
mod shapes;
mod writing;
