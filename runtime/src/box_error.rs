//! The type of errors of other libraries, and their causes.

use std::error::Error;
use std::{fmt, iter};

/// An error of another library, such as an HTTP client.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// Writes an error and its causes, separated by colons: errors of other libraries usually omit their cause, which has the details.
/// Errors of this crate show their causes themselves, which are not repeated.
pub(crate) fn write_chain(f: &mut fmt::Formatter<'_>, error: &(dyn Error + 'static)) -> fmt::Result {
    let chain = iter::successors(Some(error), |&error| error.source());
    let texts: Vec<_> = chain.map(ToString::to_string).collect();
    let shown = texts.into_iter().rev().reduce(|causes, text| match text.ends_with(&causes) {
        true => text,
        false => format!("{text}: {causes}"),
    });
    f.write_str(&shown.unwrap_or_default())
}
