//! Reading and writing shapes with all the traits of XML.

mod reading;
mod shapes;
