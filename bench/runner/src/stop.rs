//! The error that ends a benchmark.

use std::fmt::Display;

/// Prints the error and exits with 1.
pub(crate) fn stop(why: impl Display) -> ! {
    eprintln!("error: {why}");
    std::process::exit(1)
}
