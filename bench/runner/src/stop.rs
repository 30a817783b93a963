//! How a benchmark ends that cannot be made.

use std::fmt::Display;

/// Says why there is nothing to measure, and ends the program.
pub(crate) fn stop(why: impl Display) -> ! {
    eprintln!("error: {why}");
    std::process::exit(1)
}
