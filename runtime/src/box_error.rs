//! The type of errors of other libraries.

use std::error::Error;

/// An error of another library, such as an HTTP client.
pub type BoxError = Box<dyn Error + Send + Sync>;
